"""One end for everything that is asked of a service, however many questions that takes."""

from __future__ import annotations

import time

__all__ = ["Deadline"]


class Deadline:
    """Begins when it is made."""

    __slots__ = ("_ends", "seconds")

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        """How long all of it may take, for messages."""
        self._ends = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """How many seconds are left; none, or less than none, once it has passed."""
        return self._ends - time.monotonic()
