"""Reads one web page, or a pasted text, as an item: title, author, date, body; fetches nothing.

A small reader that looks at what pages say of themselves; it does not weigh blocks of text.
"""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, datetime
from hashlib import blake2b
from html import escape
from html.parser import HTMLParser

from reewriter.model import ParsedItem
from reewriter.text import clean, clean_line, safe_url, url_key
from reewriter.text.html import sanitize, to_text

__all__ = ["decode_page", "looks_like_html", "read_page", "read_text"]

_HEAD = 300_000
"""Characters in which a page says what it is; what comes later is not looked through."""
_LONGEST_TITLE = 500
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# Nothing is given back once it is matched: a hundred comments could be parted in 2¹⁰⁰ ways.
_HTML = re.compile(
    r"\s*+(?:<!--(?>.*?-->)\s*+|<\?[^>]*+>\s*+)*+<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
# Where the article is, in order of trust; and what is around and inside it but not of it.
_HOLDERS = ("article", "main", "body")
_ASIDE = ("nav", "aside", "footer", "form", "header", "script", "style")
_MOST_TAGS = 20_000


def decode_page(body: bytes, content_type: str) -> str:
    """Turn a page's bytes into text by what the server, or the page itself, says of them."""
    named = _CHARSET.search(content_type.encode("ascii", "replace")) or _CHARSET.search(body[:4096])
    names = [named[1].decode("ascii", "replace")] if named else []
    for name in (*names, "utf-8-sig"):
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            return body.decode(name)
    return body.decode("cp1252", "replace")


def looks_like_html(text: str) -> bool:
    """Tell whether a text is a web page rather than words."""
    return bool(_HTML.match(text[:4000]))


def read_page(html: str, *, url: str = "") -> ParsedItem:
    """Read a page: its own words about itself, and the part that holds the article."""
    said = _Said()
    # The error is html.parser's own way to give up on some broken declarations.
    with contextlib.suppress(AssertionError):
        said.feed(html[:_HEAD])
    body = sanitize(_article(html))
    canonical = safe_url(url)
    return _item(
        title=said.first("og:title", "twitter:title", "title", "h1"),
        author=said.first("author", "article:author", "dc.creator", "parsely-author"),
        published=_moment(
            said.first("article:published_time", "date", "dc.date", "pubdate", "time")
        ),
        url=canonical,
        body=body,
        lang=said.first("lang")[:2].lower(),
    )


def read_text(text: str) -> ParsedItem:
    """Read words: the first line is the title, a blank line ends a paragraph."""
    title, _, rest = clean(text).strip().partition("\n")
    paragraphs = [part.strip() for part in _BLANK_LINE.split(rest.strip()) if part.strip()]
    body = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs)
    return _item(title=title.lstrip("# "), body=sanitize(body))


def _item(
    *,
    title: str,
    body: str,
    author: str = "",
    published: datetime | None = None,
    url: str = "",
    lang: str = "",
) -> ParsedItem:
    text = to_text(body)
    title = clean_line(title, limit=_LONGEST_TITLE) or clean_line(text, limit=80)
    digest = blake2b(f"{title}\0{body}".encode("utf-8", "replace"), digest_size=16).hexdigest()
    return ParsedItem(
        guid=url or f"text:{digest}",
        url=url,
        url_key=url_key(url),
        title=title,
        author=clean_line("" if "://" in author else author, limit=200),
        summary="",
        body=body,
        text=text,
        published=published,
        updated=None,
        lang=lang,
        item_hash=digest,
    )


def _moment(written: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(written.strip())
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


class _Said(HTMLParser):
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
            self._found.setdefault(name, value.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        named = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = named.get("property") or named.get("name") or named.get("itemprop") or ""
            self._note(name.lower(), named.get("content", ""))
        elif tag == "time":
            self._note("time", named.get("datetime", ""))
        elif tag == "html":
            self._note("lang", named.get("lang", ""))
        if tag in ("title", "h1") and tag not in self._found:
            self._open = tag

    def handle_endtag(self, tag: str) -> None:
        """End a title."""
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        """Take the text of a title."""
        if self._open:
            self._found[self._open] = (self._found.get(self._open, "") + data)[:_LONGEST_TITLE]


def _article(html: str) -> str:
    """Return the part of a page that holds its article, without what only surrounds it."""
    for name in _HOLDERS:
        parts = [html[start:end] for start, end in _elements(html, (name,))]
        if parts:
            return _without(max(parts, key=len), _ASIDE)
    return _without(html, _ASIDE)


def _without(html: str, names: tuple[str, ...]) -> str:
    kept: list[str] = []
    at = 0
    for start, end in _elements(html, names):
        kept.append(html[at:start])
        at = end
    return "".join([*kept, html[at:]])


def _elements(html: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where the outermost elements of these names begin and end."""
    tags = re.compile(rf"<(/?)({'|'.join(names)})\b[^>]{{0,4000}}>", re.IGNORECASE)
    found: list[tuple[int, int]] = []
    open_name, start, depth = "", 0, 0
    for count, tag in enumerate(tags.finditer(html)):
        name = tag[2].lower()
        if count > _MOST_TAGS or (open_name and name != open_name):
            continue
        if not tag[1]:
            if not open_name:
                open_name, start, depth = name, tag.start(), 0
            depth += 1
        elif open_name:
            depth -= 1
            if not depth:
                found.append((start, tag.end()))
                open_name = ""
    return found
