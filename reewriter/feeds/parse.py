"""Reads the bytes of a feed, whatever its format and faults; fetches and stores nothing.

The only importer of feedparser, whose sanitiser and link resolution stay off: they take two thirds
of its time, and what they leave is not safe. It may raise anything, and can be made to run for
minutes; callers outside tests use `reewriter.feeds.worker`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any

from reewriter.errors import ParseError
from reewriter.feeds import jsonfeed
from reewriter.feeds.bylines import byline, names_of
from reewriter.feeds.complete import complete
from reewriter.feeds.cut import Cut
from reewriter.feeds.dates import is_usual, read_date
from reewriter.feeds.decode import decode, only_known_elements, plain_xml, prepare_xml
from reewriter.feeds.entries import MAX_ITEMS, RawEntry, RawFeed, Words
from reewriter.feeds.packed import unpacked
from reewriter.feeds.skip import Document, Seen, read
from reewriter.feeds.splice import cut_but_known
from reewriter.model import ParsedFeed

__all__ = ["parse"]

_MOST_BYTES = 10_000_000
_MOST_AUTHORS = 20
_NOBODY = frozenset({"admin", "administrator", "anonymous", "unknown", "webmaster"})
"""What programs call the author of a feed who has not said a name."""
_ITEM_END = re.compile(r"</(?:\w{1,40}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
# To a character of Windows-1252 that is none of Unicode.
_C1_REFERENCE = re.compile(b"&#(?:0*1[2-5][0-9]|[xX]0*[89][0-9a-fA-F]);")


def parse(
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    now: datetime | None = None,
    seen: bytes = b"",
) -> ParsedFeed:
    """Return what a document holds: RSS, Atom, RDF or JSON Feed, well-formed or not.

    `url` is what relative links are meant from. Dates more than a day after `now` are unknown.
    With the `seen` of the last document, only items that are not written as they were then.
    Raises ParseError where there is no feed in it.
    """
    document = partial(_document, unpacked(body, _MOST_BYTES), content_type)
    return read(document, Seen.unpack(seen), url=url, now=now)


def _document(body: bytes, content_type: str, known: Collection[bytes]) -> Document:
    # Most are never made a text of, which is four times the bytes where there is an emoji in it;
    # that of the others is of no use any more once it is cut.
    data = plain_xml(body, content_type)
    if data and (found := cut_but_known(data, known)):
        return _XmlDocument("", found)
    text = decode(body, content_type)
    if jsonfeed.looks_like_json(text, content_type):
        return jsonfeed.JsonDocument(text)
    found = None if data else cut_but_known(_bytes(text.strip()), known)
    return _XmlDocument(text, found, known)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


class _XmlDocument:
    """RSS, Atom or RDF: cut as it is, else as it is after mending, else not at all."""

    def __init__(self, text: str, as_it_is: Cut | None, known: Collection[bytes] = ()) -> None:
        self._total = 0
        self._fault = ""
        self._cut = as_it_is
        self._is_prepared = self._cut is None
        if self._is_prepared:
            text = prepare_xml(text).strip()
            self._cut = cut_but_known(_bytes(text), known)
        if self._cut is None:
            text, self._fault = complete(text)
            self._cut = cut_but_known(_bytes(text), known) if self._fault else None
        self._whole = b"" if self._cut else _bytes(self._first_items(text))

    @property
    def hashes(self) -> Sequence[bytes]:
        """A digest of each item as it is written."""
        return self._cut.hashes() if self._cut else ()

    def read(self, gone: Collection[int]) -> RawFeed:
        """Return what it holds, less the items at these places."""
        if self._cut is None:
            return self._warned(_read_xml(self._whole, total=self._total))
        data = self._cut.without(gone)
        # What could be cut as it is needs no mending but in this one respect.
        if not self._is_prepared and _C1_REFERENCE.search(data):
            data = prepare_xml(data.decode()).encode("utf-8", "replace")
        return self._warned(_read_xml(data, frame=self._cut.frame.decode("utf-8", "replace")))

    def _warned(self, raw: RawFeed) -> RawFeed:
        """Say what was wrong with it and could be mended without guessing."""
        return replace(raw, warning=f"not well-formed: {self._fault}") if self._fault else raw

    def _first_items(self, text: str) -> str:
        """Return no more of a broken document than is read of a sound one."""
        ends = [end.end() for end in _ITEM_END.finditer(text)]
        self._total = len(ends)
        return text if len(ends) <= MAX_ITEMS else text[: ends[MAX_ITEMS - 1]]


def _read_xml(data: bytes, *, total: int = 0, frame: str = "") -> RawFeed:
    is_sound = True
    try:
        document = _feedparsed(data)
    except MemoryError:  # For the process that runs us to judge.
        raise
    except Exception:  # It lets through whatever its parts raise: there is no list.
        is_sound = False
        try:
            known = only_known_elements(data.decode("utf-8", "replace"))
            document = _feedparsed(known.encode("utf-8", "replace"))
        except Exception as error:
            raise ParseError(
                f"the feed could not be read ({type(error).__name__})",
                hint="It is broken in a way that hides all its items; look again when it changes.",
            ) from error
    feed = _mapping(document.get("feed"))
    entries = document.get("entries")
    fault = document.get("bozo_exception") if document.get("bozo") else None
    return RawFeed(
        title=_text(feed.get("title")),
        site=_link(feed),
        lang=_text(feed.get("language")),
        author=_author_of_all(feed),
        entries=[
            _entry(_mapping(entry)) for entry in (entries if isinstance(entries, list) else ())
        ],
        warning=f"not well-formed: {str(fault).removeprefix('<unknown>:')}" if fault else "",
        total=total,
        frame=frame,
        is_sound=is_sound and not fault,
    )


def _feedparsed(data: bytes) -> Mapping[str, Any]:
    return _well_formed(data) or _as_ever(data)


def _as_ever(data: bytes) -> Mapping[str, Any]:
    import feedparser

    # Bytes in a stream: given as such they could name a file that it would open.
    document = feedparser.parse(
        BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return _mapping(document)


def _well_formed(data: bytes) -> Mapping[str, Any] | None:
    """Do what feedparser does with a well-formed document, in less time; None for others."""
    from reewriter.feeds import quick

    if quick.C1.search(data):
        return None
    try:
        from feedparser.api import StrictFeedParser

        return quick.read(StrictFeedParser, data)
    except MemoryError:
        raise
    except Exception:  # Whatever it is, feedparser's own way decides what becomes of it.
        return None


def _entry(entry: Mapping[str, Any]) -> RawEntry:
    summary, title = _mapping(entry.get("summary_detail")), _mapping(entry.get("title_detail"))
    contents = entry.get("content")
    details = [_mapping(c) for c in (contents if isinstance(contents, list) else ())]
    said = [*details, summary, title]
    return RawEntry(
        guid=_text(entry.get("id")),
        link=_link(entry),
        title=Words(_text(entry.get("title")), is_html=_is_html(title)),
        author=_author(entry) or _author(_mapping(entry.get("source"))),
        summary=Words(_text(entry.get("summary")), is_html=_is_html(summary)),
        contents=tuple(Words(_text(d.get("value")), is_html=_is_html(d)) for d in details),
        published=_moment(entry, "published"),
        updated=_moment(entry, "updated"),
        lang=next(filter(None, (_text(detail.get("language")) for detail in said)), ""),
        enclosure=_enclosure(entry),
        base=next(filter(None, (_text(detail.get("base")) for detail in said)), ""),
    )


def _author_of_all(feed: Mapping[str, Any]) -> str:
    """Return whose the entries are that name nobody: no mailbox, no account, not the feed again.

    Podcasts name their owner, too, who is the publisher; feedparser takes both for authors.
    """
    owner = _text(_mapping(feed.get("publisher_detail")).get("name"))
    title = _text(feed.get("title"))
    names = [
        one
        for one in _author(feed).split(", ")
        if "@" not in one and one != title and one.lower() not in _NOBODY
    ]
    return ", ".join([one for one in names if one != owner] or names)


def _author(entry: Mapping[str, Any]) -> str:
    authors = entry.get("authors")
    told = [_mapping(one) for one in authors[:_MOST_AUTHORS]] if isinstance(authors, list) else []
    several = names_of([_text(one.get("name")) for one in told]) if len(told) > 1 else ""
    return several or byline(_text(entry.get("author")))


def _link(holder: Mapping[str, Any]) -> str:
    """Return the address of the page itself, not of an enclosure or a comment."""
    link = _text(holder.get("link"))
    links = holder.get("links")
    for candidate in () if link or not isinstance(links, list) else map(_mapping, links):
        if _text(candidate.get("rel")) in ("", "alternate"):
            link = link or _text(candidate.get("href"))
    return link


def _enclosure(entry: Mapping[str, Any]) -> str:
    """Return the file that comes with an entry: a recording, a PDF; a picture is none."""
    links = entry.get("links")
    for one in map(_mapping, links) if isinstance(links, list) else ():
        if _text(one.get("rel")) == "enclosure" and not _text(one.get("type")).startswith("image/"):
            return _text(one.get("href"))
    return ""


def _is_html(detail: Mapping[str, Any]) -> bool:
    kind = _text(detail.get("type")).lower()
    return not kind.startswith("text/plain")


# Elements named like feedparser's own fields replace them by other types: nothing is taken for
# granted.


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    # A plain copy: feedparser's own dictionaries give other fields for those that are missing.
    return dict(value) if isinstance(value, dict) else {}


def _moment(entry: Mapping[str, Any], name: str) -> datetime | None:
    """Return a date; where it is not written as usual, feedparser may read another one."""
    written, read = _text(entry.get(name)), _date(entry.get(f"{name}_parsed"))
    if not written or (read and is_usual(written)):
        return read
    return read_date(written) or read


def _date(value: object) -> datetime | None:
    if not isinstance(value, tuple) or len(value) < 6:
        return None
    try:
        year, month, day, hour, minute, second = value[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None
