"""Finds keywords in titles and texts, and says what they are worth; knows no item and no feed."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence

from reewriter.patterns import pattern

__all__ = ["Keywords"]

_TITLE_FACTOR = 2.0
"""A keyword in the title says more about an item than one in its text."""
_TRIED = 3
"""First letters of keywords by which most words of a text are told to be none of them."""
_GAP = r"[\s\-\u2010\u2011]{1,9}"
"""Blanks or hyphens within a phrase ("rare-earth magnet"); a longer run is searched once for each
phrase, and is no phrase."""
_GAPS = pattern(r"(?<=\w)[\s\-\u2010\u2011]+(?=\w)")
_UNPARTED = pattern(
    r"[\u0e00-\u0e7f\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Characters of languages that do not part words, or add endings to them as Korean does."""


class Keywords:
    """Keyword weights, compiled once into one pattern."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = {_spelled(word.casefold()): weight for word, weight in weights.items()}
        within = sorted(filter(_UNPARTED.search, self._weights), key=len, reverse=True)
        alone = self._weights.keys() - within
        self._pattern = re.compile(_choice(alone)) if alone else None
        self._within = re.compile("|".join(map(re.escape, within))) if within else None

    def score(self, title: str, text: str) -> float:
        """Return the sum of what `points` says, each rounded as it is shown."""
        points = self.points(title, text)
        return round(math.fsum(round(one, 1) for one in points.values()), 1)

    def points(self, title: str, text: str) -> dict[str, float]:
        """Return keyword → what it is worth there.

        A keyword counts twice in the title; more mentions in the text count by their logarithm.
        """
        found: dict[str, float] = {}
        for word in self._count(title):
            found[word] = self._weights[word] * _TITLE_FACTOR
        for word, count in self._count(text).items():
            found[word] = found.get(word, 0.0) + self._weights[word] * math.log2(1 + count) / 2
        return found

    def _count(self, text: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        if self._pattern is not None:
            for found in self._pattern.findall(f" {text.casefold()}"):
                word = self._known(_spelled(found))
                counts[word] = counts.get(word, 0) + 1
        if self._within is not None and not text.isascii():
            for word in self._within.findall(text.casefold()):
                counts[word] = counts.get(word, 0) + 1
        return counts

    def _known(self, found: str) -> str:
        """Return the keyword behind a plural."""
        for word in (found, found.removesuffix("s"), found.removesuffix("es")):
            if word in self._weights:
                return word
        return found


def _spelled(word: str) -> str:
    """Return a phrase with blanks for what may be blanks or hyphens."""
    return _GAPS.sub(" ", word)


def _choice(words: Collection[str]) -> str:
    """Return a pattern of which group 1 is one of the words, or its plural, standing alone.

    It begins with the character before the word: `re` skips from one that can be such to the next.
    Words are tried by their first letters, one after the other, and only then what stands before:
    that takes a third of the time of trying all words at every character.
    """
    # Longest first: "rare earth magnet" is not also counted as "rare earth".
    ordered = sorted(words, key=len, reverse=True)
    return rf"[^a-z]({_branches(ordered)}(?:s|es)?)(?!\w)"


def _branches(words: Sequence[str], letters: int = 0) -> str:
    """Return a choice of words, of which so many letters are left out since they come before."""
    if letters < _TRIED and all(word and not word[0].isspace() for word in words):
        by_first: dict[str, list[str]] = {}
        for word in words:
            by_first.setdefault(word[0], []).append(word[1:])
        rest = [re.escape(first) + _branches(left, letters + 1) for first, left in by_first.items()]
        return f"(?:{'|'.join(rest)})"
    rest = [re.escape(word).replace(r"\ ", _GAP) for word in words]
    return rf"(?<!\w{'.' * letters})(?:{'|'.join(rest)})"
