"""Decides when a feed is looked at again, and says why then; knows neither clock nor network."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from reewriter.model import Feed, FeedStatus

__all__ = [
    "LONGEST",
    "NextLook",
    "after_failure",
    "after_limit",
    "after_success",
    "clamp_max_age",
    "clamp_retry_after",
    "is_due",
    "is_live",
    "next_look",
    "span",
    "why_after",
]

USUAL = timedelta(hours=1)
LONGEST = timedelta(hours=24)
FIRST_RETRY = timedelta(minutes=15)
LIVE = timedelta(minutes=5)
"""Between two looks at a feed in its live hours."""
_SHORTEST_LIMIT = timedelta(seconds=60)
# A fetch every hour by cron starts some seconds early or late; without slack it would find half of
# the feeds "due in three seconds" and look at them every other hour only.
_SLACK = timedelta(minutes=2)
_LIVE_SLACK = timedelta(seconds=45)
_CLOCKS_DIFFER = timedelta(minutes=5)
"""As far ahead as another machine may be that looks at the same feeds."""
_HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


class NextLook(NamedTuple):
    """When a feed is looked at next, and why then."""

    at: datetime | None
    """None for one that rests."""
    why: str


def is_due(feed: Feed, now: datetime, zone: tzinfo = UTC) -> bool:
    """Say whether it is time to look at a feed; one that is paused or gone never is."""
    if feed.status in (FeedStatus.PAUSED, FeedStatus.GONE):
        return False
    if feed.due_at is None:
        return True
    # Nothing is ever due later than a day ahead.
    if _clock_was_set_back(feed, now) or feed.due_at - now > LONGEST:
        return True
    slack = timedelta() if feed.status is FeedStatus.LIMITED else _SLACK
    if feed.due_at - slack <= now:
        return True
    if feed.checked_at is None or not is_live(feed, now, zone):
        return False
    return not timedelta() <= now - feed.checked_at < LIVE - _LIVE_SLACK


def _clock_was_set_back(feed: Feed, now: datetime) -> bool:
    """Say whether a feed was looked at in what is the future now.

    A server that wants to be left alone is left alone rather too long than too short.
    """
    ahead = feed.checked_at is not None and feed.checked_at - now > _CLOCKS_DIFFER
    return ahead and feed.status is not FeedStatus.LIMITED


def is_live(feed: Feed, now: datetime, zone: tzinfo) -> bool:
    """Say whether these are a feed's live hours; failures and pauses of its server come first.

    The hours are read off the clock on the wall, so that they stay the same in summer and winter.
    """
    hours = _live_hours(feed)
    return hours is not None and _is_within(hours, now, zone)


def next_look(feed: Feed, now: datetime, zone: tzinfo) -> NextLook:
    """Return when a feed is looked at next, and why then."""
    if feed.status is FeedStatus.PAUSED:
        return NextLook(None, "paused")
    if feed.status is FeedStatus.GONE:
        return NextLook(None, "gone for good")
    if feed.due_at is None or feed.checked_at is None:
        return NextLook(now, "new")
    if _clock_was_set_back(feed, now):
        return NextLook(now, "the clock was set back")
    usual = NextLook(feed.due_at, feed.due_why or why_after(failures=feed.failures))
    hours = _live_hours(feed)
    if hours is None:
        return usual
    soon = max(feed.checked_at + LIVE, now)
    live = soon if _is_within(hours, soon, zone) else _next(hours, soon, zone)
    return NextLook(live, "live hours") if live < feed.due_at else usual


def _live_hours(feed: Feed) -> tuple[time, time] | None:
    if feed.failures or feed.status in (FeedStatus.PAUSED, FeedStatus.GONE, FeedStatus.LIMITED):
        return None
    found = _HOURS.fullmatch(feed.live)
    if found is None:
        return None
    first, second, third, fourth = map(int, found.groups())
    return time(first, second), time(third, fourth)


def _is_within(hours: tuple[time, time], when: datetime, zone: tzinfo) -> bool:
    start, end = hours
    wall = when.astimezone(zone).time()
    return start <= wall < end if start < end else wall >= start or wall < end


def _next(hours: tuple[time, time], now: datetime, zone: tzinfo) -> datetime:
    """Return when these hours begin next; where clocks are put forward they may never that day."""
    day = now.astimezone(zone).date()
    there = now
    for days in range(3):
        midnight = datetime.combine(day + timedelta(days=days), time(), tzinfo=zone)
        shown = datetime.combine(midnight.date(), hours[0], tzinfo=zone)
        there, again = (shown.replace(fold=n).astimezone(UTC) for n in (0, 1))
        for begun in sorted([there, again, *_changes(midnight)]):
            if begun >= now and _is_within(hours, begun, zone):
                return begun
    return there


def _changes(midnight: datetime) -> list[datetime]:
    """Return when clocks are put forward or back on this day, if they are.

    Hours may begin then: with the first minute that is not skipped, or once more.
    """
    zone = midnight.tzinfo
    early = midnight.astimezone(UTC)
    late = (midnight + timedelta(days=1)).astimezone(UTC)
    before = early.astimezone(zone).utcoffset()
    if late.astimezone(zone).utcoffset() == before:
        return []
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return [late.replace(microsecond=0)]


def after_success(now: datetime, max_age: timedelta | None = None) -> datetime:
    """Return when to look again after an answer: in an hour, or when the server says, clamped."""
    return now + (USUAL if max_age is None else max_age)


def after_failure(now: datetime, failures: int, random: Callable[[], float]) -> datetime:
    """Return when to try again after so many failures in a row: 15 minutes, doubled up to a day.

    `random` gives 0…1 and spreads the attempts by a quarter, so that feeds which failed together
    do not come back together.
    """
    steps = min(max(failures, 1) - 1, 10)
    spread = 0.75 + 0.5 * random()
    return now + min(FIRST_RETRY * (1 << steps) * spread, LONGEST)


def after_limit(
    now: datetime, retry_after: timedelta | None, failures: int, random: Callable[[], float]
) -> datetime:
    """Return when to come back to a server that wants to be left alone; never sooner."""
    if retry_after is None:
        return after_failure(now, failures, random)
    return now + min(max(retry_after, _SHORTEST_LIMIT), LONGEST)


def why_after(
    *,
    max_age: timedelta | None = None,
    retry_after: timedelta | None = None,
    failures: int = 0,
) -> str:
    """Say why a feed is due when it is: "hourly", "server says 6 h", "after 3 failures"."""
    if retry_after is not None:
        return f"server asks for {span(retry_after)}"
    if failures:
        return "after a failure" if failures == 1 else f"after {failures} failures"
    if max_age is not None and max_age > USUAL:
        return f"server says {span(max_age)}"
    return "hourly"


def span(length: timedelta) -> str:
    """Return a length of time in one unit: "40 s", "20 min", "6 h", "3 d"."""
    seconds = max(int(length.total_seconds()), 0)
    if seconds < 100:
        return f"{seconds} s"
    if seconds < 100 * 60:
        return f"{round(seconds / 60)} min"
    hours = round(seconds / 3600)
    return f"{hours} h" if hours < 48 else f"{hours // 24} d"


def clamp_max_age(seconds: float) -> timedelta:
    """Return a `max-age` between one hour and a day."""
    return timedelta(seconds=min(max(seconds, USUAL.total_seconds()), LONGEST.total_seconds()))


def clamp_retry_after(seconds: float) -> timedelta:
    """Return a `Retry-After` between a minute and a day."""
    shortest, longest = _SHORTEST_LIMIT.total_seconds(), LONGEST.total_seconds()
    return timedelta(seconds=min(max(seconds, shortest), longest))
