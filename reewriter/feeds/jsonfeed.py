"""Reads JSON Feed 1.0 and 1.1 into raw entries; cleans nothing and trusts no type."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b

from reewriter.errors import ParseError
from reewriter.feeds.cut import DIGEST
from reewriter.feeds.dates import read_date
from reewriter.feeds.entries import MAX_ITEMS, RawEntry, RawFeed, Words

__all__ = ["JsonDocument", "looks_like_json"]

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_NEXT = re.compile(r"[\s,]*\{")
_HEAD = re.compile(r'"(title|home_page_url|language)"\s*:\s*(?=")')


def looks_like_json(text: str, content_type: str) -> bool:
    """Tell whether a document is meant as JSON."""
    start = text.lstrip()[:1]
    return start == "{" or (start == "[" and "json" in content_type.lower())


class JsonDocument:
    """A document; raises ParseError where it is no JSON Feed."""

    def __init__(self, text: str) -> None:
        self._document, self._fault = _loaded(text)
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
            warning=self._fault,
            is_sound=not self._fault,
        )


def _loaded(text: str) -> tuple[dict[str, object], str]:
    """Return the document, and what was wrong with it."""
    fault = ""
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        document = _recovered(text)
        if not document["items"]:
            raise ParseError(
                "this begins like JSON but is broken", hint="Look again later; it may be cut off."
            ) from error
        fault = "not well-formed: only its items up to a fault were read"
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise ParseError(
            "this is JSON, but no JSON Feed", hint="Look for the address of the site's feed."
        )
    return document, fault


def _recovered(text: str) -> dict[str, object]:
    """Return what a document has before something is wrong in it: items, and what is before them.

    One that breaks off is read to its last whole item; a comma behind that is no fault.
    """
    decoder = json.JSONDecoder(strict=False)
    start = _ITEMS.search(text)
    found: dict[str, object] = {}
    items: list[object] = []
    at = start.end() if start else len(text)
    while (brace := _NEXT.match(text, at)) and len(items) <= MAX_ITEMS:
        try:
            item, at = decoder.raw_decode(text, brace.end() - 1)
        except (ValueError, RecursionError):
            break
        items.append(item)
    for name in _HEAD.finditer(text, 0, start.start() if start else 0):
        with contextlib.suppress(ValueError):
            found.setdefault(name[1], decoder.raw_decode(text, name.end())[0])
    return found | {"items": items}


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
        enclosure=_attached(item),
    )


def _attached(item: dict[str, object]) -> str:
    """Return the file that comes with an item, as a recording does; a picture is none."""
    files = item.get("attachments")
    for file in files if isinstance(files, list) else ():
        if isinstance(file, dict) and not _text(file, "mime_type").startswith("image/"):
            return _text(file, "url")
    return ""


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
