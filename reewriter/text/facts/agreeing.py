"""Tells which figures say the same; knows no text."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from reewriter.text.facts.values import Reading

__all__ = ["agree", "in_unit_of", "units_like", "windows"]


def agree(ours: Reading, theirs: Reading) -> bool:
    """Say whether a source that has the one supports the other."""
    if ours.per and theirs.per and ours.per != theirs.per:
        return _for_each(ours, theirs)
    if ours.kind in ("year", "month", "decade"):
        return _on_the_calendar(ours, theirs)
    if ours.kind != theirs.kind:
        return _of_another_kind(ours, theirs)
    if ours.kind == "times":
        return ours.value == theirs.value
    if ours.kind == "percent" and ours.unit != theirs.unit:
        return _in_percent(ours, theirs)
    if ours.kind == "number" and not (ours.unit and theirs.unit):
        if (ours.unit and theirs.noun) or (theirs.unit in _DAYS and ours.noun):
            return False  # three years are not three producers
        return isclose(ours.bare or ours.value, theirs.bare or theirs.value)
    if ours.kind == "number" and ours.unit != theirs.unit:
        return _converted(ours, theirs)
    return (
        ours.unit == theirs.unit
        and isclose(ours.value, theirs.value, abs_tol=1e-9)
        and _same_year(ours, theirs)
    )


def _on_the_calendar(ours: Reading, theirs: Reading) -> bool:
    """Say whether a year, a month or a decade is that of a date."""
    year = int(theirs.value) if theirs.kind == "year" else theirs.year
    if ours.kind == "year":
        return ours.value == year
    if ours.kind == "decade":
        same = theirs.kind == "decade" and ours.value == theirs.value
        return same or (theirs.kind in ("year", "month", "day") and ours.value == year // 10 * 10)
    month = {"day": theirs.value // 100, "month": theirs.value}.get(theirs.kind)
    return ours.value == month and _same_year(ours, theirs)


def _of_another_kind(ours: Reading, theirs: Reading) -> bool:
    """Say whether a multiple is a number or a percentage, or an ordinal a number."""
    kinds = {ours.kind, theirs.kind}
    if kinds == {"times", "percent"}:
        share, times = (ours, theirs) if ours.kind == "percent" else (theirs, ours)
        return times.value < 1 and isclose(share.value, 100 * times.value)
    if kinds == {"number", "money"}:  # "half a billion, out of $5 billion"
        bare = ours.kind == "number" and not (ours.unit or ours.noun or ours.per)
        return bare and ours.value >= _SURELY_MONEY and isclose(ours.value, theirs.value)
    plain = not ours.unit and not theirs.unit
    alike = kinds in ({"times", "number"}, {"ordinal", "number"})
    return alike and plain and ours.value == theirs.value


def _in_percent(ours: Reading, theirs: Reading) -> bool:
    """Say whether a fraction, or a rate in basis points, is a percentage."""
    if "bp" in (ours.unit, theirs.unit):
        return isclose(ours.value, theirs.value)
    # Two thirds are printed as 66, 66.7 or 67 percent.
    part, printed = (ours.value, theirs.value) if ours.unit else (theirs.value, ours.value)
    if ours.unit and printed != 100 - part:
        return abs(part - printed) <= _FRACTION
    return abs(part - printed) < (0.01 if part == int(part) else 0.7)


def _same_year(ours: Reading, theirs: Reading) -> bool:
    return not ours.year or not theirs.year or ours.year == theirs.year


_WORTH: dict[str, tuple[str, float]] = {
    **{"m": ("length", 1.0), "mile": ("length", 1609.344), "foot": ("length", 0.3048)},
    **{"inch": ("length", 0.0254), "yard": ("length", 0.9144)},
    "nautical mile": ("length", 1852.0),
    **{"km²": ("area", 1e6), "m²": ("area", 1.0), "ha": ("area", 1e4), "acre": ("area", 4046.86)},
    **{"sq mile": ("area", 2.59e6), "sq foot": ("area", 0.0929)},
    **{"t": ("mass", 1.0), "lb": ("mass", 4.5359e-4), "short ton": ("mass", 0.90718)},
    **{"long ton": ("mass", 1.01605), "l": ("volume", 1.0), "gallon": ("volume", 3.7854)},
}
_CONVERTED = 0.015
"""How far, in parts of it, a measure may be off that was converted, and rounded then."""
_FRACTION = 1.2
"""How far from what a source prints in percent a fraction in words may be: two-fifths, of 41%."""
_SURELY_MONEY = 1e3
"""So many of nothing may be an amount of money, where a source has just that amount."""
_DAYS = {"day": 1.0, "month": 30.0}
_EACH: dict[str, tuple[str, float]] = {
    **{"kg": ("mass", 1.0), "t": ("mass", 1e3), "lb": ("mass", 0.45359)},
    **{"year": ("time", 12.0), "quarter": ("time", 3.0), "month": ("time", 1.0)},
    **{"day": ("day", 1.0), "week": ("day", 7.0)},
}
"""Of acres, barrels and the like nothing is converted."""


def _converted(ours: Reading, theirs: Reading) -> bool:
    """Say whether two measures are the same in other units: 200 miles, 320 km."""
    if ours.unit in _DAYS and theirs.unit in _DAYS:
        months, days = (ours, theirs) if ours.unit == "month" else (theirs, ours)
        years = months.value / 12
        return isclose(30 * months.value, days.value) or (
            years >= 0.25 and (years * 365, years * 364, years * 366).count(days.value) > 0
        )
    if {ours.unit, theirs.unit} == {"°C", "°F"}:
        return abs(ours.value - _in_other_degrees(theirs)) <= _off_in_degrees(ours)
    what, mine = _WORTH.get(ours.unit, ("", 0.0))
    other, yours = _WORTH.get(theirs.unit, ("other", 0.0))
    return what == other and isclose(ours.value * mine, theirs.value * yours, rel_tol=_CONVERTED)


def _in_other_degrees(told: Reading) -> float:
    """Return a temperature in the other of the two units."""
    if told.unit == "°C":
        return told.value * 9 / 5 + 32
    return (told.value - 32) * 5 / 9


def _off_in_degrees(ours: Reading) -> float:
    """Return how far a temperature of ours may be off: half of the last digit that is printed."""
    last = 0.5 if ours.value == int(ours.value) else 0.05
    return max(last, abs(ours.value) * _CONVERTED / 3)


def in_unit_of(ours: Reading, theirs: Reading) -> float | None:
    """Return what a measure is in the unit of another; None where it is of something else."""
    what, mine = _WORTH.get(ours.unit, ("", 0.0))
    other, yours = _WORTH.get(theirs.unit, ("other", 0.0))
    return theirs.value * yours / mine if what == other else None


def units_like(unit: str) -> Iterator[tuple[str, float]]:
    """Yield the other units of what one measures, each with how many of it that one is."""
    what, mine = _WORTH.get(unit, ("", 0.0))
    yield from ((other, mine / worth) for other, (of, worth) in _WORTH.items() if of == what)


def _for_each(ours: Reading, theirs: Reading) -> bool:
    """Say whether so much for each of one thing is so much of another: 7 a kg, 7,000 a t."""
    what, mine = _EACH.get(ours.per, ("", 0.0))
    other, yours = _EACH.get(theirs.per, ("other", 0.0))
    if what != other or (ours.kind, ours.unit) != (theirs.kind, theirs.unit):
        return False
    off = _CONVERTED if "lb" in (ours.per, theirs.per) else 1e-9
    return isclose(ours.value / mine, theirs.value / yours, rel_tol=off)


def windows(ours: Reading) -> Iterator[tuple[str, float, float]]:
    """Yield the kinds and bounds that hold all readings which can agree with ours."""
    value = ours.value
    if ours.kind == "decade":
        yield "year", value, value + 9
    elif ours.kind == "month":
        yield "day", value * 100, value * 100 + 99
    elif ours.kind in ("times", "number", "ordinal"):
        yield from _counted(ours)
    if ours.kind == "percent":
        yield ours.kind, value - _FRACTION, value + _FRACTION
        yield "times", *_around(value / 100, 1e-8)
    elif ours.kind != "number":
        yield ours.kind, *_around(value, 1e-8)
    if ours.per:
        what, mine = _EACH.get(ours.per, ("", 0.0))
        same = (worth for each, worth in _EACH.values() if each == what)
        yield from ((ours.kind, *_around(value * other / mine)) for other in same)


def _counted(ours: Reading) -> Iterator[tuple[str, float, float]]:
    plain = ours.bare if ours.bare > 0 else ours.value
    for other in {ours.value, plain}:
        if ours.kind == "times":
            yield "percent", *_around(100 * other, 1e-8)
        for kind in ("times", "number", "bare", "ordinal"):
            yield kind, *_around(other, 1e-8)
    if not ours.unit and ours.kind == "number" and ours.value >= _SURELY_MONEY:
        yield "money", *_around(ours.value, 1e-8)
    if ours.unit in ("°C", "°F"):
        value, off = _in_other_degrees(ours), 2 * _off_in_degrees(ours)
        yield "number", value - off, value + off
    elif ours.unit:
        yield from (("number", *_around(one)) for one in _in_other_units(ours))


def _around(value: float, part: float = 0.021) -> tuple[float, float]:
    """Return bounds a little wider than what is held to be the same."""
    off = abs(value) * part + 1e-8
    return value - off, value + off


def _in_other_units(ours: Reading) -> Iterator[float]:
    if ours.unit in _DAYS:
        yield from (30 * ours.value, ours.value / 30)
    elif ours.unit in _WORTH:
        what, mine = _WORTH[ours.unit]
        for other, worth in _WORTH.values():
            if other == what:
                yield ours.value * mine / worth
