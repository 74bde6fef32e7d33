"""Texts made of nothing but figures: how much is done for them, in calls and not in time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date

import pytest

from reewriter.text import check_figures
from reewriter.text.facts.figures import MOST_FIGURES

ARTICLE = (
    "The strike costs $4.2 million a day. The firm offers 14%, the union wants 24% and pays $500 a"
    " week to 2,340 people. New hires get $19.85 an hour. Corvo owns 31% of it, Tindal 12%.\n\n"
    "Output fell from 22 million to 3.5 million tons. It has 82 people, from 61 in 2021. The rest"
    " is the state's. It bought 1.2 million shares for $96 million, 17 of the 68 on offer."
)
_KNOWN = ("$4.2 million", "14%", "24%", "$500", "2,340", "$19.85")


def _shares(at: int) -> str:
    return f"{at % 97 + 1}.{at % 7} percent of {1000 + at * 37} tonnes"


def _numbers(at: int) -> str:
    return str(at * 7 % 9973)


def _reckoned(at: int) -> str:
    return (*_KNOWN, f"${at % 90 + 300} million", f"{at % 60 + 30}%")[at % 8]


def _owned(at: int) -> str:
    return f"Corvo {at % 90 + 1}%, Tindal {at * 7 % 91 + 1}%"


WAYS: list[Callable[[int], str]] = [_shares, _numbers, _reckoned, _owned]


def text_of(way: Callable[[int], str], size: int) -> str:
    """Return one sentence of so many characters."""
    parts, length = ["It makes, by 4 in all, "], 0
    while length < size:
        parts.append(f"{way(len(parts))}, ")
        length += len(parts[-1])
    return "".join(parts)


def calls(draft: str, source: str) -> int:
    """Return how many functions are called to check a draft."""
    count = 0

    def counted(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        check_figures(draft, source, on=date(2025, 11, 20))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("alone", [True, False])
def test_a_sentence_of_nothing_but_figures_takes_no_more_than_its_length(
    way: Callable[[int], str], *, alone: bool
) -> None:
    small, large = text_of(way, 8_000), text_of(way, 64_000)
    few = calls(small, ARTICLE if alone else small + "and so on.")
    many = calls(large, ARTICLE if alone else large + "and so on.")
    assert few > 10_000
    assert many < 12 * few
    assert many < 6_000_000


def test_of_a_text_with_more_figures_than_anybody_writes_the_last_are_not_vouched_for() -> None:
    draft = "It has 82 people. " * (MOST_FIGURES + 2)
    figures = check_figures(draft, ARTICLE)
    assert [one.supported for one in figures] == [True] * MOST_FIGURES + [False] * 2
    assert {one.tried for one in figures} == {
        "",
        "only the first 1,000 figures of a text are looked up",
    }


def test_what_a_long_table_has_is_told_as_before() -> None:
    rows = "\n".join(f"{at} tonnes" for at in range(2_000, 2_400))
    figures = check_figures(rows, rows.replace("2222 t", "9222 t"))
    assert [one.text for one in figures if not one.supported] == ["2222 tonnes"]
