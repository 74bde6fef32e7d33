"""Markdown for the three formats; the HTML is safe for mail and finished for readers and phones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reewriter.render.mergetags import seal, unseal
from reewriter.render.plain import PlainText, to_plain
from reewriter.render.rewrite import to_markdown
from reewriter.render.syntax import level, parse, parser
from reewriter.text.html import sanitize_mail

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["PlainText", "sealed_html", "to_html", "to_markdown", "to_plain"]

_TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
_ROW = re.compile(r"<tr[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])[^>]*>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ADDRESS = re.compile(r"[a-z]+://\S+")
_LONGEST_ADDRESS = 72
"""Characters of an address that are shown."""
_FOLDED = 3
"""Tables of so many columns fold on a phone: each cell then needs its column's name."""


def to_html(markdown: str, *, heading: int = 4) -> str:
    """Turn Markdown into safe HTML for mail, ready for any mailing service's templates."""
    return unseal(sealed_html(markdown, heading=heading))


# Kept: a live preview renders the whole issue again for each word typed into one story.
@lru_cache(maxsize=128)
def sealed_html(markdown: str, *, heading: int = 4) -> str:
    """Do the same, template tags still sealed: the form in which HTML enters our own templates."""
    tokens = [_placed(token, heading) for token in parse(markdown)]
    aligned = _alignments(tokens)
    html = seal(sanitize_mail(parser().renderer.render(tokens, parser().options, {})))
    return _TABLE.sub(lambda table: _finished(table[0], next(aligned, ())), html)


def _placed(token: Token, heading: int) -> Token:
    """Give a heading its level, and show no wall of letters for an address that is its own text.

    It leads there all the same. What changes is a copy: the tokens are everybody's.
    """
    if token.type in ("heading_open", "heading_close"):
        return token.copy(tag=f"h{level(token.tag, heading)}")
    if token.children and any(map(_is_long_address, pairwise(token.children))):
        shown = [
            text.copy(content=text.content[: _LONGEST_ADDRESS - 1] + "…")
            if _is_long_address((before, text))
            else text
            for before, text in pairwise((token, *token.children))
        ]
        return token.copy(children=shown)
    return token


def _is_long_address(both: tuple[Token, Token]) -> bool:
    opened, text = both
    long = opened.type == "link_open" and len(text.content) > _LONGEST_ADDRESS
    return long and bool(_ADDRESS.fullmatch(text.content))


def _alignments(tokens: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    """Take the columns' alignment of each table off its cells: the sanitiser drops all styles."""
    columns: list[str] = []
    for token in tokens:
        if token.type == "th_open":
            columns.append(str(token.attrs.get("style", "")))
        if token.type == "thead_close":
            yield tuple(columns)
            columns = []


def _finished(table: str, aligned: Sequence[str]) -> str:
    """Give cells what the sanitiser does not let through: scope, alignment, a name on phones."""
    names = [_TAG.sub("", cell[2]).strip() for cell in _CELL.finditer(_ROW.findall(table)[0])]
    fold = len(names) >= _FOLDED

    def row(match: re.Match[str]) -> str:
        columns = iter(range(len(names)))
        return _CELL.sub(lambda cell: finished_cell(cell, next(columns, -1)), match[0])

    def finished_cell(cell: re.Match[str], column: int) -> str:
        tag, inner = cell[1], cell[2]
        style = (
            f' style="{aligned[column]}"' if 0 <= column < len(aligned) and aligned[column] else ""
        )
        if tag == "th":
            return f'<th scope="col"{style}>{inner}</th>'
        name = names[column] if fold and column >= 0 else ""
        label = f'<span class="tl">{name}: </span>' if name and column else ""
        return f"<td{style}>{label}{inner}</td>"

    opened = '<table class="tf">' if fold else "<table>"
    return _ROW.sub(row, table).replace("<table>", opened, 1)
