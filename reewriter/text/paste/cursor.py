"""Where a reader is in pasted lines, and where the paragraph there ends; builds no block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reewriter.text.paste import headings
from reewriter.text.paste.chrome import byline, copyright_line, date_line, is_chrome
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
from reewriter.text.paste.networks import lines_of_networks
from reewriter.text.paste.site import site_lines
from reewriter.text.paste.tables import starts_table

__all__ = ["HASHES", "INLINE", "LEAD", "LETTER", "NUMBER", "RULE", "Cursor"]

INLINE = re.compile(rf"([{FIRST}◦○\uf06f\uf0a7§*–-])\s+(?=\S)|(o)\s+(?=[A-Z0-9\"“‘$€£])")
"""A bullet with its item behind it."""
_DASHES = frozenset("-–*")
NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
"""A number that opens an item."""
LETTER = re.compile(r"(\(?[a-z]\)|\(?[ivx]{1,5}[.)])\s+(?=\S)")
"""A letter, or a Roman number, that opens one."""
_QUOTED = re.compile(r">\s?[\"“‘'*_]*[^\W\d_]")
"""What was said, while `> 50 %` compares."""
_SPOKEN = re.compile(r">\s?[*_]*[\"“‘«„]")
RULE = re.compile(r"[-=_*~—–]{3,}|(?:[-*_] ){2,}[-*_]")
"""A line that only divides."""
HASHES = re.compile(r"(#{1,6})\s+(\S.*?)(?:\s+#+)?")
"""A heading of Markdown."""
LEAD = 20
"""A line longer than this after a word alone: that word begins a paragraph."""
_HEADING_AHEAD = 45


class Cursor:
    """A place in the lines, and what can be told of it."""

    def __init__(self, lines: Sequence[Line], width: int) -> None:
        self._lines = lines
        self._texts = [line.text for line in lines]
        self._width = width
        self._markdown = _is_markdown(self._texts)
        known = site_lines(self._texts)
        self._site = known | lines_of_networks(self._texts, [line.raw for line in lines], known)
        self._at = 0

    def _text(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._texts[at] if at < len(self._texts) else ""

    def _after(self, at: int) -> str:
        """Return the next line that is not empty."""
        ahead = (self._texts[number] for number in range(at, len(self._texts)))
        return next(filter(None, ahead), "")

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
            listed = INLINE.match(following) or LETTER.match(following)
            goes_on = deeper and begins_lower(following) and not listed
            return not (goes_on and not ends_sentence(text) and not text.endswith((":", ";")))
        if copyright_line(following) or date_line(text):
            return True
        if text == first.text and byline(text) and self._has_room(text, following):
            return True
        if INLINE.match(following) or NUMBER.match(following):
            return self._is_new_item(first.text, text, following)
        if not ends_sentence(text) or begins_lower(following):
            return False
        alone = " " not in following and len(self._text(2)) > LEAD
        return alone or self._has_room(text, following) or self._heading_follows()

    def _is_other(self, following: str) -> bool:
        at = self._at + 1
        if marker(following) or starts_table(self._lines, at) or RULE.fullmatch(following):
            return True
        if LETTER.match(following) and (ends_sentence(self._text()) or LETTER.match(self._text())):
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
        listed = INLINE.match(first) or NUMBER.match(first)
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
    first = next((at for at, text in enumerate(texts) if text), 0)
    apart = ["", *texts, ""]
    return any(
        (len(found[1]) > 1 or at == first or not (apart[at] or apart[at + 2]))
        and not is_sentence(found[2])
        for at, text in enumerate(texts)
        if (found := HASHES.fullmatch(text))
    )
