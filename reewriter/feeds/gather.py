"""Fetches and parses many feeds in threads and hands them over as they arrive; stores nothing."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from queue import Empty, Full, Queue, SimpleQueue

from reewriter.errors import ParseError, ReewriterError
from reewriter.feeds.fetch import Fetched, fetch
from reewriter.feeds.pool import Parser, ParserPool, width
from reewriter.feeds.turns import server
from reewriter.model import Feed, FeedStatus, ParsedFeed
from reewriter.net import Client, host_key

__all__ = ["Gathering", "Look"]

log = logging.getLogger(__name__)

_THREADS = 10
_WAITING = 4
"""Parsed feeds that may wait to be stored; more would only fill the memory."""
_TOGETHER = 12
"""Feeds that are stored in one transaction: the search index is written once for them all."""
_MANY = 400
"""Items that are enough for one transaction."""
_MOMENT = 0.25
"""Seconds that the first of them waits for the others."""
_PATIENCE = 0.5
"""Seconds for threads to end when we stop; those that hang are left behind, as daemons."""


@dataclass(frozen=True, slots=True)
class Look:
    """One feed with what was found: parsed, or merely fetched, or an error."""

    feed: Feed
    fetched: Fetched | None = None
    """None where nothing was to be had. Its body is empty, to save memory."""
    parsed: ParsedFeed | None = None
    error: ReewriterError | None = None
    seconds: float = 0.0
    """Spent on this feed alone, waiting for its turn left out."""


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
    ) -> None:
        self._root = root
        self._now = now
        self._client = client
        self._seen = seen
        self._parsers = ParserPool(parser, most=width())
        self._expected = len(feeds)
        self._stopped = threading.Event()
        self._done: Queue[Look] = Queue(_WAITING)
        self._groups: SimpleQueue[list[Feed]] = SimpleQueue()
        groups = _by_host(feeds)
        for group in groups:
            self._groups.put(group)
        self._threads = [
            threading.Thread(target=self._work, name=f"fetch-{n}", daemon=True)
            for n in range(min(_THREADS, len(groups)))
        ]

    def looks(self, cancelled: Callable[[], bool]) -> Iterator[list[Look]]:
        """Start, and yield every feed once, a few at a time, until it is all or cancelled.

        The first comes alone and at once, for whoever waits to see something.
        """
        for thread in self._threads:
            thread.start()
        left = self._expected
        while left:
            if cancelled():
                return
            try:
                together = [self._done.get(timeout=0.1)]
            except Empty:
                continue
            if left < self._expected:
                together += self._some_more(min(left, _TOGETHER) - 1, cancelled)
            left -= len(together)
            yield together

    def _some_more(self, most: int, cancelled: Callable[[], bool]) -> list[Look]:
        """Return what arrives in a moment, or less where there is much in it."""
        some: list[Look] = []
        until = time.monotonic() + _MOMENT
        items = 0
        while len(some) < most and items < _MANY and not cancelled():
            try:
                look = self._done.get(timeout=max(0.0, until - time.monotonic()))
            except Empty:
                break
            some.append(look)
            items += len(look.parsed.items) if look.parsed else 0
        return some

    def stop(self) -> None:
        """End threads, requests and parser; returns in time even if some of them hang."""
        self._stopped.set()
        self._client.close()
        self._parsers.close()
        until = time.monotonic() + _PATIENCE
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(max(0.0, until - time.monotonic()))

    # -- in the threads ------------------------------------------------------------------------

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                group = self._groups.get_nowait()
            except Empty:
                return
            limit: Fetched | None = None
            for feed in group:
                if self._stopped.is_set():
                    return
                # Who asks one of our requests to stay away means all of them.
                look = self._look(feed) if limit is None else Look(feed, limit)
                self._hand_over(look)
                if limit is None and _limits_host(look):
                    limit = look.fetched

    def _hand_over(self, look: Look) -> None:
        while not self._stopped.is_set():
            try:
                return self._done.put(look, timeout=0.2)
            except Full:
                continue

    def _look(self, feed: Feed) -> Look:
        """Fetch and parse one feed; whatever goes wrong is this feed's error and no other's."""
        started = time.monotonic()
        fetched: Fetched | None = None
        parsed: ParsedFeed | None = None
        failure: ReewriterError | None = None
        try:
            fetched = fetch(self._client, feed, root=self._root)
            if fetched.status is FeedStatus.OK:
                spent = time.monotonic() - started
                with self._parsers.turn() as parser:
                    started = time.monotonic() - spent
                    parsed = self._parse(parser, feed, fetched)
        except ParseError as error:
            failure = error
        except ReewriterError as error:
            fetched, failure = None, error
        except Exception as error:
            log.exception("unexpected error with feed %s", feed.id)
            fetched = None
            failure = ReewriterError(f"unexpected {type(error).__name__}; the log says more")
        kept = replace(fetched, body=b"") if fetched else None
        return Look(feed, kept, parsed, failure, time.monotonic() - started)

    def _parse(self, parser: Parser | None, feed: Feed, fetched: Fetched) -> ParsedFeed:
        if parser is None:
            raise ReewriterError("stopped before it was read")
        return parser.parse(
            fetched.body,
            fetched.url,
            fetched.content_type,
            now=self._now,
            seen=self._seen.get(feed.id, b""),
        )


def _by_host(feeds: Sequence[Feed]) -> list[list[Feed]]:
    """Return the feeds in groups that must queue behind each other, the longest group first."""
    groups: dict[str, list[Feed]] = {}
    for feed in feeds:
        groups.setdefault(_group_key(feed), []).append(feed)
    return sorted(groups.values(), key=len, reverse=True)


def _group_key(feed: Feed) -> str:
    return server(feed.url) or "file:"


def _limits_host(look: Look) -> bool:
    """Say whether the feed's own host, not one it redirects to, wants to be left alone."""
    fetched = look.fetched
    if fetched is None or fetched.status is not FeedStatus.LIMITED:
        return False
    return host_key(fetched.url) == _group_key(look.feed)
