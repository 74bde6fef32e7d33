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

__all__ = ["Overtaken", "Parser", "ParserPool", "width"]

_PATIENCE = 0.25
"""Seconds a document waits before a further parser is made: a process takes about that to start,
and most fetches bring so little that one is enough."""
_QUICK = 0.008
"""Seconds a document, on an average, with which one parser will soon be through: most of it is
known. Then another one costs more than it brings."""
_LONG = 1.0
"""Seconds a document waits before a further parser is made all the same."""
_STUCK = 1.0
"""Seconds after which all parsers at work are taken to be stuck, and a spare one is made."""
_FIRST = 1.5
"""Seconds a document has for itself while others wait; then it is put off, and they are read."""


class Overtaken(Exception):
    """A document took long while others waited: it may try again when they are done."""


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
        within: float | None = None,
    ) -> ParsedFeed:
        """Return what is new in a document; raises ParseError. Dates after `now` are doubted.

        It may take so many seconds `within` which it must be read, where that is less than usual.
        """

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
    """Up to so many parsers, and one more while all of them are stuck. For several threads.

    One that is busy too long with a document while others wait is ended and replaced.
    """

    def __init__(self, make: Callable[[], Parser], *, most: int) -> None:
        self._make = make
        self._most = most
        self._free: list[Parser] = []
        self._busy: dict[Parser, float] = {}
        self._all: list[Parser] = []
        self._patient: set[Parser] = set()
        self._ended: set[Parser] = set()
        self._waiting: list[int] = []
        self._done = 0
        self._spent = 0.0
        self._change = threading.Condition()
        self._closed = False

    @contextlib.contextmanager
    def turn(self, size: int = 0, *, patient: bool = False) -> Iterator[Parser | None]:
        """Wait for a parser and lend it; None once the pool is closed. The smallest come first.

        Raises Overtaken where the parser was ended for the sake of others. The `patient` wait
        until nobody else does, and are then let alone.
        """
        parser = self._taken(size, patient=patient)
        try:
            yield parser
        except Exception as error:
            if parser in self._ended and not self._closed:
                raise Overtaken from error
            raise
        finally:
            if parser is not None:
                self._put_back(parser)

    def close(self) -> None:
        """End all parsers at once, and whoever waits for one."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        for parser in self._all:
            parser.close()

    def _put_back(self, parser: Parser) -> None:
        with self._change:
            self._done += 1
            self._spent += time.monotonic() - self._busy.pop(parser, time.monotonic())
            self._patient.discard(parser)
            if parser in self._ended:
                self._ended.discard(parser)
            else:
                self._free.append(parser)
            self._change.notify_all()

    def _taken(self, size: int, *, patient: bool) -> Parser | None:
        asked = time.monotonic()
        with self._change:
            self._waiting += [] if patient else [size]
        try:
            while not self._closed:
                with self._change:
                    if parser := self._had(asked, size, patient=patient):
                        return parser
                    slow = set() if patient else self._slow()
                    if not slow:
                        self._change.wait(_PATIENCE)
                for parser in slow:  # Not while we keep the others out: an end takes a moment.
                    parser.close()
            return None
        finally:
            with self._change:
                if not patient:
                    self._waiting.remove(size)
                self._change.notify_all()

    def _had(self, asked: float, size: int, *, patient: bool) -> Parser | None:
        if patient and (self._waiting or len(self._patient) >= self._most):
            return None
        if not patient and min(self._waiting) < size:
            return None
        # The one used last: the others need perhaps never be started.
        parser = self._free.pop() if self._free else self._another(asked, patient=patient)
        if parser is not None:
            self._busy[parser] = time.monotonic()
            if patient:
                self._patient.add(parser)
        return parser

    def _slow(self) -> set[Parser]:
        """Take those out that have been busy too long, and return them."""
        late = time.monotonic() - _FIRST
        slow = {parser for parser, since in self._busy.items() if since <= late}
        slow -= self._patient | self._ended
        self._ended |= slow
        self._all = [parser for parser in self._all if parser not in slow]
        return slow

    def _another(self, asked: float, *, patient: bool) -> Parser | None:
        now = time.monotonic()
        if not self._all:
            due = True
        elif len(self._all) < self._most:
            quick = self._done and self._spent / self._done < _QUICK
            due = now - asked >= (_LONG if quick else _PATIENCE)
        else:
            stuck = all(now - since >= _STUCK for since in self._busy.values())
            due = stuck and len(self._all) <= self._most and not patient
        if not due:
            return None
        self._all.append(self._make())
        return self._all[-1]
