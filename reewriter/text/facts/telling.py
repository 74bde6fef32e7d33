"""The sentence around a place, and its words that two sentences do not share by chance."""

from __future__ import annotations

from functools import lru_cache

from reewriter.text.facts.reading import Page
from reewriter.text.facts.wording import STOP_WORDS

__all__ = ["around", "telling"]

_LONGEST = 600
"""Characters of a sentence on either side of a figure."""


def around(whole: Page, at: int) -> tuple[int, int]:
    """Return the sentence around a place, or as much of it as anybody reads."""
    start, end = whole.sentence_at(at)
    return max(start, at - _LONGEST), min(end, at + _LONGEST)


@lru_cache(512)
def telling(whole: Page, at: int) -> frozenset[str]:
    """Return the words of that sentence that say something."""
    start, end = around(whole, at)
    words = whole.words
    return frozenset(words.keys[words.first_from(start) : words.first_from(end)]) - STOP_WORDS
