"""The form of an issue without the desk: order of sections, subjects, that of another issue."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """Stories 1 and 2 go out in Policy, 3 in Markets, of an issue with three subjects."""
    cli("item", "keep", 1, 2, 3)
    cli("story", "place", 1, 2, "--section", "Policy")
    cli("story", "place", 3, "--section", "Markets")
    cli("issue", "set", "--subject", "One", "--alternative", "Two", "--alternative", "Three")
    return cli


def sections(desk: Cli, edition: str = "2026-03-02") -> list[str]:
    stories = desk("issue", "show", edition, "--json").json["stories"]
    return list(dict.fromkeys(s["section"] for s in stories if not s["bench"]))


def test_a_section_moves_with_its_stories_in_this_issue_only(desk: Cli) -> None:
    assert sections(desk) == ["Policy", "Markets"]
    moved = desk("issue", "move", "markets", "--up")
    assert moved.code == 0
    assert "moved the section Markets up" in moved.err
    assert sections(desk) == ["Markets", "Policy"]
    rendered = desk("render", "--json").json["files"]["markdown"]
    text = (desk.root / rendered).read_text(encoding="utf-8")
    assert text.index("Markets") < text.index("Policy")
    desk("story", "move", 3, "--down", 1)
    assert sections(desk) == ["Policy"], "the section below it was entered"
    desk("issue", "new", "--date", "2026-03-03")
    assert desk("issue", "show", "2026-03-03", "--json").json["sections"] == []


def test_a_section_without_stories_cannot_move(desk: Cli) -> None:
    wrong = desk("issue", "move", "Polic", "--up")
    assert wrong.code == 4
    assert "Did you mean “Policy”?" in wrong.err
    assert desk("issue", "move", "Policy").code == 2
    desk("issue", "move", "Policy", "--up")
    assert sections(desk) == ["Policy", "Markets"], "it was the first"


def test_a_subject_is_picked_and_none_is_lost(desk: Cli) -> None:
    picked = desk("issue", "set", "--pick", 2, "--json").json
    assert (picked["subject"], picked["subjects"]) == ("Two", ["One", "Two", "Three"])
    again = desk("issue", "set", "--pick", 3, "--json").json
    assert (again["subject"], again["subjects"]) == ("Three", ["One", "Two", "Three"])
    assert "> 3        Three" in desk("issue", "show").out
    wrong = desk("issue", "set", "--pick", 4)
    assert wrong.code == 4
    assert "There are 3" in wrong.err


def test_a_new_issue_takes_the_form_of_another_and_keeps_its_own(desk: Cli) -> None:
    intro = desk.root / "intro.md"
    intro.write_text("Good morning.\n", encoding="utf-8")
    desk("issue", "move", "Markets", "--up")
    desk("issue", "set", "--intro-file", intro)
    made = desk("issue", "new", "--date", "2026-03-03", "--like", "last", "--json")
    assert "took the intro and the order of sections from No. 214" in made.err
    assert made.json["intro"] == "Good morning."
    assert made.json["sections"] == ["Top Story", "Markets", "Policy"]
    assert made.json["subject"] == ""
    assert not [s for s in made.json["stories"] if not s["bench"]]
    intro.write_text("Another morning.\n", encoding="utf-8")
    desk("issue", "set", "--intro-file", intro)
    again = desk("issue", "set", "2026-03-03", "--like", "2026-03-02", "--json")
    assert again.json["intro"] == "Good morning.", "what is written stays"
    assert "nothing to take over" in again.err


def test_an_earlier_order_of_sections_is_restored(desk: Cli) -> None:
    desk("issue", "move", "Markets", "--up")
    desk("issue", "move", "Markets", "--down")
    (version,) = desk("issue", "history", "--field", "sections", "--json").json
    assert desk("issue", "restore", version["id"]).code == 0
    assert sections(desk) == ["Markets", "Policy"]
