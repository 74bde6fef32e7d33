"""Feeds of a few words, read whole and read on, for the tests of what is left out."""

from __future__ import annotations

from datetime import UTC, datetime

from reewriter.feeds.parse import parse
from reewriter.feeds.skip import Seen
from reewriter.model import ParsedFeed

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
URL = "https://feeds.example/feed"


def read(body: bytes, seen: bytes = b"") -> ParsedFeed:
    """Read a document as on one fixed morning."""
    return parse(body, url=URL, now=NOW, seen=seen)


def around(feed: ParsedFeed) -> tuple[str, str, str, Seen]:
    """Return all there is but the items."""
    return feed.title, feed.site, feed.warning, Seen.unpack(feed.seen)


def assert_nothing_is_lost(before: bytes, after: bytes) -> ParsedFeed:
    """Read one document and then the next; every item must be as if it had been read whole."""
    old, whole = read(before), read(after)
    news = read(after, old.seen)
    had = {item.guid: item for item in old.items}
    told = {item.guid: item for item in news.items}
    for item in whole.items:
        assert told.pop(item.guid, had.get(item.guid)) == item
    assert not told
    assert around(news) == around(whole)
    return news


def rss(items: str, *, head: str = "<title>t</title><link>https://a.example/</link>") -> bytes:
    """Write a document."""
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def item(name: str, inside: str = "") -> str:
    """Write an item of this guid."""
    link = "" if "<link>" in inside else f"<link>https://a.example/{name}</link>"
    return f"<item><title>{name}</title><guid>{name}</guid>{link}{inside}</item>"


def guids(feed: ParsedFeed) -> list[str]:
    """Return what the items are called."""
    return [one.guid for one in feed.items]
