"""Decides whose turn it is in a refresh, and says why it is not the others'; fetches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from reewriter.errors import NetworkError
from reewriter.feeds.fetch import is_local
from reewriter.feeds.schedule import LONGEST, NextLook, is_due, next_look, span
from reewriter.model import Feed, FeedStatus
from reewriter.net import host_key

__all__ = ["FLOOR", "Hosts", "Wish", "by_host", "next_turn", "server", "why_not"]

FLOOR = timedelta(minutes=2)
"""How often a host is asked at most because a person wants news."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How much is wanted; without anything, what is due."""

    force: bool = False
    """All feeds but those that rest, whatever speaks against it."""
    asked: bool = False
    """A person wants news: due or not, but no host twice in two minutes."""
    named: bool = False
    """These very feeds: they count as due, also those that rest."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """What is remembered of servers, from the health of all their feeds."""

    asked: dict[str, datetime] = field(default_factory=dict)
    """When each was asked last."""
    resting: dict[str, datetime] = field(default_factory=dict)
    """Until when those want to be left alone that said so."""

    @classmethod
    def of(cls, feeds: Iterable[Feed]) -> Hosts:
        """Gather it from feeds."""
        hosts = cls()
        for feed in feeds:
            host = server(feed.url)
            if not host or feed.checked_at is None:
                continue
            hosts.asked[host] = max(feed.checked_at, hosts.asked.get(host, feed.checked_at))
            if feed.status is FeedStatus.LIMITED and feed.due_at is not None:
                by = feed.limited_by or host
                hosts.resting[by] = max(feed.due_at, hosts.resting.get(by, feed.due_at))
        return hosts

    def rest(self, feed: Feed, now: datetime) -> datetime | None:
        """Return until when a feed's host wants to be left alone, if it does."""
        until = self.resting.get(server(feed.url))
        # Further ahead than anything is ever put off: the clock has been set back.
        return until if until is not None and timedelta() < until - now <= LONGEST else None

    def since(self, feed: Feed, now: datetime) -> timedelta | None:
        """Return how long ago a feed's host was asked, if that is too recent to ask again."""
        asked = self.asked.get(server(feed.url))
        return now - asked if asked is not None and timedelta() <= now - asked < FLOOR else None


def server(url: str) -> str:
    """Return what counts as one server; "" for a file."""
    if is_local(url):
        return ""
    try:
        return host_key(url)
    except NetworkError:
        return url


def by_host(feeds: Sequence[Feed]) -> list[list[Feed]]:
    """Return the feeds in groups that must queue behind each other, the longest group first.

    Within one, what has failed comes last: the server may answer it by asking to be left alone.
    """
    groups: dict[str, list[Feed]] = {}
    for feed in sorted(feeds, key=lambda feed: feed.failures):
        groups.setdefault(server(feed.url) or "file:", []).append(feed)
    return sorted(groups.values(), key=len, reverse=True)


def why_not(feed: Feed, wish: Wish, hosts: Hosts, now: datetime, zone: tzinfo) -> str:
    """Return "" when it is this feed's turn, else why it is not."""
    if not wish.named and feed.status is FeedStatus.PAUSED:
        return "paused"
    if not wish.named and feed.status is FeedStatus.GONE:
        return "gone for good"
    if wish.force:
        return ""
    until = hosts.rest(feed, now)
    if until is not None:
        return f"the server wants to be left alone for another {span(until - now)}"
    if wish.asked:
        since = hosts.since(feed, now)
        return "" if since is None else f"asked {span(since)} ago"
    if wish.named or is_due(feed, now, zone):
        return ""
    at, why = next_look(feed, now, zone)
    return f"due in {span(at - now)} ({why})" if at else why


def next_turn(feed: Feed, hosts: Hosts, now: datetime, zone: tzinfo) -> NextLook:
    """Return when a feed is looked at next, and why then; its server's wishes come first."""
    look = next_look(feed, now, zone)
    until = hosts.rest(feed, now)
    if look.at is None or until is None or look.at >= until:
        return look
    return NextLook(until, "its server wants to be left alone")
