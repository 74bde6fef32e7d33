"""Hours in which a feed is looked at every five minutes, by the clock on the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.feeds.schedule import is_due, is_live, next_look
from reewriter.model import Feed, FeedStatus

NEW_YORK = ZoneInfo("America/New_York")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def there(text: str, *, fold: int = 0) -> datetime:
    """Return a time of New York, as `2026-03-02 06:10`."""
    local = datetime.fromisoformat(text).replace(tzinfo=NEW_YORK, fold=fold)
    return local.astimezone(UTC)


def feed(live: str, checked: datetime, **fields: object) -> Feed:
    known = Feed(1, "https://feeds.example/", "", live=live, checked_at=checked)
    known = replace(known, status=FeedStatus.UNCHANGED, due_at=checked + HOUR, due_why="hourly")
    return replace(known, **fields)  # type: ignore[arg-type]  # any field of a feed


@pytest.mark.parametrize(
    ("hours", "when", "live"),
    [
        ("06:00-08:00", "2026-03-02 05:59", False),
        ("06:00-08:00", "2026-03-02 06:00", True),
        ("06:00-08:00", "2026-03-02 07:59", True),
        ("06:00-08:00", "2026-03-02 08:00", False),
        ("22:00-02:00", "2026-03-02 21:59", False),
        ("22:00-02:00", "2026-03-02 23:59", True),
        ("22:00-02:00", "2026-03-03 00:00", True),
        ("22:00-02:00", "2026-03-03 02:00", False),
        # The night of 8 March has no hour after two, that of 1 November has the one after one twice
        ("02:30-04:00", "2026-03-08 03:00", True),
        ("06:00-08:00", "2026-03-08 06:00", True),
        ("06:00-08:00", "2026-07-01 06:00", True),
        ("", "2026-03-02 06:00", False),
        ("whenever", "2026-03-02 06:00", False),
    ],
)
def test_hours_are_those_of_the_publication(hours: str, when: str, live: bool) -> None:
    assert is_live(feed(hours, there(when)), there(when), NEW_YORK) is live


def test_an_hour_that_comes_twice_is_live_twice() -> None:
    first, second = there("2026-11-01 01:30"), there("2026-11-01 01:30", fold=1)
    assert second - first == HOUR
    for when in (first, second):
        assert is_live(feed("01:00-02:00", when), when, NEW_YORK)


def test_a_live_feed_is_due_every_five_minutes_and_no_other() -> None:
    checked = there("2026-03-02 06:10")
    live, other = feed("06:00-08:00", checked), feed("", checked)
    assert not is_due(live, checked + 4 * MINUTE, NEW_YORK)
    assert is_due(live, checked + 5 * MINUTE, NEW_YORK)
    # A job of cron that starts a moment earlier than the last time.
    assert is_due(live, checked + 5 * MINUTE - timedelta(seconds=3), NEW_YORK)
    assert not is_due(other, checked + 5 * MINUTE, NEW_YORK)
    assert not is_due(live, checked + 5 * MINUTE, UTC), "it is eleven there"


def test_in_live_hours_a_server_that_says_six_hours_is_asked_all_the_same() -> None:
    checked = there("2026-03-02 06:10")
    slow = feed("06:00-08:00", checked, due_at=checked + 6 * HOUR, due_why="server says 6 h")
    assert is_due(slow, checked + 5 * MINUTE, NEW_YORK)
    assert not is_due(slow, there("2026-03-02 08:05"), NEW_YORK)


def test_failures_and_pauses_come_before_live_hours() -> None:
    checked = there("2026-03-02 06:10")
    for ill in (
        feed("06:00-08:00", checked, status=FeedStatus.ERROR, failures=1),
        feed("06:00-08:00", checked, status=FeedStatus.LIMITED, failures=1),
        feed("06:00-08:00", checked, status=FeedStatus.PAUSED),
        feed("06:00-08:00", checked, status=FeedStatus.GONE),
    ):
        assert not is_due(ill, checked + 20 * MINUTE, NEW_YORK), ill.status


def test_a_clock_that_was_set_back_does_not_silence_a_live_feed() -> None:
    now = there("2026-03-02 06:10")
    assert is_due(feed("06:00-08:00", now + 50 * MINUTE, due_at=now + 9 * HOUR), now, NEW_YORK)


def test_it_is_told_when_a_feed_is_looked_at_next_and_why() -> None:
    in_hours, before = there("2026-03-02 06:10"), there("2026-03-02 05:30")
    live = feed("06:00-08:00", in_hours)
    assert next_look(live, in_hours + MINUTE, NEW_YORK) == (in_hours + 5 * MINUTE, "live hours")
    assert next_look(feed("06:00-08:00", before), before, NEW_YORK) == (
        there("2026-03-02 06:00"),
        "live hours",
    )
    assert next_look(feed("", before), before, NEW_YORK) == (before + HOUR, "hourly")
    says = feed("", before, due_at=before + 6 * HOUR, due_why="server says 6 h")
    assert next_look(says, before, NEW_YORK) == (before + 6 * HOUR, "server says 6 h")
    ill = feed("06:00-08:00", before, status=FeedStatus.ERROR, failures=3, due_why="")
    assert next_look(ill, before, NEW_YORK) == (before + HOUR, "after 3 failures")
    assert next_look(feed("", before, status=FeedStatus.GONE), before, UTC) == (
        None,
        "gone for good",
    )
    assert next_look(feed("", before, status=FeedStatus.PAUSED), before, UTC) == (None, "paused")
    new = Feed(1, "https://feeds.example/", "", live="06:00-08:00")
    assert next_look(new, before, NEW_YORK) == (before, "new")


def test_when_live_hours_are_nearly_over_the_next_ones_are_told() -> None:
    checked = there("2026-03-02 07:58")
    slow = feed("06:00-08:00", checked, due_at=checked + 23 * HOUR)
    look = next_look(slow, checked, NEW_YORK)
    assert look == (there("2026-03-03 06:00"), "live hours")
    early = feed("06:00-08:00", there("2026-03-02 05:57"))
    assert next_look(early, there("2026-03-02 05:58"), NEW_YORK)[0] == there("2026-03-02 06:02")


def test_hours_that_a_day_does_not_have_are_told_for_the_next() -> None:
    night = there("2026-03-08 01:00")
    slow = feed("02:10-02:50", night, due_at=night + 40 * HOUR)
    assert next_look(slow, night, NEW_YORK).at == there("2026-03-09 02:10")


def test_hours_of_which_a_day_has_only_the_end_begin_when_clocks_are_put_forward() -> None:
    night = there("2026-03-08 01:00")
    slow = feed("02:01-03:01", night, due_at=night + 40 * HOUR)
    assert next_look(slow, night, NEW_YORK).at == there("2026-03-08 03:00")


def test_hours_that_are_over_five_minutes_after_a_look_are_told_for_the_next_day() -> None:
    midnight = there("2026-03-03 00:00")
    short = feed("00:00-00:01", midnight, due_at=midnight + 40 * HOUR)
    assert next_look(short, midnight, NEW_YORK).at == there("2026-03-04 00:00")


@pytest.mark.parametrize(("hours", "again"), [("00:00-01:01", 0), ("01:01-01:02", 1)])
def test_hours_that_clocks_show_twice_begin_twice(hours: str, again: int) -> None:
    night = there("2026-11-01 00:57")
    twice = feed(hours, night, due_at=night + 40 * HOUR)
    assert next_look(twice, night, NEW_YORK).at == night + (63 + again) * MINUTE


MINUTES_OF_A_DAY = st.integers(0, 24 * 60 - 1)


def clock_time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@given(
    start=MINUTES_OF_A_DAY,
    length=st.integers(1, 24 * 60 - 1),
    day=st.sampled_from(["2026-03-07", "2026-03-08", "2026-07-01", "2026-10-31", "2026-11-01"]),
    minute=st.integers(0, 24 * 60),
    ago=st.integers(0, 120),
    due=st.integers(1, 24 * 60),
)
def test_what_is_told_is_when_it_is_due(
    start: int, length: int, day: str, minute: int, ago: int, due: int
) -> None:
    hours = f"{clock_time(start)}-{clock_time((start + length) % (24 * 60))}"
    now = there(f"{day} 00:00") + minute * MINUTE
    checked = now - ago * MINUTE
    known = feed(hours, checked, due_at=checked + due * MINUTE)
    at, why = next_look(known, now, NEW_YORK)
    assert at is not None
    assert at <= checked + due * MINUTE
    assert is_due(known, max(at, now), NEW_YORK)
    # Neither is it due before, but for the slack that each kind of look has.
    before = at - 2 * MINUTE - timedelta(seconds=1)
    if before >= now and why == "hourly":
        assert not is_due(known, before, NEW_YORK)


def test_live_hours_of_tomorrow_are_told_across_the_change_of_clocks() -> None:
    evening = there("2026-03-07 20:00")
    slow = feed("06:00-08:00", evening, due_at=evening + 24 * HOUR)
    look = next_look(slow, evening, NEW_YORK)
    assert look == (datetime(2026, 3, 8, 10, 0, tzinfo=UTC), "live hours")
