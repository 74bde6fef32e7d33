"""Says in words what a feed has brought, what became of it, and what is to be noticed; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from reewriter.feeds.schedule import NextLook
from reewriter.model import Feed, Yield
from reewriter.net import redact

__all__ = ["LATELY", "SILENT", "Health", "brought", "silence"]

SILENT = timedelta(days=30)
"""So long without a new item, and a feed is called silent."""
LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Health:
    """All there is to know of a feed at a glance."""

    feed: Feed
    yielded: Yield
    next: NextLook
    silent: int
    """Days without a new item; 0 unless they are many."""
    brought: str
    """What became of its items: "412 items, none kept in 90 days"."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be noticed, the most urgent first."""
        feed = self.feed
        said = [feed.error]
        if feed.failures > 1 and feed.error:
            said = [f"{feed.error}, {feed.failures} times in a row"]
        if self.silent:
            said.append(f"silent for {self.silent} days")
        if feed.moved_from:
            said.append(f"moved from {redact(feed.moved_from)}")
        return tuple(filter(None, said))


def silence(yielded: Yield, now: datetime) -> int:
    """Return for how many days a feed has been silent; 0 where that is nothing unusual."""
    if yielded.newest is None or now - yielded.newest < SILENT:
        return 0
    return (now - yielded.newest).days


def brought(yielded: Yield, now: datetime) -> str:
    """Return what became of a feed's items: "412 items, 38 kept, 12 ran"."""
    items, kept, ran = yielded.items, yielded.kept, yielded.ran
    said = ["no items yet" if not items else "1 item" if items == 1 else f"{items:,} items"]
    if kept:
        said.append(f"{kept:,} kept")
    if ran:
        said.append(f"{ran:,} ran")
    is_old = yielded.oldest is not None and now - yielded.oldest >= LATELY
    if items and is_old and not yielded.kept_lately:
        said.append("none kept in 90 days")
    elif items and not kept:
        said.append("none kept")
    return ", ".join(said)
