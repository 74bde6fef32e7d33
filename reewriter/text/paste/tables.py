"""Reads the tables of pasted text: Word's one cell a line, rows with bars, columns with tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reewriter.rows import BAR
from reewriter.text.paste.chrome import credit
from reewriter.text.paste.lines import Line, joined

__all__ = ["read_table", "starts_table"]

_ROW = re.compile(r"\|.*\S.*\|")
_BARE_ROW = re.compile(r"(?P<first>[^|]{1,60}?) \|(?: [^|]{1,60})?(?:\|(?: [^|]{1,60})?)*")
"""A row without bars at its ends; a cell may be empty, but not the first."""
_FEWEST_ROWS = 3
"""Rows without bars at their ends; two such lines may be a title and what is said of it."""
_SEPARATOR = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_BARE_SEPARATOR = re.compile(r":?-{2,}:?(?:\s*\|\s*:?-{2,}:?)+")
_LISTED = re.compile(r"(?:[^\w\s]|o|\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,5}[.)])(?:\s|$)")
_LONGEST_CELL = 12
"""Lines; a bar that comes later closes no cell."""

Rows = tuple[tuple[str, ...], ...]


def starts_table(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a table begins at this line."""
    return (
        _bars(lines, at)
        or _tabs(lines, at) > 0
        or _cell_end(lines, at + 1, at) > 0
        or _bare_columns(lines, at) > 0
    )


def read_table(lines: Sequence[Line], at: int) -> tuple[Rows, int]:
    """Return the rows of a table, the first being its head, and the line behind it."""
    if _bars(lines, at):
        return _read_bars(lines, at)
    if columns := _tabs(lines, at):
        return _read_tabs(lines, at, columns)
    if columns := _bare_columns(lines, at):
        return _read_bare(lines, at, columns)
    return _read_cells(lines, at)


def _bars(lines: Sequence[Line], at: int) -> bool:
    return all(
        line.text != "|" and _ROW.fullmatch(line.text) for line in lines[at : at + 2]
    ) and at + 1 < len(lines)


def _read_bars(lines: Sequence[Line], at: int) -> tuple[Rows, int]:
    rows: list[tuple[str, ...]] = []
    while at < len(lines) and _ROW.fullmatch(lines[at].text):
        text = lines[at].text
        if not _SEPARATOR.fullmatch(text):
            cells = BAR.split(text[1:-1])
            rows.append(tuple(cell.strip().replace(r"\|", "|") for cell in cells))
        at += 1
    return tuple(rows), at


def _bare_columns(lines: Sequence[Line], at: int) -> int:
    """Return the number of columns where several lines have bars within them, and as many."""
    if "|" not in lines[at].text:
        return 0
    rows = [line.text for line in lines[at : at + _FEWEST_ROWS]]
    ruled = bool(_BARE_SEPARATOR.fullmatch(rows[1])) if len(rows) > 1 else False
    rows = rows[:2] if ruled else rows
    columns = {len(BAR.split(row)) for row in rows}
    fit = (ruled or len(rows) == _FEWEST_ROWS) and all(map(_is_bare_row, rows))
    return columns.pop() if fit and len(columns) == 1 else 0


def _is_bare_row(text: str) -> bool:
    found = _BARE_ROW.fullmatch(text)
    return bool(found) and not _LISTED.match(text) and credit(text) is None


def _read_bare(lines: Sequence[Line], at: int, columns: int) -> tuple[Rows, int]:
    rows: list[tuple[str, ...]] = []
    while at < len(lines) and _BARE_ROW.fullmatch(lines[at].text):
        cells = BAR.split(lines[at].text)
        if len(cells) != columns:
            break
        if not _BARE_SEPARATOR.fullmatch(lines[at].text):
            rows.append(tuple(cell.strip().replace(r"\|", "|") for cell in cells))
        at += 1
    return tuple(rows), at


def _tabs(lines: Sequence[Line], at: int) -> int:
    """Return the number of columns where two lines have the same number of tabs, within them or
    around an empty cell at one end.
    """
    if _LISTED.match(lines[at].text):
        return 0
    raws = [line.raw for line in lines[at : at + 2]]
    counts = [raw.count("\t") for raw in raws]
    inner = any("\t" in raw.strip() for raw in raws)
    indented = all(raw[:1] in " \t" for raw in raws)
    if indented:
        counts = [raw.strip().count("\t") for raw in raws]
    return counts[0] + 1 if inner and len(counts) == 2 and counts[0] == counts[1] > 0 else 0


def _read_tabs(lines: Sequence[Line], at: int, columns: int) -> tuple[Rows, int]:
    rows: list[tuple[str, ...]] = []
    while at < len(lines) and (cells := _cells(lines[at].raw, columns)):
        rows.append(tuple(" ".join(cell.split()) for cell in cells))
        at += 1
    return tuple(rows), at


def _cells(raw: str, columns: int) -> list[str]:
    """Return the cells of a row; an empty one at its beginning is told from an indentation by the
    number of columns.
    """
    return next(
        (cells for text in (raw, raw.strip()) if len(cells := text.split("\t")) == columns), []
    )


def _cell_end(lines: Sequence[Line], at: int, opened: int) -> int:
    """Return the line behind a cell that ends with a bar; 0 where there is none."""
    if opened >= len(lines) or lines[opened].text != "|":
        return 0
    for end in range(at, min(at + _LONGEST_CELL, len(lines))):
        if lines[end].text == "|":
            return 0
        if lines[end].text.endswith("|"):
            return end + 1
    return 0


def _read_cells(lines: Sequence[Line], at: int) -> tuple[Rows, int]:
    """Read rows that each begin with a bar alone on its line; a cell's lines end with a bar."""
    rows: list[tuple[str, ...]] = []
    columns = 0
    while end := _cell_end(lines, at + 1, at):
        opened, at = at, at + 1
        cells: list[str] = []
        while end or (columns and at < len(lines) and lines[at].text == "|"):
            if columns and len(cells) == columns:
                break
            if end:
                cells.append(
                    joined([line.text for line in lines[at:end] if line.text])[:-1].strip()
                )
                at = end
            else:
                cells.append("")
                at += 1
            end = _cell_end(lines, at, opened)
        columns = columns or len(cells)
        rows.append((*cells, *[""] * (columns - len(cells))))
        at = _skip_blank(lines, at)
    return tuple(rows), at


def _skip_blank(lines: Sequence[Line], at: int) -> int:
    """Skip empty lines between two rows, and only there."""
    behind = at
    while behind < len(lines) and not lines[behind].text:
        behind += 1
    return behind if _cell_end(lines, behind + 1, behind) else at
