"""Learns from what is kept and skipped which words the editor wants; knows no item and no store.

Naive Bayes over the words of titles and leads, and over feeds. Its share of a score is capped, so
that the keywords of feeds.toml always have the last word.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from reewriter.desk.ranking import Reason
from reewriter.patterns import pattern
from reewriter.text.unparted import grams, has_unparted, without_unparted

__all__ = ["ALL", "MOST", "REST", "Counts", "Taste", "words_of"]

Counts = tuple[int, int]
"""How many kept and how many skipped items hold a word."""

ALL = ""
"""The word that stands for all items there are lessons from."""

MOST = 3.0
"""Points that learning adds or takes away at most."""
_MOST_A_WORD = 1.5
_SHARE = 0.5
"""Points for each unit of log odds."""
_WARM = 30
"""Decisions until what was learnt counts in full."""
_DOUBT = 3.0
"""How many items a word must stand in until they weigh as much as not knowing."""
_SHOWN = 4
"""Words named among the reasons; the rest is one sum."""
_TOLD = 0.2
"""Points from which on a word is named: less is chance."""

REST = {True: "other words you keep", False: "other words you skip"}
"""What the words are called that are not named, by whether they speak for an item."""

_WORD = pattern(r"[^\W\d_]{2,}")
_STEM = 3
"""Letters that are left when a plural's ending is taken off."""
_LEAD = 400
"""Characters of a text that say what it is about."""
_LEAD_UNPARTED = 160
"""The same, with its title, where two of them are a word."""


def words_of(title: str, text: str, *, feed_id: int) -> frozenset[str]:
    """Return what can be learnt from an item: its words without their plural, and its feed.

    Where no words are set apart they are pairs of characters, or four letters of Thai and its like.
    """
    lead = f"{title} {text[:_LEAD]}".casefold()
    if has_unparted(lead):
        words = set(grams(lead, _LEAD_UNPARTED))
        lead = without_unparted(lead)
    else:
        words = set[str]()
    words.update(_WORD.findall(lead))
    plural = {word for word in words if word.endswith("s") and len(word) > _STEM}
    return frozenset({*(words - plural), *map(_singular, plural), f"feed:{feed_id}"})


def _singular(word: str) -> str:
    ending = 2 if word.endswith("es") and len(word) >= _STEM + 2 else 1
    return word[:-ending]


class Taste:
    """What has been learnt, as points."""

    def __init__(self, counts: Mapping[str, Counts]) -> None:
        self._counts = counts
        self._kept, self._skipped = counts.get(ALL, (0, 0))
        self._weights: dict[str, float] = {}

    @property
    def decisions(self) -> int:
        """How many items it has learnt from."""
        return self._kept + self._skipped

    def points(self, words: Iterable[str]) -> float:
        """Return what learning adds to a score, to a tenth."""
        total = math.fsum(map(self._weight, words))
        return round(max(-MOST, min(MOST, total)), 1)

    def reasons(self, words: Iterable[str], *, outlet: str = "") -> list[Reason]:
        """Return the reasons for these points, heaviest first; they add up to them."""
        words = list(words)
        total = self.points(words)
        if not total:
            return []
        from reewriter.text.headlines import STOP  # heavier than all else here

        weights = {word: self._weight(word) for word in words}
        whole = math.fsum(weights.values())
        # Where the cap holds, each reason is cut by the same share.
        scale = total / whole if abs(whole) > MOST else 1.0
        named = [(word, round(weight * scale, 1)) for word, weight in weights.items()]
        named = [(word, points) for word, points in named if word not in STOP]
        named.sort(key=lambda pair: (-abs(pair[1]), pair[0]))
        shown = [
            Reason(_label(word, points, outlet), points)
            for word, points in named[:_SHOWN]
            if abs(points) >= _TOLD
        ]
        rest = round(total - math.fsum(reason.points for reason in shown), 1)
        return [*shown, Reason(REST[rest > 0], rest)] if rest else shown

    def _weight(self, word: str) -> float:
        known = self._weights.get(word)
        if known is None:
            known = self._weights[word] = self._learnt(*self._counts.get(word, (0, 0)))
        return known

    def _learnt(self, kept: int, skipped: int) -> float:
        """Return the points of a word that stands in so many kept and skipped items."""
        if not (kept or skipped):
            return 0.0
        # The doubt is shared out as decisions are: who keeps one item in twenty learns little from
        # a word that was skipped once.
        share = (self._kept + 1) / (self.decisions + 2)
        for_, against = 2 * _DOUBT * share, 2 * _DOUBT * (1 - share)
        odds = math.log((kept + for_) / (self._kept + 2 * for_)) - math.log(
            (skipped + against) / (self._skipped + 2 * against)
        )
        points = odds * _SHARE * min(1.0, self.decisions / _WARM)
        return max(-_MOST_A_WORD, min(_MOST_A_WORD, points))


def _label(word: str, points: float, outlet: str) -> str:
    if word.startswith("feed:"):
        return f"you {'keep' if points > 0 else 'skip'} {outlet or 'this feed'}"
    return f"{word}, learnt"
