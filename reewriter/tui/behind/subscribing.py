"""Adds a feed by its address, or a site's, on a thread of its own; tells by a message."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.workspace import Workspace

__all__ = ["FeedAdded", "add_feed"]

log = logging.getLogger(__name__)


@dataclass
class FeedAdded(Message):
    """A feed stands in feeds.toml, or `problem` says why not."""

    feed_id: int = 0
    name: str = ""
    known: bool = False
    """It stood there before."""
    problem: str = ""


def add_feed(workspace: Workspace, address: str, post: Callable[[Message], object]) -> None:
    """Find the feed, look whether it can be read, and write it down.

    Nobody waits for the thread: a server that never answers must not keep the desk open.
    """
    threading.Thread(
        target=_add, args=(workspace, address, post), name="desk-subscribing", daemon=True
    ).start()


def _add(workspace: Workspace, address: str, post: Callable[[Message], object]) -> None:
    try:
        with workspace.fork() as mine:
            before = {feed.url for feed in mine.config.feeds}
            feed = mine.subscriptions.add(address)
        post(FeedAdded(feed.id, feed.name, known=feed.url in before))
    except ReewriterError as error:
        post(FeedAdded(problem=str(error)))
    except Exception as error:
        log.exception("unexpected error while a feed was added")
        post(FeedAdded(problem=f"unexpected {type(error).__name__}; the log says more"))
