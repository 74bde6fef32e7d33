"""Finds the figures of a text, and those of a source that may agree with one of ours."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from reewriter.text.facts.agreeing import agree, windows
from reewriter.text.facts.amounts import amounts
from reewriter.text.facts.dates import dates
from reewriter.text.facts.eastern import eastern
from reewriter.text.facts.furniture import without_furniture
from reewriter.text.facts.leaning import minus_at
from reewriter.text.facts.listed import listed
from reewriter.text.facts.prose import without_code
from reewriter.text.facts.ranges import with_units
from reewriter.text.facts.reading import Page
from reewriter.text.facts.triggers import without
from reewriter.text.facts.values import Amount, Reading

__all__ = ["MOST_PLACES", "agreeing", "all_of", "between", "within"]

MOST_PLACES = 40
"""Places of one figure in one source that are looked at for the best sentence."""


@lru_cache(64)
def all_of(whole: Page) -> list[Amount]:
    """Return everything that is or may be a figure, in order."""
    text = without_furniture(without_code(whole.lean.prose))
    days = list(dates(text))
    plain = without(text, [span for _, span in days])
    others = list(eastern(plain))
    plain = without(plain, [(one.start, one.end) for one in others])
    found = [*(amount for amount, _ in days), *others, *amounts(plain)]
    lists = list(listed(text))
    found.sort(key=lambda amount: amount.start)
    # "A year" is not what a range or a list is made of.
    lengths = [one for one in found if one.quiet and one.readings[0].kind == "number"]
    if lengths:
        found = [one for one in found if not (one.quiet and one.readings[0].kind == "number")]
    if "%" in text:
        found = _in_percent(text, found)
    signed = [_signed(text, amount) for amount in with_units(text, found)]
    more = [*lengths, *lists]
    return sorted([*signed, *more], key=lambda one: one.start) if more else signed


_IN_PERCENT = re.compile(
    r"(?:\((?:wt|mass|at|vol)?\.?\s?%\)|\b(?:wt|vol|at)\.?\s?%):((?:[^.;\n]|\.(?=\d))*)", re.I
)


def _in_percent(text: str, found: list[Amount]) -> list[Amount]:
    """Read "Composition (wt%): Nd 24.5, Pr 6.2" as percentages, too."""
    rows = [row.span(1) for row in _IN_PERCENT.finditer(text)]
    if not rows:
        return found
    return [
        replace(one, readings=(*one.readings, Reading("percent", "", one.readings[0].value)))
        if one.readings[0][:2] == ("number", "") and any(a <= one.start < b for a, b in rows)
        else one
        for one in found
    ]


def _signed(text: str, amount: Amount) -> Amount:
    start = minus_at(text, amount.start)
    return amount if start == amount.start else replace(amount, start=start)


def between(whole: Page, start: int, end: int) -> list[Amount]:
    """Return, in order, the figures of a text that begin in a stretch of it."""
    found = all_of(whole)
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def _start(amount: Amount) -> int:
    return amount.start


class _Index:
    """The figures of a text by what they are worth, so that few are compared with one of ours."""

    def __init__(self, whole: Page) -> None:
        self.amounts = all_of(whole)
        sorted_by: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
        for at, amount in enumerate(self.amounts):
            for reading in amount.readings:
                sorted_by[reading.kind].append((reading.value, at))
                if reading.year and reading.kind != "year":
                    sorted_by["year"].append((reading.year, at))
                if reading.bare > 0:  # not of "a year"
                    sorted_by["bare"].append((reading.bare, at))
        self._values = {}
        self._places = {}
        for kind, pairs in sorted_by.items():
            pairs.sort()
            self._values[kind] = [value for value, _ in pairs]
            self._places[kind] = [at for _, at in pairs]

    def within(self, sought: Iterable[tuple[str, float, float]]) -> Iterator[Amount]:
        """Yield, in the order of the text, what has a value of one of these kinds and bounds."""
        found: set[int] = set()
        for kind, low, high in sought:
            values = self._values.get(kind, [])
            first, last = bisect_left(values, low), bisect_right(values, high)
            if first < last:
                found.update(self._places[kind][first:last])
        return (self.amounts[at] for at in sorted(found))


@lru_cache(64)
def _index(whole: Page) -> _Index:
    return _Index(whole)


def within(whole: Page, sought: Iterable[tuple[str, float, float]]) -> Iterator[Amount]:
    """Yield, in order, the figures of a text that have a value of one of these kinds and bounds."""
    return _index(whole).within(sought)


@lru_cache(1024)
def agreeing(ours: tuple[Reading, ...], source: Page) -> tuple[Amount, ...]:
    """Return the first figures of a source that agree with one of ours."""
    sought = [window for reading in ours for window in windows(reading)]
    found = (
        theirs
        for theirs in within(source, sought)
        if any(agree(one, two) for one in ours for two in theirs.readings)
    )
    return tuple(islice(found, MOST_PLACES))
