"""Tells whether a figure is another one rounded, as *nearly $120 million* is $118.6 million.

Rounded figures are never looked for where a source has the very one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.leaning import Leaning
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount, Reading

__all__ = ["Rounded"]

_KINDS = ("money", "percent", "points", "number", "times")
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.|some|an\s+estimated|close\s+to"
    r"|near|in\s+the\s+region\s+of|on\s+the\s+order\s+of|more\s+or\s+less)|[~≈])\s*(?:an?\s+)?\Z",
    re.IGNORECASE,
)
_ABOUT_BEHIND = re.compile(
    r"(?:-?ish\b|-odd\b|\s+(?:or\s+so|or\s+thereabouts|odd)\b)", re.IGNORECASE
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
_SHARE = {0: (-2.5, 2.5), 1: (0.0, 8.0), -1: (-5.0, 0.0)}
"""How many percentage points a fraction may be off: called rough, exceeded, not reached."""
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
        self._step = _step(prose[amount.start : amount.end], amount)

    def windows(self) -> Iterator[tuple[str, float, float]]:
        """Yield the kinds and bounds that hold all readings which `covers` may be true of."""
        low, high = {0: (_NEAR, _NEAR), 1: (0.0, _ABOVE), -1: (_BELOW, 0.0)}[self._bound]
        for reading in () if self._exact else self._amount.readings:
            value = reading.value
            if reading.kind in _KINDS:
                yield reading.kind, value - low * value, value + high * value
            if reading.kind == "percent" and self._hedged:
                below, above = _SHARE[self._bound]
                yield reading.kind, value + below, value + above

    def covers(self, theirs: Amount, printed: str) -> bool:
        """Say whether a figure of a source, as it is printed there, may be the true one."""
        if self._exact:
            return False
        step = _step(printed, theirs)
        plainly = self._amount.scaled or "." in printed
        return any(
            self._near(one, two, step, plainly)
            for one in self._amount.readings
            for two in theirs.readings
            if one.kind == two.kind and one.kind in _KINDS
        )

    def _near(self, ours: Reading, theirs: Reading, step: float, plainly: bool) -> bool:
        off = theirs.value - ours.value
        if ours.kind == "percent" and "share" in (ours.unit, theirs.unit):
            low, high = _SHARE[self._bound]
            return self._hedged and low <= off <= high
        each = not ours.per or not theirs.per or ours.per == theirs.per
        few = ours.kind == "number" and ours.value < _FEWEST
        if few or not each or ours.unit != theirs.unit:
            return False
        mine = self._step * ours.value
        if mine <= step * theirs.value * (1 + 1e-9):
            return False
        if self._bound > 0:
            return 0 <= off < min(mine, _ABOVE * ours.value)
        if self._bound < 0:
            return 0 <= -off < min(mine, _BELOW * ours.value)
        most = _NEAR if self._hedged else _PLAIN if plainly else 0
        return abs(off) <= min(mine / 2, most * ours.value) * (1 + 1e-9)


def _step(printed: str, amount: Amount) -> float:
    """Return what the last digit of a figure is worth that is not a mere nought, in parts of it."""
    if amount.number <= 0:
        return 0.0
    if decimals := _DECIMALS.search(printed):
        return float(10.0 ** -len(decimals[1]) / amount.number)
    if amount.number != int(amount.number):
        return 0.1 / amount.number
    step = 1
    while amount.number % (10 * step) == 0:
        step *= 10
    return step / amount.number
