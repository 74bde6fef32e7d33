"""Parsers that are lent: nobody waits long behind a document that takes long."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from reewriter.errors import OverrunError
from reewriter.feeds import pool as pools
from reewriter.feeds.pool import Overtaken, ParserPool
from reewriter.model import ParsedFeed
from tests.parsers import FakeParser


class Endless(FakeParser):
    """Reads until it is ended."""

    def __init__(self) -> None:
        self.reads = threading.Event()
        self.ended = threading.Event()

    def read(self, body: bytes, url: str) -> ParsedFeed:
        self.reads.set()
        self.ended.wait()
        raise OverrunError("ended")

    def close(self) -> None:
        self.ended.set()


class Reader(threading.Thread):
    """A thread that reads a document, and keeps what came of it."""

    def __init__(self, pool: ParserPool, *, patient: bool = False) -> None:
        super().__init__(daemon=True)
        self.pool, self.patient = pool, patient
        self.failure: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            with self.pool.turn(patient=self.patient) as parser:
                assert parser is not None
                parser.parse(b"", "", "")
        except Exception as error:
            self.failure = error


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Endless]:
    monkeypatch.setattr(pools, "_PATIENCE", 0.01)
    monkeypatch.setattr(pools, "_FIRST", 0.0)
    return []


@pytest.fixture
def pool(made: list[Endless]) -> Iterator[ParserPool]:
    def make() -> Endless:
        made.append(Endless())
        return made[-1]

    pool = ParserPool(make, most=1)
    yield pool
    pool.close()


def test_who_takes_long_is_put_off_when_another_waits(
    pool: ParserPool, made: list[Endless], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_STUCK", 1000.0)
    slow = Reader(pool)
    with pool.turn() as parser:
        slow.join(10)
        assert isinstance(slow.failure, Overtaken)
        assert parser is made[1]
    assert [parser.ended.is_set() for parser in made] == [True, False]


def test_who_takes_long_goes_on_while_nobody_waits(pool: ParserPool, made: list[Endless]) -> None:
    slow = Reader(pool)
    late = Reader(pool, patient=True)
    slow.join(0.1)
    assert (slow.is_alive(), late.is_alive(), len(made)) == (True, True, 1)
    made[0].close()
    slow.join(10)
    assert isinstance(slow.failure, OverrunError)


def test_who_was_put_off_once_is_left_alone_and_others_get_a_spare(
    pool: ParserPool, made: list[Endless], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_STUCK", 0.0)
    late = Reader(pool, patient=True)
    while not made or not made[0].reads.wait(0.01):
        assert late.is_alive()
    with pool.turn() as parser:
        assert parser is made[1]
    assert late.is_alive()


def test_the_shortest_is_read_first(pool: ParserPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "_FIRST", 1000.0)
    monkeypatch.setattr(pools, "_STUCK", 1000.0)
    order: list[int] = []

    def read(size: int) -> None:
        with pool.turn(size):
            order.append(size)

    with pool.turn():
        threads = [threading.Thread(target=read, args=(size,)) for size in (30, 10, 20)]
        for thread in threads:
            thread.start()
        while len(pool._waiting) < 3:
            threads[0].join(0.01)
    for thread in threads:
        thread.join(10)
    assert order == [10, 20, 30]


class Instant:
    """Reads a document in no time."""

    def parse(self, *_: object, **__: object) -> ParsedFeed:
        return ParsedFeed("", "", ())

    def close(self) -> None:
        pass


@pytest.mark.parametrize(("quick", "parsers"), [(1.0, 1), (0.0, 2)], ids=["quick", "slow"])
def test_a_further_parser_is_made_only_for_documents_that_take_long(
    monkeypatch: pytest.MonkeyPatch, quick: float, parsers: int
) -> None:
    monkeypatch.setattr(pools, "_PATIENCE", 0.0)
    monkeypatch.setattr(pools, "_QUICK", quick)
    made: list[Instant] = []

    def make() -> Instant:
        made.append(Instant())
        return made[-1]

    pool = ParserPool(make, most=2)
    for _ in range(2):
        with pool.turn():
            pass  # The first waits for the parser's start; how long one takes is known now.
    first = pool.turn()
    first.__enter__()
    second = Reader(pool)
    second.join(0.2)
    first.__exit__(None, None, None)
    second.join(5)
    assert len(made) == parsers


def test_a_document_that_waits_for_the_first_parser_to_start_asks_for_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pools, "_PATIENCE", 0.0)
    monkeypatch.setattr(pools, "_UNKNOWN", 1000.0)
    made: list[Instant] = []

    def make() -> Instant:
        made.append(Instant())
        return made[-1]

    pool = ParserPool(make, most=2)
    with pool.turn():
        second = Reader(pool)
        second.join(0.2)
    second.join(5)
    assert len(made) == 1


def test_how_long_a_parser_takes_to_start_tells_nothing_of_its_documents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pools, "_QUICK", 0.1)
    pool = ParserPool(Instant, most=2)
    with pool.turn():
        threading.Event().wait(0.25)
    with pool.turn():
        pass
    assert pool._patience() == pools._LONG


def test_parsers_are_ready_before_the_first_document_is() -> None:
    made: list[Instant] = []

    def make() -> Instant:
        made.append(Instant())
        return made[-1]

    pool = ParserPool(make, most=2)
    pool.prepare(1)
    assert len(made) == 1
    pool.prepare(30)
    pool.prepare(30)
    with pool.turn() as one, pool.turn() as other:
        assert {one, other} == set(made)


def test_who_waits_is_told_when_a_parser_is_free(
    pool: ParserPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_FIRST", 1000.0)
    monkeypatch.setattr(pools, "_STUCK", 1000.0)
    monkeypatch.setattr(pools, "_PATIENCE", 1000.0)  # Nobody looks by themselves.
    order: list[str] = []

    def read(name: str, *, patient: bool) -> None:
        with pool.turn(patient=patient):
            order.append(name)

    with pool.turn():
        threads = [
            threading.Thread(target=read, args=(name,), kwargs={"patient": name == "late"})
            for name in ("late", "one", "two")
        ]
        for thread in threads:
            thread.start()
        while len(pool._waiting) < 3:
            threads[0].join(0.01)
    for thread in threads:
        thread.join(10)
    assert sorted(order[:2]) == ["one", "two"]
    assert order[2:] == ["late"]
