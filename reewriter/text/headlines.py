"""Finds headlines that may tell the same story, and says by which words; never more than "may".

Rare words that two headlines share speak for it; other figures, metals, countries or days speak
against it, however much else they share. Headlines alone are no proof, so nothing is ever joined
by this.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["STOP", "Headlines", "Likeness"]

_LEAST = 0.32
"""How alike two headlines must be, from 0 to 1."""
_SHARED = 2
"""Words they must share at least."""
_FREQUENT = 0.04
"""A word in more than this share of all headlines leads to nothing, though it counts."""
_FEW = 12
"""So many headlines may always share a word that leads somewhere."""
_BEAT = 0.45
"""What words weigh that stand in every second headline on raw materials."""

_OUTLET = re.compile(r"\s[-–—|]\s(?:[A-Z][\w.&']*\s?){1,4}$")
_SHORT_US = re.compile(r"\bU\.\s?S\.(?:\s?A\.)?|\bUSA?\b")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)?")
_ENDING = re.compile(r"(?:['’]s?|(?<=[^\Wsui])s|(?<=[sx])es)$")
STOP = frozenset(
    "a about after again against all also an and are around as at back be been before but by can"
    " could for from gets had has have he her his how in into is it its more new next no not now of"
    " off on one or our out over own says said say she so than that the their them then there they"
    " this to under up was we were what when where which who why will with would you your day week"
    " month year today percent per cent".split()
)
"""Words that say nothing of what a headline is about."""
_SAME = {
    **dict.fromkeys("american america washington united".split(), "us"),
    **dict.fromkeys("chinese beijing".split(), "china"),
    **dict.fromkeys("russian moscow".split(), "russia"),
    **dict.fromkeys("japanese tokyo".split(), "japan"),
    **dict.fromkeys("indian delhi".split(), "india"),
    **dict.fromkeys("australian canberra".split(), "australia"),
    **dict.fromkeys("canadian ottawa".split(), "canada"),
    **dict.fromkeys("norwegian oslo".split(), "norway"),
    **dict.fromkeys("malaysian".split(), "malaysia"),
    **dict.fromkeys("vietnamese".split(), "vietnam"),
    **dict.fromkeys("burma burmese".split(), "myanmar"),
    **dict.fromkeys("german berlin".split(), "germany"),
    **dict.fromkeys("french paris".split(), "france"),
    **dict.fromkeys("brazilian".split(), "brazil"),
    **dict.fromkeys("congolese".split(), "congo"),
    **dict.fromkeys("european brussel eu".split(), "europe"),
    **dict.fromkeys("curb limit restrict restriction control clampdown tighten".split(), "curb"),
    **dict.fromkeys("open opening start begin launch light fire fired".split(), "start"),
    **dict.fromkeys("halt stop stopped close closed shut suspend".split(), "stop"),
    **dict.fromkeys("delay delayed late postpone postponed".split(), "late"),
    **dict.fromkeys("back vote clear pass approve".split(), "approve"),
    **dict.fromkeys("walkout strike".split(), "strike"),
    **dict.fromkeys("part separate separation separated".split(), "separate"),
    **dict.fromkeys("committee panel".split(), "panel"),
    **dict.fromkeys("call recall".split(), "recall"),
    **dict.fromkeys("export exporter exported".split(), "export"),
    **dict.fromkeys("license licence".split(), "licence"),
    **dict.fromkeys("drilling drill".split(), "drill"),
}
_COMMON = frozenset(
    "rare earth mine mineral critical magnet price export supply market plant metal china us"
    " company heavy rise fall start stop approve billion million".split()
)
_COUNTRIES = frozenset(
    "us china russia japan india australia canada norway malaysia vietnam myanmar germany france"
    " brazil congo europe greenland kazakhstan mongolia ukraine chile peru africa korea thailand"
    " estonia sweden finland poland saudi britain uk turkey indonesia namibia tanzania"
    " malawi".split()
)
_METALS = frozenset(
    "lanthanum cerium praseodymium neodymium promethium samarium europium gadolinium terbium"
    " dysprosium holmium erbium thulium ytterbium lutetium yttrium scandium gallium germanium"
    " antimony tungsten lithium cobalt nickel graphite tin copper uranium titanium niobium"
    " tantalum indium bismuth tellurium silver gold".split()
)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december first second third fourth".split()
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another headline that may tell the same."""

    id: int
    score: float
    shared: tuple[str, ...]
    """The words that both have, the rarest first, as the headline asked about writes them."""


@dataclass(frozen=True, slots=True)
class _Headline:
    words: dict[str, str]
    """Each word in the form that is compared → as it is written."""
    figures: frozenset[str]


class Headlines:
    """The headlines of some days."""

    def __init__(self, headlines: Iterable[tuple[int, str]]) -> None:
        self._all = {item_id: _read(title) for item_id, title in headlines}
        self._having: dict[str, list[int]] = {}
        for item_id, headline in self._all.items():
            for word in headline.words:
                self._having.setdefault(word, []).append(item_id)
        self._frequent = max(_FEW, int(_FREQUENT * len(self._all)))
        self._sizes: dict[int, float] = {}

    def like(self, item_id: int, may: Callable[[int], bool]) -> Likeness | None:
        """Return the headline that is most like one of them, of those that `may` be named."""
        headline = self._all.get(item_id)
        if headline is None:
            return None
        counts: dict[int, int] = {}
        for word in headline.words:
            having = self._having[word]
            if len(having) <= self._frequent:
                for other in having:
                    counts[other] = counts.get(other, 0) + 1
        counts.pop(item_id, None)
        best: Likeness | None = None
        for other in counts:
            score, shared = self._compare(item_id, other)
            if score >= _LEAST and (best is None or score > best.score) and may(other):
                best = Likeness(other, score, shared)
        return best

    def _compare(self, one: int, other: int) -> tuple[float, tuple[str, ...]]:
        here, there = self._all[one], self._all[other]
        both = here.words.keys() & there.words.keys()
        if len(both) < _SHARED or _contradict(here, there):
            return 0.0, ()
        weight = sum(self._weight(word) ** 2 for word in both)
        score = weight / (self._size(one) * self._size(other))
        rarest = sorted(both, key=lambda word: (-self._weight(word), word))
        return score, tuple(here.words[word] for word in rarest)

    def _weight(self, word: str) -> float:
        weight = math.log(1 + max(len(self._all), 20) / len(self._having[word]))
        return weight * (_BEAT if word in _COMMON else 1.0)

    def _size(self, item_id: int) -> float:
        if item_id not in self._sizes:
            words = self._all[item_id].words
            self._sizes[item_id] = math.sqrt(sum(self._weight(word) ** 2 for word in words)) or 1.0
        return self._sizes[item_id]


def _contradict(one: _Headline, other: _Headline) -> bool:
    """Say whether they name other figures, metals, countries or days."""
    if one.figures and other.figures and one.figures.isdisjoint(other.figures):
        return True
    for kind in (_COUNTRIES, _METALS, _TIMES):
        here, there = kind & one.words.keys(), kind & other.words.keys()
        if here - there and there - here:
            return True
    return False


def _read(title: str) -> _Headline:
    title = _SHORT_US.sub("america", _OUTLET.sub("", title))
    words: dict[str, str] = {}
    figures = set()
    for found in _TOKEN.findall(title):
        if found[0].isdigit():
            plain = found.replace(",", "")
            figures.add(plain)
        else:
            plain = found.casefold()
            if plain in STOP:
                continue
            plain = _ENDING.sub("", plain)
            plain = _SAME.get(plain, plain)
        words.setdefault(plain, found)
    return _Headline(words, frozenset(figures))
