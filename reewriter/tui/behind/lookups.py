"""Looks lists of items up on other threads; one that is no longer wanted is stopped."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from typing import ClassVar, Literal, TypeVar

from reewriter.errors import StoppedError
from reewriter.workspace import Workspace

__all__ = ["Lookups"]

Answer = TypeVar("Answer")


class Lookups:
    """The lists that are being looked up."""

    LARGE: ClassVar[int] = 10_000
    """Lines of a list that is not looked up again only to learn what it has gained."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: dict[int, Callable[[], None]] = {}

    def stop(self) -> None:
        """Stop all of them: another list is wanted."""
        with self._lock:
            for stop in self._stops.values():
                stop()

    def ids(
        self,
        workspace: Workspace,
        typed: str,
        *,
        within: str,
        sort: Literal["new", "score"],
        folded: bool,
        limit: int | None,
    ) -> array[int] | None:
        """Return a list as triage does, on a connection of this thread; None if it was stopped."""
        return self._ask(
            workspace,
            lambda mine: mine.triage.ids(
                typed, within=within, sort=sort, folded=folded, limit=limit
            ),
        )

    def more(
        self, workspace: Workspace, typed: str, *, within: str, known: array[int]
    ) -> int | None:
        """Count the lines that belong to a list and are not among those known; None if stopped.

        Of a large list only what came in after its last item is looked up: all of it would take
        seconds and more memory than the desk itself, each time that anything changes.
        """
        if len(known) > self.LARGE:
            since = max(known)
            return self._ask(
                workspace, lambda mine: mine.triage.count_since(typed, within=within, item_id=since)
            )
        ids = self.ids(workspace, typed, within=within, sort="new", folded=True, limit=None)
        return None if ids is None else len(set(ids).difference(known))

    def read_ahead(self, workspace: Workspace) -> None:
        """Get ready for the first search; whoever searches meanwhile stops it."""
        self._ask(workspace, lambda mine: mine.triage.read_ahead())

    def _ask(self, workspace: Workspace, ask: Callable[[Workspace], Answer]) -> Answer | None:
        with workspace.fork() as mine:
            with self._lock:
                self._stops[id(mine)] = mine.store.interrupt
            try:
                return ask(mine)
            except StoppedError:
                return None
            finally:
                with self._lock:
                    del self._stops[id(mine)]
