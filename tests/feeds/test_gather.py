"""Many feeds at once: large ones share the memory, slow ones let the others go first."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reewriter.errors import OverrunError
from reewriter.feeds import gather, late
from reewriter.feeds import pool as pools
from reewriter.feeds.ingest import refresh
from reewriter.feeds.looked import Looked
from reewriter.feeds.outcome import FeedOutcome
from reewriter.feeds.room import Room, Share
from reewriter.feeds.shelf import Shelf
from reewriter.model import Feed, FeedStatus, ParsedFeed
from reewriter.net import LARGE, Client, Response
from reewriter.store import Store, feeds
from tests.conftest import Clock
from tests.farm import Farm, page, zipped
from tests.parsers import FakeParser

Look = Callable[..., list[FeedOutcome]]


class Parser(FakeParser):
    """Reads anything as an empty feed; what says `slow`, only once others were let past."""

    def __init__(self, put_off: set[bytes]) -> None:
        self._put_off = put_off
        self._ended = threading.Event()

    def read(self, body: bytes, url: str) -> ParsedFeed:
        if body.startswith(b"slow") and body not in self._put_off:
            self._put_off.add(body)
            if self._ended.wait(0.5):
                raise OverrunError("ended")
        return ParsedFeed("Title", url, ())

    def close(self) -> None:
        self._ended.set()


@pytest.fixture
def look(tmp_path: Path, clock: Clock) -> Iterator[Look]:
    """Fetch documents, each from a host of its own."""
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(Store.open(tmp_path / "r.db", now=clock, create=True))

        def look(*pages: Any, client: type[Client] = Client, **options: Any) -> list[FeedOutcome]:
            farms = [stack.enter_context(Farm()) for _ in pages]
            urls = [farm.add("/feed", each) for farm, each in zip(farms, pages, strict=True)]
            feeds.sync(store, [Feed(0, url, "") for url in urls])
            allowed = frozenset(farm.host_port for farm in farms)
            put_off: set[bytes] = set()
            return refresh(
                store,
                feeds.listed(store),
                root=tmp_path,
                allowed=allowed,
                score=lambda *_: 0.0,
                now=clock,
                client=client(user_agent="tests", allowed=allowed, deadline=5.0),
                parser=lambda: Parser(put_off),
                **options,
            )

        yield look


@pytest.mark.parametrize("serve", [page, zipped], ids=["plain", "packed"])
def test_large_bodies_wait_until_there_is_room(
    look: Look, monkeypatch: pytest.MonkeyPatch, serve: Callable[[bytes], Any]
) -> None:
    monkeypatch.setattr(gather, "_ROOM", LARGE)
    lock = threading.Lock()
    there, most = 0, 0

    class Counting(Client):
        def get(self, url: str, **options: Any) -> Response:
            nonlocal there, most
            answer = super().get(url, **options)
            with lock:
                there += 1
                most = max(most, there)
            return answer

    def stored(_: FeedOutcome) -> None:
        nonlocal there
        with lock:
            there -= 1

    pages = [serve(bytes([65 + n]) * 2 * LARGE) for n in range(6)]
    outcomes = look(*pages, client=Counting, on_outcome=stored)
    assert [outcome.status for outcome in outcomes] == [FeedStatus.OK] * 6
    assert most == 1


def test_small_bodies_need_no_room(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Room, "take", lambda *_: pytest.fail("asked for room"))
    (outcome,) = look(page(b"x" * LARGE))
    assert outcome.status is FeedStatus.OK


def test_slow_documents_are_read_when_the_others_are_done(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_FIRST", 0.05)
    slow = [b"slow %d" % n * (LARGE if n == 0 else 1) for n in range(4)]
    outcomes = look(*map(page, slow), *[page(b"good %d" % n) for n in range(4)])
    assert [(outcome.status, outcome.error) for outcome in outcomes] == [(FeedStatus.OK, "")] * 8


def test_slow_documents_share_the_time_there_is_for_them(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_FIRST", 0.05)
    monkeypatch.setattr(late, "_ALL", 0.0)
    outcomes = look(*(page(b"slow %d" % n) for n in range(4)), page(b"good"))
    told = [outcome.error for outcome in outcomes if outcome.status is FeedStatus.ERROR]
    assert told
    assert all("was not read this time" in error for error in told)
    assert all(outcome.reached for outcome in outcomes)


def test_a_thread_that_breaks_off_takes_its_own_feed_with_it_and_ends_the_fetch(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(looked: Looked) -> bool:
        if looked.parsed and not looked.parsed.items:
            raise RuntimeError("nobody foresaw this")
        return False

    monkeypatch.setattr(Looked, "limits_host", broken)
    (outcome,) = look(page(b"x"))
    assert "broke off unexpectedly" in outcome.error


def test_what_cannot_be_kept_for_later_is_an_error_of_its_own(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(pools, "_FIRST", 0.05)
    monkeypatch.setattr(Shelf, "get", gone)
    outcomes = look(*(page(b"slow %d" % n) for n in range(4)), page(b"good"))
    assert len(outcomes) == 5
    assert any("Input/output error" in outcome.error for outcome in outcomes)


def test_a_document_that_was_put_off_is_the_same(
    look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies: list[bytes] = []

    def parse(self: Parser, body: bytes, url: str, *_: Any, **__: Any) -> ParsedFeed:
        bodies.append(body)
        if bodies.count(body) == 1:
            raise pools.Overtaken
        return ParsedFeed("Title", url, ())

    monkeypatch.setattr(Parser, "parse", parse)
    outcomes = look(page(b"one" * LARGE), page(b"two"))
    assert [outcome.status for outcome in outcomes] == [FeedStatus.OK] * 2
    assert sorted(bodies) == [b"one" * LARGE] * 2 + [b"two"] * 2


def test_a_body_larger_than_the_room_has_it_alone_and_the_first_is_served_first() -> None:
    room, order = Room(10), []
    first = Share(room)
    first.take(4)

    def take(size: int) -> None:
        share = Share(room)
        share.take(size)
        order.append(size)
        share.release()

    threads = []
    for size in (25, 3):
        threads.append(threading.Thread(target=take, args=(size,), daemon=True))
        threads[-1].start()
        while len(room._queue) < len(threads):
            threads[-1].join(0.01)
    assert order == []
    first.settle(2)
    assert order == []
    first.release()
    for thread in threads:
        thread.join(10)
    assert order == [25, 3]


def test_those_who_hold_some_and_need_more_do_not_wait_for_each_other() -> None:
    room, order = Room(10), []
    shares = [Share(room) for _ in range(3)]
    for share in shares:
        share.take(3)

    def grow(share: Share, size: int) -> None:
        share.take(size)
        order.append(size)
        share.release()

    threads = [
        threading.Thread(target=grow, args=(share, size), daemon=True)
        for share, size in zip(shares, (8, 9), strict=False)
    ]
    for number, thread in enumerate(threads, start=1):
        thread.start()
        while len(room._growing) < number:
            thread.join(0.01)
    assert order == []  # One still needs its room, and will give it back.
    shares[2].release()
    for thread in threads:
        thread.join(10)
    assert order == [8, 9]
    room.take(10)  # It is all there again.


def test_closing_the_room_lets_all_go() -> None:
    room = Room(10)
    room.take(10)
    waiting = threading.Thread(target=room.take, args=(10,), daemon=True)
    waiting.start()
    room.close()
    waiting.join(10)
    assert not waiting.is_alive()
