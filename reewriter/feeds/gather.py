"""Fetches and parses many feeds in threads and hands them over as they arrive; stores nothing."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from queue import Empty, Full, Queue, SimpleQueue

from reewriter.errors import ParseError, ReewriterError
from reewriter.feeds.fetch import Fetched, fetch
from reewriter.feeds.late import Late, LateShift, NoTimeError
from reewriter.feeds.looked import Looked
from reewriter.feeds.pool import Overtaken, Parser, ParserPool, width
from reewriter.feeds.room import Room, Share
from reewriter.feeds.turns import by_host
from reewriter.model import Feed, FeedStatus, ParsedFeed
from reewriter.net import LARGE, Client

__all__ = ["Gathering"]

log = logging.getLogger(__name__)

_THREADS = 10
_NEW = 10
"""Feeds without a document so far for which a parser is started at once."""
_WAITING = 24
"""Parsed feeds that may wait to be stored: with fewer the parsers would wait while others are being
stored, with more they would fill the memory."""
_ROOM = 16_000_000
"""Bytes of large bodies, from the first of them until what was in them is stored."""
_TOGETHER = 28
"""Feeds that are stored in one transaction: the search index is written once for them all."""
_FEWEST = 4
_MUCH = 4_000_000
"""Characters that are enough for one transaction: those of some sixteen feeds that are new. While
they are stored, no more than `_WAITING` others are read."""
_MOMENT = 0.5
"""Seconds that the first of them waits for the others."""
_PATIENCE = 0.5
"""Seconds for threads to end when we stop; those that hang are left behind, as daemons."""


class Gathering:
    """Ten threads that fetch, feeds of one host one after the other, and parsers for all."""

    def __init__(
        self,
        feeds: Sequence[Feed],
        *,
        root: Path,
        client: Client,
        parser: Callable[[], Parser],
        now: datetime,
        seen: Mapping[int, bytes],
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self._root = root
        self._now = now
        self._client = client
        self._seen = seen
        self._beat = beat
        self._parsers = ParserPool(parser, most=width())
        self._room = Room(_ROOM)
        self._late = LateShift()
        self._expected = len(feeds)
        self._missing = {feed.id: feed for feed in feeds}
        self._stopped = threading.Event()
        self._done: Queue[Looked] = Queue(_WAITING)
        self._groups: SimpleQueue[list[Feed]] = SimpleQueue()
        groups = by_host(feeds)
        for group in groups:
            self._groups.put(group)
        self._threads = [
            threading.Thread(target=self._work, name=f"fetch-{n}", daemon=True)
            for n in range(min(_THREADS, len(groups)))
        ]

    def looks(self, cancelled: Callable[[], bool] | None = None) -> Iterator[list[Looked]]:
        """Start, and yield every feed once, a few at a time, until it is all or cancelled.

        The first comes alone and at once, for whoever waits to see something. Meanwhile `beat` is
        called again and again.
        """
        cancelled = cancelled or (lambda: False)
        # Of those that never had a document there will be one to read.
        self._parsers.prepare(sum(not feed.body_hash for feed in self._missing.values()) // _NEW)
        for thread in self._threads:
            thread.start()
        left = self._expected
        while left:
            self._beat()
            if cancelled():
                return
            ended = not any(thread.is_alive() for thread in self._threads)
            try:
                together = [self._done.get(timeout=0.1)]
            except Empty:
                if ended:
                    yield [self._lost(feed) for feed in self._missing.values()]
                    return
                continue
            if left < self._expected:
                self._add_more(together, _fair(left), cancelled)
            left -= len(together)
            # No name may stay with a look: it would keep all that is in it until the next comes.
            for done in [look.feed.id for look in together]:
                self._missing.pop(done, None)
            shares = [look.share for look in together if look.share]
            yield together
            together.clear()  # Whoever still has the list has nothing of what was in it.
            for share in shares:
                share.release()

    def _lost(self, feed: Feed) -> Looked:
        """Return what is told of a feed whose thread came to an end that nobody foresaw."""
        return Looked(
            feed, error=ReewriterError("its fetch broke off unexpectedly; the log says more")
        )

    def _add_more(self, some: list[Looked], most: int, cancelled: Callable[[], bool]) -> None:
        """Add what arrives in a moment, or less where there is much in it."""
        until = time.monotonic() + _MOMENT
        size = some[0].size()
        while len(some) < most and size < _MUCH and not cancelled():
            try:
                some.append(self._done.get(timeout=max(0.0, until - time.monotonic())))
            except Empty:
                break
            size += some[-1].size()

    def stop(self) -> None:
        """End threads, requests and parser; returns in time even if some of them hang."""
        self._stopped.set()
        self._client.close()
        self._room.close()
        self._parsers.close()
        until = time.monotonic() + _PATIENCE
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(max(0.0, until - time.monotonic()))
        self._late.close()

    def _work(self) -> None:
        try:
            self._look_at_all()
        except Exception:  # Whose feeds are missing is told by `looks`.
            log.exception("a thread of the fetch broke off")

    def _look_at_all(self) -> None:
        while not self._stopped.is_set():
            try:
                self._look_at(self._groups.get_nowait())
            except Empty:
                break
        while not self._stopped.is_set():
            try:
                self._hand_over(self._look_again(self._late.next()))
            except Empty:
                return

    def _look_at(self, group: Sequence[Feed]) -> None:
        limit: Fetched | None = None
        for feed in group:
            if self._stopped.is_set():
                return
            # Who asks one of our requests to stay away means all of them.
            look = self._look(feed) if limit is None else Looked(feed, limit, asked=False)
            if look is None:
                continue
            if limit is None and look.limits_host():
                limit = look.fetched
            self._hand_over(look)
            del look  # It may be large, and the next one is, too.

    def _hand_over(self, look: Looked) -> None:
        while not self._stopped.is_set():
            try:
                return self._done.put(look, timeout=0.2)
            except Full:
                continue

    def _look(self, feed: Feed) -> Looked | None:
        """Fetch and parse one feed, or put it off; what goes wrong is its own error only."""
        started = time.monotonic()
        share = Share(self._room)
        try:
            fetched = fetch(self._client, feed, root=self._root, now=self._now, large=share.take)
        except Exception as error:
            share.release()
            spent = time.monotonic() - started - share.waited
            return Looked(feed, None, None, _failure(feed, error), spent)
        share.settle(len(fetched.body))
        spent = time.monotonic() - started - share.waited
        if fetched.status is not FeedStatus.OK:
            return Looked(feed, fetched, seconds=spent)
        try:
            # What took too long the last time keeps nobody waiting.
            if not (feed.overruns and self._expected > 1):
                with contextlib.suppress(Overtaken):
                    return self._read(feed, fetched, share, spent)
            self._late.put(feed, fetched, spent)
        except Exception as error:
            share.release()
            return Looked(feed, replace(fetched, body=b""), None, _failure(feed, error), spent)
        del fetched
        share.release()
        return None

    def _look_again(self, late: Late) -> Looked:
        """Parse a feed that was put off, as long as there is time for that."""
        share = Share(self._room)
        try:
            if late.place[1] > LARGE:
                share.take(late.place[1])
            fetched = replace(late.fetched, body=self._late.body(late))
            return self._read(late.feed, fetched, share, late.spent, patient=True)
        except Exception as error:
            share.release()
            return Looked(late.feed, late.fetched, None, _failure(late.feed, error), late.spent)

    def _read(
        self, feed: Feed, fetched: Fetched, share: Share, spent: float, *, patient: bool = False
    ) -> Looked:
        """Parse what was fetched when its turn comes; raises Overtaken when that is over."""
        started = time.monotonic() - spent
        kept: Fetched | None = replace(fetched, body=b"")
        try:
            with self._parsers.turn(len(fetched.body), patient=patient) as parser:
                started = time.monotonic() - spent
                within = self._late.time_for(feed) if patient else None
                parsed = self._parse(parser, feed, fetched, within)
            return Looked(feed, kept, parsed, None, time.monotonic() - started, share)
        except Overtaken:
            raise
        except Exception as error:
            kept = kept if isinstance(error, (ParseError, NoTimeError)) else None
            failure = _failure(feed, error)
            return Looked(feed, kept, None, failure, time.monotonic() - started, share)

    def _parse(
        self, parser: Parser | None, feed: Feed, fetched: Fetched, within: float | None
    ) -> ParsedFeed:
        if parser is None:
            raise ReewriterError("stopped before it was read")
        return parser.parse(
            fetched.body,
            fetched.url,
            fetched.content_type,
            now=self._now,
            seen=self._seen.get(feed.id, b""),
            within=within,
        )


def _failure(feed: Feed, error: Exception) -> ReewriterError:
    """Return what is told of an error, without the frames in which it arose: they hold the body."""
    if isinstance(error, ReewriterError):
        error.__context__ = error.__cause__ = None
        return error.with_traceback(None)
    log.error("unexpected error with feed %s", feed.id, exc_info=error)
    return ReewriterError(f"unexpected {type(error).__name__}; the log says more")


def _fair(left: int) -> int:
    """Return how many to store at once of so many: ever fewer, or the last are waited for alone."""
    return min(left, _TOGETHER, max(_FEWEST, left // 2))
