"""Reads JSON Feed 1.0 and 1.1 into raw entries; cleans nothing and trusts no type."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b

from reewriter.errors import ParseError
from reewriter.feeds.cut import DIGEST
from reewriter.feeds.dates import read_date
from reewriter.feeds.entries import RawEntry, RawFeed, Words

__all__ = ["JsonDocument", "looks_like_json"]


def looks_like_json(text: str, content_type: str) -> bool:
    """Tell whether a document is meant as JSON."""
    start = text.lstrip()[:1]
    return start == "{" or (start == "[" and "json" in content_type.lower())


class JsonDocument:
    """A document; raises ParseError where it is no JSON Feed."""

    def __init__(self, text: str) -> None:
        self._document = _loaded(text)
        items = self._document["items"]
        items = items if isinstance(items, list) else []
        self._items = [item for item in items if isinstance(item, dict)]

    @property
    def hashes(self) -> Sequence[bytes]:
        """A digest of each item."""
        try:
            items = [json.dumps(item).encode() for item in self._items]
        except RecursionError:
            return ()
        return [blake2b(item, digest_size=DIGEST).digest() for item in items]

    def read(self, gone: Collection[int]) -> RawFeed:
        """Return what it holds, less the items at these places."""
        document = self._document
        return RawFeed(
            title=_text(document, "title"),
            site=_text(document, "home_page_url"),
            lang=_text(document, "language"),
            author=_author(document),
            entries=[_entry(item) for at, item in enumerate(self._items) if at not in gone],
            is_sound=True,
        )


def _loaded(text: str) -> dict[str, object]:
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError(
            "this begins like JSON but is broken", hint="Look again later; it may be cut off."
        ) from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise ParseError(
            "this is JSON, but no JSON Feed", hint="Look for the address of the site's feed."
        )
    return document


def _entry(item: dict[str, object]) -> RawEntry:
    html, plain = _text(item, "content_html"), _text(item, "content_text")
    return RawEntry(
        guid=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=Words(_text(item, "title"), is_html=False),
        author=_author(item),
        summary=Words(_text(item, "summary"), is_html=False),
        contents=tuple(
            Words(value, is_html=is_html)
            for value, is_html in ((html, True), (plain, False))
            if value
        ),
        published=read_date(_text(item, "date_published")),
        updated=read_date(_text(item, "date_modified")),
        lang=_text(item, "language"),
    )


def _text(holder: dict[str, object], key: str) -> str:
    """Return a field as text; identifiers are sometimes numbers."""
    value = holder.get(key)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return str(value)


def _author(holder: dict[str, object]) -> str:
    return ", ".join(name for name in _names(holder) if name)


def _names(holder: dict[str, object]) -> Iterator[str]:
    authors = holder.get("authors")
    for author in authors if isinstance(authors, list) else [holder.get("author")]:
        if isinstance(author, dict):
            yield _text(author, "name")
