"""Looks lists of items up on other threads; one that is no longer wanted is stopped."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from typing import Literal

from reewriter.errors import StoppedError
from reewriter.workspace import Workspace

__all__ = ["Lookups"]


class Lookups:
    """The lists that are being looked up."""

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
        with workspace.fork() as mine:
            with self._lock:
                self._stops[id(mine)] = mine.store.interrupt
            try:
                return mine.triage.ids(typed, within=within, sort=sort, folded=folded, limit=limit)
            except StoppedError:
                return None
            finally:
                with self._lock:
                    del self._stops[id(mine)]
