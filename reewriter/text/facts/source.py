"""The texts that quotations and figures are compared with, read once; knows nothing of stories."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from reewriter.text.facts.marks import pulled, quoted
from reewriter.text.facts.prose import FILLER, lean, prose
from reewriter.text.facts.wording import Words
from reewriter.text.words import sentences

__all__ = ["Given", "Page", "SourceText", "Sources", "given", "looks_partial", "page"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source with what is known about it; a plain `str` does where nothing is."""

    text: str
    """Plain text or Markdown."""
    name: str = ""
    """The outlet, or a file's name: how an answer refers to it."""
    partial: bool = False
    """Whether there is more of it than we have: a teaser, or the beginning before a paywall."""
    published: date | None = None
    """Its day counts as a date the source has."""


Sources = str | SourceText | Sequence[str | SourceText]
"""One source or several."""

_LONGEST_STUB = 450
"""Words; a longer text is no teaser whatever stands at its end."""
_LONGEST_CUT = 200
"""Words; of a longer text three dots at the end mean nothing."""
_SHORTEST_DRAFT = 40
"""Words; a shorter draft may stand in its source because it is a quotation."""
_PAYWALL = re.compile(
    r"(?:subscribe|subscription|sign (?:in|up)|log ?in|register|become a (?:member|subscriber))"
    r"[^.\n]{0,60}(?:read|continue|access|unlock|full|rest|required)"
    r"|(?:continue|keep) reading|read (?:more|the (?:full|whole|rest|entire))"
    r"|(?:subscribers?|members?) only|(?:for|to) (?:subscribers|members)\b"
    r"|already a (?:subscriber|member)"
    r"|\[\+?\d+ (?:more )?char(?:acter)?s\]",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"(?<![\n.!?:”\"])\n(?![ \t]*(?:\n|[-*+•·◦▪#>|]|\d{1,3}[.)]))")
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u00ad‐]\n[ \t]*(?=[a-z])")
_CUT_OFF = re.compile(r"(?:…|\.{3,}|\[…\]|\[\.\.\.\]|\(more\))[)\]\s]*\Z", re.IGNORECASE)


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
        return _WRAPPED.sub(" ", self.prose)

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
        return sentences(self.prose)

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


def looks_partial(text: str) -> bool:
    """Say whether a text is only the beginning of one, by how it ends.

    >>> looks_partial("The mine will close in May. Subscribe to continue reading.")
    True
    """
    words = len(page(text).words)
    if words > _LONGEST_STUB:
        return False
    return bool(
        _PAYWALL.search(text, max(0, len(text) - 300))
        or (words <= _LONGEST_CUT and _CUT_OFF.search(text))
    )


@lru_cache(64)
def without_draft(text: str, draft: str) -> str:
    """Blank out a draft that stands whole in the text of a source: nobody is their own source."""
    ours, theirs = page(draft).words.keys, page(text).words
    if not _SHORTEST_DRAFT <= len(ours) <= len(theirs):
        return text
    for at in theirs.places.get(ours[0], ()):
        if theirs.keys[at : at + len(ours)] == ours:
            start, end = theirs.span(at, at + len(ours))
            return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class Given:
    """A source as a check works on it."""

    page: Page
    name: str
    partial: bool
    published: date | None


def given(source: Sources, draft: str) -> list[Given]:
    """Read all sources, without the draft itself in them."""
    if isinstance(source, (str, SourceText)):
        source = [source]
    found: list[Given] = []
    for one in source:
        whole = one if isinstance(one, SourceText) else SourceText(one)
        text = without_draft(whole.text, draft)
        if text != whole.text and not page(text).words:
            continue  # it was nothing but our draft
        partial = whole.partial or looks_partial(text)
        found.append(Given(page(text), whole.name, partial, whole.published))
    return found
