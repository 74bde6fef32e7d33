"""Finds the names in what feeds say of their authors; reads no document."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["byline", "names_of"]

_LONGEST = 2000
_MAIL = re.compile(r"(?:mailto:)?[\w.+'%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.IGNORECASE)
_LEFT_OVER = re.compile(r"<\s*>|\(\s*\)|\[\s*\]")
_PIECE = re.compile(r"\s*[,;]\s*")


def byline(written: str) -> str:
    """Return the names without the mail addresses beside them; an address that stands alone.

    RSS wants both: `jane@mail.example (Jane Doe)`.

    >>> byline("jane@mail.example (Jane Doe)"), byline("Jane Doe <jane@mail.example>")
    ('Jane Doe', 'Jane Doe')
    """
    written = written[:_LONGEST].strip()
    if "@" not in written:
        return written
    bare, addresses = _MAIL.subn("", written)
    if not addresses:
        return written
    pieces = (_unwrapped(piece) for piece in _PIECE.split(_LEFT_OVER.sub("", bare)))
    return ", ".join(filter(None, pieces)) or written.removeprefix("mailto:")


def names_of(authors: Sequence[str]) -> str:
    """Return several authors as one line; those told a second time, or in part, once."""
    whole = [name for name in dict.fromkeys(map(byline, authors)) if _is_whole(name)]
    return ", ".join(
        name for name in whole if not any(name != other and name in other for other in whole)
    )


def _unwrapped(piece: str) -> str:
    piece = piece.strip()
    wrapped = piece.startswith("(") and piece.endswith(")") and piece.count("(") == 1
    return piece[1:-1].strip() if wrapped else piece


def _is_whole(name: str) -> bool:
    """Say whether nobody has cut through it, as feedparser does behind long names of domains."""
    return bool(name) and name.count("(") == name.count(")") and name.count("<") == name.count(">")
