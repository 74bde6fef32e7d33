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
        """Item → 1 and then, for each standing decision it is in, whether that decided: in bits."""
        self._count = 0

    def __contains__(self, item_id: int) -> bool:
        """Whether it is decided: what was made new again since is not."""
        return bool(self._decided.get(item_id, 0) & 1)

    def __len__(self) -> int:
        return self._count

    def add(self, decision: Decision) -> None:
        """Remember one more; what had been taken back before is forgotten."""
        del self._all[self._made :]
        self._all.append(decision)
        self._take()

    def clear(self) -> None:
        """Forget everything: the list is another."""
        self._all.clear()
        self._decided.clear()
        self._made = self._count = 0

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
        decision = self._all[self._made]
        decides = decision.state is not ItemState.NEW
        for item_id in decision.ids:
            before = self._decided.get(item_id, 0)
            self._decided[item_id] = (before or 1) << 1 | decides
            self._count += decides - (before & 1)
        self._made += 1

    def _give_back(self) -> Decision:
        self._made -= 1
        decision = self._all[self._made]
        for item_id in decision.ids:
            now = self._decided[item_id]
            before = now >> 1
            if before > 1:
                self._decided[item_id] = before
            else:
                del self._decided[item_id]
                before = 0
            self._count += (before & 1) - (now & 1)
        return decision
