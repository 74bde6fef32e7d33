"""Reads how long something takes where no number says it: a year and a half, a decade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import nan

from reewriter.text.facts.triggers import Triggers, without
from reewriter.text.facts.units import TIMES, alternatives
from reewriter.text.facts.values import Amount, Reading

__all__ = ["LENGTH_WORDS", "lengths"]

_LENGTH = re.compile(
    rf"\b(?:(?:an?|one)\s+(?P<whole>{alternatives(TIMES)})\s+and\s+a\s+(?P<part>half|quarter)"
    rf"|half\s+an?\s+(?P<half>{alternatives(TIMES)}))\b",
    re.IGNORECASE,
)
# "A decade" is what "10 years" say; with "a year ago" nobody tells how long something takes.
_ONE_LONG = re.compile(
    r"(?:hour|day|week|month|year|decade|century)\b(?!\s+(?:ago|earlier|later|before|after)\b)"
    r"|quarter\b(?!\s+(?:of|ago|earlier|later|before|after|past|to)\b)"
    r"|(?:decade|century)\b(?=\s+(?:ago|earlier|later|before)\b)",
    re.I,
)
_QUARTER = TIMES["quarters"]
_ONE = re.compile(r"\b(?:an?|past|last|next|coming|previous|full|whole|entire)[-\s]\Z", re.I)
LENGTH_WORDS = frozenset(("a", "an", "one", "half", "quarter"))
"""What such a length can begin with, besides its unit."""


def lengths(text: str, triggers: Triggers) -> Iterator[tuple[Amount, tuple[int, int]]]:
    """Return the lengths of time told so, each with the stretch that nobody else reads."""
    taken = []
    for found in triggers.find(_LENGTH, text, LENGTH_WORDS):
        yield _length(found), found.span()
        taken.append(found.span())
    text = without(text, taken)
    for found in triggers.find(_ONE_LONG, text, (*TIMES, "quarter")):
        if before := _ONE.search(text, max(0, found.start() - 12), found.start()):
            unit, value = TIMES.get(found[0].casefold(), _QUARTER)
            reading = Reading("number", unit, value, bare=nan)
            amount = Amount(before.start(), found.end(), (reading,), in_digits=False, quiet=True)
            yield amount, (found.start(), found.start())


def _length(found: re.Match[str]) -> Amount:
    """Read how long "a year and a half" is."""
    unit, factor = TIMES[(found["whole"] or found["half"]).casefold()]
    part = {"half": 1.5, "quarter": 1.25}[found["part"].casefold()] if found["part"] else 0.5
    return Amount(*found.span(), (Reading("number", unit, part * factor, bare=part),), False)
