"""Adds a feed by its address, or a site's, on a thread of its own; tells by a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from reewriter.tui.behind.alone import alone
from reewriter.workspace import Workspace

__all__ = ["FeedAdded", "add_feed"]


@dataclass
class FeedAdded(Message):
    """A feed stands in feeds.toml, or `problem` says why not."""

    feed_id: int = 0
    name: str = ""
    known: bool = False
    """It stood there before."""
    problem: str = ""


def add_feed(workspace: Workspace, address: str, post: Callable[[Message], object]) -> None:
    """Find the feed, look whether it can be read, and write it down; posts FeedAdded."""

    def add(mine: Workspace) -> FeedAdded:
        before = {feed.url for feed in mine.config.feeds}
        feed = mine.subscriptions.add(address)
        return FeedAdded(feed.id, feed.name, known=feed.url in before)

    alone(
        workspace,
        add,
        name="desk-subscribing",
        failed=lambda why: FeedAdded(problem=why),
        post=post,
    )
