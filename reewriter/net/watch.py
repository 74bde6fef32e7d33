"""How long and how much one request may still take; knows nothing of HTTP."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

from reewriter.errors import DeadlineError, NetworkError, TooLargeError

__all__ = ["Watch"]


class Watch:
    """One request's remaining time and bytes, asked before every wait on the network.

    Every single wait is given the time that is left in all, so that a server that sends a byte
    a second meets the same deadline as one that is silent.
    """

    __slots__ = (
        "_cancelled",
        "_ends",
        "_seconds",
        "allowance",
        "host",
        "inbox",
        "large",
        "received",
        "sock",
    )

    def __init__(
        self, seconds: float, host: str = "", large: Callable[[int], None] | None = None
    ) -> None:
        self._seconds = seconds
        self._ends = time.monotonic() + seconds
        self._cancelled = False
        self.host = host
        """Whom we talk to just now, for messages."""
        self.received = 0
        self.allowance = 0
        """`received` may rise to this."""
        self.sock: socket.socket | None = None
        self.large = large
        """Told, once, how many bytes a body may have that is not small."""
        self.inbox: SimpleQueue[object] = SimpleQueue()
        """Where answers of the resolver arrive, and the word that the request is cancelled."""

    def remaining(self) -> float:
        """Return the seconds left; raises DeadlineError when there are none."""
        if self._cancelled:
            raise NetworkError(f"{self.host}: stopped before it was done")
        left = self._ends - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return left

    def too_slow(self) -> DeadlineError:
        """Return the error that says the deadline has passed."""
        return DeadlineError(f"{self.host}: no complete answer within {self._seconds:g} s")

    def admit(self, size: int) -> None:
        """Have a large body admitted; the clock stands still while that takes."""
        large, self.large = self.large, None
        if large is not None:
            asked = time.monotonic()
            large(size)
            self._ends += time.monotonic() - asked
            self.remaining()

    def count(self, received: int) -> None:
        """Note bytes that came off the wire; raises TooLargeError beyond the allowance."""
        self.received += received
        if self.received > self.allowance:
            raise TooLargeError(f"{self.host}: sends more than we take")

    def wait_inbox(self) -> object:
        """Return the next thing put into the inbox, within the time left."""
        try:
            found = self.inbox.get(timeout=self.remaining())
        except Empty:
            raise self.too_slow() from None
        self.remaining()
        return found

    def cancel(self) -> None:
        """End the request from another thread: its next or present wait raises."""
        self._cancelled = True
        self.inbox.put(None)
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)
