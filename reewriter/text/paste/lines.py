"""Pasted text as lines: mended, squeezed, and whether a program has wrapped them; finds no blocks.

A line that is empty stays as an empty line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reewriter.text.clean import clean

__all__ = [
    "FIRST",
    "LONG",
    "Line",
    "begins_lower",
    "ends_sentence",
    "is_sentence",
    "joined",
    "marker",
    "read_lines",
    "width_if_wrapped",
]

_NEW_TAB = re.compile(r"\s*\(opens\s+in\s+(?:a\s+)?new\s+(?:tab|window)\)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t]+")
_END = re.compile(r"[.!?…。！？][\"”’'»)\]」』）]*$")
_LAST_WORD = re.compile(r"([^\s(“\"‘']+?)[\"”’'»)\]]*$")
_INNER_END = re.compile(r"[.!?…][\"”’'»)\]]*\s+[\"“‘'(]*[A-Z0-9]")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}")
_INITIAL = re.compile(r"[A-Z]\.")
_ABBREVIATIONS = frozenset(
    "mr. mrs. ms. dr. prof. sen. rep. gov. gen. jr. sr. st. no. vs. inc. corp. co. ltd. jan. feb."
    " mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.".split()
)
"""Words whose full stop ends no sentence, not even at the end of a line."""
_OPENING = "\"“‘'«([—–"
FIRST = "·•●▪■‣∙⁃➢➤►▶▸→✓✔❖◆□❑\uf0b7\uf0d8\uf0fc"
"""Bullets that Word and web pages put before items of the first level."""
_LEVELS = dict.fromkeys(FIRST, 1) | dict.fromkeys("o◦○\uf06f", 2) | dict.fromkeys("§\uf0a7", 3)
_WRAPPED_AT_MOST = 110
LONG = 40
"""Shorter lines tell nothing of the width: they may be the ends of paragraphs."""
_CONTINUED = 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what was pasted."""

    text: str
    """Blanks squeezed, ends stripped."""
    raw: str = ""
    """Its tabs and its indentation still there."""

    @property
    def indent(self) -> int:
        """How far the text stands from the margin; a tab counts as four blanks."""
        return len(self.raw.expandtabs(4)) - len(self.raw.expandtabs(4).lstrip())


def read_lines(text: str, *, keep: frozenset[str] = frozenset()) -> tuple[list[Line], list[str]]:
    """Return the lines of a text, and the remarks of screen readers that were taken out of it."""
    cut: list[str] = []

    def taken(found: re.Match[str]) -> str:
        remark = " ".join(found[0].split())
        if remark in keep:
            return found[0]
        cut.append(remark)
        return "\n" if "\n" in found[0] else ""

    text = _NEW_TAB.sub(taken, clean(text))
    lines = [Line(_BLANKS.sub(" ", raw).strip(), raw.rstrip(" \r")) for raw in text.split("\n")]
    return lines, cut


def marker(text: str) -> int:
    """Return the level of the list item that a line opens which is nothing but a bullet; or 0."""
    return _LEVELS.get(text, 0)


def width_if_wrapped(lines: Sequence[Line]) -> int:
    """Return the width at which a program has wrapped the lines; 0 where each is a paragraph."""
    texts = [line.text for line in lines if line.text]
    lengths = sorted(len(text) for text in texts if len(text) > LONG)
    width = lengths[min(len(lengths) * 9 // 10, len(lengths) - 1)] if lengths else LONG
    if width > _WRAPPED_AT_MOST:
        return 0
    if any(text in ("·", "o", "|") for text in texts):
        return width
    if not lengths:
        return 0
    continued = sum(
        begins_lower(after) and not _END.search(before) for before, after in pairwise(texts)
    )
    return width if texts and continued >= _CONTINUED * len(texts) else 0


def begins_lower(text: str) -> bool:
    """Tell whether the first letter is a small one: such a line goes on with a sentence."""
    return text.lstrip(_OPENING + " ")[:1].islower()


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends a sentence: "Mr." and "Nov." do not."""
    if not _END.search(text):
        return False
    word = _LAST_WORD.search(text)
    last = word[1].casefold() if word else ""
    return last not in _ABBREVIATIONS and not (word and _INITIAL.fullmatch(word[1]))


def is_sentence(text: str) -> bool:
    """Tell whether a block is prose rather than a title: "Lynas Builds in the U.S." is a title."""
    word = _LAST_WORD.search(text)
    if word and _DOTTED.fullmatch(word[1]):
        return bool(_INNER_END.search(text[: -len(word[0])]))
    return text.endswith((":", ",", ";")) or (ends_sentence(text) and not text.endswith("?"))


def joined(texts: Sequence[str]) -> str:
    """Put wrapped lines together again; a hyphen at the end of a line stays and takes no blank."""
    pieces: list[str] = []
    for text in filter(None, texts):
        broken = bool(pieces) and pieces[-1][-1] == "-" and pieces[-1][-2:-1].isalnum()
        glued = broken and text[0].isalpha() and not _is_and(text)
        pieces += ("" if glued or not pieces else " ", text)
    return "".join(pieces)


def _is_and(text: str) -> bool:
    return text.split(" ", 1)[0].lower() in ("and", "or", "to")
