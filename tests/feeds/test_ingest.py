"""Refreshing feeds: the farm on one side, a real database on the other."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reewriter.errors import LockedError, OverrunError, ParseError, ReadOnlyError, StoreError
from reewriter.feeds import health
from reewriter.feeds.fetch import Fetched
from reewriter.feeds.ingest import refresh
from reewriter.feeds.outcome import FeedOutcome
from reewriter.feeds.turns import Wish
from reewriter.feeds.worker import ParseWorker, WorkerError
from reewriter.model import Feed, FeedStatus, ItemState, ParsedFeed, ParsedItem
from reewriter.net import Client
from reewriter.store import Store, items
from reewriter.store import feeds as stored_feeds
from tests import farm as manners
from tests.conftest import Clock
from tests.farm import Farm, page, redirect, validated
from tests.parsers import FakeParser

WISHES = ("force", "asked", "named")


class LineParser(FakeParser):
    """Reads a format of our own, one `guid|title` a line, and counts how often it is asked."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.closed = threading.Event()
        self.ill = False

    def read(self, body: bytes, url: str) -> ParsedFeed:
        self.bodies.append(body)
        if body.startswith(b"<html"):
            raise ParseError("this is a web page, not a feed")
        if body.startswith(b"slow"):
            raise OverrunError("127.0.0.1/a was not read within 10 s")
        if self.ill:
            raise WorkerError("the parser could not be started")
        if body.startswith(b"bug"):
            raise KeyError("title")
        pairs = [line.split("|") for line in body.decode().splitlines()]
        return ParsedFeed("Title", url, tuple(item(guid, title) for guid, title in pairs))

    def close(self) -> None:
        self.closed.set()


def item(guid: str, title: str) -> ParsedItem:
    return ParsedItem(
        guid=guid,
        url=f"https://news.example/{guid}",
        url_key=f"news.example/{guid}",
        title=title,
        author="",
        summary="",
        body=f"<p>{title}</p>",
        text=title,
        published=None,
        updated=None,
        lang="",
        item_hash=hashlib.blake2b(title.encode()).hexdigest()[:16],
    )


class Desk:
    """A database, a clock, a parser and some farms."""

    def __init__(self, store: Store, clock: Clock, root: Path) -> None:
        self.store, self.clock, self.root = store, clock, root
        self.parser = LineParser()
        self.farms: list[Farm] = []
        self.scored: list[str] = []

    def farm(self) -> Farm:
        self.farms.append(Farm())
        return self.farms[-1]

    def subscribe(self, *urls: str, **fields: Any) -> list[Feed]:
        known = stored_feeds.listed(self.store)
        wanted = [Feed(0, url, "", **fields) for url in urls]
        stored_feeds.sync(self.store, [*known, *wanted])
        return [self.feed(url) for url in urls]

    def feed(self, url: str) -> Feed:
        found = stored_feeds.by_url(self.store, url)
        assert found is not None
        return found

    def refresh(self, feeds: Sequence[Feed] | None = None, **options: Any) -> list[FeedOutcome]:
        allowed = frozenset(farm.host_port for farm in self.farms)
        client = Client(user_agent="tests", allowed=allowed, deadline=options.pop("deadline", 5.0))
        wish = Wish(**{name: options.pop(name) for name in WISHES if name in options})
        settings: dict[str, Any] = {
            "wish": wish,
            "client": client,
            "parser": lambda: self.parser,
            "score": self._score,
        }
        return refresh(
            self.store,
            stored_feeds.listed(self.store) if feeds is None else feeds,
            root=self.root,
            allowed=allowed,
            now=self.clock,
            **(settings | options),
        )

    def one(self, **options: Any) -> FeedOutcome:
        (outcome,) = self.refresh(**options)
        return outcome

    def titles(self) -> list[str]:
        found = self.store.rows("SELECT title FROM item ORDER BY id")
        return [str(row[0]) for row in found]

    def writes(self) -> int:
        """How many rows of items have been written since the database was opened."""
        return int(self.store.value("SELECT total_changes()"))

    def _score(self, parsed: ParsedItem, feed: Feed) -> float:
        self.scored.append(parsed.guid)
        return float(len(parsed.title)) + feed.weight


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with Store.open(tmp_path / "reewriter.db", now=clock, create=True) as store:
        desk = Desk(store, clock, tmp_path)
        yield desk
        for farm in desk.farms:
            farm.close()


TWO = b"1|one\n2|two\n"


def test_new_items_are_stored_and_scored(desk: Desk) -> None:
    url = desk.farm().add("/feed", page(TWO))
    desk.subscribe(url, weight=2.0)
    outcome = desk.one()

    assert replace(outcome, seconds=0) == FeedOutcome(url, "Title", FeedStatus.OK, new=2)
    assert outcome.seconds > 0
    assert not outcome.failed
    assert desk.titles() == ["one", "two"]
    assert desk.store.rows("SELECT score FROM item") == [(5.0,), (5.0,)]
    feed = desk.feed(url)
    assert (feed.status, feed.checked_at) == (FeedStatus.OK, desk.clock())
    assert feed.due_at == desk.clock() + timedelta(hours=1)
    assert desk.parser.closed.is_set()


def test_what_is_not_due_is_not_asked_for(desk: Desk) -> None:
    farm = desk.farm()
    desk.subscribe(farm.add("/feed", page(TWO)))
    desk.one()

    assert desk.one().status is FeedStatus.NOT_DUE
    assert len(farm.seen) == 1
    desk.clock.forward(hours=1)
    assert desk.one().status is FeedStatus.UNCHANGED
    assert desk.one(force=True).status is FeedStatus.UNCHANGED
    assert desk.one(named=True).status is FeedStatus.UNCHANGED
    assert len(farm.seen) == 4


@pytest.mark.parametrize("etag", ['"1"', ""])
def test_doing_it_again_writes_no_item(desk: Desk, etag: str) -> None:
    desk.subscribe(desk.farm().add("/feed", validated(TWO, etag=etag)))
    desk.one()
    before = desk.writes()
    outcome = desk.one(force=True)

    assert (outcome.status, outcome.new, outcome.changed) == (FeedStatus.UNCHANGED, 0, 0)
    assert desk.writes() - before == 1  # the feed's own row
    assert len(desk.parser.bodies) == 1
    assert desk.scored == ["1", "2"]


def test_only_what_changed_is_scored_and_written(desk: Desk) -> None:
    farm = desk.farm()
    desk.subscribe(farm.add("/feed", page(TWO)))
    desk.one()
    farm.add("/feed", page(b"1|one\n2|two, corrected\n3|three\n"))
    outcome = desk.one(force=True)

    assert (outcome.status, outcome.new, outcome.changed) == (FeedStatus.OK, 1, 1)
    assert desk.titles() == ["one", "two, corrected", "three"]
    assert desk.scored == ["1", "2", "2", "3"]


def test_new_bytes_with_the_same_items_write_no_item(desk: Desk) -> None:
    farm = desk.farm()
    desk.subscribe(farm.add("/feed", page(TWO)))
    desk.one()
    before = desk.writes()
    farm.add("/feed", page(b"2|two\n1|one"))
    outcome = desk.one(force=True)

    assert (outcome.status, outcome.new, outcome.changed) == (FeedStatus.OK, 0, 0)
    assert desk.writes() - before == 1


def test_an_item_named_twice_is_the_first_and_stays_so(desk: Desk) -> None:
    farm = desk.farm()
    desk.subscribe(farm.add("/feed", page(b"1|new\n1|old")))
    assert desk.one().new == 1
    farm.add("/feed", page(b"1|new\n1|old\n"))
    assert desk.one(force=True).changed == 0
    assert desk.titles() == ["new"]


def test_the_editors_decisions_survive(desk: Desk) -> None:
    farm = desk.farm()
    desk.subscribe(farm.add("/feed", page(TWO)))
    desk.one()
    with desk.store.write():
        desk.store.execute("UPDATE item SET state = 'skipped' WHERE guid = '2'")
    farm.add("/feed", page(b"2|two, corrected"))
    desk.one(force=True)

    assert [found.state for found in items.get(desk.store, [1, 2]).values()] == [
        ItemState.NEW,
        ItemState.SKIPPED,
    ]


def test_bad_feeds_stop_nobody(desk: Desk) -> None:
    with Farm() as canary:
        bad: dict[str, manners.Behaviour] = {
            "/404": page(b"", status=404),
            "/500": page(b"", status=500),
            "/html": page(b"<html><p>Log in</p></html>"),
            "/bug": page(b"bug"),
            "/reset": manners.reset,
            "/garbage": manners.garbage,
            "/short": manners.short_body,
            "/chunk": manners.cut_chunk,
            "/loop": redirect("/loop"),
            "/private": redirect(canary.url("/secret")),
            "/file": redirect("file:///etc/passwd"),
            "/headers": manners.huge_header,
            "/packed": manners.zipped(b"1|x", layers=2, encoding="gzip, gzip"),
        }
        farm = desk.farm()
        urls = [farm.add(path, behaviour) for path, behaviour in bad.items()]
        urls += ["missing.xml", "../outside.xml", "http://[/", "gopher://h.example/"]
        good = [farm.add("/good", page(TWO)), desk.farm().add("/good", page(b"3|three"))]
        desk.subscribe(*urls, *good)
        told: list[FeedOutcome] = []
        outcomes = desk.refresh(on_outcome=told.append)

        assert canary.seen == []
    assert told == outcomes
    assert {o.url for o in outcomes if o.failed} == set(urls)
    assert {o.url for o in outcomes if o.status is FeedStatus.OK} == set(good)
    assert sorted(desk.titles()) == ["one", "three", "two"]
    for outcome in outcomes:
        if outcome.failed:
            feed = desk.feed(outcome.url)
            assert (feed.status, feed.error, feed.failures) == (
                FeedStatus.ERROR,
                outcome.error,
                1,
            )
            assert outcome.error.endswith(" (since 2026-03-02)")
            assert outcome.error.isprintable()


def test_what_was_stored_together_is_told_once_before_its_outcomes(desk: Desk) -> None:
    desk.subscribe(*(desk.farm().add("/feed", page(TWO)) for _ in range(8)))
    told: list[str] = []
    desk.refresh(
        on_stored=lambda _: told.append(f"{len(desk.titles())} items"),
        on_outcome=lambda outcome: told.append(outcome.status.value),
    )

    assert told[:2] == ["2 items", "ok"]
    assert told[-1] == "ok"
    assert told.count("ok") == 8
    assert told.count("16 items") == 1
    told.clear()
    desk.refresh(force=True, on_stored=lambda _: told.append("stored"))
    assert told == []


def test_slow_feeds_hold_up_neither_the_rest_nor_the_end(desk: Desk) -> None:
    slow = [desk.farm().add("/feed", manners.drip_headers) for _ in range(3)]
    good = desk.farm().add("/feed", page(TWO))
    desk.subscribe(*slow, good)
    outcomes = desk.refresh(deadline=0.5)

    assert outcomes[0].url == good
    assert [o.error.split(" (")[0] for o in outcomes[1:]] == [
        "127.0.0.1: no complete answer within 0.5 s"
    ] * 3


def test_a_score_that_fails_is_that_feeds_error_only(desk: Desk) -> None:
    desk.subscribe(desk.farm().add("/feed", page(TWO)), desk.farm().add("/feed", page(b"3|x")))

    def score(parsed: ParsedItem, feed: Feed) -> float:
        return 1 / (parsed.guid != "2")

    outcomes = desk.refresh(score=score)
    assert sorted(o.status for o in outcomes) == [FeedStatus.ERROR, FeedStatus.OK]
    assert desk.titles() == ["x"]


def test_a_database_that_fails_while_scoring_is_no_fault_of_the_feed(desk: Desk) -> None:
    url = desk.farm().add("/feed", page(TWO))
    desk.subscribe(url)

    def score(parsed: ParsedItem, feed: Feed) -> float:
        raise LockedError("reewriter.db: another process holds the database")

    with pytest.raises(LockedError):
        desk.refresh(score=score)
    assert desk.feed(url).status is FeedStatus.NEVER


def test_an_unreadable_document_is_not_downloaded_again_and_stays_an_error(desk: Desk) -> None:
    farm = desk.farm()
    url = farm.add("/feed", validated(b"<html>", etag='"1"'))
    desk.subscribe(url)
    first = desk.one()
    second = desk.one(force=True)

    assert farm.seen[1].headers["if-none-match"] == '"1"'
    assert (first.status, second.status) == (FeedStatus.ERROR, FeedStatus.ERROR)
    assert first.error == second.error
    assert first.error.startswith("cannot be read: this is a web page")
    assert len(desk.parser.bodies) == 1
    assert desk.feed(url).failures == 2
    farm.add("/feed", validated(TWO, etag='"2"'))
    assert desk.one(force=True).new == 2
    assert desk.feed(url).failures == 0


def test_a_document_is_given_up_when_it_was_too_slow_three_times(desk: Desk) -> None:
    farm = desk.farm()
    desk.subscribe(farm.add("/a", validated(b"slow", etag='"1"')))
    for failures in (1, 2, 3):
        (outcome,) = desk.refresh()
        assert outcome.status is FeedStatus.ERROR
        assert "was not read within 10 s" in outcome.error
        assert len(desk.parser.bodies) == failures
        desk.clock.forward(hours=1)
    assert [seen.headers.get("if-none-match") for seen in farm.seen] == [None, None, None]
    assert desk.one().status is FeedStatus.ERROR
    assert farm.seen[-1].headers["if-none-match"] == '"1"', "now its validators are known"
    assert len(desk.parser.bodies) == 3
    farm.add("/a", validated(TWO, etag='"2"'))
    assert desk.one(force=True).new == 2


def test_no_document_is_given_up_because_the_parser_could_not_be_started(desk: Desk) -> None:
    desk.subscribe(desk.farm().add("/a", validated(TWO, etag='"1"')))
    desk.parser.ill = True
    (failed,) = desk.refresh()
    assert (failed.status, failed.new) == (FeedStatus.ERROR, 0)
    assert "could not be started" in failed.error
    desk.parser.ill = False
    desk.clock.forward(hours=1)
    (read,) = desk.refresh()
    assert (read.status, read.new) == (FeedStatus.OK, 2)


def test_an_error_goes_when_the_server_is_back(desk: Desk) -> None:
    farm = desk.farm()
    url = farm.add("/feed", validated(TWO, etag='"1"'))
    desk.subscribe(url)
    desk.one()
    farm.add("/feed", page(b"", status=502))
    assert desk.one(force=True).failed
    farm.add("/feed", validated(TWO, etag='"1"'))
    assert desk.one(force=True).status is FeedStatus.UNCHANGED
    assert (desk.feed(url).error, desk.feed(url).failures) == ("", 0)


def test_a_feed_that_is_gone_rests_until_it_is_named(desk: Desk) -> None:
    farm = desk.farm()
    url = farm.add("/feed", page(b"", status=410))
    desk.subscribe(url)

    assert desk.one().status is FeedStatus.GONE
    desk.clock.forward(days=9)
    assert desk.one(force=True).status is FeedStatus.NOT_DUE
    assert len(farm.seen) == 1
    farm.add("/feed", page(TWO))
    assert desk.one(named=True).new == 2
    assert desk.feed(url).status is FeedStatus.OK


def test_a_paused_feed_that_is_named_is_looked_at_and_stays_paused(desk: Desk) -> None:
    farm = desk.farm()
    url = farm.add("/feed", page(TWO))
    desk.subscribe(url, status=FeedStatus.PAUSED)

    assert desk.one(force=True).status is FeedStatus.NOT_DUE
    assert desk.one(named=True).new == 2
    assert desk.feed(url).status is FeedStatus.PAUSED


def test_a_host_that_wants_a_pause_gets_it_for_all_its_feeds(desk: Desk) -> None:
    farm = desk.farm()
    farm.add("*", page(b"", status=429, headers={"Retry-After": "7200"}))
    desk.subscribe(*(farm.url(f"/{n}") for n in range(5)), desk.farm().add("/feed", page(TWO)))
    outcomes = desk.refresh()

    assert len(farm.seen) == 1
    assert [o.status for o in outcomes].count(FeedStatus.LIMITED) == 5
    assert [o.status for o in outcomes].count(FeedStatus.OK) == 1
    desk.clock.forward(minutes=119)
    desk.refresh()
    assert len(farm.seen) == 1
    desk.clock.forward(minutes=1)
    farm.add("*", page(TWO))
    desk.refresh()
    assert len(farm.seen) == 6


def test_one_feed_that_is_always_refused_starves_no_other_of_its_server(desk: Desk) -> None:
    farm = desk.farm()
    bad = farm.add("/a", page(b"", status=429))
    good = [farm.add(f"/{name}", page(TWO)) for name in "bc"]
    desk.subscribe(bad, *good)
    assert [outcome.status for outcome in desk.refresh()] == [FeedStatus.LIMITED] * 3
    assert farm.paths() == ["/a"]
    assert [desk.feed(url).failures for url in (bad, *good)] == [1, 0, 0]

    desk.clock.forward(hours=1)
    found = {outcome.url: outcome.status for outcome in desk.refresh()}
    assert found == {bad: FeedStatus.LIMITED} | dict.fromkeys(good, FeedStatus.OK)
    assert farm.paths()[-1] == "/a"


def test_a_server_that_others_lead_to_gets_its_pause_and_they_do_not(desk: Desk) -> None:
    front, back = desk.farm(), desk.farm()
    (led,) = (feed.url for feed in desk.subscribe(front.url("/led")))
    feed = health.limited(
        desk.feed(led),
        Fetched(FeedStatus.LIMITED, url=back.url("/limit"), retry_after=timedelta(hours=2)),
        health.Moment(desk.clock(), desk.clock(), lambda: 0.5),
    )
    assert feed.limited_by == back.host_port
    stored_feeds.record(desk.store, feed)
    desk.subscribe(front.add("/own", page(TWO)), back.add("/own", page(b"3|three")))
    status = {outcome.url: outcome.status for outcome in desk.refresh()}
    assert status[front.url("/own")] is FeedStatus.OK
    assert status[back.url("/own")] is FeedStatus.NOT_DUE
    assert status[led] is FeedStatus.NOT_DUE


def test_a_person_asks_a_host_once_in_two_minutes_for_all_its_feeds(desk: Desk) -> None:
    farm = desk.farm()
    first, second = (farm.add(path, validated(TWO, etag='"1"')) for path in ("/1", "/2"))
    desk.subscribe(first, second)
    assert len(desk.refresh(asked=True)) == len(farm.seen) == 2
    desk.clock.forward(seconds=119)
    (left,) = desk.refresh([desk.feed(second)], asked=True, named=True)
    assert (left.status, left.why, left.rests) == (FeedStatus.NOT_DUE, "asked 2 min ago", False)
    desk.clock.forward(seconds=1)
    (found,) = desk.refresh([desk.feed(second)], asked=True, named=True)
    assert found.status is FeedStatus.UNCHANGED
    assert farm.seen[-1].headers["if-none-match"] == '"1"', "not due, and still conditional"
    # The other feed of the host was not asked, and yet has to wait; unless it is forced.
    assert desk.refresh([desk.feed(first)], asked=True)[0].why == "asked 0 s ago"
    assert desk.refresh([desk.feed(first)], force=True)[0].status is FeedStatus.UNCHANGED


def test_in_its_live_hours_a_feed_is_asked_every_five_minutes(desk: Desk) -> None:
    farm = desk.farm()
    fresh = {"ETag": '"1"', "Cache-Control": "max-age=86400"}
    live = farm.add("/live", page(TWO, headers=fresh))
    other = farm.add("/other", page(b"3|three", headers=fresh))
    desk.subscribe(live, live="12:00-12:15")  # it is noon
    desk.subscribe(other)
    for _ in range(6):
        desk.refresh()
        desk.clock.forward(minutes=5)
    assert sorted(farm.paths()) == ["/live", "/live", "/live", "/other"]
    assert farm.seen[-1].headers["if-none-match"] == '"1"'


def test_a_live_feed_waits_when_its_server_says_so_or_fails(desk: Desk) -> None:
    limited, failing = desk.farm(), desk.farm()
    desk.subscribe(
        limited.add("/feed", page(b"", status=429, headers={"Retry-After": "1800"})),
        failing.add("/feed", page(b"", status=500)),
        live="12:00-14:00",
    )
    for _ in range(3):
        desk.refresh()
        desk.clock.forward(minutes=3)
    assert (len(limited.seen), len(failing.seen)) == (1, 1)


def test_one_host_has_one_connection(desk: Desk) -> None:
    farm = desk.farm()
    desk.subscribe(*(farm.add(f"/{n}", page(f"{n}|{n}")) for n in range(12)))
    desk.refresh()

    assert len(farm.seen) == 12
    assert {seen.connection for seen in farm.seen} == {1}


def test_a_move_is_told_and_the_feed_goes_on(desk: Desk) -> None:
    farm = desk.farm()
    farm.add("/new", page(TWO))
    url = farm.add("/old", redirect("/new", 301))
    desk.subscribe(url)
    first, second = desk.one(), desk.one(force=True)

    assert (first.status, first.new, first.failed) == (FeedStatus.MOVED, 2, False)
    assert first.error == f"has moved for good to {farm.url('/new')}"
    assert second.status is FeedStatus.MOVED
    assert desk.feed(url).url == url


def test_files_of_the_workspace_are_fetched_without_a_network(desk: Desk) -> None:
    (desk.root / "a.txt").write_bytes(TWO)
    (desk.root / "b.txt").write_bytes(b"3|three")
    desk.subscribe("a.txt", "file:b.txt")

    assert sorted(o.new for o in desk.refresh()) == [1, 2]
    assert {o.status for o in desk.refresh(force=True)} == {FeedStatus.UNCHANGED}


def test_the_real_parser_reads_real_feeds(desk: Desk) -> None:
    rss = (
        b"<rss version='2.0'><channel><title>Ore</title><item><title>A mine opens</title>"
        b"<link>https://ore.example/1</link><guid>1</guid></item></channel></rss>"
    )
    good = desk.farm().add("/feed", page(rss))
    bad = desk.farm().add("/feed", page(b"<html><body><p>Please log in</p></body></html>"))
    desk.subscribe(good, bad)
    outcomes = {outcome.url: outcome for outcome in desk.refresh(parser=ParseWorker)}

    assert (outcomes[good].status, outcomes[good].new) == (FeedStatus.OK, 1)
    assert (outcomes[good].title, desk.titles()) == ("Ore", ["A mine opens"])
    assert outcomes[bad].error.startswith("cannot be read: ")
    again = desk.refresh(force=True, parser=ParseWorker)
    assert [o.status for o in again if o.url == good] == [FeedStatus.UNCHANGED]


def test_cancelling_ends_it_though_servers_hang(desk: Desk) -> None:
    hung = [desk.farm().add("/feed", manners.hang) for _ in range(10)]
    good = desk.farm().add("/feed", page(TWO))
    queued = desk.farm().add("/feed", page(b"3|three"))
    desk.subscribe(*hung, good, queued)
    asked: list[float] = []

    def cancelled() -> bool:
        if not asked and all(farm.seen for farm in desk.farms[:10]):
            asked.append(time.monotonic())
        return bool(asked)

    outcomes = desk.refresh(cancelled=cancelled, deadline=60.0)
    assert time.monotonic() - asked[0] < 10
    assert {o.url for o in outcomes} <= {good, queued}
    deadline = time.monotonic() + 15
    while fetchers() and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    assert fetchers() == []


def fetchers() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith("fetch-")]


def test_cancelling_ends_it_though_the_parser_hangs(desk: Desk) -> None:
    reading = threading.Event()

    class Stuck(LineParser):
        def read(self, body: bytes, url: str) -> ParsedFeed:
            reading.set()
            self.closed.wait()
            raise ParseError("ended while it was read")

    parser = Stuck()
    feeds = desk.subscribe(*(desk.farm().add("/feed", page(TWO)) for _ in range(3)))
    started = time.monotonic()
    assert desk.refresh(parser=lambda: parser, cancelled=reading.is_set) == []
    assert time.monotonic() - started < 10
    assert parser.closed.is_set()
    assert fetchers() == []
    assert [desk.feed(feed.url) for feed in feeds] == feeds


def test_cancelling_before_anything_happened(desk: Desk) -> None:
    desk.subscribe(desk.farm().add("/feed", page(TWO)))
    assert desk.refresh(cancelled=lambda: True) == []
    assert desk.titles() == []


def test_cancelling_keeps_what_is_stored(desk: Desk) -> None:
    farm = desk.farm()
    desk.subscribe(*(farm.add(f"/{n}", page(f"{n}|{n}")) for n in range(30)))
    told: list[FeedOutcome] = []
    outcomes = desk.refresh(on_outcome=told.append, cancelled=lambda: len(told) >= 3)

    assert 3 <= len(outcomes) < 30
    assert outcomes == told
    assert len(desk.titles()) == len(outcomes)


def test_the_first_feed_does_not_wait_for_the_others(desk: Desk) -> None:
    slow = [desk.farm().add("/feed", manners.drip_headers) for _ in range(2)]
    desk.subscribe(desk.farm().add("/feed", page(TWO)), *slow)
    stored: list[int] = []
    desk.refresh(deadline=2.0, on_outcome=lambda _: stored.append(len(desk.titles())))

    assert stored == [2, 2, 2]


def test_a_bug_in_one_feed_costs_none_of_those_stored_with_it(desk: Desk) -> None:
    farm = desk.farm()
    urls = [farm.add(f"/{n}", page(f"{n}|{n}")) for n in range(20)]
    desk.subscribe(*urls)

    def score(parsed: ParsedItem, feed: Feed) -> float:
        return 1 / (parsed.guid != "13")

    outcomes = desk.refresh(score=score)
    assert [o.url for o in outcomes if o.failed] == [urls[13]]
    assert "unexpected ZeroDivisionError" in desk.feed(urls[13]).error
    assert sorted(desk.titles(), key=int) == [str(n) for n in range(20) if n != 13]


def test_a_locked_database_ends_it_once_and_leaves_no_thread(desk: Desk, tmp_path: Path) -> None:
    farm = desk.farm()
    desk.subscribe(*(farm.add(f"/{n}", page(f"{n}|{n}")) for n in range(20)))
    feeds = stored_feeds.listed(desk.store)
    with (
        Store.open(tmp_path / "reewriter.db", now=desk.clock) as other,
        Store.open(tmp_path / "reewriter.db", now=desk.clock, busy_seconds=0.05) as mine,
        other.write(),
    ):
        desk.store, held = mine, desk.store
        with pytest.raises(LockedError):
            desk.refresh(feeds)
        desk.store = held
    assert fetchers() == []
    assert desk.parser.closed.is_set()
    assert desk.titles() == []


def test_a_store_that_cannot_be_written_ends_it(desk: Desk) -> None:
    desk.subscribe(desk.farm().add("/feed", page(TWO)))
    desk.store.read_only = True
    with pytest.raises(ReadOnlyError) as caught:
        desk.refresh()
    assert isinstance(caught.value, StoreError)
    desk.store.read_only = False


def test_nothing_due_starts_nothing(desk: Desk, now: datetime) -> None:
    def parser() -> LineParser:
        raise AssertionError("no parser is needed")

    desk.subscribe(desk.farm().add("/feed", page(TWO)), status=FeedStatus.PAUSED)
    assert [o.status for o in desk.refresh(parser=parser)] == [FeedStatus.NOT_DUE]
    assert desk.refresh([], parser=parser) == []
