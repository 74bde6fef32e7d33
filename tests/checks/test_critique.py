"""A critique that grants nothing, or names nothing that is left out, is remarked upon."""

from __future__ import annotations

import pytest

from reewriter.model import Finding, Severity
from reewriter.samples import half_made
from reewriter.text.moves import find_moves
from tests.checks.conftest import Table, sample

REST = "The plant makes magnets and the port ships them, one drum after the other. " * 5
GRANTS = "It correctly counts the plants. "
NAMES = "It never asks who pays. "


def found(table: Table) -> list[Finding]:
    """Return what is said of the moves of the first story."""
    return [
        one
        for one in table.check()
        if one.id == "critique.moves" and one.where == "story/1/critique"
    ]


@pytest.mark.parametrize(
    ("critique", "lacks", "asks"),
    [
        (REST, "makes no concession and names no omission", "what it gets right and what it leav"),
        (GRANTS + REST, "names no omission", "what it leaves out"),
        (NAMES + REST, "makes no concession", "what it gets right"),
    ],
)
def test_it_says_which_move_is_missing_and_where_the_form_is(
    critique: str, lacks: str, asks: str
) -> None:
    (finding,) = found(sample().story(critique=critique))
    assert (finding.severity, finding.waivable) == (Severity.INFO, True)
    assert finding.message.endswith(f"” {lacks}")
    assert finding.hint.startswith(f"Say {asks}")
    assert "`reewriter story moves 1 --set" in finding.hint


def test_what_is_there_ticked_short_or_no_critique_is_left_alone() -> None:
    table = sample()
    by_hand = ({"kind": "concession", "ticked": "yes"},)
    assert found(table.story(critique=GRANTS + NAMES + REST)) == []
    assert found(table.story(critique=NAMES + REST, moves=by_hand)) == []
    assert found(table.story(critique="Four words of it.")) == []
    assert found(table.story(critique=REST, format="note")) == []
    assert found(table.publication(locale="de-DE").story(critique=REST)) == []


def test_the_critiques_of_the_demonstration_mostly_make_both() -> None:
    made = [{move.kind for move in find_moves(story.critique)} for story in half_made().stories]
    assert sum({"concession", "omission"} <= kinds for kinds in made) == len(made) - 1
