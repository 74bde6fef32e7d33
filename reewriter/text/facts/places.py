"""Finds where a source has a figure of ours: as it is, rounded, in other words, as a multiple."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from reewriter.text.facts.agreeing import agree
from reewriter.text.facts.labelled import is_label
from reewriter.text.facts.leaning import Leaning, leaning, opposed
from reewriter.text.facts.looking import MOST_PLACES, agreeing, within
from reewriter.text.facts.multiples import multiplied
from reewriter.text.facts.reached import reached
from reewriter.text.facts.relative import day_of
from reewriter.text.facts.rounding import Rounded
from reewriter.text.facts.source import Given, Page
from reewriter.text.facts.telling import telling
from reewriter.text.facts.values import Amount, Reading
from reewriter.text.facts.weekdays import misdated, on_the_day

__all__ = ["Found", "places_of"]


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of a source that agrees with one of ours."""

    number: int
    span: tuple[int, int] | None
    alike: tuple[bool, int]
    contrary: str = ""


def places_of(ours: Page, amount: Amount, number: int, source: Given) -> Iterator[Found]:
    """Yield where a source, which is given its number, agrees with one of our figures."""
    sentence = telling(ours, amount.start)
    found = _like(ours, amount, source)
    mine = leaning(ours, amount) if found else Leaning()
    for theirs in found:
        span = (theirs.start, theirs.end)
        words = len(sentence & telling(source.page, theirs.start))
        other = leaning(source.page, theirs)
        contrary = ""
        if opposed(mine, other):
            contrary = _with_its_words(source.page, theirs, other)
        alike = (mine.bound, mine.turn) == (other.bound, other.turn)
        yield Found(number, span, (alike, words), contrary)
    times = next((one.value for one in amount.readings if one.kind == "times"), 0)
    if not found and times > 0:
        for span, whole in multiplied(times, source.page, leaning(ours, amount).bound):
            words = len(sentence & telling(source.page, span[0]))
            # That two figures make such a ratio alone says nothing.
            if words or whole:
                yield Found(number, span, (False, words - 100))
    if not found:
        yield from _rounded(ours, amount, number, source.page)
        yield from (Found(number, span, (False, -1)) for span in _told_days(ours, amount, source))
    if source.published is not None:
        day = source.published
        known = Reading("day", "", day.month * 100 + day.day, day.year)
        if any(agree(reading, known) for reading in amount.readings):
            yield Found(number, None, (False, -1))


def _told_days(ours: Page, amount: Amount, source: Given) -> Iterator[tuple[int, int] | None]:
    """Yield where a source tells of a day of ours in another way."""
    if (where := on_the_day(ours, amount, source)) is not None:
        yield where.span
    elif amount.readings[0].kind == "day":
        for day, span in reached(source.page, source.published or day_of(source.page)):
            if any(agree(each, day) for each in amount.readings):
                yield span


def _like(ours: Page, amount: Amount, source: Given) -> list[Amount]:
    """Return the figures of a source that agree with one of ours, and name no part of a text."""
    if misdated(ours, amount, source):
        return []
    return [
        one
        for one in agreeing(amount.readings, source.page)
        if (not is_label(source.page, one) or is_label(ours, amount))
        and not _of_another_year(amount, one, source)
    ]


_MOST_MONTHS = 8
"""How long after the day of a text a day or a month may be that it tells without the year."""


def _of_another_year(amount: Amount, other: Amount, source: Given) -> bool:
    """Say whether a day or a month without a year is not of ours: it is about when it was told."""
    mine, theirs = amount.readings[0], other.readings[0]
    if mine.kind not in ("day", "month") or not mine.year or theirs.year:
        return False
    written = source.published or day_of(source.page)
    if written is None or abs(written.year - mine.year) > 1:
        return written is not None
    month = int(theirs.value) // 100 if theirs.kind == "day" else int(theirs.value)
    if theirs.kind not in ("day", "month"):
        return False
    apart = 12 * (mine.year - written.year) + month - written.month
    return apart > _MOST_MONTHS


def _rounded(ours: Page, amount: Amount, number: int, source: Page) -> Iterator[Found]:
    """Yield the figures of a source that ours may be a rounded one of."""
    mine = leaning(ours, amount)
    rounded = Rounded(ours, amount, mine)
    bare = amount.readings[0][:2] == ("number", "")
    found = (
        theirs
        for theirs in within(source, rounded.windows())
        if rounded.covers(theirs, source.text[theirs.start : theirs.end])
    )
    for theirs in islice(found, MOST_PLACES):
        words = len(telling(ours, amount.start) & telling(source, theirs.start))
        other = replace(leaning(source, theirs), bound=0)
        if not opposed(mine, other) and (words or not bare):
            yield Found(number, (theirs.start, theirs.end), (False, words - 100))


def _with_its_words(whole: Page, amount: Amount, its: Leaning) -> str:
    printed = " ".join(whole.text[amount.start : amount.end].split())
    behind = whole.lean.prose.find(its.said, amount.end) == amount.end + 1
    return " ".join((printed, its.said) if behind else (its.said, printed)).strip()
