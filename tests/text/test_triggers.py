"""No figure is missed because patterns are tried only where one may begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.triggers import Triggers

DATA = Path(__file__).parent.parent / "data" / "figures"
TEXTS = [
    text
    for path in sorted(DATA.glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()
    for text in line.split("\t")[:2]
]
PIECES = (
    *"a an the half one two twenty-five hundred third April 6 15 2025 Q3 H1 FY25 US$".split(),
    *"€ ¥ Rs 5% 1.3bn million tonnes doubled tenfold 4/6/2025 '90s 1990s 9:30 a.m. 1/3".split(),
    *(
        "of",
        "by",
        "than",
        "in every",
        "and a half",
        "year",
        "percentage points",
        ",",
        ".",
        "-",
        "–",
        "\n",
        "½",
    ),
)


def everywhere(
    self: Triggers, pattern: re.Pattern[str], text: str, words: Iterable[str]
) -> Iterator[re.Match[str]]:
    return pattern.finditer(text)


def assert_the_same(text: str) -> None:
    found = all_of.__wrapped__(Page(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Triggers, "find", everywhere)
        assert all_of.__wrapped__(Page(text)) == found, text


def test_every_labelled_text_is_read_as_if_each_pattern_were_tried_everywhere() -> None:
    assert len(TEXTS) > 1_000
    for text in TEXTS:
        assert_the_same(text)


@settings(max_examples=200, deadline=None)
@example([("a", ""), ("-", " "), ("two", "")])
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(("", " ", " "))), max_size=12))
def test_any_heap_of_pieces_is(pieces: list[tuple[str, str]]) -> None:
    assert_the_same("".join(piece + gap for piece, gap in pieces))
