"""What a look at a feed does to its health; pure, so that every case can be read off a table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reewriter.errors import OverrunError, ParseError
from reewriter.feeds import schedule
from reewriter.feeds.fetch import UNREADABLE, Fetched
from reewriter.feeds.turns import server
from reewriter.model import Feed, FeedStatus, ParsedFeed
from reewriter.net import redact
from reewriter.text.clean import clean_line

__all__ = [
    "Moment",
    "failed",
    "gone",
    "is_moved_for_good",
    "limited",
    "readable",
    "unchanged",
    "unreadable",
]

_NOT_READ = "cannot be read: "
_MOST_OVERRUNS = 3
"""So often a document may take too long before it is taken for one that always does."""
_APART = timedelta(hours=12)
"""Between two answers that a feed has moved. The portal of a hotel says so of every address; a
fetch before midnight and one after it are not two days."""
_SINCE = re.compile(r" \(since \d{4}-\d\d-\d\d\)$")


@dataclass(frozen=True, slots=True)
class Moment:
    """When a look ended, and what decides when the next one is."""

    now: datetime
    started: datetime
    """When the whole refresh began: a next hour counts from there, however long this one took."""
    random: Callable[[], float]
    """Gives 0…1."""


def readable(feed: Feed, fetched: Fetched, parsed: ParsedFeed, at: Moment) -> Feed:
    """Return the feed after new bytes that could be read."""
    fresh = replace(
        _looked(feed, fetched, at),
        title=feed.title or parsed.title,
        site=parsed.site or feed.site,
        status=FeedStatus.OK,
        error=clean_line(parsed.warning, limit=300),
        failures=0,
        overruns=0,
        succeeded_at=at.now,
    )
    return _moved(fresh, fetched, at)


def unchanged(feed: Feed, fetched: Fetched, at: Moment) -> Feed:
    """Return the feed after an answer that said nothing new.

    Bytes that could not be read before are still the same bytes: their error stays.
    """
    fresh = _looked(feed, fetched, at)
    if feed.body_hash.startswith(UNREADABLE):
        known = feed.error if feed.error.startswith(_NOT_READ) else ""
        error = known or _since(feed, _NOT_READ + "still the document that could not be read", at)
        return replace(fresh, status=FeedStatus.ERROR, error=error, failures=feed.failures + 1)
    quiet = feed.status in (FeedStatus.OK, FeedStatus.UNCHANGED)
    error = feed.error if quiet else ""
    fresh = replace(
        fresh,
        status=FeedStatus.UNCHANGED,
        error=error,
        failures=0,
        overruns=0,
        succeeded_at=at.now,
    )
    return _moved(fresh, fetched, at)


def unreadable(feed: Feed, fetched: Fetched, error: ParseError, at: Moment) -> Feed:
    """Return the feed after bytes that are no feed; they are marked, not fetched again.

    A parser that was stopped may have been slow for other reasons: twice it is tried again.
    """
    overruns = feed.overruns + 1 if isinstance(error, OverrunError) else 0
    if 0 < overruns < _MOST_OVERRUNS:
        return replace(failed(feed, _NOT_READ + error.message, at), overruns=overruns)
    return replace(
        _looked(feed, fetched, at),
        body_hash=UNREADABLE + fetched.body_hash,
        status=FeedStatus.ERROR,
        error=_since(feed, _NOT_READ + error.message, at),
        failures=feed.failures + 1,
        overruns=overruns,
    )


def failed(feed: Feed, message: str, at: Moment) -> Feed:
    """Return the feed after nothing was to be had; what was known of its document is kept."""
    failures = feed.failures + 1
    return replace(
        feed,
        checked_at=at.now,
        due_at=schedule.after_failure(at.now, failures, at.random),
        due_why=schedule.why_after(failures=failures),
        status=FeedStatus.ERROR,
        error=_since(feed, message, at),
        failures=failures,
    )


def limited(feed: Feed, fetched: Fetched, at: Moment, *, asked: bool = True) -> Feed:
    """Return the feed after its server asked to be left alone for a while.

    One that was not `asked` for has no part in that, and has not failed.
    """
    failures = feed.failures + asked
    return replace(
        feed,
        checked_at=at.now,
        due_at=schedule.after_limit(at.now, fetched.retry_after, failures, at.random),
        due_why=schedule.why_after(retry_after=fetched.retry_after, failures=max(failures, 1)),
        status=FeedStatus.LIMITED,
        error=_since(feed, "the server asks to be left alone for a while", at),
        failures=failures,
        limited_by=server(fetched.url) or server(feed.url),
    )


def gone(feed: Feed, at: Moment) -> Feed:
    """Return the feed after its server said it is gone for good: it is not asked again."""
    return replace(
        feed,
        checked_at=at.now,
        due_at=None,
        status=FeedStatus.GONE,
        error=_since(feed, "the server says the feed is gone for good; it is paused", at),
        failures=feed.failures + 1,
    )


def _looked(feed: Feed, fetched: Fetched, at: Moment) -> Feed:
    return replace(
        feed,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
        body_hash=fetched.body_hash,
        checked_at=at.now,
        due_at=schedule.after_success(at.started, fetched.max_age),
        due_why=schedule.why_after(max_age=fetched.max_age),
    )


def _moved(feed: Feed, fetched: Fetched, at: Moment) -> Feed:
    to = fetched.permanent_url
    if not to or to == feed.url:
        return replace(feed, moved_to="", moved_at=None)
    return replace(
        feed,
        status=FeedStatus.MOVED,
        error=f"has moved for good to {redact(to)}",
        moved_to=to,
        moved_at=feed.moved_at if to == feed.moved_to else at.now,
    )


def is_moved_for_good(feed: Feed, now: datetime) -> bool:
    """Say whether a server that says now that a feed has moved said so on another day, too."""
    if feed.status is not FeedStatus.MOVED or feed.moved_at is None:
        return False
    return now - feed.moved_at >= _APART and now.date() != feed.moved_at.date()


def _since(feed: Feed, message: str, at: Moment) -> str:
    """Return one line that says what is wrong, and since which day."""
    known = _SINCE.search(feed.error) if feed.failures else None
    since = known[0] if known else f" (since {at.now:%Y-%m-%d})"
    return clean_line(redact(message), limit=280) + since
