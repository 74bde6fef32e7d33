"""Tells whether a figure is another one rounded, as *nearly $120 million* is $118.6 million.

Rounded figures are never looked for where a source has the very one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.agreeing import in_unit_of, units_like
from reewriter.text.facts.leaning import Leaning
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount, Reading

__all__ = ["Rounded"]

_KINDS = ("money", "percent", "points", "number", "times", "time")
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.|some|an\s+estimated|close\s+to"
    r"|near|in\s+the\s+region\s+of|on\s+the\s+order\s+of|more\s+or\s+less)|[~≈])\s*(?:an?\s+)?\Z",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\b(after|before)\s+\Z", re.IGNORECASE)
_ABOUT_BEHIND = re.compile(
    r"(?:-?ish\b|-odd\b|(?:\s+(?:minutes?|hours?|days?|weeks?|months?|years?|decades?))?"
    r"\s+(?:or\s+so|or\s+thereabouts|odd)\b)",
    re.IGNORECASE,
)
_UTMOST = re.compile(
    r"(?:up\s+to|as\s+(?:much|many)\s+as|at\s+most|maximum|at\s+least|minimum)", re.I
)
_DECIMALS = re.compile(r"\d[.](\d+)")
_REACH = 24
_NEAR = 0.05
"""How far, in parts of it, a figure that is called rough may be from the true one."""
_ABOVE = 0.15
"""The same of "more than" and "over"."""
_BELOW = 0.1
"""The same of "nearly" and "less than"."""
_PLAIN = 0.035
"""The same of a figure that is only printed with fewer digits."""
_SHARE = {0: (-3.5, 3.5), 1: (0.0, 8.0), -1: (-5.0, 0.0)}
"""How many percentage points a fraction may be off: called rough, exceeded, not reached."""
_SMALL_PERCENT = 5
"""Below it so many points are more than all there is."""
_MINUTES = 30
"""How long after an hour "shortly after" it is."""
_SPELLS = frozenset(("day", "month"))
_ROUGH_TIME = 0.1
_SOME_TIME = 0.5
"""How much longer than what it exceeds something may last: over two years, and not yet three."""
_MONTH = 30.4
_COARSE = 0.08
"""The same of a length in a longer unit."""
_DOZEN = 0.34
_THOUSANDS = 1_000
_HARDLY = 0.005
"""How far a count of thousands may be off that nobody calls rough: 76,000 of 76,128."""
_FEWEST = 10
"""Smaller counts of things are not rounded."""


class Rounded:
    """A figure of a draft that may be a rounded one."""

    def __init__(self, ours: Page, amount: Amount, lean: Leaning) -> None:
        prose = ours.lean.prose
        before = prose[max(0, amount.start - _REACH) : amount.start]
        about = _ABOUT.search(before) or _ABOUT_BEHIND.match(prose, amount.end)
        self._hedged = bool(about or (lean.bound and not _UTMOST.match(lean.said)))
        self._exact = bool(_UTMOST.match(lean.said))
        self._bound = lean.bound
        self._amount = amount
        printed = prose[amount.start : amount.end]
        self._step = _step(printed, amount)
        self._decimal = bool(_DECIMALS.search(printed))
        self._dozen = printed.casefold().endswith("dozen")
        when = _WHEN.search(before)
        self._when = when[1].casefold() if when else ""

    @property
    def hedged(self) -> bool:
        """Whether it is called rough, or a bound that is no utmost."""
        return self._hedged

    def windows(self) -> Iterator[tuple[str, float, float]]:
        """Yield the kinds and bounds that hold all readings which `covers` may be true of."""
        low, high = {0: (_NEAR, _NEAR), 1: (0.0, _ABOVE), -1: (_BELOW, 0.0)}[self._bound]
        for reading in () if self._exact else self._amount.readings:
            value = reading.value
            if reading.kind == "time":
                yield "time", value - _MINUTES, value + _MINUTES
            elif reading.unit in _SPELLS or self._dozen:
                yield reading.kind, value / 2, value * 2
                if reading.unit in _SPELLS:
                    worth = _MONTH if reading.unit == "month" else 1 / _MONTH
                    yield reading.kind, value * worth / 2, value * worth * 2
            elif reading.kind in _KINDS:
                yield reading.kind, value - low * value, value + high * value
                below, above = (1 - max(low, _COARSE), 1 + max(high, _COARSE))
                for _, worth in units_like(reading.unit):
                    yield reading.kind, below * value * worth, above * value * worth
            if reading.kind == "percent" and self._hedged:
                below, above = _SHARE[self._bound]
                yield reading.kind, value + below, value + above

    def covers(self, theirs: Amount, printed: str) -> bool:
        """Say whether a figure of a source, as it is printed there, may be the true one."""
        if self._exact:
            return False
        if self._amount.readings[0].kind == "time":
            return any(
                self._near_hour(one.value, two.value)
                for one in self._amount.readings
                for two in theirs.readings
                if two.kind == "time"
            )
        step = _step(printed, theirs)
        plainly = self._amount.scaled or "." in printed
        return any(
            self._near(one, two, step, plainly)
            for one in self._amount.readings
            for two in theirs.readings
            if one.kind == two.kind and one.kind in _KINDS
        )

    def reached(self, ours: Reading, value: float) -> bool:
        """Say whether a value that was reckoned may be printed as one of ours.

        Without a hedge it may differ in the last decimal only; of a whole number in none.
        """
        off = value - ours.value
        if abs(off) <= 1e-9 * max(1.0, abs(value)):
            return True
        if ours.kind == "percent":
            low, high = self._off(ours) if self._hedged else (-0.7, 0.7)
            if not self._hedged and not ours.unit:
                decimal = self._step * ours.value
                low, high = -decimal / 2, decimal / 2
                if decimal > 1:
                    low, high = -0.5, 0.5
            return low <= off <= high
        if self._bound > 0 and not self._exact:
            return 0 <= off <= _ABOVE * ours.value
        if self._bound < 0 and not self._exact:
            return 0 <= -off <= _BELOW * ours.value
        if self._hedged:
            return abs(off) <= _NEAR * ours.value
        mine = self._step * ours.value if self._decimal or self._amount.scaled else 0.0
        return abs(off) <= min(mine / 2, _PLAIN * ours.value)

    def width(self, ours: Reading) -> float:
        """Return how far apart the values may lie that `reached` holds to be ours."""
        if ours.kind == "percent":
            if self._hedged:
                low, high = self._off(ours)
                return high - low
            return 1.4 if ours.unit else min(self._step * ours.value, 1.0)
        if self._hedged and not self._exact:
            return {1: _ABOVE, -1: _BELOW, 0: 2 * _NEAR}[self._bound] * ours.value
        mine = self._step * ours.value if self._decimal or self._amount.scaled else 0.0
        return min(mine, 2 * _PLAIN * ours.value)

    def _off(self, ours: Reading) -> tuple[float, float]:
        """Return how far off a percentage may be that is called rough: "over 2 percent" is no 9."""
        low, high = _SHARE[self._bound]
        if ours.unit == "share" or ours.value >= _SMALL_PERCENT:
            return low, high
        last = self._step * ours.value
        return max(low, -max(last, _BELOW * ours.value)), min(high, max(last, _ABOVE * ours.value))

    def _near_hour(self, ours: float, theirs: float) -> bool:
        """Say whether it is not long after, or before, or about the hour that ours names."""
        off = theirs - ours
        if self._when == "after":
            return 0 <= off <= _MINUTES
        if self._when == "before":
            return -_MINUTES <= off <= 0
        return self._hedged and abs(off) <= _MINUTES / 2

    def _lasts(self, ours: Reading, theirs: Reading) -> bool:
        """Say whether a length of time is another one in a longer unit: six weeks, of 45 days."""
        one = ours.value / ours.bare
        each = theirs.value / theirs.bare if theirs.bare > 0 else theirs.value
        off = theirs.value - ours.value
        if self._bound > 0:
            return 0 <= off < min(one, _SOME_TIME * ours.value)
        if self._bound < 0:
            return 0 <= -off < min(one, _SOME_TIME * ours.value)
        longer = one > each * 1.01
        most = _ROUGH_TIME if self._hedged else _COARSE
        return (longer or self._hedged) and abs(off) <= min(most * ours.value, one / 2 + 1e-9)

    def _near(self, ours: Reading, theirs: Reading, step: float, plainly: bool) -> bool:
        if ours.kind == "number" and {ours.unit, theirs.unit} <= _SPELLS and ours.bare > 0:
            if ours.unit != theirs.unit:
                ours, theirs = _in_days(ours), _in_days(theirs)
            return self._lasts(ours, theirs)
        if ours.unit != theirs.unit and (turned := in_unit_of(ours, theirs)) is not None:
            # Of another unit nobody has the same digits.
            one = ours.value / ours.bare if ours.bare > 0 else 1.0
            if self._hedged and not self._bound and abs(turned - ours.value) < one / 2:
                return abs(turned / ours.value - 1) < _COARSE
            return self.reached(ours, turned) and (self._hedged or abs(turned - ours.value) < 0.5)
        off = theirs.value - ours.value
        if ours.kind == "percent" and "share" in (ours.unit, theirs.unit):
            low, high = _SHARE[self._bound]
            return self._hedged and low <= off <= high
        each = not ours.per or not theirs.per or ours.per == theirs.per
        few = ours.kind == "number" and not ours.unit and ours.value < _FEWEST
        if few or not each or ours.unit != theirs.unit:
            return False
        if self._dozen and self._hedged:
            return -_DOZEN <= off / ours.value <= _DOZEN and off * self._bound >= 0
        finer = self._step * ours.value > step * theirs.value * (1 + 1e-9)
        return finer and self._rounds(ours, off, plainly=plainly)

    def _rounds(self, ours: Reading, off: float, *, plainly: bool) -> bool:
        """Say whether so much may have been rounded off, or up."""
        mine = self._step * ours.value
        if self._bound > 0:
            return 0 <= off < min(mine, _ABOVE * ours.value)
        if self._bound < 0:
            return 0 <= -off < min(mine, _BELOW * ours.value)
        most = _NEAR if self._hedged else _PLAIN if plainly else 0
        if not most and ours.kind == "number" and ours.value >= _THOUSANDS:
            return mine < ours.value and abs(off) <= min(mine / 2, _HARDLY * ours.value)
        if not self._hedged and self._amount.number >= 1:
            mine = min(mine, ours.value / self._amount.number)  # "60 billion" is no 58 billion
        return abs(off) <= min(mine / 2, most * ours.value) * (1 + 1e-9)


def _in_days(reading: Reading) -> Reading:
    """Return a length of time in days, as far as months have any number of them."""
    if reading.unit == "day":
        return reading
    return reading._replace(unit="day", value=reading.value * _MONTH)


def _step(printed: str, amount: Amount) -> float:
    """Return what the last digit of a figure is worth that is not a mere nought, in parts of it."""
    if amount.number <= 0:
        return 0.0
    if decimals := _DECIMALS.search(printed):
        return float(10.0 ** -len(decimals[1]) / amount.number)
    if amount.number != int(amount.number):
        return (0.1 if amount.in_digits else 0.5) / amount.number
    step = 1
    while amount.number % (10 * step) == 0:
        step *= 10
    return step / amount.number
