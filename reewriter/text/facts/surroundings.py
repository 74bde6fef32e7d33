"""The words that stand around the figures of a text, each with how near; compares no texts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import exp, log

from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount
from reewriter.text.facts.wording import STOP_WORDS

__all__ = ["Surroundings", "stem_of", "surroundings"]

_SAME = {
    **dict.fromkeys(("reven", "turno"), "sale"),
    **dict.fromkeys(("staff", "emplo"), "worke"),
    "stock": "share",
}
"""Words that one text has for another one's, by their stems."""
_STEM = 5
"""Letters by which words are compared: produces, produced, production."""
_WEAK = STOP_WORDS | frozenset(
    "said says say million billion trillion percent per cent dollars year years new under nearly"
    " almost paid pay pays worth while against between each two three four five six seven eight"
    " nine ten half first last next month months week weeks day days quarter down only other least"
    " than same no nor even still again another makes make made making takes take took being"
    " because during before since until less fewer off through both few many much times get gets"
    " got decade decades century centuries hour hours minute minutes ago later earlier".split()
)
_COPULAS = frozenset(
    key[:_STEM]
    for key in "stands stood standing reached reaches hit hits came went now today currently total"
    " totaled totalled rose fell rise fall rises falls became become remains remained equal equals"
    " amounts amounted about around roughly some just already compared".split()
)
"""Words beside a figure that do not tell what it is of."""
_BREAKS = re.compile(";")
_DIVIDES = re.compile(r"[;:()–—]|,(?!\d)|\s(?:and|but|while|against|versus)\s")
_FAR = 10.0
"""Words after which one is hardly beside a figure any more."""
_DIVIDED, _BROKEN, _BEHIND_ANOTHER = 3, 5, 3
"""As many words it is farther for a comma between, a semicolon more, another figure of the kind."""
_SENTENCE_BEFORE, _ABOVE, _BELOW = 0.25, 0.15, 0.08
"""How near words are in the sentence before, and elsewhere in the paragraph."""
_HEDGED = 3
_IN = re.compile(r"(?:\s+[a-z]+)?\s+(?:in|by|for|of|during)\s+(?:the\s+)?", re.IGNORECASE)
_NEXT = 24
"""Characters between a figure and its year."""
_WHEN = ("year", "quarter", "half", "month")
_REACH = 60
"""Words on either side that are looked at."""


@lru_cache(16384)
def stem_of(key: str) -> str:
    """Return what a word is compared by here."""
    key = key.removesuffix("'s")
    for ending in ("ing", "ed"):
        if key.endswith(ending) and len(key) > len(ending) + 3:
            key = key.removesuffix(ending)
            break
    plural = len(key) > 3 and key[-1] == "s" and key[-2] != "s"
    stem = key[: min(_STEM, len(key) - plural)]
    return _SAME.get(stem, stem)


class Surroundings:
    """The telling words of a text, and which of them stand how near its figures."""

    def __init__(self, whole: Page) -> None:
        self._page = whole
        self._figures = all_of(whole)
        self._dividers = [found.start() for found in _DIVIDES.finditer(whole.lean.prose)]
        self._breaks = [found.start() for found in _BREAKS.finditer(whole.lean.prose)]
        self._starts = [one.start for one in self._figures]
        self._kinds: dict[str, list[int]] = {}
        for one in self._figures:
            self._kinds.setdefault(one.readings[0].kind, []).append(one.start)
        sentences = whole.sentences or [(0, len(whole.text))]
        self._begins = [start for start, _ in sentences]
        self._paragraphs = [0]
        for (_, end), (start, _) in pairwise(sentences):
            more = "\n" in whole.text[end:start]
            self._paragraphs.append(self._paragraphs[-1] + more)
        self._words = whole.words
        self._stems = list(self._read())
        holders: dict[str, set[int]] = {}
        for at, stem in enumerate(self._stems):
            if stem:
                holders.setdefault(stem, set()).add(self.sentence(self._words.starts[at]))
        count = len(sentences)
        self.rarity = {stem: log(1 + count / len(told)) for stem, told in holders.items()}
        """What a word tells: the more, the fewer sentences have it."""
        self._near: dict[int, dict[str, float]] = {}

    def _read(self) -> Iterator[str]:
        """Yield the stem of each word, "" of what tells nothing and of figures."""
        figures = iter(self._figures)
        one = next(figures, None)
        for key, start in zip(self._words.keys, self._words.starts, strict=True):
            while one is not None and one.end <= start:
                one = next(figures, None)
            within = one is not None and one.start <= start
            plain = key[:1].isalpha() and key not in _WEAK and not within
            yield stem_of(key) if plain else ""

    def sentence(self, at: int) -> int:
        """Return which sentence a place is in."""
        return max(0, bisect_right(self._begins, at) - 1)

    def paragraph(self, at: int) -> int:
        """Return which paragraph a place is in."""
        return self._paragraphs[self.sentence(at)]

    def paragraph_span(self, at: int) -> tuple[int, int]:
        """Return where that begins, and where the next one does."""
        number = self.paragraph(at)
        first = bisect_left(self._paragraphs, number)
        behind = bisect_right(self._paragraphs, number)
        ends = len(self._page.text)
        return self._begins[first], self._begins[behind] if behind < len(self._begins) else ends

    def apart(self, one: int, two: int) -> int | None:
        """Return how many sentences lie between two places of a paragraph; None of two."""
        first, last = self.sentence(one), self.sentence(two)
        if self._paragraphs[first] != self._paragraphs[last]:
            return None
        return abs(first - last)

    def word_at(self, at: int) -> int:
        """Return the number of the first word that begins at a place or behind it."""
        return bisect_left(self._words.starts, at)

    def dated(self, figure: Amount) -> Amount | None:
        """Return the year or the like that is told right behind a figure: "85% in 2030"."""
        at = bisect_left(self._starts, figure.start) + 1
        if at >= len(self._figures):
            return None
        other = self._figures[at]
        near = other.start - figure.end <= _NEXT
        told = near and _IN.fullmatch(self._page.prose, figure.end, other.start)
        return other if told and other.readings[0].kind in _WHEN else None

    def clause(self, figure: Amount) -> frozenset[str]:
        """Return the words around a figure up to the next comma, or figure, on either side."""
        first, last = self._page.sentence_at(figure.start)
        at = bisect_left(self._dividers, figure.start)
        start = max(first, self._dividers[at - 1] if at else 0)
        at = bisect_left(self._dividers, figure.end)
        end = min(last, self._dividers[at] if at < len(self._dividers) else last)
        at = bisect_left(self._starts, figure.start)
        if at:
            start = max(start, self._figures[at - 1].end)
        if at + 1 < len(self._figures):
            end = min(end, self._figures[at + 1].start)
        found = self.telling(start, end)
        set_in = self._page.prose[max(0, figure.start - 2) : figure.start] == ", "
        if not found and set_in:  # "Alan Truscott, 71, who"
            at = bisect_left(self._dividers, start)
            found = self.telling(max(first, self._dividers[at - 1] if at else 0), start)
        return found

    def telling(self, start: int, end: int) -> frozenset[str]:
        """Return the words of a stretch that tell what a figure is of."""
        stems = self._stems[self.word_at(start) : self.word_at(end)]
        return frozenset(stem for stem in stems if stem and stem not in _COPULAS)

    def behind(self, figure: Amount) -> frozenset[str]:
        """Return the words behind a figure, up to the next comma or figure."""
        _, last = self._page.sentence_at(figure.start)
        at = bisect_left(self._dividers, figure.end)
        end = min(last, self._dividers[at] if at < len(self._dividers) else last)
        at = bisect_left(self._starts, figure.end)
        if at < len(self._starts):
            end = min(end, self._starts[at])
        return self.telling(figure.end, end)

    def told_between(self, one: Amount, two: Amount) -> bool:
        """Say whether any word that tells something stands between two figures."""
        return any(self._stems[self.word_at(one.end) : self.word_at(two.start)])

    def right_before(self, figure: Amount) -> str:
        """Return the last word before a figure that tells something, "about" left aside; or ""."""
        at = self.word_at(figure.start)
        return next(filter(None, reversed(self._stems[max(0, at - _HEDGED) : at])), "")

    def near(self, figure: Amount) -> dict[str, float]:
        """Return the words around a figure, each with how near its nearest is: 1 is beside."""
        known = self._near.get(figure.start)
        if known is None:
            known = self._near[figure.start] = {}
            for stem, near in self._around(figure):
                if near > known.get(stem, 0.0):
                    known[stem] = near
        return known

    def beside(self, figure: Amount, *, before: float) -> dict[str, float]:
        """Return the same of its sentence alone, and of the one before, which is so near."""
        found: dict[str, float] = {}
        for stem, near in self._around(figure, before):
            if near > found.get(stem, 0.0):
                found[stem] = near
        return found

    def _around(self, figure: Amount, alone: float | None = None) -> Iterator[tuple[str, float]]:
        middle, sentence = self.word_at(figure.start), self.sentence(figure.start)
        paragraph = self._paragraphs[sentence]
        kinds = self._kinds[figure.readings[0].kind]
        first = max(0, middle - _REACH)
        for at in range(first, min(len(self._stems), middle + _REACH)):
            stem = self._stems[at]
            if not stem:
                continue
            start = self._words.starts[at]
            where = self.sentence(start)
            if where == sentence:
                far = abs(at - middle)
                far += _DIVIDED * _between(self._dividers, start, figure.start)
                far += _BROKEN * _between(self._breaks, start, figure.start)
                far += _BEHIND_ANOTHER * _between(kinds, start, figure.start)
                yield stem, exp(-far / _FAR)
            elif self._paragraphs[where] == paragraph:
                if alone is not None:
                    if where == sentence - 1:
                        yield stem, alone
                    continue
                before = _SENTENCE_BEFORE if where == sentence - 1 else _ABOVE
                yield stem, before if where < sentence else _BELOW


def _between(places: list[int], one: int, two: int) -> int:
    low, high = (one, two) if one < two else (two, one)
    return bisect_left(places, high) - bisect_right(places, low)


@lru_cache(64)
def surroundings(whole: Page) -> Surroundings:
    """Return the surroundings of a text's figures, read once."""
    return Surroundings(whole)
