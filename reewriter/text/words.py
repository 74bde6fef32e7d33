"""Words, sentences and reading time of a text; knows no format but plain text."""

from __future__ import annotations

import re
from math import ceil

__all__ = ["count_words", "reading_minutes", "sentences", "truncate"]

WORDS_PER_MINUTE = 230
_WORD = re.compile(r"[^\W_]+(?:[’'.,\-‑/&]{1,2}[^\W_]+)*", re.UNICODE)
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen jr sr st no vs inc corp co ltd u.s u.k e.g i.e approx jan"
    " feb mar apr jun jul aug sep sept oct nov dec".split()
)


def count_words(text: str) -> int:
    """Count words as a person would: "U.S.-China", "$1.3" and "don't" are one each."""
    return sum(1 for _ in _WORD.finditer(text))


def reading_minutes(words: int) -> int:
    """Return the minutes an adult needs, at least one where there is anything to read."""
    return ceil(words / WORDS_PER_MINUTE) if words > 0 else 0


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends; a blank line ends one too."""
    spans: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        start = paragraph.start()
        for end in _END.finditer(text, paragraph.start(), paragraph.end()):
            if _is_abbreviation(text, end.start()) or start >= end.end():
                continue
            spans.append((start, end.end()))
            start = (
                end.end()
                + len(text[end.end() : paragraph.end()])
                - len(text[end.end() : paragraph.end()].lstrip())
            )
        tail = text[start : paragraph.end()].rstrip()
        if tail:
            spans.append((start, start + len(tail)))
    return spans


def _is_abbreviation(text: str, at: int) -> bool:
    """Tell whether the stop at `at` belongs to "Mr." or an initial and ends no sentence."""
    word = re.search(r"[\w.]*$", text[max(0, at - 12) : at])
    before = word[0].casefold() if word else ""
    return text[at] == "." and (before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha()))


def truncate(text: str, width: int) -> str:
    """Cut a text at a word so that it and its ellipsis fit into `width` characters."""
    if len(text) <= width:
        return text
    cut = text[: max(width - 1, 0)]
    head, _, _ = cut.rpartition(" ")
    return (head or cut).rstrip(" ,;:–—-") + "…" if width > 0 else ""
