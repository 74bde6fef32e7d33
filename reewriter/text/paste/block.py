"""One piece of a pasted text; what reads, settles and writes the pieces knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Block", "Kind"]

Kind = Literal[
    "heading", "paragraph", "item", "number", "letter", "table", "rule", "verbatim", "site"
]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a text that stands by itself."""

    kind: Kind
    text: str
    level: int = 0
    """Of headings and items; the number of a numbered paragraph."""
    lead: bool = False
    """Its first word stood on a line of its own."""
    written: bool = False
    """It was Markdown already: nothing about it was guessed."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table."""
    indent: int = 0
    under: bool = False
    """Of items: they belong to the number above them."""
