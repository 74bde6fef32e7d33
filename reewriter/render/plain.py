"""Markdown as plain text for a mail's text part: wrapped, links numbered, tables aligned.

Must not know the template that frames it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from reewriter.render.columns import cells, table, wrap
from reewriter.render.syntax import level, tree
from reewriter.render.tree import Node

__all__ = ["RULES", "PlainText", "to_plain"]

RULES = "-~."
"""What stands below a heading inside a story, the outermost first."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
_NARROWEST = 24
"""However deep lists and quotations are nested, text keeps this many columns."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text for people who read mail without HTML."""

    text: str
    links: tuple[str, ...]
    """Addresses by their number in the text, from 1."""


@lru_cache(maxsize=128)
def to_plain(
    markdown: str,
    *,
    width: int = 78,
    links: tuple[str, ...] = (),
    under: int = 0,
    struck: str = "struck out",
) -> PlainText:
    """Lay Markdown out as plain text of at most `width` columns.

    `links` are those that have a number already; new ones are counted on from there. `under` is how
    many headings stand above the text: lines below headings are lighter the deeper they are.
    `struck` is said before what is struck out.
    """
    writer = _Writer(list(links), under, struck)
    text = writer.blocks(tree(markdown), width)
    return PlainText(text, tuple(writer.links))


class _Writer:
    """Walks the tree once and numbers the links as they come."""

    def __init__(self, links: list[str], under: int, struck: str) -> None:
        self.links = links
        self._under = under
        self._struck = struck

    def blocks(self, nodes: Sequence[Node], width: int, *, tight: bool = False) -> str:
        width = max(width, _NARROWEST)
        parts = [self._block(node, width) for node in nodes]
        return ("\n" if tight else "\n\n").join(part for part in parts if part)

    def _block(self, node: Node, width: int) -> str:
        match node.type:
            case "paragraph":
                return wrap(self._inline(node.children), width)
            case "heading":
                lines = wrap(self._inline(node.children), width).split("\n")
                mark = RULES[min(self._under + level(node.tag, 1) - 1, len(RULES) - 1)]
                return "\n".join((*lines, mark * max(map(cells, lines)))) if lines[0] else ""
            case "blockquote":
                return _prefixed(self.blocks(node.children, width - 2), "> ", "> ")
            case "bullet_list" | "ordered_list":
                return self._list(node, width)
            case "table":
                return self._table(node, width)
            case "fence" | "code_block":
                return _prefixed(wrap(node.content.rstrip("\n"), width - 4, keep=True), "    ")
            case "hr":
                return "* * *"
            case _:
                return wrap(node.content, width)

    def _list(self, node: Node, width: int) -> str:
        items, first, tight = [], node.first, node.is_tight
        for offset, item in enumerate(node.children):
            mark = "- " if first is None else f"{first + offset}. "
            body = self.blocks(item.children, width - len(mark), tight=tight)
            items.append(_prefixed(body, " " * len(mark), mark))
        return ("\n" if tight else "\n\n").join(items)

    def _table(self, node: Node, width: int) -> str:
        rows = [
            [self._inline(cell.children) for cell in row.children]
            for part in node.children
            for row in part.children
        ]
        return table(rows, width)

    def _inline(self, nodes: Sequence[Node]) -> str:
        return "".join(self._span(node) for node in nodes)

    def _span(self, node: Node) -> str:
        match node.type:
            case "inline" | "em" | "strong":
                return self._inline(node.children)
            case "s":
                return f"[{self._struck}: {self._inline(node.children)}]"
            case "link":
                return self._link(str(node.attrs["href"]), self._inline(node.children))
            case "softbreak":
                return " "
            case "hardbreak":
                return "\n"
            case _:
                return node.content

    def _link(self, url: str, text: str) -> str:
        if url not in self.links:
            self.links.append(url)
        if _ADDRESS.fullmatch(text):
            # The address itself is listed below; in the line its host says enough.
            text = urlsplit(url).netloc or text
        return f"{text} [{self.links.index(url) + 1}]"


def _prefixed(text: str, rest: str, first: str | None = None) -> str:
    lines = text.split("\n")
    marked = [
        (rest if index or first is None else first) + line for index, line in enumerate(lines)
    ]
    return "\n".join(line.rstrip() for line in marked)
