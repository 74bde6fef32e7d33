"""Remembers what was decided in the list on screen, so that undo finds its line again. Pure."""

from __future__ import annotations

from collections.abc import Callable

from reewriter.model import ItemState
from reewriter.values import dataclass

__all__ = ["Decision", "Decisions"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One key press: which items, what they became, and where the cursor stood."""

    ids: tuple[int, ...]
    state: ItemState
    cursor: int
    marked: frozenset[int] = frozenset()
    """Those of them that were marked: taken back, they are again, and no others."""


class Decisions:
    """The decisions since the list was read, those taken back at the end."""

    def __init__(self) -> None:
        self._all: list[Decision] = []
        self._made = 0
        self._decided: dict[int, int] = {}
        """Item → how many standing decisions it is in."""

    def __contains__(self, item_id: int) -> bool:
        return item_id in self._decided

    def __len__(self) -> int:
        return len(self._decided)

    def add(self, decision: Decision) -> None:
        """Remember one more; what had been taken back before is forgotten."""
        del self._all[self._made :]
        self._all.append(decision)
        self._take()

    def clear(self) -> None:
        """Forget everything: the list is another."""
        self._all.clear()
        self._decided.clear()
        self._made = 0

    def settle(self, state_of: Callable[[int], ItemState | None]) -> Decision | None:
        """Compare with the store; return the first of the decisions that were taken back."""
        back: Decision | None = None
        while self._made and not self._stands(self._all[self._made - 1], state_of):
            back = self._give_back()
        while back is None and self._made < len(self._all):
            if not self._stands(self._all[self._made], state_of):
                break
            self._take()
        return back

    @staticmethod
    def _stands(decision: Decision, state_of: Callable[[int], ItemState | None]) -> bool:
        return state_of(decision.ids[0]) == decision.state

    def _take(self) -> None:
        for item_id in self._all[self._made].ids:
            self._decided[item_id] = self._decided.get(item_id, 0) + 1
        self._made += 1

    def _give_back(self) -> Decision:
        self._made -= 1
        decision = self._all[self._made]
        for item_id in decision.ids:
            self._decided[item_id] -= 1
            if not self._decided[item_id]:
                del self._decided[item_id]
        return decision
