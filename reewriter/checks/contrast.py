"""Whether the brand's colours can be read on each other, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined
from reewriter.model import Colours, Finding, Severity

__all__ = ["CHECKS", "find", "ratio"]

LEAST = 4.5
"""WCAG 2.2, level AA, for text of ordinary size."""

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


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours as `#rrggbb`, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
