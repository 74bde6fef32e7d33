"""Prints: text scrubbed, colours only where they are seen, or one JSON value. Knows no noun."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TextIO

import click

__all__ = [
    "Cell",
    "Column",
    "Json",
    "Paint",
    "echo",
    "echo_json",
    "one_line",
    "paragraph",
    "prepare",
    "table",
]

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Paint = Literal["", "head", "dim", "good", "note", "warn", "bad"]

_LOOKS: dict[Paint, dict[str, str | bool]] = {
    "head": {"bold": True},
    "dim": {"dim": True},
    "good": {"fg": "green"},
    "note": {"fg": "blue"},
    "warn": {"fg": "yellow"},
    "bad": {"fg": "red"},
}
_NARROWEST = 10
"""A column that gives way keeps at least this much."""


def prepare() -> None:
    """Make every character printable whatever the terminal's encoding: a `?` beats a traceback.

    A stream that whoever calls us has closed is one that nobody reads.
    """
    if sys.stdout is None or sys.stderr is None:
        # All three numbers are taken, so that no file of ours is ever written as if it were one.
        while os.open(os.devnull, os.O_RDWR) < 3:
            pass
        sys.stdout = sys.stdout or os.fdopen(1, "w", closefd=False)
        sys.stderr = sys.stderr or os.fdopen(2, "w", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _scrub(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    from reewriter.text.clean import scrub

    return scrub(text)


def one_line(text: str) -> str:
    """Return a text that is safe to print, on one line."""
    return " ".join(_scrub(text).split())


def echo(text: str = "", *, look: Paint = "", err: bool = False, end: str = "\n") -> None:
    """Print a text without anything in it that could drive the terminal."""
    _write(_painted("\n".join(map(_scrub, text.split("\n"))), look), err=err, end=end)


def paragraph(text: str, *, indent: int, err: bool = False) -> None:
    """Print a text on one line; on a terminal wrapped, its further lines indented."""
    line = one_line(text)
    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        room = max(shutil.get_terminal_size().columns - indent, _NARROWEST)
        lines = textwrap.wrap(line, room, break_on_hyphens=False)
        line = ("\n" + " " * indent).join(lines)
    _write(line, err=err)


def echo_json(value: Json) -> None:
    """Print the one JSON value of a command; only ASCII where the stream could not say more."""
    plain = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    sys.stdout.write(json.dumps(value, ensure_ascii=plain, indent=2) + "\n")


def _write(text: str, *, err: bool, end: str = "\n") -> None:
    stream: TextIO = sys.stderr if err else sys.stdout
    color = False if os.environ.get("NO_COLOR") else None
    click.echo(text + end, file=stream, nl=False, color=color)


def _painted(text: str, look: Paint) -> str:
    return click.style(text, **_LOOKS[look]) if look and text else text  # type: ignore[arg-type] # the table's values fit the keywords


@dataclass(frozen=True, slots=True)
class Column:
    """How one column of a table stands."""

    title: str
    right: bool = False
    gives: bool = False
    """Cut on a terminal that is too narrow for all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a table with its colour."""

    text: str
    look: Paint = ""


def table(columns: Sequence[Column], rows: Iterable[Sequence[str | Cell]]) -> None:
    """Print aligned columns with a head; on a terminal they fit its width, in a pipe all is said.

    Nothing is printed, not even the head, when there are no rows.
    """
    cells = [
        [Cell(one_line(c.text), c.look) if isinstance(c, Cell) else Cell(one_line(c)) for c in row]
        for row in rows
    ]
    if not cells:
        return
    shown = [at for at in range(len(columns)) if any(row[at].text for row in cells)]
    heads = [Cell(column.title, "dim") for column in columns]
    lines = [heads, *cells]
    widths = {at: max(_width(line[at].text) for line in lines) for at in shown}
    if sys.stdout.isatty():
        _fit(widths, [at for at in shown if columns[at].gives], shutil.get_terminal_size().columns)
    for line in lines:
        parts = [
            _placed(line[at], widths[at], right=columns[at].right, last=at == shown[-1])
            for at in shown
        ]
        _write("  ".join(parts).rstrip(" "), err=False)


def _fit(widths: dict[int, int], giving: Sequence[int], room: int) -> None:
    """Take from the widest column that gives way, until the line fits or nothing gives any more."""
    over = sum(widths.values()) + 2 * (len(widths) - 1) - room
    while over > 0:
        widest = max(giving, key=lambda at: widths[at], default=None)
        if widest is None or widths[widest] <= _NARROWEST:
            return
        widths[widest] -= 1
        over -= 1


def _placed(cell: Cell, width: int, *, right: bool, last: bool) -> str:
    text = _cut(cell.text, width)
    pad = " " * (width - _width(text))
    painted = _painted(text, cell.look)
    if right:
        return pad + painted
    return painted if last else painted + pad


_ZERO = re.compile("[\u200c\u200d\ufe00-\ufe0f]")


def _width(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    nothing = sum(unicodedata.category(c) in ("Mn", "Me") or bool(_ZERO.match(c)) for c in text)
    return len(text) + wide - nothing


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    kept = text[:width]
    while kept and _width(kept) > width - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"
