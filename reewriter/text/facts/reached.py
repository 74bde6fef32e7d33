"""Reads the days that a source tells of by what they end, or by how far off they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount, Reading

__all__ = ["reached"]

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_EDGE = re.compile(
    r"\b(?P<edge>end|close|start|beginning)\s+of\s+(?:(?P<which>the|this|next|last)\s+"
    r"(?:calendar\s+)?(?P<what>year|month|quarter)"
    rf"|(?P<month>{'|'.join(_MONTHS)})(?:,?\s+(?P<of>\d{{4}}))?|(?P<alone>(?:19|20)\d\d))\b"
    r"|\b(?P<short>year|month|quarter)(?:[-’'\s]s?[-\s]?|\s)end\b",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"[\s-]+(?:calendar\s+)?(?:days?|weeks?|fortnights?)[’']?\s+(?:(?P<back>ago|earlier)|(?P<on>later|hence"
    r"|from\s+(?:now|today))|(?P<either>before|after))\b",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|within|have|has|another)\s\Z", re.IGNORECASE)
_MOST = 200


@lru_cache(64)
def reached(source: Page, written: date | None) -> list[tuple[Reading, tuple[int, int]]]:
    """Return the days that a text of some day tells of so, each with where.

    "By the end of June"; "the talks come eight days before the summit" of March 12.
    """
    found = [(day, span) for day, span in _edges(source, written)]
    found += _off(source, written)
    return found


def _edges(source: Page, written: date | None) -> Iterator[tuple[Reading, tuple[int, int]]]:
    for found in _EDGE.finditer(source.prose):
        last = (found["edge"] or "end").casefold() in ("end", "close")
        what = (found["what"] or found["short"] or "").casefold()
        month, year = 12 if last else 1, written.year if written else 0
        if found["month"]:
            month = _MONTHS.index(found["month"].casefold()) + 1
            year = int(found["of"]) if found["of"] else 0
        elif found["alone"]:
            year = int(found["alone"])
        elif what in ("month", "quarter"):
            if written is None or (found["which"] or "the").casefold() in ("next", "last"):
                continue
            month = written.month if what == "month" else (written.month + 2) // 3 * 3
            month -= 2 if what == "quarter" and not last else 0
        elif written:
            year += {"next": 1, "last": -1}.get((found["which"] or "").casefold(), 0)
        day = _last_of(month, year) if last else 1
        yield Reading("day", "", month * 100 + day, year), found.span()


def _last_of(month: int, year: int) -> int:
    first = date(year or 2001, month, 28) + timedelta(days=4)
    return (first - timedelta(days=first.day)).day


def _off(source: Page, written: date | None) -> Iterator[tuple[Reading, tuple[int, int]]]:
    """Yield the days that lie so many days or weeks from the day of a text, or of a sentence."""
    known = all_of(source)
    for one in known[:_MOST]:
        spell = next((r for r in one.readings if r[:2] == ("number", "day") and r.bare > 0), None)
        if spell is None or spell.value != int(spell.value):
            continue
        way = _WAY.match(source.prose, one.end)
        ahead = _IN.search(source.prose, max(0, one.start - 9), one.start)
        if way is None and ahead is None:
            continue
        signs = [1, -1]
        if way is None or way["on"]:
            signs = [1]
        elif way["back"]:
            signs = [-1]
        beside = [] if way is None else _beside(source, known, one, written)
        for base in [*([written] if written else []), *beside]:
            for sign in signs:
                day = base + timedelta(days=sign * int(spell.value))
                yield Reading("day", "", day.month * 100 + day.day, day.year), (one.start, one.end)


def _beside(source: Page, known: list[Amount], one: Amount, written: date | None) -> list[date]:
    """Return the days that the sentence of a length names."""
    first, last = source.sentence_at(one.start)
    found = []
    for other in known:
        reading = other.readings[0]
        year = reading.year or (written.year if written else 0)
        if reading.kind == "day" and year and first <= other.start < last:
            try:
                found.append(date(year, *divmod(int(reading.value), 100)))
            except ValueError:
                continue
    return found
