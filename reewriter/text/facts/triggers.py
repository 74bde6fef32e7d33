"""Tells where in a text a figure may begin, so that no pattern is tried at every character."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from reewriter.text.facts.numerals import VULGAR

__all__ = ["DIGIT", "FOLD", "Triggers", "without"]

_PARTS = "".join(VULGAR)
_TOKEN = re.compile(rf"\d+|[^\W\d_{_PARTS}]+|['’](?=\d)|[$€£¥₩₹₽฿₫₴₺₪₦₱{_PARTS}]")
DIGIT = "0"
"""Stands for all digits, and the signs that a figure can begin with."""
FOLD = "fold"
"""Stands for the words that end so: tenfold."""


class Triggers:
    """The places of a text at which each of some words begins, whatever their case, and digits."""

    def __init__(self, text: str, words: frozenset[str]) -> None:
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        for found in _TOKEN.finditer(text):
            token = found[0].casefold()
            if token in words:
                self._at[token].append(found.start())
            elif not token[0].isalpha():
                self._at[DIGIT].append(found.start())
            elif token.endswith("fold"):
                self._at[FOLD].append(found.start())

    def find(
        self, pattern: re.Pattern[str], text: str, words: Iterable[str]
    ) -> Iterator[re.Match[str]]:
        """Yield what `finditer` would of a pattern that can begin with these words only.

        In the text something may have been blanked out since it was read here.
        """
        at = 0
        for start in sorted(chain.from_iterable(self._at[word] for word in words)):
            if start < at:
                continue
            found = pattern.match(text, start)
            if found is not None:
                yield found
                at = max(found.end(), start + 1)


def without(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """Put blanks of no kind where something was read, so that it is not read twice."""
    if not taken:
        return text
    parts, at = [], 0
    for start, end in sorted(taken):
        parts += [text[at : max(start, at)], "\0" * (end - max(start, at))]
        at = max(end, at)
    return "".join([*parts, text[at:]])
