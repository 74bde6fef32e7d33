"""What a look at a feed does to its health."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from reewriter.errors import OverrunError, ParseError
from reewriter.feeds import health
from reewriter.feeds.fetch import Fetched
from reewriter.feeds.health import Moment
from reewriter.model import Feed, FeedStatus, ParsedFeed

HOUR = timedelta(hours=1)
FEED = Feed(1, "https://feeds.example/", "", etag='"1"', last_modified="then", body_hash="old")
NEW = Fetched(FeedStatus.OK, etag='"2"', last_modified="now", body_hash="new")
SAME = replace(NEW, status=FeedStatus.UNCHANGED, body_hash="old")
PARSED = ParsedFeed(title="Metals", site="https://feeds.example", items=())


@pytest.fixture
def at(now: datetime) -> Moment:
    return Moment(now, now, lambda: 0.5)


def test_new_bytes_renew_everything(at: Moment) -> None:
    ill = replace(FEED, status=FeedStatus.ERROR, error="x", failures=3)
    after = health.readable(ill, NEW, PARSED, at)

    assert (after.etag, after.last_modified, after.body_hash) == ('"2"', "now", "new")
    assert (after.title, after.site) == ("Metals", "https://feeds.example")
    assert (after.status, after.error, after.failures) == (FeedStatus.OK, "", 0)
    assert (after.checked_at, after.due_at) == (at.now, at.now + HOUR)


def test_a_title_given_by_the_editor_stays(at: Moment) -> None:
    assert health.readable(replace(FEED, title="Ours"), NEW, PARSED, at).title == "Ours"


def test_a_long_refresh_does_not_put_off_the_next_one(at: Moment) -> None:
    late = replace(at, now=at.now + timedelta(minutes=9))
    after = health.readable(FEED, NEW, PARSED, late)
    assert (after.checked_at, after.due_at) == (late.now, at.now + HOUR)


def test_what_was_odd_in_a_document_is_told_while_it_is_the_same(at: Moment) -> None:
    odd = health.readable(FEED, NEW, replace(PARSED, warning="cut\noff"), at)
    still = health.unchanged(odd, replace(NEW, status=FeedStatus.UNCHANGED), at)

    assert (odd.status, odd.error) == (FeedStatus.OK, "cut off")
    assert (still.status, still.error) == (FeedStatus.UNCHANGED, "cut off")
    assert health.readable(still, NEW, PARSED, at).error == ""


def test_an_answer_with_nothing_new_ends_an_error_of_the_network(at: Moment) -> None:
    ill = health.failed(FEED, "no such host", at)
    after = health.unchanged(ill, SAME, at)

    assert (ill.status, ill.failures, ill.etag, ill.body_hash) == (
        FeedStatus.ERROR,
        1,
        '"1"',
        "old",
    )
    assert (after.status, after.error, after.failures) == (FeedStatus.UNCHANGED, "", 0)


def test_an_unreadable_document_is_remembered_and_its_error_stays(at: Moment) -> None:
    error = ParseError("this is a\nweb page", hint="Look for its feed.")
    ill = health.unreadable(FEED, NEW, error, at)
    assert (ill.etag, ill.last_modified, ill.body_hash) == ('"2"', "now", "!new")
    assert ill.error == "cannot be read: this is a web page (since 2026-03-02)"

    tomorrow = replace(at, now=at.now + timedelta(days=1))
    same = replace(NEW, status=FeedStatus.UNCHANGED, body_hash="!new")
    after = health.unchanged(ill, same, tomorrow)
    assert (after.status, after.error, after.failures) == (FeedStatus.ERROR, ill.error, 2)
    assert after.body_hash == "!new"


def test_a_parser_that_was_stopped_gets_two_more_tries(at: Moment) -> None:
    slow = OverrunError("feeds.example/ was not read within 10 s")
    first = health.unreadable(FEED, NEW, slow, at)
    second = health.unreadable(first, NEW, slow, at)
    third = health.unreadable(second, NEW, slow, at)

    for ill, minutes in ((first, 15), (second, 30)):
        assert (ill.etag, ill.body_hash) == ('"1"', "old"), "it is fetched and read again"
        assert ill.due_at == at.now + timedelta(minutes=minutes)
        assert (
            ill.error
            == "cannot be read: feeds.example/ was not read within 10 s (since 2026-03-02)"
        )
    assert (third.etag, third.body_hash, third.failures) == ('"2"', "!new", 3)
    assert health.readable(second, NEW, PARSED, at).overruns == 0
    assert health.unchanged(second, SAME, at).overruns == 0
    assert health.failed(second, "refuses the connection", at).overruns == 2
    assert health.unreadable(second, NEW, ParseError("not a feed"), at).body_hash == "!new"


def test_the_last_success_is_that_of_a_document_that_could_be_read(at: Moment) -> None:
    later = replace(at, now=at.now + HOUR)
    well = health.readable(FEED, NEW, PARSED, at)
    assert well.succeeded_at == at.now
    assert health.unchanged(well, SAME, later).succeeded_at == later.now
    assert health.failed(well, "x", later).succeeded_at == at.now
    assert health.limited(well, Fetched(FeedStatus.LIMITED), later).succeeded_at == at.now
    ill = health.unreadable(well, NEW, ParseError("not a feed"), later)
    assert ill.succeeded_at == at.now
    assert health.unchanged(ill, replace(SAME, body_hash="!new"), later).succeeded_at == at.now


def test_it_is_noted_why_a_feed_is_due(at: Moment) -> None:
    says = replace(NEW, max_age=timedelta(hours=6))
    limit = Fetched(FeedStatus.LIMITED, retry_after=timedelta(minutes=20))
    ill = health.failed(FEED, "x", at)
    assert health.readable(FEED, NEW, PARSED, at).due_why == "hourly"
    assert health.readable(FEED, replace(NEW, max_age=HOUR), PARSED, at).due_why == "hourly"
    assert health.readable(FEED, says, PARSED, at).due_why == "server says 6 h"
    assert health.limited(FEED, limit, at).due_why == "server asks for 20 min"
    assert health.limited(FEED, Fetched(FeedStatus.LIMITED), at).due_why == "after a failure"
    assert ill.due_why == "after a failure"
    assert health.failed(health.failed(ill, "x", at), "x", at).due_why == "after 3 failures"


def test_an_unreadable_document_is_still_one_after_another_error(at: Moment) -> None:
    ill = health.unreadable(FEED, NEW, ParseError("not a feed"), at)
    down = health.failed(ill, "refuses the connection", at)
    after = health.unchanged(down, replace(NEW, body_hash="!new"), at)

    assert after.status is FeedStatus.ERROR
    assert "could not be read" in after.error


def test_errors_say_since_when(at: Moment) -> None:
    first = health.failed(FEED, "no such host", at)
    later = replace(at, now=at.now + timedelta(days=3))
    second = health.failed(first, "refuses the connection", later)
    well = health.unchanged(second, SAME, later)

    assert first.error == "no such host (since 2026-03-02)"
    assert second.error == "refuses the connection (since 2026-03-02)"
    assert second.failures == 2
    assert health.failed(well, "again", later).error == "again (since 2026-03-05)"


def test_failures_put_off_the_next_look_more_and_more(at: Moment) -> None:
    first = health.failed(FEED, "x", at)
    second = health.failed(first, "x", at)
    assert first.due_at == at.now + timedelta(minutes=15)
    assert second.due_at == at.now + timedelta(minutes=30)


def test_errors_are_one_line_without_secrets(at: Moment) -> None:
    after = health.failed(FEED, "a\x1b[31m\nb https://ann:pw@h.example/?key=hush " + "x" * 999, at)
    assert after.error.isprintable()
    assert len(after.error) <= 300
    assert "hush" not in after.error
    assert "pw" not in after.error


def test_a_pause_the_server_wants_is_kept(at: Moment) -> None:
    answer = Fetched(FeedStatus.LIMITED, retry_after=timedelta(hours=2))
    after = health.limited(FEED, answer, at)

    assert (after.status, after.due_at) == (FeedStatus.LIMITED, at.now + timedelta(hours=2))
    assert (after.etag, after.body_hash) == ('"1"', "old")


def test_a_feed_that_is_gone_rests(at: Moment) -> None:
    after = health.gone(FEED, at)
    assert (after.status, after.due_at) == (FeedStatus.GONE, None)
    assert "gone for good" in after.error


def test_a_move_is_noted_without_being_an_error(at: Moment) -> None:
    moved = replace(SAME, permanent_url="https://new.example/?token=hush")
    after = health.unchanged(FEED, moved, at)
    assert (after.status, after.failures) == (FeedStatus.MOVED, 0)
    assert after.error == "has moved for good to https://new.example/?token=***"
    assert health.readable(FEED, replace(NEW, permanent_url="x"), PARSED, at).status == "moved"
    assert health.unchanged(after, SAME, at).error == ""
