"""Keeps documents that take long for the end of a run, and the time there is for them then.

Parses nothing: who asks is told how long a document may take, or that there is no time left.
"""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass, replace
from queue import PriorityQueue

from reewriter.errors import ReewriterError
from reewriter.feeds.fetch import Fetched
from reewriter.feeds.shelf import Shelf
from reewriter.model import Feed

__all__ = ["Late", "LateShift", "NoTimeError"]

_ALL = 15.0
"""Seconds that documents which take long may take in one run, all of them, side by side."""
_LEAST = 3.0
"""With fewer seconds left none is begun; and so many has one that overran its time before."""


class NoTimeError(ReewriterError):
    """A document was not begun, since others took all the time there was."""


@dataclass(frozen=True, slots=True)
class Late:
    """A feed whose document is read when the others are done."""

    feed: Feed
    fetched: Fetched
    """Without its body."""
    place: tuple[int, int]
    """Of the body, on the shelf."""
    spent: float
    """Seconds that it has taken already."""


class LateShift:
    """What is left for the end, those last that overran their time before. For several threads."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._count = itertools.count()
        self._queue: PriorityQueue[tuple[bool, int, Late]] = PriorityQueue()
        self._lock = threading.Lock()
        self._until: float | None = None

    def put(self, feed: Feed, fetched: Fetched, spent: float) -> None:
        """Leave a document for the end; raises ReewriterError where it cannot be kept so long."""
        try:
            place = self._shelf.put(fetched.body)
        except OSError as error:
            raise ReewriterError(
                f"was not read, and cannot be kept to be read later: {error.strerror or error}"
            ) from None
        late = Late(feed, replace(fetched, body=b""), place, spent)
        self._queue.put((feed.overruns > 0, next(self._count), late))

    def next(self) -> Late:
        """Return what is to be read next; raises queue.Empty. From the first on, time counts."""
        late = self._queue.get_nowait()[2]
        with self._lock:
            if self._until is None:
                self._until = time.monotonic() + _ALL
        return late

    def body(self, late: Late) -> bytes:
        """Return a document; raises ReewriterError where it is gone."""
        try:
            return self._shelf.get(late.place)
        except OSError as error:
            raise ReewriterError(
                f"was not read: it was kept for later, and is gone: {error.strerror or error}"
            ) from None

    def time_for(self, feed: Feed) -> float:
        """Return how many seconds a feed's document may take, which begins to be read now.

        Raises NoTimeError where there is none left for it in this run.
        """
        left = _ALL if self._until is None else self._until - time.monotonic()
        if left < _LEAST:
            raise NoTimeError("was not read this time: others took too long to be read")
        return _LEAST if feed.overruns else left

    def close(self) -> None:
        """Throw all of it away."""
        self._shelf.close()
