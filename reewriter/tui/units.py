"""Cuts an article's Markdown into the sentences a reader walks through. Pure; knows no widget."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from reewriter.text.words import sentences
from reewriter.tui.article import SourceLine, blocks_of, items_of, kind_of, shown_text, unquoted

__all__ = ["Places", "Unit", "units"]

_DEEPEST = 6
"""Quotations within quotations that are looked into."""


class Unit(NamedTuple):
    """A sentence, or what stands for one: a heading, a row of a table, a piece of code."""

    start: int
    end: int
    """Places in the text that is shown."""
    paragraph: int
    """Which paragraph, list, table or quotation it is in."""


def units(shown: str) -> list[Unit]:
    """Return the sentences of a text as it is shown, in order; none of them is without a letter."""
    found: list[Unit] = []
    for number, block in enumerate(blocks_of(shown)):
        found += [
            Unit(start, end, number)
            for start, end in _in_block(block)
            if any(map(str.isalnum, shown[start:end]))
        ]
    return found


def _in_block(block: list[SourceLine], depth: int = 0) -> Iterator[tuple[int, int]]:
    match kind_of(block[0][1]):
        case "heading" | "fence":
            yield _whole(block)
        case "table":
            for line in block:
                yield _whole([line])
        case "quote" if depth < _DEEPEST:
            for inner in unquoted(block):
                yield from _in_block(inner, depth + 1)
        case "item":
            for _, lines in items_of(block):
                yield from _in_prose(lines)
        case _:
            yield from _in_prose(block)


def _whole(block: list[SourceLine]) -> tuple[int, int]:
    """Return from the first letter of a block to its last."""
    at, first = block[0]
    last_at, last = block[-1]
    return at + len(first) - len(first.lstrip(" #|>")), last_at + len(last.rstrip())


def _in_prose(block: list[SourceLine]) -> Iterator[tuple[int, int]]:
    """Cut lines that are one text, wherever each of them begins."""
    texts = [line for _, line in block]
    begins = [0]
    for text in texts[:-1]:
        begins.append(begins[-1] + len(text) + 1)

    def place(at: int) -> int:
        number = bisect_right(begins, at) - 1
        return block[number][0] + at - begins[number]

    for start, end in sentences("\n".join(texts)):
        yield place(start), place(end - 1) + 1


class Places:
    """Turns places of a text that is shown into those of the text it was made from, and back.

    They differ only where what is shown had to be scrubbed, or holds tabs.
    """

    def __init__(self, source: str) -> None:
        self.shown = shown_text(source)
        self._kept = None if self.shown == source else _alignment(source, self.shown)

    def source(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a span of what is shown stands in the source."""
        if self._kept is None or span[0] >= span[1]:
            return span
        return self._kept[span[0]], self._kept[span[1] - 1] + 1

    def on_screen(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a span of the source is shown."""
        if self._kept is None:
            return span
        return bisect_left(self._kept, span[0]), bisect_left(self._kept, span[1])


def _alignment(source: str, shown: str) -> list[int]:
    """Return for each character that is shown the place it comes from."""
    kept: list[int] = []
    at, tab = -1, 0
    for character in shown:
        if tab and character == " ":
            tab -= 1
            kept.append(at)
            continue
        tab = 0
        at += 1
        while at < len(source) and not _same(source[at], character):
            at += 1
        tab = 3 if at < len(source) and source[at] == "\t" else 0
        kept.append(min(at, len(source) - 1))
    return kept


def _same(source: str, shown: str) -> bool:
    return source == shown or (shown in " \n" and source.isspace())
