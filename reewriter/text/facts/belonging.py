"""Tells a figure that a source has of something else: whose words stand beside another one there.

What a figure is of, is told by the words around it, the rarer and the nearer the more, and by the
other figures of its sentence. Where those of ours stand much nearer to another figure of its kind
than to its like, the source says that other figure of the matter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

from reewriter.text.facts.budget import Budget
from reewriter.text.facts.goal import FORMERLY, REACH
from reewriter.text.facts.looking import agreeing, all_of
from reewriter.text.facts.mistakable import mistakable
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import surroundings
from reewriter.text.facts.values import Amount

__all__ = ["misplaced"]

_OF_THINGS = frozenset(("money", "percent", "points", "number", "times"))
_KINDS = _OF_THINGS | {"ordinal", "year", "quarter", "month", "weekday"}
"""A day is told with what happened on it, and two of a text are seldom of one thing."""
_TIMES_CROSSED, _MORE_CROSSED = 1.3, 0.35
"""The same of two figures that are told of each other's things."""
_SHARPLY = 2.5
_TWO_RATES = 3
_LEAST = 1.5
"""What our words tell that stand in the clause of another figure of the same sentence."""
_MOST = 500
"""Figures of a source, or a draft; of so many some stand beside any words."""
_MOST_COMPARED = 60_000
"""Company of figures that is looked at for one draft and one source."""
_NEIGHBOURING = 20
"""Figures on either side of one of ours that are its company."""
_TIMES, _MORE = 1.5, 1.1
"""How much nearer our words must be to the other figure: so many times, and so much more."""
_ALSO = 0.8
"""How near, in parts, the words of a figure of ours must be to that other that it is the one."""
_NEIGHBOURS = 2
"""Sentences on either side of ours in which that other figure may be told, too."""
_SENTENCE_BEFORE = 0.3
_COMPANY, _COMMON_COMPANY = 1.2, 0.6
"""What a figure of our sentence tells; and one that the source has more than twice."""
_OUR_FAR, _THEIR_FAR = 12.0, 16.0
_TRIED = 6
_FAINT = 0.02
_SHOWN = 7
"""Words before the other figure that are shown with it."""


@dataclass
class _Ours:
    """A figure of a draft, and where a source has its like."""

    amount: Amount
    places: Sequence[Amount]
    starts: frozenset[int]
    words: Mapping[str, float] = field(default_factory=dict)


def misplaced(ours: Page, amounts: Sequence[Amount], sources: Sequence[Page]) -> dict[int, str]:
    """Return where figures begin that a source has of something else, with what it has instead."""
    told: dict[int, str] = {}
    sound: set[int] = set()
    for source in sources:
        if max(len(all_of(source)), len(amounts)) > _MOST:
            return {}
        compared = _Compared(ours, amounts, source)
        wrong = compared.misplaced()
        told |= {start: said for start, said in wrong.items() if start not in told}
        sound |= compared.known - wrong.keys()
    # Whatever one source says, it is enough that another one has it of the matter.
    return {start: said for start, said in told.items() if start not in sound}


class _Compared:
    """The figures of a draft beside those of one source."""

    def __init__(self, ours: Page, amounts: Sequence[Amount], source: Page) -> None:
        self._ours, self._source = ours, source
        self._mine, self._theirs = surroundings(ours), surroundings(source)
        self.figures = []
        for amount in amounts:
            places = agreeing(amount.readings, source)
            one = _Ours(amount, places, frozenset(place.start for place in places))
            one.words = self._words(amount)
            self.figures.append(one)
        self._sentences = [self._mine.sentence(one.amount.start) for one in self.figures]
        self._starts = [one.amount.start for one in self.figures]
        self._budget = Budget(_MOST_COMPARED)

    @property
    def known(self) -> set[int]:
        """Where the figures of the draft begin that the source has, of whatever."""
        return {one.amount.start for one in self.figures if one.places}

    def misplaced(self) -> dict[int, str]:
        """Return where those begin that it has of something else, with what it has instead."""
        found = [
            *self._exchanged(),
            *self._of_another_year(),
            *self._beside(),
            *self._elsewhere(),
        ]
        return {one.amount.start: self._shown(other) for one, other in reversed(found)}

    def _elsewhere(self) -> Iterator[tuple[_Ours, Amount]]:
        """Yield figures whose words stand nearer to another one in another sentence."""
        for one in self.figures:
            if not one.places or one.amount.readings[0].kind not in _KINDS:
                continue
            if self._budget.spent:
                return
            least = _TIMES * max(self._nearness(one, place) for place in one.places) + _MORE
            others = sorted(
                ((self._nearness(one, place), place) for place in self._others(one)),
                key=lambda pair: (-pair[0], pair[1].start),
            )
            for near, place in others[:_TRIED]:
                if near <= least:
                    break
                if not self._told(one, place, near):
                    yield one, place
                    break

    def _exchanged(self) -> Iterator[tuple[_Ours, Amount]]:
        """Yield neighbouring figures that the source has of each other's things."""
        for one, two in self._pairs():
            if one.starts & two.starts:
                continue
            if any(self._came_from(each.amount) for each in (one, two)):
                continue
            apart = self._mine.apart(one.amount.start, two.amount.start)
            if apart is None or apart > _NEIGHBOURS:
                continue
            if not self._mine.told_between(one.amount, two.amount):
                continue  # a range
            # Of all their places those speak for a figure that have most of its words.
            first = max(one.places, key=lambda place: self._in_words(one, place), default=None)
            last = max(two.places, key=lambda place: self._in_words(two, place), default=None)
            if first and last and self._crossed(one, two, first, last):
                yield one, last
                yield two, first

    def _pairs(self) -> Iterator[tuple[_Ours, _Ours]]:
        """Yield each figure with the next one of its kind and unit."""
        last: dict[tuple[str, str], _Ours] = {}
        for two in self.figures:
            reading = two.amount.readings[0]
            if reading.kind not in _OF_THINGS:
                continue
            one = last.get(reading[:2])
            if one is not None and len({one.amount.readings[0].per, reading.per, ""}) < _TWO_RATES:
                yield one, two
            last[reading[:2]] = two

    def _crossed(self, one: _Ours, two: _Ours, first: Amount, last: Amount) -> bool:
        """Say whether our words for each of two figures stand nearer to the other one."""
        within = self._theirs.sentence(first.start) == self._theirs.sentence(last.start)
        near = self._closely if within else self._in_words
        straight = near(one, first) + near(two, last)
        crossed = near(one, last) + near(two, first)
        if within:
            return crossed > _TIMES_CROSSED * straight + _MORE_CROSSED
        return crossed > _TIMES * straight + _MORE

    def _in_words(self, one: _Ours, place: Amount) -> float:
        near = self._theirs.near(place)
        return sum(much * near[stem] for stem, much in one.words.items() if stem in near)

    def _of_another_year(self) -> Iterator[tuple[_Ours, Amount]]:
        """Yield figures that the source has right before another year than ours."""
        like = {one.amount.start: one for one in self.figures}
        for one in self.figures:
            when = self._mine.dated(one.amount)
            if when is None or not one.places or when.start not in like:
                continue
            theirs = [self._theirs.dated(place) for place in one.places]
            years = like[when.start].starts
            if any(other is None or other.start in years for other in theirs):
                continue
            for other in self._comparable(one):
                told = self._theirs.dated(other)
                if told is not None and told.start in years:
                    yield one, other
                    break

    def _beside(self) -> Iterator[tuple[_Ours, Amount]]:
        """Yield figures that the source has in another clause of the sentence that has our words.

        There the clause of its like says what that is of, by words that ours has nowhere.
        """
        for one in self.figures:
            if one.amount.readings[0].kind not in _KINDS or not one.places:
                continue
            mine = self._mine.beside(one.amount, before=0.0)
            clauses = [self._theirs.clause(place) for place in one.places]
            if any(not clause or not clause.isdisjoint(mine) for clause in clauses):
                continue
            if any(
                self._source.prose[place.start - 1 : place.start] == "(" for place in one.places
            ):
                continue  # the same in another unit
            sentences = {self._theirs.sentence(place.start) for place in one.places}
            for other in self._comparable(one):
                if self._theirs.sentence(other.start) not in sentences:
                    continue
                told = self._theirs.clause(other) & mine.keys() & one.words.keys()
                near = sum(one.words[stem] for stem in told)
                verb = self._mine.right_before(one.amount)
                same = verb in told and verb == self._theirs.right_before(other)
                if (len(told) > 1 or same) and near > _LEAST and not self._told(one, other, 0.0):
                    yield one, other
                    break

    def _came_from(self, amount: Amount) -> bool:
        """Say whether something was so much before: of that another order tells."""
        before = self._ours.text[max(0, amount.start - REACH) : amount.start]
        return bool(FORMERLY.search(before))

    def _closely(self, one: _Ours, place: Amount) -> float:
        """Return the nearness of a place to our words, of which only the nearest count."""
        near, rarity = self._theirs.near(place), self._theirs.rarity
        mine = self._mine.beside(one.amount, before=0.0)
        return sum(
            float((much * near[stem]) ** _SHARPLY) * rarity[stem]
            for stem, much in mine.items()
            if stem in near
        )

    def _words(self, amount: Amount) -> Mapping[str, float]:
        """Return what the words beside a figure of ours tell, of those that the source has."""
        rarity, mine = self._theirs.rarity, self._mine
        near = mine.beside(amount, before=_SENTENCE_BEFORE)
        return {
            stem: much * rarity[stem]
            for stem, much in near.items()
            if much > _FAINT and stem in rarity
        }

    def _nearness(self, one: _Ours, place: Amount) -> float:
        return self._in_words(one, place) + self._company(one, place)

    def _company(self, one: _Ours, place: Amount) -> float:
        """Return how near the other figures of our sentence are to that of the source."""
        mine, theirs = self._mine, self._theirs
        at, there = mine.word_at(one.amount.start), theirs.word_at(place.start)
        told = 0.0
        for other in self._beside_ours(one):
            nearest = 0.0
            self._budget.spend(len(other.places))
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

    def _beside_ours(self, one: _Ours) -> Iterator[_Ours]:
        """Yield the figures of our sentence that are not so far away that they say nothing."""
        at = bisect_left(self._starts, one.amount.start)
        first = max(0, at - _NEIGHBOURING)
        for other in range(first, min(len(self.figures), at + _NEIGHBOURING + 1)):
            if other != at and self._sentences[other] == self._sentences[at]:
                yield self.figures[other]

    def _others(self, one: _Ours) -> Iterator[Amount]:
        """Yield the figures of the source that may be told of the same, and are no like of ours."""
        told = {self._theirs.sentence(place.start) for place in one.places}
        # One sentence has words that are of all its figures.
        for other in self._comparable(one):
            if self._theirs.sentence(other.start) not in told:
                yield other

    def _comparable(self, one: _Ours) -> Iterator[Amount]:
        for other in mistakable(self._ours, one.amount, self._source):
            if other.start not in one.starts:
                yield other

    def _told(self, one: _Ours, place: Amount, near: float) -> bool:
        """Say whether another figure of ours near by is that one, and our words its own."""
        for other in self.figures:
            if other is not one and place.start in other.starts:
                apart = self._mine.apart(other.amount.start, one.amount.start)
                beside = apart is not None and apart <= _NEIGHBOURS
                if beside and self._nearness(other, place) >= _ALSO * near:
                    return True
        return False

    def _shown(self, place: Amount) -> str:
        words = self._source.words
        sentence = self._source.sentence_at(place.start)[0]
        first = max(0, self._theirs.word_at(place.start) - _SHOWN)
        start = max(sentence, words.starts[first] if first < len(words) else sentence)
        return " ".join(self._source.text[start : place.end].split())
