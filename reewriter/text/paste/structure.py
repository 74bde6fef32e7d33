"""Settles what one block means beside the others: levels, lists, questions, the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reewriter.text.paste.blocks import Block
from reewriter.text.paste.headings import is_question, is_title

__all__ = ["highlights", "settle"]

_LONG_ANSWER = 200
_HIGHLIGHTS = ("highlights", "key highlights")
_NUMBERS = {word: n for n, word in enumerate("two three four five six seven eight nine".split(), 2)}
_COUNT = re.compile(
    rf"(?<![\w$€£.,-])(?:({'|'.join(_NUMBERS)})|([2-9]))(?![\w%]|[.,]\d|-|"
    r"\s*(?:%|percent|per cent|million|billion|trillion|bn|km|tonnes|tons|years?|months?|days?)\b)",
    re.IGNORECASE,
)


def settle(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with their final kinds and levels, in the same order."""
    settled = _titled(blocks)
    settled = _asked(settled)
    settled = [*settled[:-1], *map(_unheaded, settled[-1:])]
    settled = _numbered(settled)
    settled = list(_levelled(settled))
    return list(_with_options(settled))


def highlights(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the list under the heading Highlights."""
    found: list[str] = []
    inside = False
    for block in blocks:
        if inside and block.kind in ("item", "number"):
            found.append(block.text)
        elif found:
            break
        else:
            inside = block.kind == "heading" and block.text.casefold() in _HIGHLIGHTS
    return tuple(found)


def _titled(blocks: Sequence[Block]) -> list[Block]:
    """Make the first block the title if it can be one."""
    if not blocks:
        return []
    first = blocks[0]
    taken = first.written or first.kind not in ("heading", "paragraph") or first.text == "TL;DR"
    if taken or not is_title(first.text):
        return list(blocks)
    return [replace(first, kind="heading", level=1), *blocks[1:]]


def _asked(blocks: Sequence[Block]) -> list[Block]:
    """Make a short question before a long paragraph its heading."""
    return [
        replace(block, kind="heading", level=2)
        if block.kind == "paragraph"
        and following.kind == "paragraph"
        and len(following.text) > _LONG_ANSWER
        and is_question(block.text)
        else block
        for block, following in zip(blocks, [*blocks[1:], Block("rule", "")], strict=False)
    ]


def _unheaded(block: Block) -> Block:
    """Take the last block for words, however it looks: a heading stands above something."""
    return (
        replace(block, kind="paragraph") if block.kind == "heading" and block.level > 1 else block
    )


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Keep numbers that follow each other as a list; one alone is a paragraph that looks so."""
    beside = [
        {
            b.level
            for b in (*blocks[max(at - 1, 0) : at], *blocks[at + 1 : at + 2])
            if b.kind == "number"
        }
        for at in range(len(blocks))
    ]
    return [
        Block("paragraph", f"{block.level}. {block.text}")
        if block.kind == "number" and not {block.level - 1, block.level, block.level + 1} & near
        else block
        for block, near in zip(blocks, beside, strict=True)
    ]


def _levelled(blocks: Sequence[Block]) -> Iterator[Block]:
    """Give items the level of their bullet, or of their indentation if that is deeper; none
    is more than one level below the one before it.
    """
    indents: list[int] = []
    above: list[int] = []
    for block in blocks:
        if block.kind != "item":
            indents, above = [], []
            yield block
            continue
        while indents and indents[-1] > block.indent:
            indents.pop()
        if not indents or block.indent >= indents[-1] + 2:
            indents.append(block.indent)
        level = max(block.level, len(indents))
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        yield replace(block, level=len(above))


def _with_options(blocks: Sequence[Block]) -> Iterator[Block]:
    """Put "two options:" above the two items that follow it."""
    under = 0
    for at, block in enumerate(blocks):
        if under:
            under -= 1
            yield replace(block, level=2)
            continue
        under = _announced(block)
        following = blocks[at + 1 : at + 1 + under]
        if len(following) < under or any(b.kind != "item" or b.level != 1 for b in following):
            under = 0
        yield block


def _announced(block: Block) -> int:
    """Return how many items an item says will follow."""
    if block.kind != "item" or block.level != 1 or not block.text.endswith(":"):
        return 0
    found = _COUNT.search(block.text)
    if not found:
        return 0
    return _NUMBERS[found[1].casefold()] if found[1] else int(found[2])
