"""Reads and writes lists of feeds as OPML; fetches and stores nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit
from xml.parsers import expat

from reewriter.errors import ParseError
from reewriter.net import is_public, redact
from reewriter.text.clean import clean_line
from reewriter.text.urls import safe_url

__all__ = ["Dropped", "Opml", "Outline", "read", "seems_private", "write"]

_MOST_CHARACTERS = 10_000_000
_MOST_DEPTH = 50
_MOST_FEEDS = 10_000
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,60}", re.ASCII)
_OURS = frozenset({"type", "text", "title", "xmlurl", "htmlurl", "category"})
_LOCAL_NAMES = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home.arpa")


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of the list."""

    url: str
    title: str = ""
    site: str = ""
    tags: tuple[str, ...] = ()
    """The folders it lies in, from the outermost, and its categories."""
    attributes: dict[str, str] = field(default_factory=dict)
    """What else was said of it, kept for whoever said it."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """One feed that was not taken, and why."""

    title: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Opml:
    """What a list held."""

    feeds: tuple[Outline, ...]
    dropped: tuple[Dropped, ...] = ()


def read(text: str | bytes, *, allow_private: bool = False) -> Opml:
    """Read a list; folders become tags, a feed named twice is one with the tags of both.

    Addresses that are not of the web are dropped, and those that are plainly private unless
    `allow_private`. Raises ParseError for what is no OPML, and for any document type: nothing
    is ever expanded or loaded.
    """
    if len(text) > _MOST_CHARACTERS:
        raise ParseError("the list is larger than 10 MB")
    reader = _Reader(allow_private=allow_private)
    try:
        reader.parse(text)
    except expat.ExpatError as error:
        raise ParseError(
            f"line {error.lineno}: not well-formed OPML ({expat.ErrorString(error.code)})",
            hint="Export the list again from the other feed reader.",
        ) from None
    except (ValueError, LookupError) as error:  # an encoding nobody knows
        raise ParseError("the list is in an encoding that cannot be read") from error
    if not reader.is_opml:
        raise ParseError(
            "not an OPML file", hint="OPML is what feed readers export their lists as."
        )
    return Opml(tuple(reader.feeds.values()), tuple(reader.dropped))


def write(feeds: Iterable[Outline], *, title: str = "Feeds") -> str:
    """Write an OPML 2.0 list; the first tag of a feed is its folder, all of them its categories."""
    folders: dict[str, list[Outline]] = {}
    for feed in feeds:
        folders.setdefault(feed.tags[0] if feed.tags else "", []).append(feed)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{escape(clean_line(title))}</title></head>",
        "  <body>",
    ]
    for folder, outlines in folders.items():
        if folder:
            lines.append(f"    <outline {_attributes({'text': folder, 'title': folder})}>")
        indent = "      " if folder else "    "
        lines += [f"{indent}<outline {_attributes(_described(feed))}/>" for feed in outlines]
        if folder:
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


class _Reader:
    """Walks the outlines; expat calls the methods."""

    def __init__(self, *, allow_private: bool) -> None:
        self.feeds: dict[str, Outline] = {}
        self.dropped: list[Dropped] = []
        self.is_opml = False
        self._allow_private = allow_private
        self._folders: list[str] = []
        self._depth = 0

    def parse(self, text: str | bytes) -> None:
        """Read the whole list; raises ParseError and what expat raises."""
        if isinstance(text, str):
            # What the declaration says of the encoding was true of the bytes, not of a string.
            parser = expat.ParserCreate("utf-8")
            text = text.lstrip("\ufeff").encode("utf-8", "replace")
        else:
            parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.Parse(text, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise ParseError(f"the list is nested more than {_MOST_DEPTH} deep")
        tag = name.rpartition(":")[2].lower()
        if self._depth == 1:
            self.is_opml = tag == "opml"
        folder = ""
        if tag == "outline" and self.is_opml:
            named = {key.lower(): value for key, value in attributes.items()}
            title = clean_line(named.get("title") or named.get("text") or "", limit=300)
            if named.get("xmlurl"):
                self._feed(named["xmlurl"], title, named, attributes)
            else:
                folder = _tag(title)
        self._folders.append(folder)

    def _end(self, _: str) -> None:
        self._depth -= 1
        self._folders.pop()

    def _feed(
        self, written: str, title: str, named: dict[str, str], attributes: dict[str, str]
    ) -> None:
        url = safe_url(written)
        reason = ""
        if urlsplit(url).scheme not in ("http", "https"):
            reason = "not an address of the web, or one with a password in it"
        elif "***" in url and redact(url.replace("***", "key")) == url:
            reason = "its key was left out of the list; `feeds add` takes it with its key"
        elif not self._allow_private and seems_private(url):
            reason = "a private address"
        elif len(self.feeds) >= _MOST_FEEDS:
            reason = f"more than {_MOST_FEEDS:,} feeds"
        if reason:
            shown = redact(clean_line(written, limit=200))
            self.dropped.append(Dropped(title=title, url=shown, reason=reason))
            return
        known = self.feeds.get(url)
        categories = (_tag(word) for word in named.get("category", "").split(","))
        tags = (*(known.tags if known else ()), *filter(None, self._folders), *categories)
        self.feeds[url] = Outline(
            url=url,
            title=(known.title if known else "") or title,
            site=safe_url(named.get("htmlurl", "")) or (known.site if known else ""),
            tags=tuple(dict.fromkeys(filter(None, tags))),
            attributes=(known.attributes if known else {}) | _unknown(attributes),
        )

    def _refuse(self, *_: object) -> None:
        raise ParseError(
            "the list declares a document type, which is not read",
            hint="Remove the <!DOCTYPE …> from the file.",
        )


def _tag(text: str) -> str:
    """Return a tag as it can stand in a list of categories: no commas, no slash around it."""
    return clean_line(text.replace(",", " "), limit=60).strip("/ ")


def _unknown(attributes: dict[str, str]) -> dict[str, str]:
    return {
        name: clean_line(value, limit=1000)
        for name, value in attributes.items()
        if name.lower() not in _OURS and _NAME.fullmatch(name)
    }


def seems_private(url: str) -> bool:
    """Say whether an address is private by its looks; names are not resolved."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    if ":" in host:
        return not is_public(host)
    last = host.rpartition(".")[2]
    # "127.1", "0x7f.1" and "2130706433" are addresses to the system, though not to Python.
    if last[:1].isdigit():
        return not is_public(host)
    return "." not in host or host.endswith(_LOCAL_NAMES)


def _described(feed: Outline) -> dict[str, str]:
    title = clean_line(feed.title) or feed.url
    told = {"type": "rss", "text": title, "title": title, "xmlUrl": feed.url}
    if feed.site:
        told["htmlUrl"] = feed.site
    if feed.tags:
        told["category"] = ",".join(_tag(tag) for tag in feed.tags)
    others = {
        name: value
        for name, value in feed.attributes.items()
        if name.lower() not in _OURS and _NAME.fullmatch(name)
    }
    return told | others


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{escape(clean_line(value))}"' for name, value in values.items())
