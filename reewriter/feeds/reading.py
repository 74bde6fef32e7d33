"""Has web pages read in a child process that can be killed; fetches nothing, decides nothing.

Pages are as hostile as feeds, and what finds articles in them is as slow to load as to run: so it
is loaded by the child only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol

from reewriter.feeds.wire import feed_from_frame, feed_to_frame
from reewriter.model import ParsedArticle, ParsedFeed, ParsedItem

__all__ = ["PageReader", "answered"]


class Child(Protocol):
    """What does one thing at a time in another process, as `ParseWorker` does."""

    def ask(self, request: dict[str, str], body: bytes) -> tuple[dict[str, Any], memoryview]:
        """Return the answer to a request; raises ParseError."""


class PageReader:
    """Reads pages as articles, or as items."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def article(self, body: bytes, url: str, content_type: str = "") -> ParsedArticle:
        """Return the article of a page; raises ParseError where there is none."""
        request = {"kind": "article", "url": url, "type": content_type}
        values = self._child.ask(request, body)[0]["article"]
        if values["published"] is not None:
            values["published"] = datetime.fromisoformat(values["published"])
        return ParsedArticle(**values)

    def item(self, body: bytes, url: str = "", content_type: str = "") -> ParsedItem:
        """Return a page as an item, also one without an article."""
        request = {"kind": "item", "url": url, "type": content_type}
        reply, texts = self._child.ask(request, body)
        return feed_from_frame(reply["feed"], texts).items[0]


def answered(request: dict[str, str], body: bytes) -> tuple[dict[str, Any], Sequence[bytes]]:
    """Do, in the child, what a request asks for; raises ParseError."""
    from reewriter.feeds.article import read_article, read_as_item

    if request["kind"] == "item":
        item = read_as_item(body, url=request["url"], content_type=request["type"])
        packed, texts = feed_to_frame(ParsedFeed("", "", (item,)))
        return {"feed": packed}, texts
    article = read_article(body, url=request["url"], content_type=request["type"])
    values = asdict(article)
    values["published"] = article.published.isoformat() if article.published else None
    return {"article": values}, ()
