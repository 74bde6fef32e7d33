"""Makes of two figures what a text may make of them; looks for none."""

from __future__ import annotations

from collections.abc import Iterator

from reewriter.text.facts.goal import Goal
from reewriter.text.facts.values import Reading

__all__ = ["SPELLS", "made_of", "of_both", "parted", "summed", "with_both"]

_LARGE_COUNT = 1_000
_SPELL_UNITS = ("day", "month")


def summed(goal: Reading, one: Reading, two: Reading) -> Iterator[float]:
    if goal[:2] == one[:2] == two[:2] and goal.kind in ("money", "number"):
        yield one.value + two.value


def parted(goal: Reading, one: Reading, two: Reading) -> Iterator[float]:
    """Yield what each of so many gets."""
    for whole, count in ((one, two), (two, one)):
        several = count.kind == "number" and count.unit not in _SPELL_UNITS and count.value > 1
        if several and whole[:2] == goal[:2]:
            yield whole.value / (count.bare if count.unit and count.bare > 0 else count.value)


_ADDED = ("money", "number", "points")


def made_of(goal: Goal, reading: Reading, one: Reading, two: Reading) -> Iterator[float]:
    """Yield what can be made of two figures that is of the kind sought."""
    kind = reading[:2]
    bare = kind == ("number", "") and one.kind == two.kind == "number"
    # "3.5 million tonnes, from 22 million"
    elided = reading.kind in ("percent", "number") and _large_counts(one, two)
    if bare and one.unit != two.unit:  # "three lines of 2,400 tonnes, 7,200 together"
        yield from (*_times(goal, one, two), *_times(goal, two, one))
    if (bare or elided) and (one.unit == two.unit or "" in (one.unit, two.unit)):
        unit = reading.unit if reading.unit in (one.unit, two.unit) else ""
        one, two = one._replace(unit=unit), two._replace(unit=unit)
    if one[:2] == two[:2]:
        yield from _of_alike(goal, reading, one, *sorted((one.value, two.value)))
    elif reading.kind in _ADDED or (reading.kind == "percent" and "times" in (one.kind, two.kind)):
        for base, other in ((one, two), (two, one)):
            if base[:2] == kind or (kind == ("number", "") and base.kind == "number"):
                yield from _times(goal, base, other)
                yield from _paid(base, other)


def _of_alike(
    goal: Goal, reading: Reading, one: Reading, low: float, high: float
) -> Iterator[float]:
    """Yield what can be made of two values of one kind."""
    if low <= 0:
        return
    same, percent = reading[:2] == one[:2], reading[:2] == ("percent", "")
    if same and (reading.kind in _ADDED or (percent and goal.large)):
        yield from _added(goal, low, high)
    elif reading.kind == "points" and one.kind == "percent" and goal.change:
        yield high - low
    elif reading.kind == "percent" and one.kind in ("money", "number") and low < high:
        # Few things of one kind are no part of few of another, nor days of days, unless told so.
        few = (one.noun and high < _LARGE_COUNT / 10) or one.unit in _SPELL_UNITS
        yield from _shares(goal, low, high, unlike=few and reading.unit != "share")


def _large_counts(one: Reading, two: Reading) -> bool:
    """Say whether both are counts so large that of the same sentence they count the same."""
    return one.kind == two.kind == "number" and all(
        each.value >= _LARGE_COUNT and not each.noun for each in (one, two)
    )


def _added(goal: Goal, low: float, high: float) -> Iterator[float]:
    """Yield a difference and a sum, where ours is called one or can hardly be one by chance."""
    if goal.change or goal.formerly or goal.large or goal.scored:
        yield high - low
    if goal.in_all or goal.formerly or goal.large:
        yield high + low


def _paid(price: Reading, mass: Reading) -> Iterator[float]:
    """Yield what so much costs at a price for each."""
    if mass.unit == "t" and price.per in _TONNES:
        yield price.value * mass.value / _TONNES[price.per]
    elif mass.kind == "number" and mass.unit == _PRICED.get(price.per, "-"):
        yield price.value * mass.value


def _shares(goal: Goal, low: float, high: float, *, unlike: bool) -> Iterator[float]:
    """Yield what part one is of the other, or by how much the one has become the other."""
    if (not goal.lean.turn or goal.of_a_whole) and not (unlike and not goal.of_a_whole):
        yield 100 * low / high
    if goal.change_beside in ("up", "gap"):
        yield 100 * (high - low) / low
    if goal.change_beside in ("down", "gap"):
        yield 100 * (high - low) / high


_TONNES = {"kg": 1e-3, "t": 1.0, "lb": 4.5359e-4}
_PRICED = {
    "acre": "acre",
    "hectare": "ha",
    "barrel": "bbl",
    "mile": "mile",
    "share": "",
    "unit": "",
}
SPELLS = {
    "day": ("day", 1.0),
    "week": ("day", 7.0),
    "month": ("month", 1.0),
    "year": ("month", 12.0),
}
"""Of what so much a day or a year is counted, and how long one of that is."""


def _times(goal: Goal, base: Reading, other: Reading) -> Iterator[float]:
    """Yield so many times a figure, a part of it, and what it was before a rise or a fall."""
    if other.kind == "times" or (
        other[:2] == ("number", "") and 2 <= other.value <= 100 and (goal.large or goal.in_all)
    ):
        yield base.value * other.value
        if other.kind == "times" and other.value > 1:
            yield base.value / other.value
    elif other.kind == "percent" and other.value < 100:
        part = other.value / 100
        yield base.value * part
        yield from _changed(goal, base.value, part)
    elif base.per in SPELLS and other.kind == "number":
        unit, length = SPELLS[base.per]
        if other.unit == unit:
            yield base.value * other.value / length
    elif goal.each and other[:2] == ("number", "month") and other.value >= 12:
        yield base.value / (other.value / 12)


def _changed(goal: Goal, base: float, part: float) -> Iterator[float]:
    """Yield what something is after it rose or fell by a part, and what it was before."""
    if goal.formerly or (goal.large and (goal.change or goal.told)):
        if goal.change != "down":
            yield from (base / (1 + part), base * (1 + part))
        if goal.change != "up":
            yield from (base / (1 - part), base * (1 - part))
    elif goal.told and goal.off_a_base:
        yield base * (1 - part if goal.change == "down" else 1 + part)


_ROUGHLY = 0.03


def with_both(sought: Goal, goal: Reading, one: Reading, two: Reading) -> Iterator[float]:
    """Yield what may be made only where a text has both: how many times as much, and a whole."""
    for each, count in ((one, two), (two, one)):
        if (
            (sought.restates or sought.for_all)
            and each[:2] == goal[:2]
            and count[:2] == ("number", "")
        ):
            yield each.value * count.value
    if goal.kind in ("times", "number") and not goal.unit and one[:2] == two[:2]:
        low, high = sorted((one.value, two.value))
        if low > 0 and goal.kind == "times":
            near = abs(high / low - goal.value) <= _ROUGHLY * goal.value
            yield goal.value if near else high / low
    for part, whole in ((one, two), (two, one)):
        if part.kind == "percent" and part.value > 0 and whole[:2] == goal[:2]:
            yield 100 * whole.value / part.value


def of_both(goal: Reading, one: Reading, two: Reading) -> Iterator[float]:
    """Yield what two figures of one sentence make."""
    low, high = sorted((one.value, two.value))
    if one[:2] == two[:2] and low > 0:
        if goal[:2] == one[:2] and goal.kind in (*_ADDED, "percent"):
            yield from (high + low, high - low)
        elif goal.kind == "percent" and one.kind in _ADDED:
            yield from (100 * low / high, 100 * (high - low) / high, 100 * (high - low) / low)
    yield from parted(goal, one, two)
    for whole, part in ((one, two), (two, one)):
        if whole[:2] == goal[:2] and part.kind == "percent" and goal.kind in _ADDED:
            yield whole.value * part.value / 100
