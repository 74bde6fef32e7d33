"""Lends parsers to whoever has a document, some at a time; parses and fetches nothing itself."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reewriter.model import ParsedFeed

__all__ = ["Overtaken", "Parser", "ParserPool", "width"]

_PATIENCE = 0.25
"""Seconds a document waits before a further parser is made: a process takes about that to start,
and most fetches bring so little that one is enough."""
_UNKNOWN = 0.5
"""The same before anything is known of how long documents take."""
_QUICK = 0.02
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


@dataclass(frozen=True, slots=True, eq=False)
class _Waiter:
    """Who waits for a parser, and what wakes them: to wake all for each parser costs as much."""

    size: int
    patient: bool
    called: threading.Condition


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
        self._waiting: list[_Waiter] = []
        self._done = 0
        self._spent = 0.0
        """By those parsers, with their second document or a later one: the first waits for their
        start, and tells nothing of the others."""
        self._new: set[Parser] = set()
        """Parsers that have read nothing so far."""
        self._lock = threading.Lock()
        self._closed = False

    def prepare(self, parsers: int) -> None:
        """Have so many parsers, or as many as may work, ready before the first document is."""
        with self._lock:
            while len(self._all) < min(parsers, self._most):
                self._free.append(self._made())

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
        with self._lock:
            self._closed = True
            for waiter in self._waiting:
                waiter.called.notify()
        for parser in self._all:
            parser.close()

    def _put_back(self, parser: Parser) -> None:
        with self._lock:
            since = self._busy.pop(parser, None)
            if parser in self._new:
                self._new.discard(parser)
            elif since is not None:
                self._done += 1
                self._spent += time.monotonic() - since
            self._patient.discard(parser)
            if parser in self._ended:
                self._ended.discard(parser)
            else:
                self._free.append(parser)
            self._call_next()

    def _call_next(self) -> None:
        """Wake whose turn it is, if a parser is free or may be made."""
        waiter = self._next()
        if waiter and (self._free or len(self._all) < self._most):
            waiter.called.notify()

    def _next(self) -> _Waiter | None:
        """Return whose turn it is: the smallest, and the patient when nobody else waits."""
        return min(self._waiting, key=lambda one: (one.patient, one.size), default=None)

    def _taken(self, size: int, *, patient: bool) -> Parser | None:
        asked = time.monotonic()
        waiter = _Waiter(size, patient, threading.Condition(self._lock))
        with self._lock:
            self._waiting.append(waiter)
        try:
            while not self._closed:
                with self._lock:
                    if parser := self._had(asked, waiter):
                        return parser
                    slow = set() if patient else self._slow()
                    if not slow:
                        waiter.called.wait(_PATIENCE)
                for parser in slow:  # Not while we keep the others out: an end takes a moment.
                    parser.close()
            return None
        finally:
            with self._lock:
                self._waiting.remove(waiter)
                self._call_next()

    def _had(self, asked: float, waiter: _Waiter) -> Parser | None:
        patient = waiter.patient
        others = [one for one in self._waiting if not one.patient]
        if patient and (others or len(self._patient) >= self._most):
            return None
        if not patient and min(one.size for one in others) < waiter.size:
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
            due = now - asked >= self._patience()
        else:
            stuck = all(now - since >= _STUCK for since in self._busy.values())
            due = stuck and len(self._all) <= self._most and not patient
        if not due:
            return None
        return self._made()

    def _patience(self) -> float:
        """Return how many seconds a document waits before a further parser is made."""
        if not self._done:
            return _UNKNOWN
        return _LONG if self._spent / self._done < _QUICK else _PATIENCE

    def _made(self) -> Parser:
        parser = self._make()
        self._all.append(parser)
        self._new.add(parser)
        return parser
