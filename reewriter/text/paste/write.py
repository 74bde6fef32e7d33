"""Writes blocks as Markdown; changes no words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reewriter.text.paste.block import Block

__all__ = ["write"]

_LOOKS_LIKE_MARKUP = re.compile(r"([-+*>]|#{1,6})(?=\s|$)|(\d{1,9})([.)])(?=\s|$)|(`{3,}|~{3,})")
_LISTS = ("item", "number")


def write(blocks: Sequence[Block]) -> tuple[str, list[int]]:
    """Return the Markdown of the blocks, and where in it each begins."""
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    for before, block in zip([None, *blocks], blocks, strict=False):
        gap = "" if before is None else "\n" if _together(before, block) else "\n\n"
        piece = _markdown(block)
        starts.append(at + len(gap))
        pieces += (gap, piece)
        at += len(gap) + len(piece)
    return "".join(pieces), starts


def _together(before: Block, block: Block) -> bool:
    if block.under or before.under:
        return block.kind == "number" or block.under
    if before.kind == "item":
        return block.kind == "item"
    return before.kind == block.kind == "number" and block.level > before.level


def _markdown(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"{'#' * max(block.level, 1)} {block.text}"
        case "item":
            margin = "  " * (block.level - 1) + ("   " if block.under else "")
            return f"{margin}- {_escaped(block.text)}"
        case "number":
            return f"{block.level}. {_escaped(block.text)}"
        case "table":
            return _table(block.rows)
        case "paragraph":
            return _escaped(block.text)
    return block.text


def _escaped(text: str) -> str:
    """Put a backslash before what would make a list, a heading or a quotation of a paragraph."""
    found = _LOOKS_LIKE_MARKUP.match(text)
    if not found:
        return text
    at = found.end(2) if found[2] else 0
    return f"{text[:at]}\\{text[at:]}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    columns = max(map(len, rows))
    lines = [_row([*row, *[""] * (columns - len(row))]) for row in rows]
    return "\n".join([lines[0], _row(["---"] * columns), *lines[1:]])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
