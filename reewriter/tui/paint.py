"""Text from anywhere as widgets show it: scrubbed again, cut to its room, and never markup."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from reewriter.text.clean import scrub

__all__ = ["ELLIPSIS", "block", "clip", "fit", "flat", "line"]

ELLIPSIS = "…"
_LONGEST = 2_000
"""No row of a terminal is longer; a 10 MB title costs no more than this."""


def line(text: str) -> Content:
    """Return text from anywhere as one line that a widget may show."""
    return Content(flat(text))


def block(text: str) -> Content:
    """Return text from anywhere as lines that a widget may show."""
    return Content(scrub(text).replace("\t", "    "))


def flat(text: str) -> str:
    """Return text from anywhere on one line, without anything that drives a terminal."""
    return " ".join(scrub(text[:_LONGEST]).split())


def clip(text: str, width: int) -> str:
    """Cut one line to a width in cells, with an ellipsis where something was cut."""
    safe = flat(text)
    if cell_len(safe) <= width:
        return safe
    if width < 1:
        return ""
    return set_cell_size(safe, width - 1).rstrip() + ELLIPSIS


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Cut or fill one line to exactly a width in cells."""
    cut = clip(text, width)
    blanks = " " * max(width - cell_len(cut), 0)
    return blanks + cut if right else cut + blanks
