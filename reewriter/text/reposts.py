"""Tells whether items of one page tell one story, by what they say; knows no item and no store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from reewriter.text.copies import Telling, figures, have_one_title, is_copy, title_words
from reewriter.text.unparted import has_unparted, parted

__all__ = ["tells_again"]

_LONGEST = 40_000
"""Characters of a text that are looked at."""
_COMMON = 0.6
"""How many of the words of the shorter text the longer one must have: less is another text."""
_CONTRADICTED = 1 / 3
"""How many of the places where both have a figure may have another one: more is another day's."""
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")


def tells_again(title: str, other: str, text: str, other_text: str) -> bool:
    """Say whether two items of one page tell one story.

    Their titles differ by a word or two and in no figure, and the texts, where both are given, say
    nothing else; or all of one text stands in the other, and both titles are about that. Without
    any title, the texts must be there to tell.
    """
    if not (title_words(title) or title_words(other)):
        return bool(text and other_text) and not _says_else(text, other_text)
    if title_words(title) and have_one_title(title, other):
        here, there = figures(title), figures(other)
        if here <= there or there <= here:
            return not _says_else(text, other_text)
    if not (text and other_text):
        return False
    one, two = Telling(title, text), Telling(other, other_text)
    short, long = sorted((one, two), key=lambda telling: len(telling.words))
    return is_copy(one, two) and short.runs.keys() <= long.runs.keys()


def _says_else(text: str, other: str) -> bool:
    """Say whether one title stands over two texts: a column, a price of the day.

    A teaser says nothing else than its article, nor does a text with a correction in it.
    """
    one, two = _read(text), _read(other)
    if one.tokens == two.tokens or not (one.tokens and two.tokens):
        return False
    short, long = sorted((one.words, two.words), key=len)
    if len(short & long) < _COMMON * len(short):
        return True
    here, there = one.places, two.places
    both = here.keys() & there.keys()
    changed = [place for place in both if here[place].isdisjoint(there[place])]
    return len(changed) > _CONTRADICTED * len(both)


@dataclass(frozen=True)
class _Read:
    """A text as it is compared."""

    tokens: list[str]
    unparted: bool

    @cached_property
    def words(self) -> set[str]:
        if self.unparted:  # a single character says nothing: all of them are in every text
            return set(map("".join, pairwise(self.tokens)))
        return set(self.tokens)

    @cached_property
    def places(self) -> dict[str, set[str]]:
        return _places(self.tokens)


# A feed may link all that it says to one page: then each text is compared with those before it.
@lru_cache(10)
def _read(text: str) -> _Read:
    text = text[:_LONGEST].casefold()
    unparted = has_unparted(text)
    return _Read(parted(text) if unparted else _TOKEN.findall(text), unparted)


def _places(tokens: list[str]) -> dict[str, set[str]]:
    """Return the words that stand before figures, each with the figures after it."""
    found: dict[str, set[str]] = {}
    for word, figure in pairwise(tokens):
        if figure[0].isdigit() and not word[0].isdigit():
            found.setdefault(word, set()).add(figure)
    return found
