"""Reads what a source tells of time by its own day: last year, a year earlier, 16 months later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from reewriter.text.facts.dates import dates
from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount, Reading

__all__ = ["day_of", "derived"]

_HEAD = 600
"""Characters in which an article tells of what day it is."""
_CALLED = re.compile(
    r"\b(?:(?P<which>next|last|this|coming|past|previous)|(?P<one>an?))\s+(?P<what>year|month)\b"
    r"(?P<way>\s+(?:ago|earlier|before))?",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"[\s-]+(?:years?|months?)\s+(?P<way>ago|earlier|before|later|after|afterwards)\b",
    re.IGNORECASE,
)
_MOST = 200


@lru_cache(64)
def day_of(whole: Page) -> date | None:
    """Return of what day a text is, by its first lines."""
    # A line that is only a date is no figure, but it is the very day that is sought.
    for one in sorted((one for one, _ in dates(whole.text[:_HEAD])), key=lambda one: one.start):
        first = one.readings[0]
        if first.kind == "day" and first.year:
            try:
                return date(first.year, *divmod(int(first.value), 100))
            except ValueError:
                continue
    return None


@lru_cache(64)
def derived(source: Page, today: date | None) -> list[tuple[Reading, tuple[int, int]]]:
    """Return the years and months that a source tells of so, and where."""
    written = day_of(source) or today
    found = list(_called(source, written)) if written else []
    return [*found, *_counted(source, written)]


def _called(source: Page, written: date) -> Iterator[tuple[Reading, tuple[int, int]]]:
    for found in _CALLED.finditer(source.prose):
        which = (found["which"] or "").casefold()
        if found["one"] and not found["way"]:
            continue
        by = 0 if which == "this" else 1 if which in ("next", "coming") else -1
        months = by * (12 if found["what"].casefold() == "year" else 1)
        yield from _moved(written.year, written.month, months, found.span())


def _counted(source: Page, written: date | None) -> Iterator[tuple[Reading, tuple[int, int]]]:
    """Read "three years ago", and "four years later" behind another date of its sentence."""
    known = all_of(source)
    for at, one in enumerate(known[:_MOST]):
        spell = next((r for r in one.readings if r[:2] == ("number", "month")), None)
        found = _WAY.match(source.prose, one.end) if spell else None
        if spell is None or found is None or spell.value != int(spell.value):
            continue
        months = int(spell.value)
        way, span = found["way"].casefold(), (one.start, found.end())
        if way in ("ago", "earlier", "before") and written:
            yield from _moved(written.year, written.month, -months, span)
        if way != "ago":
            behind = way in ("later", "after", "afterwards")
            base = _date_before(source, known[:at], one)
            if base is not None:
                year, month = base
                yield from _moved(year, month, months if behind else -months, span)


def _date_before(source: Page, before: list[Amount], one: Amount) -> tuple[int, int] | None:
    """Return the last year, and its month or 0, that the same sentence has before."""
    sentence = source.sentence_at(one.start)
    for other in reversed(before[-6:]):
        if other.start < sentence[0]:
            return None
        first = other.readings[0]
        if first.kind == "year":
            return int(first.value), 0
        if first.kind in ("month", "day") and first.year:
            return first.year, int(first.value) // (100 if first.kind == "day" else 1)
    return None


def _moved(
    year: int, month: int, by: int, span: tuple[int, int]
) -> Iterator[tuple[Reading, tuple[int, int]]]:
    """Yield the year and the month so many months later."""
    if not month:
        if by % 12 == 0:
            yield Reading("year", "", year + by // 12), span
        return
    years, rest = divmod(year * 12 + month - 1 + by, 12)
    yield Reading("year", "", years), span
    if by % 12 or abs(by) < 12:
        yield Reading("month", "", rest + 1, years), span
