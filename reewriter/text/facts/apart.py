"""Reckons how far two days, years or times lie apart that our words name, or one and today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from reewriter.text.facts.goal import Goal
from reewriter.text.facts.linked import Linked, first_unlikely
from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.relative import day_of
from reewriter.text.facts.surroundings import surroundings
from reewriter.text.facts.values import Amount, Reading

__all__ = ["apart"]

Span = tuple[int, int]

_MOST = 40
_BY_CHANCE = 0.15
_IN_THE_LEAD, _ANYWHERE, _BESIDE = 0.4, 0.25, 0.55
"""How sure it is that a date is meant: of the first sentences; of any; of the sentence beside."""
_LEAD = 3
_BY_WORD = 0.5
_NAMED = 0.1
"""How near a word of ours stands to what it names; those of other sentences stand farther."""
_FEWEST = 0.07
_FROM_NOW = re.compile(
    r"\b(?:ha(?:s|ve|d)|giv(?:e[sn]?|ing)|gave|within|in|left|for|after|with|lasted)\s+(?:\w+\s+){0,3}\Z",
    re.I,
)
_FROM_NOW_BEHIND = re.compile(
    r"[\s-]+\w+(?:\s+\w+)?\s+(?:ago|from\s+now|away|hence|old|left|notice|ahead|earlier|before|later|after)\b|-\w+-old",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _When:
    """A moment that a source names, as far as it tells it."""

    sure: float
    span: Span
    year: int = 0
    month: int = 0
    day: int = 0
    minute: int = -1
    named: bool = True
    """Whether any word of ours stands near it, or our text has it."""


def apart(goal: Goal, beside: Linked, source: Page, today: date | None) -> Span | None:
    """Return one of two moments that lie as far apart as ours says."""
    spells = [
        one for one in goal.amount.readings if one.kind == "number" and one.unit in ("day", "month")
    ]
    if goal.amount.readings[0].kind == "time":
        return _later(goal, beside, source)
    if not spells or spells[0].bare <= 0:
        return None
    known = list(_moments(goal, beside, source, today))
    goal.spend(len(known) * len(known))
    tried = []
    for one, two in combinations(known, 2):
        sure = one.sure * two.sure
        today_too = (0, 0) in (one.span, two.span)
        if sure < _FEWEST or (today_too and not (one.named and two.named)):
            continue
        for reading in spells:
            for count in _between(one, two, reading, roughly=goal.rounded.hedged):
                met = goal.met(reading, count * reading.value / reading.bare)
                chance = min(0.3, 0.5 / max(1.0, reading.bare))
                span = min(each.span for each in (one, two) if each.span != (0, 0))
                tried.append((-sure, chance, span, met))
    tried.sort()
    return first_unlikely(tried, _BY_CHANCE)


def _between(one: _When, two: _When, ours: Reading, *, roughly: bool) -> Iterator[float]:
    """Yield how many of our units lie between two moments, as far as both tell it."""
    each = ours.value / ours.bare
    if ours.unit == "month":
        yield from _months_between(one, two, each)
    elif one.minute >= 0 and two.minute >= 0:
        yield abs(one.minute - two.minute) / 1440 / each
    elif each >= 1:
        days = _days_between(one, two)
        # Of weeks those that are meant may have begun a day before.
        if days and (roughly or days % each in (0, 1, each - 1)):
            yield float(round(days / each))


def _months_between(one: _When, two: _When, each: float) -> Iterator[float]:
    """Yield how many months, or years, or decades lie between two months, or years."""
    if not (one.year and two.year):
        return
    apart = abs(12 * (one.year - two.year) + one.month - two.month)
    told = bool(one.month and two.month)
    if each % 12 == 0:
        yield abs(one.year - two.year) * 12 / each
        if told:
            yield apart // 12 * 12 / each
    elif told:
        yield float(apart)
        before = (one.day > two.day) != (_at(one) > _at(two))
        if one.day and two.day and apart and before:
            yield apart - 1.0


def _days_between(one: _When, two: _When) -> int:
    """Return how many days lie between two days; 0 where either is none."""
    year = one.year or two.year or 2001
    try:
        first = date(one.year or year, one.month, one.day)
        last = date(two.year or year, two.month, two.day)
    except ValueError:
        return 0
    return abs((first - last).days)


def _at(one: _When) -> tuple[int, int, int]:
    return one.year, one.month, one.day


def _moments(goal: Goal, beside: Linked, source: Page, today: date | None) -> Iterator[_When]:
    theirs, mine = surroundings(source), surroundings(goal.page)
    words = mine.beside(goal.amount, before=0.3)
    seen: dict[tuple[int, int, int, int], _When] = {}
    lead = source.sentences[_LEAD][0] if len(source.sentences) > _LEAD else len(source.text)
    for one in all_of(source):
        when = _read(one)
        if when is None:
            continue
        span = (one.start, one.end)
        near = theirs.near(one)
        common = max((min(much, near.get(stem, 0.0)) for stem, much in words.items()), default=0.0)
        sure = _IN_THE_LEAD if one.start < lead else _ANYWHERE
        sure = max(sure, _BY_WORD * common, _BESIDE if span in beside.near else 0.0)
        sure = 1.0 if span in beside.same else sure
        found = _When(sure, span, *when, named=common > _NAMED or span in beside.near)
        old = seen.get(when)
        if old is None or old.sure < sure:
            seen[when] = found
        if len(seen) >= _MOST:
            break
    yield from seen.values()
    written = day_of(source) or today
    if written:
        before = goal.page.text[max(0, goal.amount.start - 24) : goal.amount.start]
        told = _FROM_NOW.search(before) or _FROM_NOW_BEHIND.match(goal.page.text, goal.amount.end)
        yield _When(1.0 if told else _IN_THE_LEAD, (0, 0), written.year, written.month, written.day)


def _read(one: Amount) -> tuple[int, int, int, int] | None:
    first = one.readings[0]
    value = int(first.value)
    if first.kind == "day":
        return first.year, value // 100, value % 100, -1
    if first.kind == "month" and first.year:
        return first.year, value, 0, -1
    if first.kind == "quarter" and first.year:
        return first.year, 3 * value, 0, -1
    if first.kind == "year":
        return value, 0, 0, -1
    if first.kind == "time":
        return 0, 0, 0, value
    return None


def _later(goal: Goal, beside: Linked, source: Page) -> Span | None:
    """Return the time of day from which ours is as long as the source tells something took."""
    times, lengths = [], []
    for one in all_of(source):
        first = one.readings[0]
        span = (one.start, one.end)
        sure = 1.0 if span in beside.same else 0.5 if span in beside.near else 0.0
        if first.kind == "time":
            times.append((one, max(sure, _ANYWHERE)))
        elif first[:2] == ("number", "day") and 0 < first.value < 1 and sure:
            lengths.append((one, sure))
    tried = []
    for (moment, much), (length, sure) in ((a, b) for a in times for b in lengths):
        for way in (1, -1):
            value = moment.readings[0].value + way * round(1440 * length.readings[0].value)
            met = any(goal.met(reading, value) for reading in goal.amount.readings)
            tried.append((-much * sure, 0.02, (moment.start, moment.end), met))
    tried.sort()
    return first_unlikely(tried, _BY_CHANCE)
