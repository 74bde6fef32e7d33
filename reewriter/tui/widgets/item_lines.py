"""Lays an item's line out in columns that fit the width; pure, knows no list and no theme."""

from __future__ import annotations

import re

from rich.cells import cell_len

from reewriter.model import ItemRow, ItemState
from reewriter.tui import paint
from reewriter.tui.widgets.painted import Piece
from reewriter.values import dataclass

__all__ = ["NARROW", "STATES", "RowLook", "lay_out"]

STATES: dict[ItemState, tuple[str, str, str]] = {
    ItemState.NEW: ("●", "new", "info"),
    ItemState.KEPT: ("✓", "kept", "accent"),
    ItemState.SKIPPED: ("◦", "skip", "quiet"),
    ItemState.LATER: ("→", "later", "quiet"),
    ItemState.ARCHIVED: ("·", "old", "quiet"),
}
"""Glyph, word and style of each state."""

NARROW = 72
"""Below this width a row is two lines: the title deserves the first one."""
_FOR_TAGS = 104
"""From this width on there is a column for tags."""
_SOME = 14
"""Cells that tags get beside a long name of a feed."""
_BAR = "▌"
_FOR_OUTLET = 48
"""Below this width there is no room beside a title to name that outlet."""
_OUTLET = 16
"""The widest an outlet's name is that may have told the same."""
_NEWS = 30
"""The widest it is said why a story came back."""
_CHANGED = "≠ changed"
"""Its publisher has changed it since the editor looked."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """How a line stands out, and what the row itself does not know."""

    old: str
    marked: bool = False
    here: bool = False
    quiet: bool = False
    """It has been decided."""
    ran: int | None = None
    """The number of the issue in which it ran."""
    maybe: str = ""
    """The outlet that may have told the same story before."""
    until: str = ""
    """When it comes back."""
    lines: int = 1


def lay_out(
    row: ItemRow, look: RowLook, width: int, words: re.Pattern[str] | None
) -> list[list[Piece]]:
    """Return the pieces of each of a row's lines; what the words find in the title stands out."""
    edge = [(_BAR if look.here else " ", "bar"), ("◆ " if look.marked else "  ", "accent")]
    lay = _two_lines if look.lines == 2 else _one_line
    return lay(row, look, width, [edge, _remarks(row, look, width)], words)


def _remarks(row: ItemRow, look: RowLook, width: int) -> list[Piece]:
    """Return what stands behind a title."""
    found: list[Piece] = []
    if look.maybe:
        outlet = paint.clip(look.maybe, _OUTLET if look.lines == 2 or width >= _FOR_TAGS else 9)
        # The line below the list says whose it is; a title is not read anywhere else.
        short = look.lines == 2 and width < _FOR_OUTLET
        found.append(("≈ same?" if short else f"≈ {outlet}?", "attention"))
    if look.until:
        found.append((look.until, "info"))
    if look.ran is not None:
        found.append((f"ran {look.ran}", "attention"))
    if row.others:
        found.append((f"+{row.others}", "info"))
    return found


def _score(row: ItemRow, look: RowLook) -> Piece:
    return f"{row.score:>5.1f}", "quiet" if look.quiet or row.score <= 0 else "strong"


def _two_lines(
    row: ItemRow,
    look: RowLook,
    width: int,
    parts: list[list[Piece]],
    words: re.Pattern[str] | None,
) -> list[list[Piece]]:
    edge, remarks = parts
    glyph, word, style = STATES[row.state]
    end = _spaced(remarks, " ")
    room = max(width - 6 - _cells(end), 1)
    first = [*edge, (f"{glyph} ", style), *_title(row, room, look, words), *end]
    left = [(" " * 5, ""), (f"{word:<6}", style), _score(row, look), (f"{look.old:>5}  ", "quiet")]
    changed: list[Piece] = [(f"  {_CHANGED}", "attention")] if row.changed else []
    if row.news:
        changed = [(f"  {paint.clip(row.news, _NEWS)}", "attention"), *changed]
    room = max(width - _cells(left) - _cells(changed) - 1, 1)
    source = paint.clip(row.feed, max(room // 2, room - _SOME - 2) if row.tags else room)
    tags = _tags(row, room - cell_len(source) - 2)
    second = [*left, (source, "quiet"), *changed, (f"  {tags}" if tags else "", "quiet")]
    return [first, second]


def _one_line(
    row: ItemRow,
    look: RowLook,
    width: int,
    parts: list[list[Piece]],
    words: re.Pattern[str] | None,
) -> list[list[Piece]]:
    edge, remarks = parts
    glyph, word, style = STATES[row.state]
    source = max(min(width // 6, 24), 10)
    start = [
        *edge,
        (f"{glyph} {word:<5}", style),
        _score(row, look),
        (f"{look.old:>5}  ", "quiet"),
        (paint.fit(row.feed, source) + "  ", "quiet"),
    ]
    if row.changed:
        remarks = [(_CHANGED, "attention"), *remarks]
    if row.news:
        # Where there is little room, the figure itself says enough.
        news = row.news if width >= _FOR_TAGS else row.news.partition(": ")[2]
        room = _NEWS if width >= _FOR_TAGS else 13
        remarks = [(paint.clip(news, room), "attention"), *remarks]
    end = [*_spaced(remarks, " "), (" ", "")]
    if width >= _FOR_TAGS:
        column = min(width // 8, 24)
        end.append((f"{paint.fit(_tags(row, column), column)} ", "quiet"))
    room = max(width - _cells(start) - _cells(end), 1)
    return [[*start, *_title(row, room, look, words), *end]]


def _tags(row: ItemRow, room: int) -> str:
    """Return as many tags as there is room for; the last one may be cut."""
    return paint.clip(" ".join(f"#{tag}" for tag in row.tags), room) if row.tags else ""


def _spaced(pieces: list[Piece], gap: str) -> list[Piece]:
    return [(gap + text, style) for text, style in pieces]


def _cells(pieces: list[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _title(row: ItemRow, width: int, look: RowLook, words: re.Pattern[str] | None) -> list[Piece]:
    style = "quiet" if look.quiet else ""
    title = paint.fit(row.title or "(no title)", width)
    if words is None:
        return [(title, style)]
    pieces: list[Piece] = []
    at = 0
    for match in words.finditer(title):
        pieces += [(title[at : match.start()], style), (match[0], "match")]
        at = match.end()
    return [*pieces, (title[at:], style)]
