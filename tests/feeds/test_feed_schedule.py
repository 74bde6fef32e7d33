"""When feeds are looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.feeds.schedule import (
    after_failure,
    after_limit,
    after_success,
    clamp_max_age,
    clamp_retry_after,
    is_due,
    next_look,
)
from reewriter.model import Feed, FeedStatus

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def feed(due_at: datetime | None, status: FeedStatus = FeedStatus.OK) -> Feed:
    return Feed(1, "https://feeds.example/", "", due_at=due_at, status=status)


def half() -> float:
    return 0.5


def test_a_new_feed_is_due(now: datetime) -> None:
    assert is_due(feed(None, FeedStatus.NEVER), now)


@pytest.mark.parametrize("status", [FeedStatus.PAUSED, FeedStatus.GONE])
def test_a_resting_feed_is_never_due(now: datetime, status: FeedStatus) -> None:
    assert not is_due(feed(None, status), now)
    assert not is_due(feed(now - DAY, status), now)


def test_due_times_are_kept_with_a_little_slack(now: datetime) -> None:
    assert not is_due(feed(now + timedelta(minutes=10)), now)
    assert is_due(feed(now), now)
    # An hourly cron job that starts three seconds earlier than the last time.
    assert is_due(feed(after_success(now)), now + HOUR - timedelta(seconds=3))


def test_a_server_that_wants_a_pause_gets_all_of_it(now: datetime) -> None:
    due = after_limit(now, timedelta(seconds=90), 1, half)
    assert due == now + timedelta(seconds=90)
    assert not is_due(feed(due, FeedStatus.LIMITED), now + timedelta(seconds=89))
    assert is_due(feed(due, FeedStatus.LIMITED), now + timedelta(seconds=90))
    assert after_limit(now, None, 1, half) == after_failure(now, 1, half)


def test_a_clock_that_was_set_back_does_not_silence_a_feed(now: datetime) -> None:
    far = replace(feed(now + timedelta(days=400)), checked_at=now + timedelta(days=399))
    # Three hours fast, as a machine may be before it has asked for the time.
    fast = replace(feed(now + 4 * HOUR), checked_at=now + 3 * HOUR)
    for one in (far, fast):
        assert is_due(one, now)
        assert next_look(one, now, UTC) == (now, "the clock was set back")
    assert not is_due(replace(fast, status=FeedStatus.LIMITED), now)
    assert not is_due(replace(feed(now + HOUR), checked_at=now + timedelta(seconds=20)), now)


def test_success_is_repeated_in_an_hour_or_when_the_server_says(now: datetime) -> None:
    assert after_success(now) == now + HOUR
    assert after_success(now, timedelta(hours=3)) == now + timedelta(hours=3)


def test_failures_double_the_wait_up_to_a_day(now: datetime) -> None:
    waits = [after_failure(now, failures, half) - now for failures in range(1, 9)]
    assert waits == [timedelta(minutes=15 * 2**n) for n in range(7)] + [timedelta(minutes=1440)]
    assert after_failure(now, 10_000, half) - now == DAY


@given(st.integers(-5, 10**6), st.floats(0, 1))
def test_the_wait_after_failures_is_bounded_whatever_chance_says(n: int, chance: float) -> None:
    start = datetime(2026, 3, 2)  # noqa: DTZ001 - no zone is needed to subtract
    wait = after_failure(start, n, lambda: chance) - start
    assert timedelta(minutes=11) <= wait <= DAY


def test_what_servers_say_is_clamped() -> None:
    assert [clamp_max_age(s) for s in (0, 7200, 10**9)] == [HOUR, 2 * HOUR, DAY]
    minute = timedelta(minutes=1)
    assert [clamp_retry_after(s) for s in (-9, 90, 10**9)] == [minute, 1.5 * minute, DAY]


def test_feeds_that_failed_together_do_not_come_back_together(now: datetime) -> None:
    waits = [after_failure(now, 3, partial(float, chance)) - now for chance in (0.0, 0.5, 1.0)]
    assert waits == [timedelta(minutes=minutes) for minutes in (45, 60, 75)]
    assert after_failure(now, 50, lambda: 1.0) - now == timedelta(hours=24)
