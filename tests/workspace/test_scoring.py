"""Scores: learnt from decisions, unlearnt by undo, explained, and made anew on demand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.config import check_text
from reewriter.model import ItemState, ParsedItem
from reewriter.store import learning
from reewriter.workspace import Workspace
from tests.workshop import CONFIG, NOW, bring, invent, make_workspace


def news(number: int, title: str) -> ParsedItem:
    return invent(number, title=title, text=f"{title}, in short.")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    items = [news(n, f"Oxide story {n}") for n in range(1, 21)]
    items += [news(n, f"Cricket match {n}") for n in range(21, 41)]
    with make_workspace(tmp_path / "news", items) as made:
        yield made


def lessons(workspace: Workspace) -> tuple[dict[str, tuple[int, int]], int]:
    return (
        learning.counts(workspace.store),
        int(workspace.store.value("SELECT count(*) FROM lesson")),
    )


def decide(workspace: Workspace) -> None:
    """Keep fifteen stories of ours and skip fifteen of the others'."""
    workspace.triage.keep(range(1, 16))
    workspace.triage.skip(range(21, 36))


def test_decisions_teach_and_new_items_are_scored_by_it(workspace: Workspace) -> None:
    decide(workspace)
    score = workspace.scoring.scorer()
    feed = min(workspace.wire.feeds(), key=lambda one: one.id)
    assert score(news(90, "Oxide find"), feed) > 0.5
    assert score(news(91, "Cricket final"), feed) < -0.5
    assert score(news(92, "Rare earth in cricket"), feed) > 6  # keywords have the last word


def test_undo_unlearns_exactly_and_redo_learns_again(workspace: Workspace) -> None:
    nothing = lessons(workspace)
    assert nothing == ({}, 0)
    workspace.triage.keep([1, 2])
    one = lessons(workspace)
    workspace.triage.skip([2, 3])
    two = lessons(workspace)
    assert two[0][""] == (1, 2)
    assert workspace.undo()
    assert lessons(workspace) == one
    assert workspace.undo()
    assert lessons(workspace) == nothing
    assert workspace.redo()
    assert workspace.redo()
    assert lessons(workspace) == two


def test_undo_unlearns_what_was_learnt_although_the_publisher_has_changed_the_title(
    workspace: Workspace,
) -> None:
    workspace.triage.keep([1])
    bring(workspace, [replace(news(1, "Quite another title"), item_hash="new")])
    workspace.undo()
    assert lessons(workspace) == ({}, 0)


@pytest.mark.parametrize("back", ["reset", "later"])
def test_an_item_teaches_as_long_as_it_is_decided(workspace: Workspace, back: str) -> None:
    workspace.triage.skip([1])
    assert lessons(workspace)[1] == 1
    if back == "reset":
        workspace.triage.reset([1])
    else:
        workspace.triage.later([1], NOW)
    assert lessons(workspace) == ({}, 0)


def test_a_story_told_by_several_feeds_is_one_lesson(workspace: Workspace) -> None:
    bring(workspace, [invent(50, title="One", url="https://news.example/same")])
    bring(workspace, [invent(51, title="Two", url="https://news.example/same")], feed=1)
    both = list(workspace.triage.ids("one OR two", folded=False))
    workspace.triage.keep(both)
    assert lessons(workspace)[0][""] == (1, 0)


def test_two_desks_learn_side_by_side(workspace: Workspace) -> None:
    with workspace.fork() as other:
        workspace.triage.keep([1])
        other.triage.keep([2])
        assert workspace.undo()
    assert lessons(workspace)[0][""] == (1, 0)
    assert "oxide" in lessons(workspace)[0]


@given(st.lists(st.tuples(st.sampled_from(["keep", "skip", "reset", "undo"]), st.integers(1, 6))))
@settings(max_examples=25)
def test_lessons_are_always_those_of_what_is_decided_now(
    shared: Workspace, steps: list[tuple[str, int]]
) -> None:
    for step, item_id in steps:
        if step == "undo":
            shared.undo()
        else:
            getattr(shared.triage, step)([item_id])
    decided = {
        item_id: item.state
        for item_id in range(1, 7)
        if (item := shared.triage.item(item_id)).state is not ItemState.NEW
    }
    rows: dict[int, int] = dict(shared.store.rows("SELECT item_id, kept FROM lesson"))
    assert rows == {i: int(state is ItemState.KEPT) for i, state in decided.items()}
    kept = sum(rows.values())
    assert learning.counts(shared.store, [""]).get("", (0, 0)) == (kept, len(rows) - kept)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("shared") / "news"
    with make_workspace(root, [news(n, f"Oxide story {n}") for n in range(1, 7)]) as made:
        yield made


def test_every_point_of_a_score_is_explained(workspace: Workspace) -> None:
    decide(workspace)
    workspace.triage.rescore()
    for row in workspace.triage.rows(workspace.triage.ids()):
        reasons = workspace.triage.why(row.id)
        assert row.score == pytest.approx(sum(reason.points for reason in reasons))
    (first, *_) = workspace.triage.rows(workspace.triage.ids())
    assert first.title.startswith("Oxide")
    said = [str(reason) for reason in workspace.triage.why(first.id)]
    assert any(one.endswith(" oxide, learnt") and one.startswith("+") for one in said)


def test_what_was_learnt_since_is_said_to_be_not_counted(workspace: Workspace) -> None:
    decide(workspace)
    for row in workspace.triage.rows(workspace.triage.ids()):
        reasons = workspace.triage.why(row.id)
        assert row.score == pytest.approx(sum(reason.points for reason in reasons))
    assert "new since, counted at the next fetch" in {
        reason.label for item in workspace.triage.ids() for reason in workspace.triage.why(item)
    }


def test_what_was_decided_says_what_it_was_decided_by(workspace: Workspace) -> None:
    decide(workspace)
    decided = [*range(1, 16), *range(21, 36)]
    said = [str(why) for item in decided for why in workspace.triage.why(item)]
    assert not [one for one in said if "new since" in one or one.endswith(", learnt")]
    for item in decided:
        points = sum(reason.points for reason in workspace.triage.why(item))
        assert workspace.triage.item(item).score == pytest.approx(points)
    workspace.triage.rescore()
    (first, *_) = workspace.triage.ids()
    learnt = workspace.triage.item(first).score
    workspace.triage.keep([first])
    assert workspace.triage.item(first).score == learnt
    assert "learnt from you by then" in {reason.label for reason in workspace.triage.why(first)}


def test_a_feed_that_is_kept_is_a_reason(workspace: Workspace) -> None:
    bring(workspace, [news(n, f"Plain {n}") for n in range(60, 90)], feed=1)
    plain = list(workspace.triage.ids("plain", folded=False))
    workspace.triage.keep(plain[:20])
    workspace.triage.skip(range(1, 21))
    said = [reason.label for reason in workspace.triage.why(plain[25])]
    assert "you keep Oxide & Alloy" in said


def test_scores_are_made_anew_for_new_items_only(workspace: Workspace) -> None:
    decide(workspace)
    decided = workspace.triage.item(1).score
    assert workspace.triage.rescore() == 10
    assert workspace.triage.rescore() == 0
    assert workspace.triage.item(1).score == decided


def test_making_scores_anew_is_bounded_and_takes_the_last_to_arrive_first(
    workspace: Workspace,
) -> None:
    decide(workspace)
    assert workspace.scoring.rescore(most=3) == 3
    assert [workspace.triage.item(i).score != 0 for i in (16, 37, 38, 39, 40)] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_an_edited_keyword_counts_with_the_next_fetch(workspace: Workspace) -> None:
    workspace.scoring.settle(changed=False)
    workspace.use(
        check_text(CONFIG.replace('"football" = -4', '"cricket" = 7'), str(workspace.root / "f"))
    )
    before = workspace.triage.item(30).score
    workspace.scoring.settle(changed=False)
    assert workspace.triage.item(30).score > before + 7


def test_nothing_is_scored_anew_while_nothing_has_changed(workspace: Workspace) -> None:
    workspace.scoring.settle(changed=False)
    with workspace.store.write():
        workspace.store.execute("UPDATE item SET score = 99")
    workspace.scoring.settle(changed=True)
    workspace.scoring.settle(changed=False)
    assert {row.score for row in workspace.triage.rows(workspace.triage.ids())} == {99}
    workspace.triage.skip(range(1, 11))  # ten decisions later
    workspace.scoring.settle(changed=False)
    assert 99 not in {row.score for row in workspace.triage.rows(workspace.triage.ids())}


def test_the_first_items_of_a_workspace_are_scored_once(tmp_path: Path) -> None:
    with make_workspace(tmp_path / "news") as workspace:
        workspace.scoring.start()
        bring(workspace, [news(1, "Oxide")])
        with workspace.store.write():
            workspace.store.execute("UPDATE item SET score = 99")
        workspace.scoring.settle(changed=False)
        assert workspace.triage.item(1).score == 99


def test_many_decisions_are_learnt_from_behind_the_key(workspace: Workspace) -> None:
    bring(workspace, [news(n, f"Lithium mine {n}") for n in range(100, 180)])
    ids = [row.id for row in workspace.triage.rows(list(workspace.triage.ids("lithium")))]
    before = lessons(workspace)

    workspace.triage.skip(ids)
    waiting = [workspace.has_to_learn]
    assert lessons(workspace)[0] == before[0]  # nothing is counted yet
    waiting += [workspace.learn_more(50) for _ in range(3)]
    assert [*waiting, workspace.has_to_learn] == [True, True, True, False, False]
    assert learning.counts(workspace.store, ["lithium"])["lithium"] == (0, len(ids))

    workspace.undo()
    assert lessons(workspace) == before


def test_many_decisions_taken_back_at_once_leave_nothing_to_learn(workspace: Workspace) -> None:
    bring(workspace, [news(n, f"Lithium mine {n}") for n in range(100, 180)])
    before = lessons(workspace)

    workspace.triage.skip(list(workspace.triage.ids("lithium")))
    workspace.undo()
    assert not workspace.learn_more(50)
    assert lessons(workspace) == before


def test_scores_are_made_anew_from_all_that_was_decided(workspace: Workspace) -> None:
    bring(workspace, [news(n, f"Lithium mine {n}") for n in range(100, 180)])
    workspace.triage.skip(list(workspace.triage.ids("lithium"))[:60])

    workspace.scoring.rescore()
    assert not workspace.has_to_learn
    assert learning.counts(workspace.store, ["lithium"])["lithium"] == (0, 60)
