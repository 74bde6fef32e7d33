"""Shares the memory for large bodies out among those who fetch; knows neither feeds nor parsers."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque

__all__ = ["Room", "Share", "hand_back"]


class Room:
    """So many bytes for all large bodies together. For several threads.

    Who waits longest is next; what is larger than the whole room has it alone.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._queue: deque[object] = deque()
        self._growing: deque[object] = deque()
        """Of those who hold some and wait for more: they come first, since others wait for them."""
        self._resting = 0
        """Bytes that these hold."""
        self._change = threading.Condition()
        self._closed = False

    def close(self) -> None:
        """Let all go on who wait, as if there were room."""
        with self._change:
            self._closed = True
            self._change.notify_all()

    def take(self, size: int, instead: int = 0) -> None:
        """Wait until there is room for so many bytes, and hold them, `instead` of those held.

        Who waits for more does not wait for others who do: nobody would ever go on.
        """
        ticket = object()
        queue = self._growing if instead else self._queue
        with self._change:
            queue.append(ticket)
            self._resting += instead
            self._change.notify_all()
            self._change.wait_for(lambda: self._closed or self._is_next(ticket, size))
            queue.remove(ticket)
            self._resting -= instead
            self._held += size - instead
            self._change.notify_all()

    def give(self, size: int) -> None:
        """Return so many bytes of what was taken."""
        with self._change:
            self._held -= size
            self._change.notify_all()

    def _is_next(self, ticket: object, size: int) -> bool:
        held = self._held - self._resting if self._growing else self._held
        fits = not held or held + size <= self._most
        return fits and (self._growing or self._queue)[0] is ticket


class Share:
    """What one large body holds of the room, until it is released; for one thread at a time."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._size = 0
        self.waited = 0.0
        """Seconds spent waiting for room."""

    def take(self, size: int) -> None:
        """Wait until there is room for a body of this size, instead of what it has so far."""
        asked = time.monotonic()
        self._room.take(size, self._size)
        self._size = size
        self.waited += time.monotonic() - asked

    def settle(self, size: int) -> None:
        """Hold what the body has turned out to need, where it needs any; waits for nothing."""
        if self._size:
            self._room.give(self._size - size)
            self._size = size

    def release(self) -> None:
        """Give it all back; what was in it must be forgotten before."""
        if self._size:
            hand_back()
            self._room.give(self._size)
            self._size = 0


def hand_back() -> None:
    """Return freed memory to the system, which the C library would keep for later."""
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)
