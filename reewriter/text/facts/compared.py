"""A draft's figures beside those of a source: how near their words are to each place there.

What a figure is of, is told by the words around it, the rarer and the nearer the more, and by the
other figures of its sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

from reewriter.text.facts.budget import Budget
from reewriter.text.facts.looking import agreeing
from reewriter.text.facts.mistakable import mistakable
from reewriter.text.facts.mistyped import digits_exchanged
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import surroundings
from reewriter.text.facts.values import Amount

__all__ = ["Compared", "Ours"]

_SHARPLY = 2.5
_MOST_COMPARED = 60_000
"""Company of figures that is looked at for one draft and one source."""
_NEIGHBOURING = 20
"""Figures on either side of one of ours that are its company."""
_ALSO = 0.8
"""How near, in parts, the words of a figure of ours must be to that other that it is the one."""
_NEIGHBOURS = 2
"""Sentences on either side of ours in which that other figure may be told, too."""
_SENTENCE_BEFORE = 0.3
_COMPANY, _COMMON_COMPANY = 1.2, 0.6
"""What a figure of our sentence tells; and one that the source has more than twice."""
_OUR_FAR, _THEIR_FAR = 12.0, 16.0
_FAINT = 0.02
_SHOWN = 7
"""Words before the other figure that are shown with it."""


@dataclass
class Ours:
    """A figure of a draft, and where a source has its like."""

    amount: Amount
    places: Sequence[Amount]
    starts: frozenset[int]
    words: Mapping[str, float] = field(default_factory=dict)


class Compared:
    """The figures of a draft beside those of one source."""

    def __init__(self, ours: Page, amounts: Sequence[Amount], source: Page) -> None:
        self.ours, self.source = ours, source
        self.mine, self.theirs = surroundings(ours), surroundings(source)
        self.figures = []
        for amount in amounts:
            places = agreeing(amount.readings, source)
            one = Ours(amount, places, frozenset(place.start for place in places))
            one.words = self._words(amount)
            self.figures.append(one)
        self._sentences = [self.mine.sentence(one.amount.start) for one in self.figures]
        self._starts = [one.amount.start for one in self.figures]
        self.budget = Budget(_MOST_COMPARED)

    @property
    def known(self) -> set[int]:
        """Where the figures of the draft begin that the source has, of whatever."""
        return {one.amount.start for one in self.figures if one.places}

    def tells(self, stems: Iterable[str]) -> float:
        """Return how much words tell, the more, the fewer sentences of the source have them."""
        return sum(self.theirs.rarity[stem] for stem in stems if stem in self.theirs.rarity)

    def alone(self, first: Amount, last: Amount) -> tuple[frozenset[str], frozenset[str]]:
        """Return the words of the clauses of two places that the other one has not.

        Of two sentences all words count.
        """
        one, two = self.theirs.clause(first), self.theirs.clause(last)
        if self.theirs.sentence(first.start) != self.theirs.sentence(last.start):
            one, two = (
                self.theirs.clause(place)
                | self.theirs.telling(*self.source.sentence_at(place.start))
                for place in (first, last)
            )
        return one - two, two - one

    def in_words(self, one: Ours, place: Amount) -> float:
        near = self.theirs.near(place)
        return sum(much * near[stem] for stem, much in one.words.items() if stem in near)

    def closely(self, one: Ours, place: Amount) -> float:
        """Return the nearness of a place to our words, of which only the nearest count."""
        near, rarity = self.theirs.near(place), self.theirs.rarity
        mine = self.mine.beside(one.amount, before=0.0)
        return sum(
            float((much * near[stem]) ** _SHARPLY) * rarity[stem]
            for stem, much in mine.items()
            if stem in near
        )

    def _words(self, amount: Amount) -> Mapping[str, float]:
        """Return what the words beside a figure of ours tell, of those that the source has."""
        rarity, mine = self.theirs.rarity, self.mine
        near = mine.beside(amount, before=_SENTENCE_BEFORE)
        return {
            stem: much * rarity[stem]
            for stem, much in near.items()
            if much > _FAINT and stem in rarity
        }

    def nearness(self, one: Ours, place: Amount) -> float:
        return self.in_words(one, place) + self._company(one, place)

    def _company(self, one: Ours, place: Amount) -> float:
        """Return how near the other figures of our sentence are to that of the source."""
        mine, theirs = self.mine, self.theirs
        at, there = mine.word_at(one.amount.start), theirs.word_at(place.start)
        told = 0.0
        for other in self._beside_ours(one):
            nearest = 0.0
            self.budget.spend(len(other.places))
            for like in other.places:
                if like.start == place.start:
                    continue
                apart = theirs.apart(like.start, place.start)
                if apart == 0:
                    far = abs(theirs.word_at(like.start) - there)
                    nearest = max(nearest, exp(-far / _THEIR_FAR))
                elif apart == 1:
                    nearest = max(nearest, 0.25)
            weight = _COMPANY if len(other.places) <= 2 else _COMMON_COMPANY
            told += weight * nearest * exp(-abs(mine.word_at(other.amount.start) - at) / _OUR_FAR)
        return told

    def _beside_ours(self, one: Ours) -> Iterator[Ours]:
        """Yield the figures of our sentence that are not so far away that they say nothing."""
        at = bisect_left(self._starts, one.amount.start)
        first = max(0, at - _NEIGHBOURING)
        for other in range(first, min(len(self.figures), at + _NEIGHBOURING + 1)):
            if other != at and self._sentences[other] == self._sentences[at]:
                yield self.figures[other]

    def others(self, one: Ours) -> Iterator[Amount]:
        """Yield the figures of the source that may be told of the same, and are no like of ours."""
        told = {self.theirs.sentence(place.start) for place in one.places}
        # One sentence has words that are of all its figures.
        for other in self.comparable(one):
            if self.theirs.sentence(other.start) not in told:
                yield other

    def comparable(self, one: Ours) -> Iterator[Amount]:
        for other in mistakable(self.ours, one.amount, self.source):
            if other.start not in one.starts:
                yield other

    def told(self, one: Ours, place: Amount, near: float) -> bool:
        """Say whether another figure of ours near by is that one, and our words its own."""
        for other in self.figures:
            # One of ours with two digits exchanged is meant to be that one.
            if other is not one and (place.start in other.starts or not other.places):
                apart = self.mine.apart(other.amount.start, one.amount.start)
                beside = apart is not None and apart <= _NEIGHBOURS
                meant = place.start in other.starts or digits_exchanged(
                    self.ours, other.amount, self.source, place
                )
                if beside and meant and self.nearness(other, place) >= _ALSO * near:
                    return True
        return False

    def shown(self, place: Amount) -> str:
        words = self.source.words
        sentence = self.source.sentence_at(place.start)[0]
        first = max(0, self.theirs.word_at(place.start) - _SHOWN)
        start = max(sentence, words.starts[first] if first < len(words) else sentence)
        return " ".join(self.source.text[start : place.end].split())
