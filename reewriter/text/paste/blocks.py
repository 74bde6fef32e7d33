"""Cuts pasted lines into blocks: headings, paragraphs, list items, tables; judges no content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reewriter.text.paste import headings
from reewriter.text.paste.block import Block
from reewriter.text.paste.chrome import credit
from reewriter.text.paste.cursor import HASHES, INLINE, LEAD, LETTER, NUMBER, RULE, Cursor
from reewriter.text.paste.lines import (
    Line,
    begins_lower,
    joined,
    marker,
)
from reewriter.text.paste.notices import is_notice
from reewriter.text.paste.tables import read_table, starts_table

__all__ = ["read_blocks"]

_SQUARES = frozenset("▪■")
_TLDR = re.compile(r"TL\s?[;/]?\s?DR\b\s*[:–—-]*\s*(.*)", re.IGNORECASE)
_JOINED_HEADING = 60
_FIRST_PARAGRAPH = 120
"""Characters; titles, names and dates are shorter."""


def read_blocks(lines: Sequence[Line], *, width: int) -> list[Block]:
    """Cut lines into blocks; `width` is 0 where every line is a paragraph."""
    return _Reader(lines, width).read()


class _Reader(Cursor):
    """A cursor over the lines that takes one block after another."""

    def __init__(self, lines: Sequence[Line], width: int) -> None:
        super().__init__(lines, width)
        self._blocks: list[Block] = []

    def read(self) -> list[Block]:
        while self._at < len(self._lines):
            if not self._text():
                self._at += 1
            else:
                self._blocks += self._next()
        return self._blocks

    def _next(self) -> list[Block]:
        text = self._text()
        if self._at in self._site:
            self._at += 1
            return [Block("site", text)]
        if starts_table(self._lines, self._at):
            rows, self._at = read_table(self._lines, self._at)
            return [Block("table", "", rows=rows)] if rows else []
        if verbatim := self._verbatim():
            return [verbatim]
        if level := marker(text):
            return self._marked(level)
        if RULE.fullmatch(text):
            self._at += 1
            return [Block("rule", "---")]
        if found := INLINE.match(text):
            return [self._item(found)]
        indent = self._lines[self._at].indent
        if found := NUMBER.match(text):
            number = int(found[1])
            return [Block("number", self._joined(skip=found.end()), level=number, indent=indent)]
        if LETTER.match(text):
            return [Block("letter", self._joined(), indent=indent)]
        if found := _TLDR.fullmatch(text):
            return self._tldr(found[1])
        return [self._heading() or self._paragraph()]

    def _verbatim(self) -> Block | None:
        """Take what is Markdown already: fenced code, a quotation, a heading with its hashes."""
        text = self._text()
        if not self._markdown:
            return self._quotation() if self._is_quoted(self._at) else None
        if hashes := HASHES.fullmatch(text):
            self._at += 1
            return Block("heading", hashes[2], level=len(hashes[1]), written=True)
        start = self._at
        if text.startswith("```"):
            self._at += 1
            while self._at < len(self._lines) and not self._text().startswith("```"):
                self._at += 1
            self._at = min(self._at + 1, len(self._lines))
            return Block("verbatim", "\n".join(line.raw for line in self._lines[start : self._at]))
        return self._quotation() if text.startswith(">") else None

    def _quotation(self) -> Block:
        start = self._at
        while self._text().startswith(">"):
            self._at += 1
        return Block("verbatim", "\n".join(self._texts[start : self._at]))

    def _marked(self, level: int) -> list[Block]:
        """Take the item that a bullet alone on its line opens."""
        indent = self._lines[self._at].indent
        level = self._deeper(self._text(), level)
        self._at += 1
        while self._at < len(self._lines) and not self._text():
            self._at += 1
        text = self._text()
        if self._in_head() and credit(text):
            return []  # a dot between who wrote it and when
        if not text or marker(text) or text == "|" or self._is_chrome(self._at):
            return []
        return [Block("item", self._joined(), level=level, indent=indent)]

    def _item(self, found: re.Match[str]) -> Block:
        indent = self._lines[self._at].indent
        sign = found[1] or found[2]
        level = self._deeper(sign, marker(sign) or 1)
        return Block("item", self._joined(skip=found.end()), level=level, indent=indent)

    def _deeper(self, sign: str, level: int) -> int:
        """Return the level of a bullet: Word's third one is a small square below open circles."""
        above = self._blocks[-1] if self._blocks else None
        below = above is not None and above.kind == "item" and above.level > 1
        return 3 if sign in _SQUARES and below else level

    def _tldr(self, rest: str) -> list[Block]:
        heading = Block("heading", "TL;DR", level=2)
        if rest:
            return [heading, Block("paragraph", self._joined(skip=len(self._text()) - len(rest)))]
        self._at += 1
        return [heading]

    def _heading(self) -> Block | None:
        text, following = self._text(), self._text(1)
        count = 1
        if self._markdown:
            return None  # it has marked its own
        if not self._is_chrome(self._at) and not credit(text):
            if self._width and self._is_first() and (lines := self._title()):
                count, text = lines, joined(self._texts[self._at : self._at + lines])
                self._at += count
                return Block("heading", text, level=1)
            after = following or self._after(self._at + 1)
            after = "" if LETTER.match(after) else after
            if headings.is_heading(text, after, wrapped=bool(self._width)):
                if self._width and self._goes_on():
                    text, count = joined([text, following]), 2
                elif self._width and following and not self._has_room(text, following):
                    return None  # no heading fills its line: a paragraph goes on
                self._at += count
                return Block(
                    "heading", headings.heading_text(text), level=headings.heading_level(text)
                )
        return None

    def _is_first(self) -> bool:
        """Tell whether nothing of the article has come yet."""
        return all(block.kind == "site" for block in self._blocks)

    def _in_head(self) -> bool:
        """Tell whether no paragraph of the article has come yet."""
        return not any(
            len(one.text) > _FIRST_PARAGRAPH for one in self._blocks if one.kind != "site"
        )

    def _goes_on(self) -> bool:
        """Tell whether a heading was broken in two: short ones are, behind their first word."""
        text, following = self._text(), self._text(1)
        whole = joined([text, following])
        short = len(whole) <= _JOINED_HEADING and len(text.split()) <= 3
        full = not self._has_room(text, following)
        return (
            bool(following)
            and (short or full)
            and not headings.is_known(text)
            and not headings.is_known(following)
            and headings.is_heading(following, self._text(2), wrapped=not self._opens(2))
            and headings.is_heading(whole, self._text(2))
        )

    def _opens(self, ahead: int) -> bool:
        """Tell whether a line begins with a quotation: no word stands alone before that."""
        return self._text(ahead)[:1] in ("“", '"', "‘", "«", "„")

    def _title(self) -> int:
        """Return how many of the first lines are the title: it was too short to be wrapped, or
        it goes on where the width was used up.
        """
        for count in (1, 2, 3, 4):
            whole = joined(self._texts[self._at : self._at + count])
            following = self._text(count)
            if not following or self._is_other_than_title(following):
                return count if headings.is_title(whole) else 0
            if begins_lower(following) or (" " not in whole and len(following) > LEAD):
                return 0
            if self._has_room(self._text(count - 1), following):
                return (
                    count
                    if headings.is_title(whole) and (count == 1 or headings.is_title_case(whole))
                    else 0
                )
        return 0

    def _is_other_than_title(self, following: str) -> bool:
        known = headings.is_known(following) or _TLDR.fullmatch(following) or marker(following)
        return bool(known or credit(following) or is_notice(following))

    def _paragraph(self) -> Block:
        lead = bool(self._width) and " " not in self._text() and len(self._text(1)) > LEAD
        return Block("paragraph", self._joined(), lead=lead)
