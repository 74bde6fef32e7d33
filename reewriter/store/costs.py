"""Tells what each way to a page would cost, from what was seen so far; knows no SQL.

Costs are counted in texts looked at. That words stand together as often as by chance is assumed
until more is seen; who relies on it loses time, never an item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from math import log, prod

from reewriter.store.query import Compiled

__all__ = ["AT_FIRST", "Costs"]

AT_FIRST = 100
"""Texts by which anything can be told at all."""
_WALKED = 0.2
"""What costs an item that the index finds and of which the list asks something."""
_GATHERED = 1 / 45
"""An item that holds what a half-typed word may become."""
_FILTERED = 1 / 25
"""An item that is looked up among all that must not be found."""
_SETTLED = 1.3
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
        alone = not besides and "title" not in compiled.match
        self.begins = () if alone else compiled.begins
        self._began = [0] * len(self.begins)
        self.looked_at = self._fitted = 0

    @cached_property
    def held(self) -> float:
        """How many of the arrivals the list holds, whatever words stand in them."""
        return self._ask_held()

    def saw(self, looked_at: int, fitted: int, texts: Sequence[tuple[str, str]] = ()) -> None:
        """Note texts that were looked at."""
        for at, begins in enumerate(self.begins):
            self._began[at] += sum(begins(*told) for told in texts)
        self.looked_at += looked_at
        self._fitted += fitted

    @property
    def share(self) -> float:
        """How many of the texts fit."""
        return (self._fitted + _UNSEEN) / (self.looked_at + 1)

    @property
    def _begun(self) -> list[float]:
        """How many of the texts hold what each of the half-typed words may become."""
        if not self.begins:
            return [self.share] * len(self._compiled.begins)
        return [(began + _UNSEEN) / (self.looked_at + 1) for began in self._began]

    def looking_is_cheapest(self, listed: float) -> bool:
        """Tell whether to go on through the list, which has about so many items."""
        if self.looked_at < AT_FIRST:
            return True
        rest = min((self._most - self._fitted) / self.share, listed - self.looked_at)
        if not self._compiled.match:
            return self.looked_at + rest < max(self._stored * _FILTERED, 4 * self._most)
        # What stands in many texts saves little, and is walked in another order than the list's.
        return rest < self._index() and not (self._compiled.settled and 2 * self._settled() < rest)

    def settled_is_cheaper(self) -> bool:
        """Tell whether texts with the other words cost less than all that is half typed."""
        return self._settled() < self._index()

    def narrow_is_cheaper(self) -> bool:
        """Tell whether one half-typed word is asked for, and the others looked for in its texts."""
        return bool(self._compiled.narrow) and self._narrow() < self._gathered()

    def _index(self) -> float:
        walked = min(self._most / self.held, self.share * self._stored) * _WALKED + _ASKED
        if "*" not in self._compiled.match:
            return walked
        return walked + min(self._gathered(), self._narrow())

    def _gathered(self) -> float:
        if not self._compiled.begins or "*" in self._compiled.match.partition(" NOT ")[2]:
            return float(self._stored)  # What must not be found is gathered, too.
        return sum(map(self._to_gather, self._begun))

    def _to_gather(self, share: float) -> float:
        """Return what it costs where so many texts hold it: in most texts, it is there often."""
        return -log(1 - min(share, 0.999)) * self._stored * _GATHERED

    def _narrow(self) -> float:
        if not self._compiled.narrow or not self.begins:
            return float(self._stored)
        longest, *others = self._begun
        return self._to_gather(longest) + self._most / prod(others)

    def _settled(self) -> float:
        each = _SETTLED + _WALKED / self.held
        return self._most / prod(self._begun or [0.5]) * each + _ASKED

    def more_of_settled(self, missing: int, fitted: int, seen: int) -> float:
        """Return how many more texts with the other words to look at; 0 where to gather is cheaper.

        Of those that were seen so many fitted, and so many of them are missing.
        """
        begun = self._begun
        share = (fitted + _UNSEEN) / seen
        if not self.begins:  # Nothing is half typed but what must not be found.
            return missing / share
        if prod(begun) < _UNLIKE * share + 0.05:
            # What was seen elsewhere tells it, too; else these words do not like each other.
            share = (prod(begun) * self.looked_at + fitted) / (self.looked_at + seen)
            begun = [share]
        rest = missing / share
        costs = rest * (_SETTLED + _WALKED / self.held)
        return rest if costs <= sum(map(self._to_gather, begun)) else 0.0
