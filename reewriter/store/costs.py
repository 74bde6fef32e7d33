"""Tells what each way to a page would cost, from what was seen so far; knows no SQL.

Costs are counted in texts looked at. That words stand together as often as by chance is assumed
until more is seen; who relies on it loses time, never an item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from math import inf, log, prod, sqrt

from reewriter.store.looking import Look
from reewriter.store.query import Compiled

__all__ = ["AT_FIRST", "Costs"]

AT_FIRST = 100
"""Texts by which anything can be told at all."""
_SAMPLED = 200
"""Texts in which each half-typed word is looked for by itself."""
_WALKED = 0.2
"""What costs an item that the index finds and of which the list asks something."""
_GATHERED = 1 / 70
"""An item that holds what a half-typed word may become."""
_GATHERED_OF_FEW = 1 / 100
"""The same of one that may become few words."""
_PASSED_OVER = 1 / 5
"""An item that holds what must not be found, told by the index."""
_PASSED = 1 / 30
"""One of these that the index passes to find the next with other words."""
_MANY_WORDS = 3
"""With so many letters it may become many."""
_TWICE = 2
"""How many times a page's texts are listed in one go."""
_HOPED = 0.5
"""By how many deviations more texts may fit than those that were seen tell."""
_FILTERED = 1 / 12
"""An item that is looked up among all that must not be found."""
_SETTLED = 1.4
"""A text that is found by other words: they lie far apart."""
_ASKED = 20
"""The index asked once."""
_UNSEEN = 0.7
"""How many more are said to have been found: of what was not there, there may be some."""
_UNLIKE = 3
"""So many times as often a word stands elsewhere that seldom stands beside others."""


class Costs:
    """What was seen of a query's items, and what that says of the others."""

    def __init__(
        self, compiled: Compiled, *, most: int, stored: int, held: Callable[[], float]
    ) -> None:
        self._compiled, self._most, self._stored = compiled, most, stored
        self._ask_held = held
        # Alone, a half-typed word is told by whether the text fits.
        besides = compiled.settled or compiled.narrow or " NOT " in compiled.match
        self._alone = not besides and compiled.typed == compiled.begins
        self._stood = [0] * len(compiled.typed)
        self._began = [0] * len(compiled.begins)
        self.looked_at = self._fitted = self._sampled = 0
        self._lacked = 0
        self.settled_left = 0
        """How many texts with the other words there are; 0 where that is not known."""

    @cached_property
    def held(self) -> float:
        """How many of the arrivals the list holds, whatever words stand in them."""
        return self._ask_held()

    @property
    def is_curious(self) -> bool:
        """Whether whole texts tell more than whether they fit."""
        if self._sampled >= _SAMPLED:
            return False
        return self._compiled.lacks is not None or (bool(self._began) and not self._alone)

    def saw(self, looked_at: int, fitted: int, texts: Sequence[tuple[int, str, str]] = ()) -> None:
        """Note texts that were looked at."""
        if self.is_curious:
            self._count(self._compiled.typed, self._stood, texts)
            self._count(self._compiled.begins, self._began, texts)
            if (lacks := self._compiled.lacks) is not None:
                self._lacked += sum(lacks(title, text) for _, title, text in texts)
            self._sampled += len(texts)
        self.looked_at += looked_at
        self._fitted += fitted

    def _count(
        self, looks: Sequence[Look], counted: list[int], texts: Sequence[tuple[int, str, str]]
    ) -> None:
        if counted is self._began and self._compiled.typed == self._compiled.begins:
            counted[:] = self._stood
            return
        for at, look in enumerate(looks):
            counted[at] += sum(look(title, text) for _, title, text in texts)

    @property
    def share(self) -> float:
        """How many of the texts fit."""
        return (self._fitted + _UNSEEN) / (self.looked_at + 1)

    @property
    def _typed(self) -> list[float]:
        """How many of the texts hold each of the half-typed words, where it must stand."""
        return self._shares(self._stood)

    @property
    def _begun(self) -> list[float]:
        """How many hold it anywhere: that is what the index gathers."""
        return self._shares(self._began)

    def _shares(self, counted: Sequence[int]) -> list[float]:
        if self._alone or not self._sampled:
            return [self.share] * len(counted)
        return [(each + _UNSEEN) / (self._sampled + 1) for each in counted]

    def looking_is_cheapest(self, listed: float, *, whole: bool = False) -> bool:
        """Tell whether to go on through the list, which has about so many items.

        With `whole`, the index must be walked to its end.
        """
        if self.looked_at < AT_FIRST:
            return True
        # A few more texts cost less than to be wrong about what few have told.
        hoped = self.share + _HOPED * sqrt(self._fitted + _UNSEEN) / (self.looked_at + 1)
        rest = min((self._most - self._fitted) / hoped, listed - self.looked_at)
        if self._passing() < rest:
            return False
        if not self._compiled.match:
            return self.looked_at + rest < max(self._stored * _FILTERED, 4 * self._most)
        if whole:
            return rest < self._walked_whole()
        # What stands in many texts saves little, and is walked in another order than the list's.
        return rest < self._index() and not (self._compiled.settled and 2 * self._settled() < rest)

    def passing_is_cheaper(self) -> bool:
        """Tell whether to pass all that holds unwanted words, and to look at the rest."""
        most = self._index() if self._compiled.match else self._stored * _FILTERED
        return self._passing() < most

    def _passing(self) -> float:
        if self._compiled.lacks is None or not self._sampled:
            return inf
        lacking = (self._lacked + _UNSEEN) / (self._sampled + 1)
        return self._most / self.share / self.held * (_PASSED_OVER + lacking * _SETTLED)

    def settled_is_cheaper(self) -> bool:
        """Tell whether texts with the other words cost less than all that is half typed."""
        return self._settled() < self._index()

    def narrow_is_cheaper(self) -> bool:
        """Tell whether one half-typed word is asked for, and the others looked for in its texts."""
        return bool(self._compiled.narrow) and self._narrow() < self._gathered()

    @property
    def worth_walking(self) -> int:
        """How many items the index may find while it gathers all that is half typed."""
        return int(min(self._gathered() / max(_WALKED, 1e-6), self._stored))

    @property
    def texts_of_settled(self) -> int:
        """How many texts with the other words fill the page twice over, as far as is known."""
        return int(AT_FIRST + _TWICE * self._most / prod(self._typed or [0.5]))

    def _walked_whole(self) -> float:
        whole = self.share * self._stored * _WALKED + _ASKED
        if "*" in self._compiled.match:
            whole += self._gathered()
        if self._compiled.settled:
            others = min(self.share / prod(self._typed), 1.0) * self._stored * _WALKED
            whole = min(whole, others + self._settled())
        return whole

    def _index(self) -> float:
        walked = min(self._most / self.held, self.share * self._stored) * _WALKED + _ASKED
        if "*" not in self._compiled.match:
            return walked
        return walked + min(self._gathered(), self._narrow())

    def _gathered(self) -> float:
        if not self._compiled.begins or "*" in self._compiled.match.partition(" NOT ")[2]:
            return float(self._stored)  # What must not be found is gathered, too.
        return sum(map(self._to_gather, self._begun, self._compiled.letters))

    def _to_gather(self, share: float, letters: int) -> float:
        """Return what it costs where so many texts hold it: in most texts, it is there often."""
        each = _GATHERED if letters <= _MANY_WORDS else _GATHERED_OF_FEW
        if self.settled_left:  # All of it is passed where the other words are so rare.
            each += _PASSED * min(1.0, self._most / (self.settled_left * prod(self._typed)))
        return -log(1 - min(share, 0.999)) * self._stored * each

    def _narrow(self) -> float:
        if not self._compiled.narrow or not self._sampled:
            return float(self._stored)
        return self._to_gather(self._begun[0], self._compiled.letters[0]) + self._most / prod(
            self._typed[1:]
        )

    def _settled(self) -> float:
        each = _SETTLED + _WALKED / self.held
        texts = self._most / prod(self._typed or [0.5])
        return min(texts, self.settled_left or texts) * each + _ASKED

    def more_of_settled(self, missing: int, fitted: int, seen: int) -> float:
        """Return how many more texts with the other words to look at; 0 where to gather is cheaper.

        Of those that were seen so many fitted, and so many of them are missing.
        """
        share = (fitted + _UNSEEN) / seen
        if not self._sampled:  # Nothing is half typed but what must not be found.
            return missing / share
        typed = prod(self._typed)
        if typed < _UNLIKE * share + 0.05:
            # What was seen elsewhere tells it, too; else these words do not like each other.
            share = (typed * self._sampled + fitted) / (self._sampled + seen)
        rest = missing / share
        if self.settled_left:
            rest = min(rest, max(self.settled_left - seen, 1))
        costs = rest * (_SETTLED + _WALKED / self.held)
        return rest if costs <= self._gathered() else 0.0
