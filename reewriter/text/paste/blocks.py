"""Cuts pasted lines into blocks: headings, paragraphs, list items, tables; judges no content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reewriter.text.paste import headings
from reewriter.text.paste.block import Block
from reewriter.text.paste.chrome import byline, copyright_line, credit, date_line, is_chrome
from reewriter.text.paste.lines import (
    FIRST,
    LONG,
    Line,
    begins_lower,
    ends_sentence,
    is_sentence,
    joined,
    marker,
)
from reewriter.text.paste.site import is_notice, site_lines
from reewriter.text.paste.tables import read_table, starts_table

__all__ = ["read_blocks"]

_INLINE = re.compile(rf"([{FIRST}◦○\uf06f\uf0a7§*–-])\s+(?=\S)|(o)\s+(?=[A-Z0-9\"“‘$€£])")
_SQUARES = frozenset("▪■")
_DASHES = frozenset("-–*")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_LETTER = re.compile(r"(\(?[a-z]\)|\(?[ivx]{1,5}[.)])\s+(?=\S)")
_QUOTED = re.compile(r">\s?[\"“‘'*_]*[^\W\d_]")
"""What was said, while `> 50 %` compares."""
_SPOKEN = re.compile(r">\s?[*_]*[\"“‘«„]")
_RULE = re.compile(r"[-=_*~—–]{3,}|(?:[-*_] ){2,}[-*_]")
_HASHES = re.compile(r"(#{1,6})\s+(\S.*?)(?:\s+#+)?")
_TLDR = re.compile(r"TL\s?[;/]?\s?DR\b\s*[:–—-]*\s*(.*)", re.IGNORECASE)
_LEAD = 20
"""A line longer than this after a word alone: that word begins a paragraph."""
_HEADING_AHEAD = 45
_JOINED_HEADING = 60


def read_blocks(lines: Sequence[Line], *, width: int) -> list[Block]:
    """Cut lines into blocks; `width` is 0 where every line is a paragraph."""
    return _Reader(lines, width).read()


class _Reader:
    """A cursor over the lines."""

    def __init__(self, lines: Sequence[Line], width: int) -> None:
        self._lines = lines
        self._texts = [line.text for line in lines]
        self._width = width
        self._markdown = _is_markdown(self._texts)
        self._site = site_lines(self._texts)
        self._at = 0
        self._blocks: list[Block] = []

    def read(self) -> list[Block]:
        while self._at < len(self._lines):
            if not self._text():
                self._at += 1
            else:
                self._blocks += self._next()
        return self._blocks

    def _text(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._texts[at] if at < len(self._texts) else ""

    def _after(self, at: int) -> str:
        """Return the next line that is not empty."""
        ahead = (self._texts[number] for number in range(at, len(self._texts)))
        return next(filter(None, ahead), "")

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
        if _RULE.fullmatch(text):
            self._at += 1
            return [Block("rule", "---")]
        if found := _INLINE.match(text):
            return [self._item(found)]
        indent = self._lines[self._at].indent
        if found := _NUMBER.match(text):
            number = int(found[1])
            return [Block("number", self._joined(skip=found.end()), level=number, indent=indent)]
        if _LETTER.match(text):
            return [Block("letter", self._joined(), indent=indent)]
        if found := _TLDR.fullmatch(text):
            return self._tldr(found[1])
        return [self._heading() or self._paragraph()]

    def _verbatim(self) -> Block | None:
        """Take what is Markdown already: fenced code, a quotation, a heading with its hashes."""
        text = self._text()
        if not self._markdown:
            return self._quotation() if self._is_quoted(self._at) else None
        if hashes := _HASHES.fullmatch(text):
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

    def _is_quoted(self, at: int) -> bool:
        """Tell whether a quotation of Markdown, or of a mail, begins with a line."""
        text = self._texts[at]
        if not _QUOTED.match(text):
            return False
        following = self._texts[at + 1] if at + 1 < len(self._texts) else ""
        if following.startswith(">"):
            return True
        # Alone it is one if it has marks or was announced; a paragraph may look like one.
        announced = next((one for one in reversed(self._texts[:at]) if one), "").endswith(":")
        alone = bool(_SPOKEN.match(text)) or announced
        return alone and (not following or not self._width)

    def _marked(self, level: int) -> list[Block]:
        """Take the item that a bullet alone on its line opens."""
        indent = self._lines[self._at].indent
        level = self._deeper(self._text(), level)
        self._at += 1
        while self._at < len(self._lines) and not self._text():
            self._at += 1
        text = self._text()
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
            after = "" if _LETTER.match(after) else after
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
            if begins_lower(following) or (" " not in whole and len(following) > _LEAD):
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
        lead = bool(self._width) and " " not in self._text() and len(self._text(1)) > _LEAD
        return Block("paragraph", self._joined(), lead=lead)

    def _joined(self, *, skip: int = 0) -> str:
        """Take the lines up to the end of the paragraph."""
        start = self._at
        while not self._ends(self._lines[start]):
            self._at += 1
        self._at += 1
        first = self._texts[start][skip:]
        return joined([first, *self._texts[start + 1 : self._at]])

    def _ends(self, first: Line) -> bool:
        """Tell whether the paragraph ends with the current line."""
        text, following = self._text(), self._text(1)
        if not following or self._is_chrome(self._at) or self._is_other(following):
            return True
        if not self._width:
            # A line in the midst of a text that is not wrapped, or of an item of it.
            deeper = self._lines[self._at + 1].indent > first.indent or len(text) >= LONG
            listed = _INLINE.match(following) or _LETTER.match(following)
            goes_on = deeper and begins_lower(following) and not listed
            return not (goes_on and not ends_sentence(text) and not text.endswith((":", ";")))
        if copyright_line(following) or date_line(text):
            return True
        if text == first.text and byline(text) and self._has_room(text, following):
            return True
        if _INLINE.match(following) or _NUMBER.match(following):
            return self._is_new_item(first.text, text, following)
        if not ends_sentence(text) or begins_lower(following):
            return False
        alone = " " not in following and len(self._text(2)) > _LEAD
        return alone or self._has_room(text, following) or self._heading_follows()

    def _is_other(self, following: str) -> bool:
        at = self._at + 1
        if marker(following) or starts_table(self._lines, at) or _RULE.fullmatch(following):
            return True
        if _LETTER.match(following) and (
            ends_sentence(self._text()) or _LETTER.match(self._text())
        ):
            return True
        if self._is_chrome(at) or self._is_quoted(at):
            return True
        return self._markdown and following.startswith(("#", ">", "```"))

    def _is_chrome(self, at: int) -> bool:
        if at in self._site:
            return True
        # In wrapped text "Search" may be the first word of a sentence.
        after = self._texts[at + 1] if at + 1 < len(self._texts) else ""
        return is_chrome(self._texts[at]) and not (self._width and begins_lower(after))

    def _is_new_item(self, first: str, text: str, following: str) -> bool:
        """Tell a bullet from a dash, and a number from a figure, at which a line was wrapped."""
        if not (following[0] in _DASHES or following[0].isdigit()):
            return True
        if ends_sentence(text) or text.endswith(":"):
            return True
        listed = _INLINE.match(first) or _NUMBER.match(first)
        if not listed or first[0].isdigit() != following[0].isdigit():
            return False
        return text.endswith((";", ",")) or not begins_lower(following.split(" ", 1)[1])

    def _has_room(self, text: str, following: str) -> bool:
        """Tell whether the next word would still have fitted: something else begins with it."""
        return len(text) + 1 + len(following.split(" ")[0]) <= self._width

    def _heading_follows(self) -> bool:
        following, after = self._text(1), self._text(2)
        short = len(following) <= _HEADING_AHEAD or bool(marker(after))
        return short and headings.is_heading(following, after, wrapped=True)


def _is_markdown(texts: Sequence[str]) -> bool:
    """Tell whether the text is Markdown already: plain texts have no lines with hashes."""
    first = next((text for text in texts if text), "")
    hashes = [_HASHES.fullmatch(text) for text in (first, *texts)]
    return any(
        found and (len(found[1]) > 1 or at == 0) and not is_sentence(found[2])
        for at, found in enumerate(hashes)
    )
