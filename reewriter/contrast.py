"""How well two colours can be told apart, as WCAG 2.2 measures it. Knows no palette."""

from __future__ import annotations

__all__ = ["LEAST", "ratio"]

LEAST = 4.5
"""Level AA, for text of ordinary size."""


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
