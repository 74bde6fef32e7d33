"""Reads the parts of a story that are rows of cells; knows no format and no layout."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape

from reewriter.patterns import pattern

__all__ = ["BAR", "bare_quotations", "heads", "is_bare", "rows"]

BAR = pattern(r"(?<!\\)\|")
"""What stands between two cells; with a backslash before it, it is a sign like any other."""
_MARKED = pattern("[\"“”„‟«»「」『』]|^[‘'].*[’'][.,;!?…]*$")


def rows(text: str, columns: Sequence[str]) -> list[tuple[str, ...]]:
    r"""Read a part of kind `rows`: cells between `|` (`\|` is a bar itself), one row a line.

    Every row has one cell a column: missing ones are empty, and what is too much stays in the last.
    A bullet before a row, and bars around it as in a table of Markdown, are left out; so is the
    head of such a table, for which see `heads`.
    """
    return _lines(text, columns)[1]


def heads(text: str, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns: those of a table of Markdown that has a head, else ours."""
    own = _lines(text, columns)[0]
    ours = tuple(column[:1].upper() + column[1:] for column in columns)
    return tuple(one or other for one, other in zip(own, ours, strict=True)) if own else ours


def is_bare(quotation: str) -> bool:
    """Tell whether a cell that is a quotation has no quotation marks; readers get it with some.

    Marks around a part of it are the editor's decision: so is the rest without.
    """
    return bool(quotation) and not _MARKED.search(unescape(quotation))


def bare_quotations(text: str, columns: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the cells stand that are quotations without marks, in order.

    A quotation is what the last column holds, if it is called that.
    """
    if tuple(columns[-1:]) != ("quotation",):
        return []
    found = []
    for at, row in _rows_in(text, columns)[1]:
        inner = _inner(row)
        bars = [bar.end() for bar in BAR.finditer(inner)]
        if len(bars) < len(columns) - 1:
            continue
        cell = inner[bars[len(columns) - 2] :]
        start = at + row.startswith("|") + len(inner) - len(cell.lstrip())
        if is_bare(cell.strip()):
            found.append((start, start + len(cell.strip())))
    return found


def _lines(text: str, columns: Sequence[str]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    head, found = _rows_in(text, columns)
    width = len(columns)
    return _cells(head, width) if head else (), [_cells(row, width) for _, row in found]


def _rows_in(text: str, columns: Sequence[str]) -> tuple[str, list[tuple[int, str]]]:
    """Return the head of a table, if it has one, and its rows with where each begins.

    A head is known by the line under it, or by saying what the columns are called anyway.
    """
    at, head = 0, ""
    found: list[tuple[int, str]] = []
    first: tuple[int, str] | None = None
    for line in text.splitlines(keepends=True):
        row = line.strip().removeprefix("- ").strip()
        if row and not row.strip("|-: "):
            # The line under the head of a table.
            if len(found) == 1 and first is None:
                first, found = found[0], []
        elif row:
            found.append((at + len(line.rstrip()) - len(row), row))
        at += len(line)
    if first is not None:
        # A head with nothing below it is a row.
        head, found = (first[1], found) if found else ("", [first])
    elif len(found) > 1 and _names(found[0][1], columns):
        head, found = found[0][1], found[1:]
    return head, found


def _names(row: str, columns: Sequence[str]) -> bool:
    said = tuple(cell.strip("* ").casefold() for cell in BAR.split(_inner(row)))
    return said == tuple(column.casefold() for column in columns)


def _inner(row: str) -> str:
    """Return a row without the bars around it."""
    inner = row.removeprefix("|")
    closed = inner.endswith("|") and not inner.endswith("\\|") and len(BAR.findall(inner)) > 0
    return inner.removesuffix("|") if closed else inner


def _cells(row: str, width: int) -> tuple[str, ...]:
    cells = [cell.strip() for cell in BAR.split(_inner(row))]
    kept = [*cells[: width - 1], " | ".join(cells[width - 1 :])]
    return tuple(cell.replace("\\|", "|") for cell in (*kept, *[""] * (width - len(kept))))
