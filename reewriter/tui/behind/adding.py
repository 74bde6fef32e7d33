"""Adds a web page by its address on a thread of its own, and tells by a message; paints nothing."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message

from reewriter.errors import UsageError
from reewriter.text import safe_url
from reewriter.tui.behind.alone import alone
from reewriter.values import dataclass
from reewriter.workspace import Workspace

__all__ = ["PageAdded", "add_page", "is_address"]


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
    """Fetch a page and store it as an item; posts PageAdded."""

    def add(mine: Workspace) -> PageAdded:
        item = mine.by_hand.page(url)
        return PageAdded(item.id, item.title)

    alone(workspace, add, name="desk-adding", failed=lambda why: PageAdded(problem=why), post=post)
