"""What a figure is, and what it means; knows no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Amount", "Reading"]


class Reading(NamedTuple):
    """What a figure means: two figures agree when their readings do."""

    kind: str
    """money, percent, points, number, ordinal, times; of dates: day, month, year, quarter, half,
    decade, time, weekday (0 is Monday)."""
    unit: str
    """Currency or measure, in one spelling."""
    value: float
    year: int = 0
    """Of a date, where it is told."""
    bare: float = 0
    """Of a measure, the number as printed: 5 of "5 kt"."""
    per: str = ""
    """What it is for each of, where that is told: kg of "$110 a kilo"."""
    noun: bool = False
    """Whether it counts things that are named behind it, and is of no measure."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in a text."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    """What it may mean; of "10 to 15 percent" the first is a percentage, too."""
    in_digits: bool = True
    number: float = 0
    """As printed, without what it is multiplied by."""
    scaled: bool = False
    """Whether it says million or the like."""
    quiet: bool = False
    """Whether it is a figure in a source only: nobody is asked for that of "twice"."""
