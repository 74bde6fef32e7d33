"""Reads what a web page says about itself, in its head and in JSON-LD; judges no text."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from reewriter.feeds.dates import read_date

__all__ = ["Said", "said_by", "title_of", "titled"]

_HEAD = 300_000
"""Characters in which a page says what it is; what comes later is not looked through."""
_LONGEST = 500
_MOST_DATA = 1_000_000
"""Characters of JSON-LD; a text of two megabytes is no description."""
_MOST_PARTS = 2_000
_DATA = re.compile(r"<script\b[^<>]{0,300}?application/ld\+json[^<>]{0,300}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A page's own words; nothing is cleaned yet, and nothing need be true."""

    title: str = ""
    author: str = ""
    outlet: str = ""
    published: datetime | None = None
    lang: str = ""
    canonical: str = ""
    base: str = ""
    """Against which its links are meant, where that is not its own address."""
    body: str = ""
    """The article as data, with or without tags."""
    paid: bool = False
    """It says that not everybody may read it."""
    heading: str = ""
    """The first heading that is seen."""
    bar: str = ""
    """What a browser shows above the page."""


def said_by(html: str) -> Said:
    """Read what a page says of itself: meta tags first, then JSON-LD, then what is seen."""
    head = _Head()
    # The error is html.parser's own way to give up on some broken declarations.
    with contextlib.suppress(AssertionError):
        head.feed(html[:_HEAD])
    data = _data(html)
    dates = (
        head.first("article:published_time"),
        data.get("datePublished", ""),
        head.first("date", "dc.date", "pubdate", "datepublished", "time"),
    )
    return Said(
        title=head.first("og:title", "twitter:title") or data.get("headline", "")
        or head.first("title", "h1"),
        author=_name(head.first("author", "article:author", "dc.creator", "parsely-author"))
        or data.get("author", ""),
        outlet=head.first("og:site_name", "application-name") or data.get("publisher", ""),
        published=next(filter(None, map(read_date, dates)), None),
        lang=(head.first("lang", "og:locale") or data.get("inLanguage", ""))[:2].lower(),
        canonical=head.first("canonical", "og:url"),
        base=head.first("base"),
        heading=head.first("h1"),
        bar=head.first("title"),
        body=data.get("articleBody", ""),
        paid=data.get("isAccessibleForFree", "").lower() == "false"
        or head.first("article:content_tier", "content_tier").lower() in ("locked", "metered"),
    )  # fmt: skip


def titled(said: Said, title: str, *, url: str = "", outlet: str = "") -> str:
    """Return a title without the site behind it: "Kiln Lit | The Wire" by The Wire.

    The end is a site's name where the page calls itself so, or lives there, or has a heading
    without it. What only looks like one stays: "Terms - and Conditions".
    """
    title = " ".join(title.split())
    names = {_letters(name) for name in (said.outlet, outlet) if name}
    names |= {_letters(label) for label in _labels(said.canonical) | _labels(url)}
    heading = _letters(said.heading)
    for _ in range(_MOST_SITES):
        end = list(_SITE.finditer(title))[-1:]
        if not end:
            break
        site, rest = title[end[0].end() :], title[: end[0].start()]
        known = _letters(site) in names or _letters(site).removeprefix("the") in names
        # Above the article most pages print its title alone.
        if not known and not (heading and heading == _letters(rest)):
            shorter = [
                one for one in _SITE.finditer(rest) if _letters(title[: one.start()]) == heading
            ]
            if not heading or not shorter:
                break
            return title[: shorter[0].start()]
        title = rest
    return title


_SITE = re.compile(r"\s+(?:[|–—·»•]|-|::)\s+")
_MOST_SITES = 3


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _labels(url: str) -> set[str]:
    """Return what a host may be called: reuters, reuters.com, of www.reuters.com."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if "://" in url[:12] else ""
    return {host, host.rpartition(".")[0], *host.split(".")[:-1]} - {""}


def title_of(html: str) -> str:
    """Return the whole title that a page gives itself, as a browser shows it."""
    said = said_by(html)
    return " ".join((said.bar or said.title).split())


def _name(written: str) -> str:
    """Return a name, but not the address that some pages give instead."""
    return "" if "://" in written or written.startswith("@") else written


class _Head(HTMLParser):
    """Collects what a page says about itself, the first of each kind."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, str] = {}
        self._open = ""

    def first(self, *names: str) -> str:
        """Return the first of these that the page says."""
        return next((self._found[name] for name in names if self._found.get(name)), "")

    def _note(self, name: str, value: str) -> None:
        if name and value.strip():
            self._found.setdefault(name, value.strip()[:2000])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        named = {name: value or "" for name, value in attrs}
        match tag:
            case "meta":
                name = named.get("property") or named.get("name") or named.get("itemprop") or ""
                self._note(name.lower(), named.get("content", ""))
            case "time":
                self._note("time", named.get("datetime", ""))
            case "html":
                self._note("lang", named.get("lang", ""))
            case "base":
                self._note("base", named.get("href", ""))
            case "link" if "canonical" in named.get("rel", "").lower().split():
                self._note("canonical", named.get("href", ""))
            case "title" | "h1" if tag not in self._found:
                self._open = tag

    def handle_endtag(self, tag: str) -> None:
        """End a title."""
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        """Take the text of a title."""
        if self._open:
            self._found[self._open] = (self._found.get(self._open, "") + data)[:_LONGEST]


def _data(html: str) -> dict[str, str]:
    """Return the values of the one thing among a page's data that is most of an article."""
    best: dict[str, str] = {}
    for thing in _things(html):
        kinds = thing.get("@type", "")
        named = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
        if "Article" not in named and "Posting" not in named and "Report" not in named:
            continue
        values = {name: _plain(value) for name, value in thing.items()}
        if len(values.get("articleBody", "")) >= len(best.get("articleBody", "")):
            best = values
    return best


def _things(html: str) -> Iterator[dict[str, Any]]:
    left = _MOST_PARTS
    for tag in _DATA.finditer(html):
        end = html.find("</", tag.end(), tag.end() + _MOST_DATA)
        while end >= 0 and html[end : end + 8].lower() != "</script":
            end = html.find("</", end + 2, tag.end() + _MOST_DATA)
        if end < 0:
            return
        try:
            waiting: list[Any] = [json.loads(html[tag.end() : end], strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and left:
            left -= 1
            part = waiting.pop(0)
            if isinstance(part, list):
                waiting += part[:100]
            elif isinstance(part, dict):
                yield part
                waiting += [part[name] for name in ("@graph", "mainEntity") if name in part]


def _plain(value: Any) -> str:
    """Return a value of JSON-LD as text: names of persons and houses, the first of several."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    return value if isinstance(value, str) else json.dumps(value)[:20] if value is not None else ""
