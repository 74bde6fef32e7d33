"""Tells which days of the week the dates of a source fall on, and its weekdays which dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reewriter.text.facts.looking import all_of, between
from reewriter.text.facts.reading import Page
from reewriter.text.facts.relative import day_of
from reewriter.text.facts.source import Given
from reewriter.text.facts.values import Amount, Reading

__all__ = ["OnTheDay", "misdated", "on_the_day", "week_is_told"]

_NEAR = timedelta(days=8)
"""How far from the day of an article a weekday in it may be."""
_RELATIVE = re.compile(
    r"\b(?:(?P<now>today|tonight)|(?P<before>yesterday)|(?P<behind>tomorrow))\b", re.IGNORECASE
)
_BESIDE = re.compile(r"\.?,?\s+(?:the\s+)?\Z|\s?\(\Z")
"""What may stand between a weekday and its date: "Wednesday, the 22nd of October"."""
_REACH = 16


@dataclass(frozen=True, slots=True)
class OnTheDay:
    """Where a source tells of a day of ours in another way; it may be known of the source alone."""

    span: tuple[int, int] | None


def week_is_told(sources: Sequence[Given]) -> bool:
    """Say whether any source names a weekday, or a day of which the weekday is known."""
    return any(
        any(one.readings[0].kind == "weekday" for one in all_of(source.page))
        or any(True for _ in _days(source))
        for source in sources
    )


def misdated(ours: Page, weekday: Amount, source: Given) -> bool:
    """Say whether the date that stands beside a weekday of ours is another day of the week."""
    if weekday.readings[0].kind != "weekday":
        return False
    day = _beside(ours, weekday, source)
    return day is not None and day.weekday() != weekday.readings[0].value


def on_the_day(ours: Page, amount: Amount, source: Given) -> OnTheDay | None:
    """Return where a source has a date for a weekday of ours, or a weekday for a date."""
    first = amount.readings[0]
    if first.kind == "weekday":
        beside = _beside(ours, amount, source)
        if beside is not None:
            return OnTheDay(None) if beside.weekday() == first.value else None
        # A weekday without its date is one of the week in which a text is written.
        written = _written(source)
        return next(
            (
                OnTheDay(span)
                for day, span in _days(source)
                if day.weekday() == first.value and (not written or abs(day - written) <= _NEAR)
            ),
            None,
        )
    if first.kind != "day":
        return None
    written = _written(source)
    day = _day(first, first.year or written.year) if written else None
    if written is None or day is None or abs(day - written) > _NEAR:
        return None
    for one in all_of(source.page):
        told = one.readings[0]
        if told.kind == "weekday" and told.value == day.weekday():
            return OnTheDay((one.start, one.end))
    told_so = (span for other, span in _relative(source, written) if other == day)
    return next((OnTheDay(span) for span in told_so), None)


def _written(source: Given) -> date | None:
    """Return of what day a source is, by what is known of it or by its first lines."""
    return source.published or day_of(source.page)


def _day(reading: Reading, year: int) -> date | None:
    try:
        return date(year, *divmod(int(reading.value), 100))
    except ValueError:
        return None


def _days(source: Given) -> Iterator[tuple[date, tuple[int, int] | None]]:
    """Yield the days that a source names; of those without a year, that which is nearest."""
    written = _written(source)
    if written:
        yield written, None
    for one in all_of(source.page):
        first = one.readings[0]
        if first.kind != "day":
            continue
        if first.year or written is None:
            years = [first.year] if first.year else []
        else:
            years = [written.year - 1, written.year, written.year + 1]
        known = [day for year in years if (day := _day(first, year))]
        if known:
            near = min(known, key=lambda day: abs(day - written) if written else timedelta())
            yield near, (one.start, one.end)
    if written:
        yield from _relative(source, written)


def _relative(source: Given, written: date) -> Iterator[tuple[date, tuple[int, int]]]:
    """Yield what a source calls today, yesterday and tomorrow."""
    for found in _RELATIVE.finditer(source.page.prose):
        by = -1 if found["before"] else 1 if found["behind"] else 0
        yield written + timedelta(days=by), found.span()


def _beside(ours: Page, weekday: Amount, source: Given) -> date | None:
    """Return the date that a weekday of ours is told with."""
    written = _written(source)
    for one in between(ours, weekday.end, weekday.end + _REACH + 1):
        first = one.readings[0]
        if first.kind == "day":
            year = first.year or (written.year if written else 0)
            told = _BESIDE.match(ours.text[weekday.end : one.start])
            return _day(first, year) if told and year else None
    return None
