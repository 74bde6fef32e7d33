"""Decides when a feed is looked at again; pure, knows neither clock nor network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from reewriter.model import Feed, FeedStatus

__all__ = [
    "after_failure",
    "after_limit",
    "after_success",
    "clamp_max_age",
    "clamp_retry_after",
    "is_due",
]

USUAL = timedelta(hours=1)
LONGEST = timedelta(hours=24)
FIRST_RETRY = timedelta(minutes=15)
_SHORTEST_LIMIT = timedelta(seconds=60)
# A fetch every hour by cron starts some seconds early or late; without slack it would find half of
# the feeds "due in three seconds" and look at them every other hour only.
_SLACK = timedelta(minutes=2)


def is_due(feed: Feed, now: datetime) -> bool:
    """Say whether it is time to look at a feed; one that is paused or gone never is."""
    if feed.status in (FeedStatus.PAUSED, FeedStatus.GONE):
        return False
    if feed.due_at is None:
        return True
    # Nothing is ever due later than a day ahead; if it seems so, the clock has been set back.
    if feed.due_at - now > LONGEST:
        return True
    slack = timedelta() if feed.status is FeedStatus.LIMITED else _SLACK
    return feed.due_at - slack <= now


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


def clamp_max_age(seconds: float) -> timedelta:
    """Return a `max-age` between one hour and a day."""
    return timedelta(seconds=min(max(seconds, USUAL.total_seconds()), LONGEST.total_seconds()))


def clamp_retry_after(seconds: float) -> timedelta:
    """Return a `Retry-After` between a minute and a day."""
    shortest, longest = _SHORTEST_LIMIT.total_seconds(), LONGEST.total_seconds()
    return timedelta(seconds=min(max(seconds, shortest), longest))
