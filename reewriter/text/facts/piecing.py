"""Divides a quotation into parts that may come from different places of its source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reewriter.text.facts.source import Page
from reewriter.text.facts.wording import STOP_WORDS, Words

__all__ = ["by_sentence", "by_source", "crosses_marks"]

_SEAM = re.compile(r"(?:[.!?]+[”\"’']?|…|\[…\]|\[\.\.\.\])\s+(?=\S)")
_LONGEST, _MOST_PLACES = 400, 60
"""Words of a quotation, and places of one word in a source: more is no text, and takes long."""
_FEWEST = 4
"""Words of a piece: of fewer it is chance that they stand in a row somewhere."""


def by_sentence(ours: Page, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the sentences of a quotation, and what dots divide."""
    parts, at = [], span[0]
    for seam in _SEAM.finditer(ours.prose, *span):
        parts.append((at, seam.end()))
        at = seam.end()
    return [*parts, (at, span[1])]


def by_source(words: Words, source: Words) -> list[tuple[int, int]]:
    """Return the longest rows of a quotation that stand somewhere in the source, in order.

    Words between two of them that stand nowhere belong to neither.
    """
    parts: list[tuple[int, int]] = []
    if len(words) > _LONGEST:
        return parts
    at = 0
    while at + _FEWEST <= len(words):
        size = _longest(words.keys, at, source)
        row = words.keys[at : at + size]
        if size < _FEWEST or all(key in STOP_WORDS for key in row):
            at += 1
            continue
        parts.append(words.span(at, at + size))
        at += size
    return parts


def _longest(keys: Sequence[str], at: int, source: Words) -> int:
    best = 0
    for start in source.places.get(keys[at], ())[:_MOST_PLACES]:
        size = 1
        while keys[at + size : at + size + 1] == source.keys[start + size : start + size + 1] != []:
            size += 1
        best = max(best, size)
    return best


def crosses_marks(source: Page, start: int, end: int) -> bool:
    """Say whether a quotation of the source begins or ends within a stretch of it."""
    return any(
        start <= edge <= end
        for quotation in source.quoted
        if quotation[0] <= end and quotation[1] >= start
        for edge in quotation
    )
