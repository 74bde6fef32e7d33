"""Words, sentences and reading time of a text; knows no format but plain text."""

from __future__ import annotations

import re
from math import ceil

from reewriter.patterns import pattern

__all__ = ["count_words", "counted", "reading_minutes", "sentences", "truncate"]

WORDS_PER_MINUTE = 230
_WORD = pattern(r"[^\W_]+(?:[’'.,\-‑/&]{1,2}[^\W_]+)*", re.UNICODE)
# Kana, Han and what belongs to them.
_UNPARTED = pattern(r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# Blocks end at blank lines and where a line begins like a block of its own: a list item, a heading,
# a quotation, a table row. Other line ends may be mere wrapping.
_BLOCK_END = pattern(r"\n[ \t]*(?=\n|[-*+•·◦▪#>|][ \t]|\d{1,3}[.)][ \t]|\|)")
_MARKER = pattern(r"(?:[-*+•·◦▪>]|#{1,6}|\d{1,3}[.)])[ \t]+")
_END = pattern(r"(?:[.!?…]+[\"”’»')\]*_]*(?=\s|$)|[。！？]+[”’」』）]*)")
_WORD_BEFORE = pattern(r"[\w.’&-]*$")
# No sentence ends behind these, unless nothing follows.
_TITLES = frozenset(
    "mr mrs ms dr prof sen rep gov gen lt col capt sgt st hon rev messrs vs fig figs eq cf"
    " ca approx e.g i.e viz jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
# These end one only where the next word begins a sentence for certain.
_SHORT_FORMS = frozenset("jr sr inc corp co ltd plc llc bros dept est etc al a.m p.m".split())
_STARTERS = frozenset(
    "the a an in on at it its this that these those he she they we i you but and or so yet however"
    " for if when while as after before since although though because there here what who why how"
    " his her their our my meanwhile still now then also by with under according".split()
)


def count_words(text: str) -> int:
    """Count words as a person would: "U.S.-China", "$1.3" and "don't" are one each.

    Where none are set apart, as in Chinese and Japanese, two characters are a word.
    """
    if text.isascii() or not _UNPARTED.search(text):
        return sum(1 for _ in _WORD.finditer(text))
    unparted = sum(ceil(len(run[0]) / 2) for run in _UNPARTED.finditer(text))
    return unparted + sum(1 for _ in _WORD.finditer(_UNPARTED.sub(" ", text)))


def reading_minutes(words: int) -> int:
    """Return the minutes an adult needs, at least one where there is anything to read."""
    return ceil(words / WORDS_PER_MINUTE) if words > 0 else 0


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, for text and Markdown alike.

    The marker of a list item, heading or quotation is not part of its sentence.
    """
    spans: list[tuple[int, int]] = []
    at = 0
    for end in [*(found.start() for found in _BLOCK_END.finditer(text)), len(text)]:
        spans += _in_block(text, at, end)
        at = end
    return spans


def _in_block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = _skip_blanks(text, start, end)
    while marker := _MARKER.match(text, start, end):
        start = _skip_blanks(text, marker.end(), end)
    for stop in _END.finditer(text, start, end):
        if stop.end() > start and _ends_sentence(text, stop, end):
            spans.append((start, stop.end()))
            start = _skip_blanks(text, stop.end(), end)
    last = start + len(text[start:end].rstrip())
    return [*spans, (start, last)] if last > start else spans


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _ends_sentence(text: str, stop: re.Match[str], end: int) -> bool:
    at = _skip_blanks(text, stop.end(), end)
    following = text[at : min(at + 40, end)].lstrip("\"“‘«'([*_")
    if not following:
        return True
    if following[0].islower():
        return False
    if stop[0][0] != "." or len(stop[0]) > 1:
        return True
    found = _WORD_BEFORE.search(text[max(0, stop.start() - 24) : stop.start()])
    word = found[0].casefold() if found else ""
    next_word = (_WORD.match(following) or [""])[0].casefold()
    if word in ("no", "nos"):  # No. 5; but he said no.
        return not following[0].isdigit()
    if word in _TITLES:
        return False
    if word in _SHORT_FORMS or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return next_word in _STARTERS
    # An initial, as in "J. Smith"; but "Plan B." may end a sentence.
    return not (len(word) == 1 and word.isalpha()) or next_word in _STARTERS


def truncate(text: str, width: int) -> str:
    """Cut a text at a word so that it and its ellipsis fit into `width` characters."""
    if len(text) <= width:
        return text
    cut = text[: max(width - 1, 0)]
    head, _, _ = cut.rpartition(" ")
    return (head or cut).rstrip(" ,;:–—-") + "…" if width > 0 else ""


def counted(number: int, noun: str) -> str:
    """Return "1 word", "2,000 words"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
