"""Moves, suggestions and snippets without the desk."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """Stories 1, 2 and 3 on the bench, in section Policy."""
    assert cli("item", "keep", 1, 2, 3).code == 0
    return cli


def test_moves_are_found_noted_ticked_and_written(desk: Cli) -> None:
    critique = desk.root / "critique.md"
    critique.write_text("It rightly counts. Our view is that oxide is not metal.\n")
    desk("story", "edit", "1", "--critique-file", str(critique))
    found = desk("story", "moves", "1", "--json").json
    assert {one["move"]: one["state"] for one in found} == {
        "concession": "found",
        "omission": "missing",
        "assumption": "missing",
        "refuted": "missing",
        "overstatement": "missing",
        "position": "found",
    }
    assert found[0]["sentence"] == "It rightly counts."
    done = desk("story", "moves", "1", "--set", "omission", "who pays | | Buyers do", "--tick",
                "refuted", "--write", "--json").json  # fmt: skip
    assert {one["move"]: one["state"] for one in done}["omission"] == "found"
    assert {one["move"]: one["state"] for one in done}["refuted"] == "ticked"
    story = desk("story", "show", "1", "--json").json[0]
    assert story["critique"].endswith("leaves out is who pays. Buyers do.")
    assert "omission" in desk("story", "moves", "1").out
    wrong = desk("story", "moves", "1", "--tick", "omision")
    assert wrong.code == 2
    assert "Did you mean" in wrong.line


def test_suggestions_wait_apart_until_they_are_taken(desk: Cli) -> None:
    offered = desk("story", "suggest", "1", "--json").json["suggested"]
    assert offered
    assert desk("story", "show", "1", "--json").json[0]["highlights"] == []
    taken = desk("story", "suggest", "1", "--take", "1", "--drop", "--json").json
    assert taken == {"suggested": [], "highlights": offered[:1], "findings": []}
    assert desk("story", "suggest", "1", "--take", "1").code == 4


def test_snippets_are_listed_and_printed(desk: Cli) -> None:
    assert "No snippets yet" in desk("snippets", "list").err
    (desk.root / "snippets").mkdir()
    (desk.root / "snippets" / "position.md").write_text("We urge.\n\nTo count.\n")
    assert desk("snippets", "list", "--json").json == [
        {
            "name": "position",
            "text": "We urge.\n\nTo count.",
            "origin": "snippets/position.md",
        }
    ]
    assert desk("snippets", "show", "Position").out == "We urge.\n\nTo count.\n"
    assert desk("snippets", "show", "positon").code == 4
