"""Plain text in columns: wrapped lines and aligned tables, measured as a terminal would."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["cells", "table", "wrap"]

_GAP = "  "
_NARROWEST = 9
"""Columns below this width break most words: then a table is told row by row."""
_WORDS = re.compile(r"[ \t\n]+")


def cells(text: str) -> int:
    """Count the columns a text takes: wide letters two, combining marks none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def wrap(text: str, width: int, *, keep: bool = False) -> str:
    """Break lines so that none is wider; `keep` leaves the blanks of code as they are.

    A word without a break is cut, but for an address, which no reader could join again.
    """
    return "\n".join(
        line
        for paragraph in text.split("\n")
        for line in (_chunks(paragraph, width) if keep else _wrapped(paragraph, width))
    )


def table(rows: Sequence[Sequence[str]], width: int) -> str:
    """Align rows under the first, which is the header; too many columns become records."""
    if not rows:
        return ""
    count = max(map(len, rows))
    whole = [[*(" ".join(_WORDS.split(cell)) for cell in row)] for row in rows]
    whole = [[*row, *[""] * (count - len(row))] for row in whole]
    natural = [max(cells(row[column]) for row in whole) for column in range(count)]
    widths = _shared(natural, width - len(_GAP) * (count - 1))
    if any(narrow < min(_NARROWEST, want) for narrow, want in zip(widths, natural, strict=True)):
        return _records(whole, width)
    lines = [_row(whole[0], widths), _GAP.join("-" * each for each in widths)]
    body = [_row(row, widths) for row in whole[1:]]
    tall = any("\n" in row for row in body)
    return "\n".join([*lines, ("\n\n" if tall else "\n").join(body)]).rstrip()


@lru_cache(4096)
def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in _WORDS.split(text.strip()):
        for piece in _pieces(word, width):
            size = cells(piece)
            if line and used + 1 + size > width:
                lines.append(line)
                line, used = piece, size
            else:
                line, used = (f"{line} {piece}", used + 1 + size) if line else (piece, size)
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    if len(word) <= width // 2 or cells(word) <= width or "://" in word:
        return [word]
    return _chunks(word, width)


def _chunks(text: str, width: int) -> list[str]:
    chunks, start, used = [], 0, 0
    for index, char in enumerate(text):
        size = _cells(char)
        if used + size > width:
            chunks.append(text[start:index])
            start, used = index, 0
        used += size
    return [*chunks, text[start:]]


def _shared(natural: Sequence[int], room: int) -> list[int]:
    """Give narrow columns what they want and share the rest among the wide ones."""
    widths = [0] * len(natural)
    for done, column in enumerate(sorted(range(len(natural)), key=natural.__getitem__)):
        fair = room // (len(natural) - done)
        widths[column] = max(1, min(natural[column], fair))
        room -= widths[column]
    return widths


def _row(row: Sequence[str], widths: Sequence[int]) -> str:
    columns = [wrap(cell, width).split("\n") for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, columns))
    lines = []
    for level in range(height):
        line = ""
        for column, width in zip(columns, widths, strict=True):
            cell = column[level] if level < len(column) else ""
            line += cell + " " * (width - cells(cell)) + _GAP
        lines.append(line.rstrip())
    return "\n".join(lines)


def _records(rows: Sequence[Sequence[str]], width: int) -> str:
    header = rows[0]
    return "\n\n".join(
        "\n".join(
            wrap(f"{name}: {cell}" if name else cell, width)
            for name, cell in zip(header, row, strict=True)
            if cell
        )
        for row in rows[1:]
    )
