"""A source gets a fuller text, and what highlights rest on is found again or kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.desk.evidence import attach, find_passage
from reewriter.desk.writing import text_hash
from reewriter.model import Edit, Highlight, Source, Story

OLD = "The kiln was lit. “We lost a winter,” she said. Nobody asked why."
NEW = "A first part.\n\n> “We lost\n> a [winter](https://e.example/w),” she said.\n\nMore of it."
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOURCE = Source(7, 3, 1, "Wire", "", "", None, OLD, text_hash(OLD), NOON, False, True)


def story(*highlights: Highlight) -> Story:
    return Story(3, highlights=highlights, sources=(SOURCE,))


def resting_on(words: str) -> Highlight:
    at = OLD.index(words)
    return Highlight("Ours.", 7, (at, at + len(words)))


def tables(edits: list[Edit]) -> list[str]:
    return [edit.table for edit in edits]


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("A first part.", "A first part."),
        ("“We lost a winter,” she said.", "We lost\n> a [winter](https://e.example/w),” she said."),
        ('"we lost a winter"', "We lost\n> a [winter"),
        ("MORE of _it_.", "More of it."),
        ("a first", "A first"),
        ("first par", "first par"),
        ("FIRST par", None),
        ("", None),
        ("…", None),
        ("lost a summer", None),
    ],
)
def test_a_passage_is_its_words_whatever_stands_between(passage: str, found: str | None) -> None:
    span = find_passage(passage, NEW)
    assert (span and NEW[slice(*span)]) == found


@given(st.text(max_size=60), st.text(max_size=200), st.text(max_size=60))
def test_what_is_there_is_found(before: str, passage: str, after: str) -> None:
    span = find_passage(passage, before + passage + after)
    assert (span is not None) or not any(char.isalnum() for char in passage)
    assert span is None or 0 <= span[0] < span[1] <= len(before + passage + after)


def test_links_without_end_cost_no_time() -> None:
    assert find_passage("we lost a winter", "we lost " + "](" * 50_000 + "a](x)" * 20_000) is None


def test_evidence_moves_along() -> None:
    edits = attach(
        story(resting_on("“We lost a winter,” she said.")), SOURCE, NEW, complete=True, spare_id=8
    )
    assert tables(edits) == ["source", "highlight"]
    assert edits[0].after == {"text": NEW, "complete": True, "text_hash": text_hash(NEW)}
    after = edits[1].after or {}
    assert after["source_id"] == 7
    assert "lost" in NEW[int(str(after["span_start"])) : int(str(after["span_end"]))]


def test_a_text_that_evidence_still_needs_stays_beside_the_new_one() -> None:
    kept, moved = resting_on("Nobody asked why."), resting_on("We lost a winter")
    edits = attach(story(kept, moved), SOURCE, NEW, complete=True, spare_id=8)
    assert tables(edits) == ["source", "source", "highlight", "highlight"]
    beside = edits[0].after or {}
    assert (beside["text"], beside["primary"], edits[0].key) == (OLD, False, (8,))
    assert (edits[2].after or {})["source_id"] == 8
    assert kept.span is not None
    assert (edits[2].after or {})["span_start"] == kept.span[0]
    assert (edits[3].after or {})["source_id"] == 7


def test_highlights_of_other_sources_are_left_alone() -> None:
    other = replace(resting_on("The kiln"), source_id=9)
    edits = attach(story(other, Highlight("Alone.")), SOURCE, NEW, complete=True, spare_id=8)
    assert tables(edits) == ["source"]


def test_the_same_text_is_no_edit() -> None:
    assert attach(story(resting_on("The kiln")), SOURCE, OLD, complete=False, spare_id=8) == []
