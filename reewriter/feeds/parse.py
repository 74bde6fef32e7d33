"""Reads the bytes of a feed, whatever its format and faults; fetches and stores nothing.

The only importer of feedparser, whose sanitiser and link resolution stay off: they take two thirds
of its time, and what they leave is not safe. It may raise anything, and can be made to run for
minutes; callers outside tests use `reewriter.feeds.worker`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from reewriter.errors import ParseError
from reewriter.feeds import jsonfeed
from reewriter.feeds.decode import decode, only_known_elements, prepare_xml
from reewriter.feeds.entries import RawEntry, RawFeed, Words, finish
from reewriter.model import ParsedFeed

__all__ = ["parse"]

_HTML_TYPES = ("html", "xhtml", "xml")


def parse(
    body: bytes, *, url: str, content_type: str = "", now: datetime | None = None
) -> ParsedFeed:
    """Return what a document holds: RSS, Atom, RDF or JSON Feed, well-formed or not.

    `url` is what relative links are meant from. Dates more than a day after `now` are unknown.
    Raises ParseError where there is no feed in it.
    """
    text = decode(body, content_type)
    if jsonfeed.looks_like_json(text, content_type):
        raw = jsonfeed.read(text)
    else:
        raw = _read_xml(prepare_xml(text))
    return finish(raw, url=url, now=now)


def _read_xml(text: str) -> RawFeed:
    try:
        document = _feedparsed(text)
    except MemoryError:  # For the process that runs us to judge.
        raise
    except Exception:  # It lets through whatever its parts raise: there is no list.
        try:
            document = _feedparsed(only_known_elements(text))
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
        entries=[
            _entry(_mapping(entry)) for entry in (entries if isinstance(entries, list) else ())
        ],
        warning=f"not well-formed: {str(fault).removeprefix('<unknown>:')}" if fault else "",
    )


def _feedparsed(text: str) -> Mapping[str, Any]:
    import feedparser

    # Bytes in a stream: given as such they could name a file that it would open.
    document = feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return _mapping(document)


def _entry(entry: Mapping[str, Any]) -> RawEntry:
    summary, title = _mapping(entry.get("summary_detail")), _mapping(entry.get("title_detail"))
    contents = entry.get("content")
    details = [_mapping(c) for c in (contents if isinstance(contents, list) else ())]
    said = [*details, summary, title]
    return RawEntry(
        guid=_text(entry.get("id")),
        link=_link(entry),
        title=Words(_text(entry.get("title")), is_html=_is_html(title)),
        author=_text(_mapping(entry.get("author_detail")).get("name"))
        or _text(entry.get("author")),
        summary=Words(_text(entry.get("summary")), is_html=_is_html(summary)),
        contents=tuple(Words(_text(d.get("value")), is_html=_is_html(d)) for d in details),
        published=_date(entry.get("published_parsed")),
        updated=_date(entry.get("updated_parsed")),
        lang=next(filter(None, (_text(detail.get("language")) for detail in said)), ""),
        base=next(filter(None, (_text(detail.get("base")) for detail in said)), ""),
    )


def _link(holder: Mapping[str, Any]) -> str:
    """Return the address of the page itself, not of an enclosure or a comment."""
    link = _text(holder.get("link"))
    links = holder.get("links")
    for candidate in () if link or not isinstance(links, list) else map(_mapping, links):
        if _text(candidate.get("rel")) in ("", "alternate"):
            link = link or _text(candidate.get("href"))
    return link


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


def _date(value: object) -> datetime | None:
    if not isinstance(value, tuple) or len(value) < 6:
        return None
    try:
        year, month, day, hour, minute, second = value[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return None
