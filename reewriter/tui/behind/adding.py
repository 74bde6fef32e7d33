"""Adds a web page by its address on a thread of its own, and tells by a message; paints nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from textual.message import Message

from reewriter.errors import ReewriterError, UsageError
from reewriter.text import safe_url
from reewriter.values import dataclass
from reewriter.workspace import Workspace

__all__ = ["PageAdded", "add_page", "is_address"]

log = logging.getLogger(__name__)


@dataclass
class PageAdded(Message):
    """A page is among the items, or `problem` says why not."""

    item_id: int = 0
    title: str = ""
    problem: str = ""


def is_address(text: str) -> str:
    """Return the address of a web page as it was typed; raises UsageError for anything else."""
    named = "://" in text
    url = safe_url(text if named else f"https://{text}")
    if not url.startswith(("http://", "https://")) or not (named or "." in text):
        raise UsageError(f"{text[:80]} is no web address", hint="It begins with https://.")
    return url


def add_page(workspace: Workspace, url: str, post: Callable[[Message], object]) -> None:
    """Fetch a page and store it as an item.

    Nobody waits for the thread: a server that never answers must not keep the desk open.
    """
    threading.Thread(
        target=_add, args=(workspace, url, post), name="desk-adding", daemon=True
    ).start()


def _add(workspace: Workspace, url: str, post: Callable[[Message], object]) -> None:
    try:
        with workspace.fork() as mine:
            item = mine.by_hand.page(url)
        post(PageAdded(item.id, item.title))
    except ReewriterError as error:
        post(PageAdded(problem=str(error)))
    except Exception as error:
        log.exception("unexpected error while a page was added")
        post(PageAdded(problem=f"unexpected {type(error).__name__}; the log says more"))
