"""Makes a feed's raw entries into items: cleaned, safe, capped, told apart; parses no document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from html import escape, unescape
from urllib.parse import urljoin

from reewriter.feeds.apart import digest, told_apart
from reewriter.feeds.markup import put_right
from reewriter.model import ParsedFeed, ParsedItem
from reewriter.text.clean import clean_line
from reewriter.text.html import plain, sanitize
from reewriter.text.urls import page_key, safe_url
from reewriter.text.words import truncate

__all__ = ["MAX_ITEMS", "Finished", "RawEntry", "RawFeed", "Words", "finish", "item_hash"]

MAX_ITEMS = 1000
_LONGEST_TITLE = 1000
_LONGEST_AUTHOR = 300
_LONGEST_GUID = 500
_MADE_TITLE = 90
_UNTITLED = "Untitled"
_HASH_VERSION = "1"
"""Raise it when the hash is computed of other fields: every item then counts as changed once."""
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST = timedelta(days=1)
"""How far ahead a date may be; clocks differ. Later ones are unknown, or they would stay on top."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LEADS = re.compile(r"[/?]|\.html?$")
_BARE_HOST = re.compile(r"www\.[\w-]+\.\w", re.IGNORECASE)
_TITLE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|del|div|em|font|h[1-6]|i|img|ins|mark|p|q|s|small|span|strike"
    r"|strong|sub|sup|tt|u|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_TITLE_END = re.compile(
    r"</(?:a|b|code|em|i|p|s|script|span|strong|style|sub|sup|u)>|<br\s?/?>|<img\s[^<>]*>",
    re.IGNORECASE,
)
_TITLE_BREAK = re.compile(r"<br(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TITLE_SCRIPT = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_HAS_TAGS = re.compile(
    r"<(?:p|br|div|a|ul|ol|li|h[1-6]|strong|em|b|i|img|blockquote|table|span)[\s/>]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the feed has it, and what the feed says it is."""

    value: str
    is_html: bool = True


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as the document has it: typed, nothing else checked."""

    guid: str = ""
    link: str = ""
    title: Words = Words("")
    author: str = ""
    summary: Words = Words("")
    contents: tuple[Words, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    lang: str = ""
    enclosure: str = ""
    """A file that comes with it: the link of those that have no other, as podcasts may."""
    base: str = ""
    """The address that the entry's relative links are meant from, if it names one."""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A document as it is: typed, nothing else checked."""

    title: str = ""
    site: str = ""
    lang: str = ""
    author: str = ""
    entries: Sequence[RawEntry] = field(default_factory=tuple)
    warning: str = ""
    total: int = 0
    """How many items there are, where not all of them were read."""
    frame: str = ""
    """The start tags around the items, where they are known."""
    is_sound: bool = False
    """Nothing had to be guessed to read it."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A feed as it may be stored, and what became of each of its entries."""

    feed: ParsedFeed
    guids: tuple[str, ...]
    """One an entry, before they were told apart."""
    settled: tuple[bool, ...]
    """Whether the entry became an item, and would become the same one at any other time."""
    apart: bool
    """Every guid stands for one entry only."""


def finish(raw: RawFeed, *, url: str, now: datetime | None = None, total: int = 0) -> Finished:
    """Return the feed as it may be stored. Without `now`, dates far ahead are believed.

    `total` is how many items the document has, where `raw` does not hold all of them.
    """
    site = safe_url(raw.site, base=url)
    latest = now + _LATEST if now else None
    # The page the feed belongs to, not where the feed is kept, is what its links are meant from.
    base = site or safe_url(url)
    entries = raw.entries[:MAX_ITEMS]
    items = [_item(entry, raw, base=base, latest=latest) for entry in entries]
    full = [item for item in items if not _is_empty(item)]
    total = max(total, len(raw.entries))
    warnings = [raw.warning] if raw.warning else []
    if len(full) < len(items):
        count = f"{len(items) - len(full)} of {min(total, MAX_ITEMS)}"
        warnings.append(f"{count} items hold nothing and were left out")
    if total > MAX_ITEMS:
        warnings.append(f"{total:,} items; only the first {MAX_ITEMS:,} were read")
    feed = ParsedFeed(
        title=clean_line(unescape(raw.title), limit=_LONGEST_AUTHOR),
        site=site,
        items=told_apart(full),
        warning=clean_line("; ".join(warnings), limit=_LONGEST_TITLE),
    )
    return Finished(
        feed=feed,
        guids=tuple(item.guid for item in items),
        settled=tuple(
            not _is_empty(item) and not _is_ahead(entry, latest)
            for item, entry in zip(items, entries, strict=True)
        ),
        apart=len({item.guid for item in full}) == len(full),
    )


def item_hash(item: ParsedItem) -> str:
    """Return a digest of what an editor sees of an item.

    Of its HTML only the words count, of its link only which page it names, so that a changed
    advertisement or a tracking parameter is no change of the item; nor is a newer `updated`.
    """
    seen = {
        "title": item.title,
        "author": item.author,
        "link": item.url_key or item.url,
        "summary": plain(item.summary),
        "text": item.text or item.body,
        "published": item.published.isoformat() if item.published else "",
    }
    digest = blake2b(digest_size=16)
    for name, value in seen.items():
        if value:
            digest.update(f"{name}\0{value}\0".encode("utf-8", "replace"))
    return f"{_HASH_VERSION}:{digest.hexdigest()}"


def _item(entry: RawEntry, raw: RawFeed, *, base: str, latest: datetime | None) -> ParsedItem:
    base = safe_url(urljoin(base, entry.base)) if entry.base else base
    link = safe_url(_link(entry), base=base)
    if not link and entry.guid.strip().lower().startswith(("http://", "https://")):
        link = safe_url(entry.guid)
    page, link = link, link or safe_url(entry.enclosure.strip(), base=base)
    texts = [_safe(words, base=link or base) for words in entry.contents]
    repeated = entry.summary.value in [words.value for words in entry.contents]
    summary = "" if repeated else _safe(entry.summary, base=link or base)
    body = max(*texts, summary, "", key=len)
    summary = summary if summary != body else ""
    text = plain(body)
    title = _title(entry.title) or _made_title(text or plain(summary), link)
    published = _date(entry.published, latest)
    updated = _date(entry.updated, latest)
    item = ParsedItem(
        guid=_guid(entry.guid, page, title, text),
        url=link,
        url_key=page_key(link, title=title, day=published.date().isoformat() if published else ""),
        title=title,
        author=clean_line(unescape(entry.author or raw.author), limit=_LONGEST_AUTHOR),
        summary=summary,
        body=body,
        text=text,
        published=published,
        updated=updated,
        lang=_language(entry.lang) or _language(raw.lang),
        item_hash="",
    )
    # RDF has one date only, and Atom may leave out the other; but as a mere stand-in it must not
    # make each touch of the item a change.
    return replace(item, item_hash=item_hash(item), published=published or updated)


def _link(entry: RawEntry) -> str:
    """Return the link, completed; an id that was taken for one is none unless it looks like it."""
    link = entry.link.strip()
    if link == entry.guid.strip() and not _LEADS.search(link):
        return ""
    return f"https://{link}" if _BARE_HOST.match(link) else link


def _is_ahead(entry: RawEntry, latest: datetime | None) -> bool:
    """Say whether it has a date that is not believed today, and may be tomorrow."""
    dates = (entry.published, entry.updated)
    return latest is not None and any(date and date > latest for date in dates)


def _is_empty(item: ParsedItem) -> bool:
    return not item.url and not item.body and item.title == _UNTITLED


def _safe(words: Words, *, base: str) -> str:
    value = words.value
    if not value.strip():
        return ""
    if not words.is_html and not _HAS_TAGS.search(value):
        blocks = re.split(r"\n\s*\n", escape(value.strip(), quote=False))
        value = "".join(f"<p>{block.replace(chr(10), '<br>')}</p>" for block in blocks)
    return sanitize(put_right(value), base=base)


def _title(words: Words) -> str:
    title = words.value[: 20 * _LONGEST_TITLE]
    # "Use <div> tags" is no HTML, whatever the feed says, and neither is "<antirez>".
    if words.is_html or _TITLE_END.search(title):
        title = _TITLE_TAG.sub("", _TITLE_BREAK.sub(" ", _TITLE_SCRIPT.sub("", title)))
    return clean_line(unescape(title), limit=_LONGEST_TITLE)


def _made_title(text: str, link: str) -> str:
    first = clean_line(text[:1000])
    return truncate(first, _MADE_TITLE) or link.partition("://")[2] or _UNTITLED


def _guid(guid: str, link: str, title: str, text: str) -> str:
    named = clean_line(guid.replace("&amp;", "&")) or link
    if not named:
        named = f"hash:{digest(f'{title}{chr(0)}{text}')}"
    if len(named) > _LONGEST_GUID:
        named = f"{named[:_LONGEST_GUID]} {digest(named)}"
    return named


def _date(date: datetime | None, latest: datetime | None) -> datetime | None:
    if date is None or date < _EARLIEST or (latest and date > latest):
        return None
    return date


def _language(name: str) -> str:
    found = _LANGUAGE.fullmatch(name.strip())
    return found[0].replace("_", "-")[:35] if found else ""
