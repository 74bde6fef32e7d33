"""Settles what one block means beside the others: levels, lists, questions, the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reewriter.text.paste.block import Block, Kind
from reewriter.text.paste.headings import is_embargo, is_question, is_title
from reewriter.text.paste.lines import begins_lower, is_sentence

__all__ = ["highlights", "settle", "title_of"]

_NEAR = 5
"""Blocks from the top."""
_LONG_ANSWER = 200
_HIGHLIGHTS = ("highlights", "key highlights")
_NUMBERS = {word: n for n, word in enumerate("two three four five six seven eight nine".split(), 2)}
_LONGEST_SECTION = 10
"""Words of a heading with a number."""
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LETTERED = re.compile(r"\(?[a-z]{1,4}[.)] ")
_COUNT = re.compile(
    rf"(?<![\w$€£.,-])(?:({'|'.join(_NUMBERS)})|([2-9]))(?![\w%]|[.,]\d|-|"
    r"\s*(?:%|percent|per cent|million|billion|trillion|bn|km|tonnes|tons|years?|months?|days?)\b)",
    re.IGNORECASE,
)


def settle(blocks: Sequence[Block], *, forwarded: bool = False, subject: str = "") -> list[Block]:
    """Return the blocks with their final kinds and levels, in the same order.

    In a mail that was `forwarded` some words of the sender may stand above the title, which is
    what repeats its `subject`, if anything does.
    """
    settled = _titled_as(blocks, subject) or _titled(blocks)
    if forwarded and settled[:1] == list(blocks[:1]):
        settled = _titled_below(settled)
    settled = _asked(settled)
    settled = [*settled[:-1], *map(_unheaded, settled[-1:])]
    settled = list(_lettered(settled))
    settled = list(_under_numbers(settled))
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


def title_of(blocks: Sequence[Block]) -> str:
    """Return the first heading if it is of the first level, on top or below a greeting."""
    heads = (block for block in blocks[:_NEAR] if block.kind == "heading")
    first = next(heads, None)
    return first.text if first and first.level == 1 else ""


def _titled(blocks: Sequence[Block]) -> list[Block]:
    """Make the first block the title if it can be one."""
    if not blocks:
        return []
    first = blocks[0]
    if is_embargo(first.text) and first.kind in ("heading", "paragraph") and not first.written:
        return [replace(first, kind="paragraph", level=0), *_titled(blocks[1:])]
    taken = first.written or first.kind not in ("heading", "paragraph") or first.text == "TL;DR"
    if taken or not is_title(first.text):
        return list(blocks)
    return [replace(first, kind="heading", level=1), *blocks[1:]]


def _titled_as(blocks: Sequence[Block], subject: str) -> list[Block]:
    """Make the block near the top that says what a mail is about the title; [] where none does."""
    about = subject.casefold()
    near = [block.text.casefold() for block in blocks[:_NEAR]]
    if not about or about not in near or blocks[near.index(about)].kind in ("item", "table"):
        return []
    at = near.index(about)
    above = [
        replace(one, kind="paragraph") if one.kind == "heading" else one for one in blocks[:at]
    ]
    return [*above, replace(blocks[at], kind="heading", level=1), *blocks[at + 1 :]]


def _titled_below(blocks: Sequence[Block]) -> list[Block]:
    """Make the first heading the title, if it stands near the top."""
    at = next((at for at, one in enumerate(blocks[:_NEAR]) if one.kind == "heading"), -1)
    return [
        replace(block, level=1) if number == at and not block.written else block
        for number, block in enumerate(blocks)
    ]


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


def _lettered(blocks: Sequence[Block]) -> Iterator[Block]:
    """Make items of letters and Roman numbers that follow each other; they keep their sign, for
    Markdown has none for them. One alone is a paragraph that looks so.
    """
    for is_letter, row in groupby(blocks, lambda block: block.kind == "letter"):
        letters = list(row)
        listed = is_letter and _is_series([block.text.split(" ", 1)[0] for block in letters])
        for block in letters:
            kind: Kind = block.kind if not is_letter else "item" if listed else "paragraph"
            yield replace(block, kind=kind, level=1 if listed else block.level)


def _is_series(signs: Sequence[str]) -> bool:
    bare = [sign.strip("().") for sign in signs]
    letters = [chr(ord("a") + at) for at in range(len(bare))]
    return len(bare) > 1 and bare in (letters, list(_ROMAN[: len(bare)]))


def _under_numbers(blocks: Sequence[Block]) -> Iterator[Block]:
    """Put items below the number they stand under: where the numbers go on behind them, where they
    stand further in, and where their sign is of a lower level.
    """
    number: Block | None = None
    following = _behind_items(blocks)
    for block, behind in zip(blocks, following, strict=True):
        if block.kind == "number":
            number = block
        elif block.kind != "item":
            number = None
        if block.kind != "item" or number is None:
            yield block
            continue
        goes_on = behind is not None and (behind.kind, behind.level) == ("number", number.level + 1)
        inner = block.indent >= number.indent + 2 or block.level > 1 or goes_on
        lettered = _LETTERED.match(block.text) is not None
        if not inner and not lettered:
            number = None
        yield replace(block, under=number is not None)


def _behind_items(blocks: Sequence[Block]) -> list[Block | None]:
    """Return for each block the first one behind it that is no item."""
    found: list[Block | None] = []
    behind: Block | None = None
    for block in reversed(blocks):
        found.append(behind)
        behind = behind if block.kind == "item" else block
    return found[::-1]


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Keep numbers that follow each other as a list; one alone is a paragraph that looks so."""
    own = [block for block in blocks if not block.under]
    beside: dict[int, set[int]] = {}
    for before, block, after in zip([None, *own], own, [*own[1:], None], strict=False):
        beside[id(block)] = {b.level for b in (before, after) if b and b.kind == "number"}
    alone = [
        block.kind == "number"
        and not {block.level - 1, block.level, block.level + 1} & beside[id(block)]
        for block in blocks
    ]
    settled: list[Block] = []
    single = False
    headed = _number_headings(blocks, alone)
    for block, is_alone in zip(blocks, alone, strict=True):
        single = is_alone or (single and block.under)
        if headed and is_alone:
            settled.append(Block("heading", f"{block.level}. {block.text}", level=2))
        elif is_alone:
            settled.append(Block("paragraph", f"{block.level}. {block.text}"))
        else:
            settled.append(replace(block, under=False) if single else block)
    return settled


def _number_headings(blocks: Sequence[Block], alone: Sequence[bool]) -> bool:
    """Tell whether the numbers that stand alone head sections: they count on from one, and each is
    short, no sentence, and has a paragraph below it.
    """
    lone = [at for at, is_alone in enumerate(alone) if is_alone]
    counted = [blocks[at].level for at in lone] == list(range(1, len(lone) + 1))
    return (
        len(lone) > 1
        and counted
        and all(
            len(blocks[at].text.split()) <= _LONGEST_SECTION
            and not is_sentence(blocks[at].text)
            and not begins_lower(blocks[at].text)
            and [b.kind for b in blocks[at + 1 : at + 2]] == ["paragraph"]
            for at in lone
        )
    )


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
