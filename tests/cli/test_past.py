"""`item diff`, `story diff`, `take-over`, `history` and `restore`: what was otherwise before."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reewriter.workspace import Workspace
from tests.cli.conftest import Cli
from tests.workshop import ARTICLE, NOW, bring, invent, make_workspace

OLD = ARTICLE.format(n=1)


class Desk(Cli):
    """The command line beside a publisher who changes the first item every hour."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, lambda: self.time)
        self.time: datetime = NOW

    def later(self, text: str) -> None:
        self.time += timedelta(hours=1)
        with Workspace.open(self.root, now=self.now) as workspace:
            bring(workspace, [invent(1, text=text)])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    make_workspace(tmp_path / "desk", [invent(1), invent(2)]).close()
    return Desk(tmp_path / "desk")


def pieces(answer: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(piece["kind"], piece["text"]) for piece in answer if piece["kind"] != "same"]


def test_a_changed_item_is_shown_word_by_word_and_unmarked(desk: Desk) -> None:
    assert "has not changed item 1" in desk("item", "diff", 1).line
    desk.later(OLD.replace("Monday", "Tuesday"))
    assert [one["changed"] for one in desk("items", "--json").json] == [True, False]
    assert "new, changed" in desk("items").out
    assert "reewriter item diff 1" in desk("item", "show", 1).out
    (answer,) = desk("item", "diff", 1, "--json").json
    assert "changed" not in desk("items").out
    assert pieces(answer["text"]) == [("removed", "Monday"), ("added", "Tuesday")]
    assert (answer["since"], answer["replaced_at"]) == (
        "2026-03-02T12:00:00Z",
        "2026-03-02T13:00:00Z",
    )
    assert [one["changed"] for one in desk("items", "--json").json] == [False, False]

    desk.later(OLD.replace("Monday", "Friday"))
    told = desk("item", "diff", 1)
    assert "said on [-Tuesday] [+Friday] that 1 plants" in told.out
    assert "Version 2 is compared; there are 2, 1." in told.err
    assert "on [-Monday] [+Friday] that" in desk("item", "diff", 1, "--version", 1).out
    failed = desk("item", "diff", 1, "--version", 7)
    assert (failed.code, "Its versions: 2, 1." in failed.err) == (4, True)
    assert desk("item", "diff", 9).code == 4


def test_a_story_rests_on_the_old_text_until_the_new_one_is_taken_over(desk: Desk) -> None:
    desk("item", "keep", 1)
    desk.later(OLD.replace("Monday", "Tuesday"))
    captured = desk("story", "show", 1, "--json").json[0]["sources"][0]["captured_at"]
    assert "[-Monday] [+Tuesday]" in desk("story", "diff", 1).out
    taken = desk("story", "take-over", 1, "--json").json["sources"][0]
    assert taken["captured_at"] > captured
    assert desk("story", "diff", 1, "--json").json == []
    assert desk("story", "take-over", 1).code == 2


def test_fields_are_compared_with_what_is_there_now(desk: Desk) -> None:
    desk("story", "new", "--item", 1)
    desk("story", "edit", 1, "--headline", "The port waits")
    desk.time += timedelta(minutes=1)
    desk("story", "edit", 1, "--headline", "The port waits again", "--deck", "x")
    assert "The port waits [+again]" in desk("story", "history", 1, "--diff").out
    (newest, _) = desk("story", "history", 1, "--field", "headline", "--diff", "--json").json
    assert pieces(newest["diff"]) == [("added", " again")]
    assert desk("story", "history", 1, "--field", "deck", "--json").json == []


def test_the_words_of_an_issue_are_listed_and_put_back(desk: Desk) -> None:
    desk("issue", "set", "--subject", "One")
    assert "has no earlier versions" in desk("issue", "history").line
    desk("issue", "set", "--subject", "Two")
    (version,) = desk("issue", "history", "--json").json
    assert (version["field"], version["value"]) == ("subject", "One")
    assert "[-One] [+Two]" in desk("issue", "history", "--diff").out
    assert desk("issue", "restore", version["id"], "--json").json["subject"] == "One"
    assert desk("issue", "restore", 99).code == 4
