"""What documents of the web held, cleaned but not stored."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from reewriter.values import dataclass

__all__ = ["ParsedArticle", "ParsedFeed", "ParsedItem"]


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """One entry of a feed: every text cleaned, every link safe or empty, HTML sanitised."""

    guid: str
    """The feed's own id of the item; the link where there is none; never empty."""
    url: str
    url_key: str
    """The canonical form by which the same page is recognised in other feeds; "" without a link."""
    title: str
    author: str
    summary: str
    """Sanitised HTML, or ""."""
    body: str
    """Sanitised HTML of the longest text the feed carries."""
    text: str
    """The body as plain text: what is searched, scored and quoted."""
    published: datetime | None
    updated: datetime | None
    lang: str
    item_hash: str
    """Changes exactly when something an editor would see changes."""
    # What whoever has read the document may have found out on the way, so that it need not be
    # looked for again; the item says the same without.
    prints: tuple[int, ...] | None = field(default=None, compare=False)
    """By which copies of its text are found."""
    points: float | None = field(default=None, compare=False)
    """What its keywords are worth."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What one document held."""

    title: str
    site: str
    items: tuple[ParsedItem, ...]
    warning: str = ""
    """What was wrong with a document that could be read all the same; one line."""
    seen: bytes = b""
    """What the next document of this feed need not have read again; opaque."""


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """What one web page holds of an article: every text cleaned, every link absolute and safe."""

    title: str
    author: str
    outlet: str
    published: datetime | None
    lang: str
    url: str
    """The address the page gives itself, else the one it was read at."""
    html: str
    """Sanitised."""
    markdown: str
    words: int
    missing: str = ""
    """Why this is not all of it, as "behind a paywall"; empty where it is."""
