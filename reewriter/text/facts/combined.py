"""Makes of two figures that our words name what ours may be, each with how likely it is meant.

Unlike `arithmetic` it says of everything how well our words call it that, and how easily chance
makes it; so it may be asked of many pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from reewriter.text.facts.arithmetic import SPELLS
from reewriter.text.facts.goal import Goal
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount, Reading

if TYPE_CHECKING:
    from reewriter.text.facts.linked import Link

__all__ = ["TOLD", "chance_of", "combined"]

_COUNTED = ("money", "number", "points")
TOLD, _CALLED, _HARDLY, _NOT = 2.5, 1.0, 0.35, 0.1
"""How likely something is meant that the source adds up itself, that our words call so, that is
plain, and that nothing tells."""
_AND_MORE = re.compile(
    r"[^.;:\n\d]{0,48}?\b(?:and|plus|in\s+addition\s+to|on\s+top\s+of|besides|as\s+well\s+as)\s+"
    r"(?:about\s+|some\s+)?(?:an?\s+(?:further|additional|extra)|another|the|its|their)?\s*(?:the\s+)?\Z",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:further|additional|extra|another|plus|addition\s+to|top\s+of|besides)\b", re.IGNORECASE
)
_PACE = re.compile(r"\b(?:pace|rate|speed|takes?|took|would|enough|last(?:s|ed)?|needs?)\b", re.I)
_EACH = re.compile(r"\b(?:each|apiece|every|per|a\s+head|an?\s+(?:piece|unit))\b", re.I)
_TIMES_BY_CHANCE = 0.06
_REACH = 60
_HOURS = 24
_OFF_BY = 2.0
"""How many times as wide as what fits chance is taken to be spread."""


def combined(goal: Goal, one: Link, two: Link, source: Page) -> Iterator[tuple[float, float, bool]]:
    """Yield how likely each thing that both make is meant, how easily by chance, if it is ours."""
    both = one.known and two.known
    readings = goal.amount.readings
    for reading in readings:
        if reading.unit == "bp" or (len(readings) > 1 and _nothing(reading)):
            continue  # its other reading says of what it is one
        for first, last in product(one.amount.readings[:2], two.amount.readings[:2]):
            made = _made(goal, reading, (one.amount, first), (two.amount, last), source)
            for weight, value in made:
                if value <= 0:
                    continue
                likely = weight
                if weight == _NOT and goal.large:
                    likely = _HARDLY if both else 2 * _NOT
                if weight < _CALLED and _nothing(reading):
                    continue
                chance = chance_of(goal, reading, _grain(one.amount, two.amount, reading))
                yield likely, chance, goal.met(reading, value)


def _nothing(ours: Reading) -> bool:
    """Say whether a number says of what it is one: not that of somebody who is 48."""
    return ours.kind == "number" and not (ours.unit or ours.noun or ours.per)


def _grain(one: Amount, two: Amount, reading: Reading) -> float:
    """Return in what steps what both make can come: sums of tens come in tens."""
    steps = []
    for each in (one, two):
        number, first = each.number or each.readings[0].value, each.readings[0]
        if number <= 0 or first.value <= 0 or first[:2] != reading[:2]:
            return 0.0
        step = 1.0
        while number % (10 * step) == 0 and step < number:
            step *= 10
        while step > 1e-4 and abs(number / step - round(number / step)) > 1e-9:
            step /= 10
        steps.append(step * first.value / number)
    return min(steps)


def chance_of(goal: Goal, reading: Reading, grain: float = 0.0) -> float:
    """Return how likely a value that has nothing to do with ours is printed as ours is."""
    value = abs(reading.value) or 1.0
    if reading.kind == "times":
        return _TIMES_BY_CHANCE
    width = goal.rounded.width(reading)
    if reading.unit in ("day", "month") and reading.bare > 0:
        # Nobody tells parts of them, and most are short.
        width = max(width, _OFF_BY * reading.value / reading.bare)
    return min(0.3, max(width, grain) / value / _OFF_BY)


_Told = tuple[Amount, Reading]


def _made(
    goal: Goal, reading: Reading, one: _Told, two: _Told, page: Page
) -> Iterator[tuple[float, float]]:
    """Yield all that two figures make, each with how likely it is meant."""
    a, b = one[1], two[1]
    low, high = sorted((a.value, b.value))
    if low <= 0:
        return
    if a[:2] == b[:2] and (not a.per or not b.per or a.per == b.per):
        yield from _of_alike(goal, reading, one, two, page)
    if a[:2] == b[:2] and reading[:2] == ("number", "month") and a.kind in _COUNTED:
        yearly = [each for each in (a, b) if each.per == "year"]
        if _PACE.search(goal.page.text, *goal.page.sentence_at(goal.amount.start)):
            called = TOLD if goal.at_this_pace else _CALLED if yearly else _HARDLY
            yield called, 12 * high / low
    for whole, other in ((a, b), (b, a)):
        if reading.kind in ("money", "number"):
            yield from _part_of(goal, reading, whole, other)
            yield from _so_many(goal, reading, whole, other)
            yield from _over_time(reading, whole, other)


def _of_alike(
    goal: Goal, reading: Reading, one: _Told, two: _Told, page: Page
) -> Iterator[tuple[float, float]]:
    """Yield what two figures of one kind make."""
    (first, a), (last, b) = one, two
    low, high = sorted((a.value, b.value))
    if a[:2] == reading[:2] and reading.kind in _COUNTED:
        yield from _added(goal, first, last, page, low, high)
    elif reading.kind == "points" and a.kind == "percent" and not a.unit:
        yield (_CALLED if goal.change else _HARDLY), high - low
    elif reading.kind == "percent" and a.kind in ("money", "number") and low < high:
        yield from _shares(goal, a, b, low, high)
    elif reading.kind == "times" and a.kind in ("money", "number", "percent"):
        yield _CALLED, high / low


def _added(
    goal: Goal, first: Amount, last: Amount, page: Page, low: float, high: float
) -> Iterator[tuple[float, float]]:
    apart = goal.change or goal.formerly or goal.gap or goal.rest
    yield (_CALLED if apart else _NOT), high - low
    start, end = sorted((first, last), key=lambda one: one.start)
    between = page.prose[start.end : end.start][-80:]
    more = _AND_MORE.match(between) and _MORE.search(between)
    yield (TOLD if more else _CALLED if goal.in_all or goal.joint else _NOT), high + low


def _shares(
    goal: Goal, a: Reading, b: Reading, low: float, high: float
) -> Iterator[tuple[float, float]]:
    if not goal.lean.turn or goal.of_a_whole:
        of_one = a.unit or not (a.noun and b.noun)
        yield (_CALLED if goal.of_a_whole else _HARDLY if of_one else _NOT), 100 * low / high
    if goal.change_beside in ("up", "gap"):
        yield _CALLED, 100 * (high - low) / low
    if goal.change_beside in ("down", "gap"):
        yield _CALLED, 100 * (high - low) / high


def _part_of(
    goal: Goal, reading: Reading, whole: Reading, other: Reading
) -> Iterator[tuple[float, float]]:
    """Yield a part of a figure, so many times as much, and of what it is a part itself."""
    if whole[:2] != reading[:2]:
        return
    if other.kind == "percent" and 0 < other.value < 100:
        part = goal.of_a_whole or goal.told or goal.restates
        yield (_CALLED if part else _HARDLY), whole.value * other.value / 100
        yield (_CALLED if other.unit == "share" else _NOT), 100 * whole.value / other.value
    elif other.kind == "times" and other.value > 0:
        yield _HARDLY, whole.value * other.value
        yield _HARDLY, whole.value / other.value


def _so_many(
    goal: Goal, reading: Reading, whole: Reading, other: Reading
) -> Iterator[tuple[float, float]]:
    """Yield what each of so many gets, and what all of them get."""
    count = other.kind == "number" and other.unit not in ("day", "month") and other.value > 1
    if whole[:2] != reading[:2] or not count or (other.noun and not (whole.unit or whole.noun)):
        return
    before = goal.page.text[max(0, goal.amount.start - _REACH) : goal.amount.start]
    each = _EACH.search(before)
    if goal.apiece or each:
        yield _CALLED, whole.value / (other.bare if other.unit and other.bare > 0 else other.value)
    if whole.per or goal.in_all or goal.for_all or each:
        yield _HARDLY, whole.value * other.value


def _over_time(reading: Reading, whole: Reading, other: Reading) -> Iterator[tuple[float, float]]:
    """Yield what so much a day makes in so long, and the other way round; power makes energy."""
    if whole[:2] == reading[:2] and other.kind == "number" and other.unit:
        if whole.per in SPELLS and reading.per != whole.per:
            unit, length = SPELLS[whole.per]
            if other.unit == unit:
                yield _CALLED, whole.value * other.value / length
        elif reading.per in SPELLS and not whole.per and other.unit == SPELLS[reading.per][0]:
            yield _CALLED, whole.value * SPELLS[reading.per][1] / other.value
    if reading.unit == "Wh" and (whole.unit, other.unit) == ("W", "day"):
        yield _CALLED, whole.value * other.value * _HOURS
    elif reading.unit == "W" and (whole.unit, other.unit) == ("Wh", "day"):
        yield _CALLED, whole.value / other.value / _HOURS
