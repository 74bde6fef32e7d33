"""Lends parsers to whoever has a document, some at a time; parses and fetches nothing itself."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

from reewriter.model import ParsedFeed

__all__ = ["Parser", "ParserPool", "width"]

_PATIENCE = 0.25
"""Seconds a document waits before a further parser is made: a process takes about that to start,
and most fetches bring so little that one is enough."""
_STUCK = 1.0
"""Seconds after which all parsers at work are taken to be stuck, and a spare one is made."""


class Parser(Protocol):
    """What reads documents, one at a time."""

    def parse(
        self,
        body: bytes,
        url: str,
        content_type: str,
        *,
        now: datetime | None = None,
        seen: bytes = b"",
    ) -> ParsedFeed:
        """Return what is new in a document; raises ParseError. Dates after `now` are doubted."""

    def close(self) -> None:
        """End it from any thread, and at once, also while it reads."""


def width() -> int:
    """Return how many parsers may work side by side on this machine: two, if it has two cores."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # Not every system can tell.
        cores = os.cpu_count() or 1
    return min(cores, 2)


class ParserPool:
    """Up to so many parsers, and one more while all of them are stuck. For several threads."""

    def __init__(self, make: Callable[[], Parser], *, most: int) -> None:
        self._make = make
        self._most = most
        self._free: list[Parser] = []
        self._busy: dict[Parser, float] = {}
        self._all: list[Parser] = []
        self._change = threading.Condition()
        self._closed = False

    @contextlib.contextmanager
    def turn(self) -> Iterator[Parser | None]:
        """Wait for a parser and lend it; None once the pool is closed."""
        parser = self._taken()
        try:
            yield parser
        finally:
            if parser is not None:
                with self._change:
                    self._busy.pop(parser, None)
                    self._free.append(parser)
                    self._change.notify()

    def close(self) -> None:
        """End all parsers at once, and whoever waits for one."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        for parser in self._all:
            parser.close()

    def _taken(self) -> Parser | None:
        asked = time.monotonic()
        with self._change:
            while not self._closed:
                # The one used last: the others need perhaps never be started.
                if parser := self._free.pop() if self._free else self._another(asked):
                    self._busy[parser] = time.monotonic()
                    return parser
                self._change.wait(_PATIENCE)
        return None

    def _another(self, asked: float) -> Parser | None:
        now = time.monotonic()
        if not self._all:
            due = True
        elif len(self._all) < self._most:
            due = now - asked >= _PATIENCE
        else:
            stuck = all(now - since >= _STUCK for since in self._busy.values())
            due = stuck and len(self._all) <= self._most
        if not due:
            return None
        self._all.append(self._make())
        return self._all[-1]
