"""A text with its words, quotations and sentences, read once for all that compares it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache

from reewriter.text.facts.marks import pulled, quoted
from reewriter.text.facts.prose import FILLER, lean, prose
from reewriter.text.facts.wording import Words
from reewriter.text.words import sentences

__all__ = ["Page", "page"]

_WRAPPED = re.compile(
    r"\n(?<![\n.!?:”\"]\n)(?<![.!?][’']\n)(?![ \t]*(?:\n|[-*+•·◦▪#>|]|\d{1,3}[.)]))"
)
_MID_SENTENCE = re.compile(r"\n(?=[ \t]*[a-z])|\n(?<=,[”\"’']\n)(?=[ \t]*[A-Z])")
"""What a line's end stands in for certain: “Lost?” she said; “…,” Aho said."""
_ANY_LINE = re.compile(
    r"(?<!\n)\n(?![ \t]*(?:\n|[-–—*+•·◦▪#>|]|\d{1,3}[.)]|[A-Z][^\n.!?:“\"]{0,40}:))"
)
_BROKEN = re.compile(r"[^\n.!?:”\"]\n[ \t]*[a-z]")
_FEWEST_BROKEN, _SHARE_BROKEN = 4, 0.4
_BRACKETS = str.maketrans("[]", FILLER * 2)
_LONGEST = 4_000
"""Characters of a sentence: what is longer is a table, or made to keep somebody waiting."""
_DIVIDED = re.compile(r"[-\u00ad‐](?<=[^\W\d_][-\u00ad‐])\n[ \t]*(?=[a-z])")


class Page:
    """A text with its words, quotations and sentences, each found when first asked for."""

    def __init__(self, text: str, words: str | None = None) -> None:
        self.text = text
        self.prose = prose(text) if words is None else words
        """The text with blanks for what nobody reads as words."""

    @cached_property
    def lean(self) -> Page:
        """The same without what a site adds to a text; itself where that is nothing."""
        words = lean(self.prose)
        return self if words == self.prose else Page(self.text, words)

    @cached_property
    def readings(self) -> tuple[Page, ...]:
        """The ways to read it: as it is, lean, and with words joined that a line's end divides."""
        found = (self,) if self.lean is self else (self, self.lean)
        if not any(sign in self.prose for sign in ("-\n", "\u00ad\n", "‐\n")):
            return found
        joined = _DIVIDED.sub(lambda sign: FILLER * len(sign[0]), self.lean.prose)
        return found if joined == self.lean.prose else (*found, Page(self.text, joined))

    @cached_property
    def raw(self) -> Page:
        """The same with all that is hidden of Markdown: a quotation may be cut through a link."""
        return self if self.prose == self.text else Page(self.text, self.text)

    @cached_property
    def flat(self) -> str:
        """The text without the line ends that only wrap it; every place is where it was."""
        text = _MID_SENTENCE.sub(" ", self.prose)
        broken = sum(1 for _ in _BROKEN.finditer(self.prose))
        lines = sum(1 for _ in _ANY_LINE.finditer(self.prose)) if broken >= _FEWEST_BROKEN else 0
        wrapped = lines and broken >= _SHARE_BROKEN * lines
        return (_ANY_LINE if wrapped else _WRAPPED).sub(" ", text)

    @cached_property
    def bracketless(self) -> str:
        """The text as if no bracket stood in it, within a word or around one."""
        return self.prose.translate(_BRACKETS) if "[" in self.prose else self.prose

    @cached_property
    def words(self) -> Words:
        """All its words."""
        return Words(self.prose)

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """Where its quotations stand, in order."""
        marked = quoted(self.prose)
        return sorted([*marked, *pulled(self.prose, marked)]) if ">" in self.prose else marked

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where its sentences stand, in order."""
        return [piece for one in sentences(self.prose) for piece in self._pieces(*one)]

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield a sentence in pieces of a length that somebody may read."""
        while end - start > _LONGEST:
            blank = self.prose.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
            behind = blank + 1 if blank > 0 else start + _LONGEST
            yield start, behind
            start = behind
        yield start, end

    def sentence_at(self, at: int) -> tuple[int, int]:
        """Return where the sentence around a character begins and ends."""
        before = bisect_right(self.sentences, (at, len(self.text))) - 1
        return self.sentences[max(before, 0)] if self.sentences else (0, len(self.text))

    def quotation_around(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the quotation that has all of a span, if it is one's words."""
        before = bisect_right(self.quoted, (start, len(self.text))) - 1
        if before >= 0 and self.quoted[before][1] >= end:
            return self.quoted[before]
        return None


@lru_cache(64)
def page(text: str) -> Page:
    """Read a text; the last few are remembered, since a desk asks again with every key."""
    return Page(text)
