"""Whose turn it is in a refresh: due, asked for, named or forced, and what servers want."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reewriter.feeds.turns import Hosts, Wish, next_turn, why_not
from reewriter.model import Feed, FeedStatus

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
DUE, ASKED, NAMED, FORCED = Wish(), Wish(asked=True), Wish(named=True), Wish(force=True)


def feed(url: str, now: datetime, *, ago: timedelta = HOUR / 2, **fields: object) -> Feed:
    known = Feed(1, url, "", status=FeedStatus.OK, checked_at=now - ago, due_at=now - ago + HOUR)
    return replace(known, **fields)  # type: ignore[arg-type]  # any field of a feed


def test_what_is_not_due_is_looked_at_when_a_person_asks(now: datetime) -> None:
    one = feed("https://a.example/feed", now)
    hosts = Hosts.of([one])
    assert why_not(one, DUE, hosts, now, UTC) == "due in 30 min (hourly)"
    for wish in (ASKED, NAMED, FORCED):
        assert why_not(one, wish, hosts, now, UTC) == ""


def test_a_person_asks_no_host_twice_in_two_minutes(now: datetime) -> None:
    one = feed("https://a.example/one", now)
    other = feed("http://a.example/two", now, ago=40 * SECOND)
    elsewhere = feed("https://b.example/", now)
    hosts = Hosts.of([one, other, elsewhere])

    assert why_not(one, ASKED, hosts, now, UTC) == "asked 40 s ago"
    assert why_not(one, Wish(asked=True, named=True), hosts, now, UTC) == "asked 40 s ago"
    assert why_not(elsewhere, ASKED, hosts, now, UTC) == ""
    assert why_not(one, FORCED, hosts, now, UTC) == ""
    assert why_not(one, Wish(force=True, asked=True), hosts, now, UTC) == ""
    assert why_not(one, ASKED, hosts, now + 79 * SECOND, UTC) == "asked 2 min ago"
    assert why_not(one, ASKED, hosts, now + 80 * SECOND, UTC) == ""


def test_ports_are_hosts_of_their_own_and_files_are_none(now: datetime) -> None:
    near = feed("http://127.0.0.1:8001/feed", now, ago=SECOND)
    other = feed("http://127.0.0.1:8002/feed", now, ago=HOUR)
    file = feed("feeds/wire.xml", now, ago=SECOND)
    hosts = Hosts.of([near, other, file])
    assert why_not(near, ASKED, hosts, now, UTC) == "asked 1 s ago"
    assert why_not(other, ASKED, hosts, now, UTC) == ""
    assert why_not(file, ASKED, hosts, now, UTC) == ""


def test_a_server_that_wants_a_pause_gets_it_for_feeds_that_were_not_asked(now: datetime) -> None:
    limited = feed("https://a.example/1", now, status=FeedStatus.LIMITED, due_at=now + 2 * HOUR)
    due = feed("https://a.example/2", now, ago=3 * HOUR)
    hosts = Hosts.of([limited, due])

    for wish in (DUE, ASKED, NAMED):
        assert why_not(due, wish, hosts, now, UTC) == (
            "the server wants to be left alone for another 2 h"
        )
    assert why_not(due, FORCED, hosts, now, UTC) == ""
    assert why_not(due, DUE, hosts, now + 2 * HOUR, UTC) == ""
    assert next_turn(due, hosts, now, UTC) == (now + 2 * HOUR, "its server wants to be left alone")
    assert next_turn(limited, hosts, now, UTC).at == now + 2 * HOUR


def test_a_pause_is_owed_to_the_server_that_wants_it(now: datetime) -> None:
    leads = feed("https://a.example/1", now, ago=3 * HOUR, status=FeedStatus.LIMITED,
                 due_at=now + HOUR, limited_by="b.example")  # fmt: skip
    beside, there = (feed(f"https://{host}.example/2", now, ago=3 * HOUR) for host in "ab")
    hosts = Hosts.of([leads, beside, there])
    assert why_not(leads, DUE, hosts, now, UTC) == "due in 60 min (hourly)"
    assert why_not(beside, DUE, hosts, now, UTC) == ""
    assert "left alone" in why_not(there, DUE, hosts, now, UTC)


@pytest.mark.parametrize(
    ("status", "why"), [(FeedStatus.PAUSED, "paused"), (FeedStatus.GONE, "gone for good")]
)
def test_a_feed_that_rests_is_looked_at_only_by_name(
    now: datetime, status: FeedStatus, why: str
) -> None:
    one = feed("https://a.example/", now, status=status, due_at=None)
    hosts = Hosts.of([one])
    for wish in (DUE, ASKED, FORCED):
        assert why_not(one, wish, hosts, now, UTC) == why
    assert why_not(one, NAMED, hosts, now, UTC) == ""
    assert next_turn(one, hosts, now, UTC) == (None, why)


def test_a_clock_that_was_set_back_silences_no_host(now: datetime) -> None:
    later = feed("https://a.example/", now, ago=-HOUR)
    limited = feed(
        "https://b.example/", now, status=FeedStatus.LIMITED, due_at=now + timedelta(days=400)
    )
    hosts = Hosts.of([later, limited])
    assert why_not(later, ASKED, hosts, now, UTC) == ""
    assert why_not(limited, DUE, hosts, now, UTC) == ""


def test_an_address_that_is_none_is_a_host_of_its_own(now: datetime) -> None:
    odd = feed("https://[::", now, ago=SECOND)
    assert why_not(odd, ASKED, Hosts.of([odd]), now, UTC) == "asked 1 s ago"
