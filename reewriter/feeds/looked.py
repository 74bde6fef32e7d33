"""One feed with what a look at it found; fetches and parses nothing."""

from __future__ import annotations

from dataclasses import dataclass

from reewriter.errors import ReewriterError
from reewriter.feeds.fetch import Fetched
from reewriter.feeds.room import Share
from reewriter.feeds.turns import server
from reewriter.model import Feed, FeedStatus, ParsedFeed
from reewriter.net import host_key

__all__ = ["Looked"]


@dataclass(frozen=True, slots=True)
class Looked:
    """One feed with what was found: parsed, or merely fetched, or an error."""

    feed: Feed
    fetched: Fetched | None = None
    """None where nothing was to be had. Its body is empty, to save memory."""
    parsed: ParsedFeed | None = None
    error: ReewriterError | None = None
    seconds: float = 0.0
    """Spent on this feed alone, waiting for its turn left out."""
    share: Share | None = None
    """Of the room for large bodies, until it is stored."""
    asked: bool = True
    """False where its server has told another feed to stay away, and was not asked for this one."""

    def size(self) -> int:
        """Return the characters of the items that it has."""
        items = self.parsed.items if self.parsed else ()
        return sum(len(item.body) + len(item.text) for item in items)

    def limits_host(self) -> bool:
        """Say whether the feed's own host, not one it redirects to, wants to be left alone."""
        if self.fetched is None or self.fetched.status is not FeedStatus.LIMITED:
            return False
        return host_key(self.fetched.url) == server(self.feed.url)
