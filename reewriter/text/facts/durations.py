"""Reckons with days and years: how long something took, how old it is, what year "next year" is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations

from reewriter.text.facts.agreeing import agree
from reewriter.text.facts.goal import Goal
from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.relative import derived
from reewriter.text.facts.telling import telling
from reewriter.text.facts.values import Amount, Reading

__all__ = ["lasted", "since"]

_THROUGH = re.compile(r"\s*(?:through|to|until|[-–—])\s*(?:fiscal\s+(?:year\s+)?|FY\s?)?\Z", re.I)


def _years(pool: Sequence[Amount]) -> list[tuple[int, Amount]]:
    found = []
    for one in pool:
        first = one.readings[0]
        year = int(first.value) if first.kind == "year" else first.year
        if year:
            found.append((year, one))
    return found


_MINUTES_A_DAY = 1440


def lasted(
    goal: Goal,
    source: Page,
    pool: Sequence[Amount],
    sentence: tuple[int, int],
) -> tuple[int, int] | None:
    """Return two days or years of a sentence that are as far apart as ours says."""
    for reading in goal.amount.readings:
        if reading[:2] == ("number", "month") and reading.value % 12 == 0:
            years = [pair for pair in _years(pool) if sentence[0] <= pair[1].start < sentence[1]]
            for (one, first), (two, last) in combinations(years, 2):
                between = source.text[min(first.end, last.end) : max(first.start, last.start)]
                inclusive = bool(_THROUGH.match(between))
                for apart in {abs(two - one), abs(two - one) + inclusive}:
                    if goal.met(reading, 12.0 * apart):
                        return first.start, first.end
        if reading.kind == "number" and reading.unit in ("day", "month"):
            for days, first in (*_days_between(pool), *_times_between(pool)):
                if goal.met(reading, days if reading.unit == "day" else days / 30.4):
                    return first.start, first.end
    return None


def _times_between(pool: Sequence[Amount]) -> Iterator[tuple[float, Amount]]:
    """Yield how many days, or parts of one, lie between two times of day."""
    times = [one for one in pool if one.readings[0].kind == "time"]
    for one, two in combinations(times, 2):
        yield abs(one.readings[0].value - two.readings[0].value) / _MINUTES_A_DAY, one


def _days_between(pool: Sequence[Amount]) -> Iterator[tuple[float, Amount]]:
    days = [one for one in pool if one.readings[0].kind == "day"]
    for one, two in combinations(days, 2):
        first, last = one.readings[0], two.readings[0]
        year = first.year or last.year or 2001
        try:
            start = date(first.year or year, *divmod(int(first.value), 100))
            end = date(last.year or year, *divmod(int(last.value), 100))
        except ValueError:
            continue
        yield float(abs((end - start).days)), one


_LATER = re.compile(r"[\s-]+years?\s+(?:later|earlier|after|before)\b", re.IGNORECASE)
_LONG_AGO = 4
"""Years; of fewer every text has some that lie so far back."""


def since(
    goal: Goal, sources: Sequence[Page], today: date | None
) -> tuple[int, tuple[int, int]] | None:
    """Return the year that lies as far back, or ahead, as ours says; or ours, as "next year"."""
    for reading in goal.amount.readings:
        for number, source in enumerate(sources):
            if span := _since(goal, reading, source, today):
                return number, span
    return None


def _since(
    goal: Goal, reading: Reading, source: Page, today: date | None
) -> tuple[int, int] | None:
    if reading.kind in ("year", "month"):
        told = derived(source, today)
        return next((span for other, span in told if agree(reading, other)), None)
    if reading[:2] != ("number", "month"):
        return None
    words = telling(goal.page, goal.amount.start)
    for apart, one in _months_since(source, today) if goal.months_ago else ():
        if words & telling(source, one.start) and goal.met(reading, float(apart)):
            return one.start, one.end
    # What was "six years later" is counted from something else.
    later = _LATER.match(goal.page.text, goal.amount.end)
    if later or reading.value % 12 or (reading.value < 12 * _LONG_AGO and not goal.ago):
        return None
    return _years_since(goal, reading, source, today)


def _years_since(
    goal: Goal, reading: Reading, source: Page, today: date | None
) -> tuple[int, int] | None:
    words = telling(goal.page, goal.amount.start)
    now = _now(source, today)
    fewest = 1 if goal.ago else 2
    for year, one in _all_years(source):
        if not goal.aged and len(words & telling(source, one.start)) < fewest:
            continue  # any text has some year that lies so far back
        years = {abs(present - year) for present in now}
        # Whose birthday is still to come is a year younger.
        years |= {each - 1 for each in years if year < min(now, default=0)}
        if any(goal.met(reading, 12.0 * each) for each in years):
            return one.start, one.end
    return None


def _months_since(source: Page, today: date | None) -> Iterator[tuple[int, Amount]]:
    """Yield how many months before the day of a source, or today, its days and months lie."""
    days = [one.readings[0] for one in all_of(source) if one.readings[0].kind == "day"]
    written = max(((one.year, one.value // 100) for one in days if one.year), default=None)
    now = written or ((today.year, today.month) if today else None)
    for one in all_of(source) if now else ():
        first = one.readings[0]
        if now and first.kind in ("day", "month"):
            month = first.value // 100 if first.kind == "day" else first.value
            apart = 12 * (now[0] - first.year) + now[1] - month if first.year else 0
            yield int(apart if first.year else (now[1] - month) % 12), one


@lru_cache(64)
def _all_years(source: Page) -> list[tuple[int, Amount]]:
    return _years(all_of(source))


@lru_cache(64)
def _now(source: Page, today: date | None) -> set[int]:
    """Return the years that a source may have been written in."""
    told = {
        reading.year for one in all_of(source) for reading in one.readings if reading.kind == "day"
    }
    return ({today.year} if today else set()) | ({max(told)} if any(told) else set())
