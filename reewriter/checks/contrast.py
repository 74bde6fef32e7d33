"""Whether the brand's colours can be read on each other, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined
from reewriter.contrast import LEAST, ratio
from reewriter.model import Colours, Finding, Severity

__all__ = ["CHECKS", "find"]

COLOURS = CheckSpec(
    "contrast.colours",
    Severity.WARNING,
    "two colours of [brand] that cannot be told apart well enough to read",
    "Make one of them darker, or the other lighter.",
)
CHECKS = (COLOURS,)

_PAIRS = (
    ("ink", "sheet"),
    ("ink", "tint"),
    ("muted", "sheet"),
    ("muted", "ground"),
    ("accent", "sheet"),
    ("accent", "tint"),
    ("on_accent", "accent"),
)
"""What is written on what."""


def find(examined: Examined) -> Iterator[Finding]:
    """Measure every pair that a template writes on one another."""
    look = examined.brand.look
    for prefix, colours in (("", look.day), ("dark_", look.night)):
        yield from _palette(prefix, colours)


def _palette(prefix: str, colours: Colours) -> Iterator[Finding]:
    for upper, lower in _PAIRS:
        found = ratio(getattr(colours, upper), getattr(colours, lower))
        if found < LEAST:
            yield COLOURS.finding(
                f"config.{prefix}{upper}",
                f"{prefix}{upper} on {prefix}{lower} has a contrast of {found:.1f}, not {LEAST}",
            )
