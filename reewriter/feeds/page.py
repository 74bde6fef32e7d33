"""Reads one web page as an item: title, author, date, body; fetches nothing.

A small reader that looks at what pages say of themselves; it does not weigh blocks of text.
"""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import blake2b

from reewriter.feeds.charsets import decoded, usual_for
from reewriter.feeds.said import said_by, titled
from reewriter.model import ParsedItem
from reewriter.text import clean_line, safe_url, url_key
from reewriter.text.html import sanitize, to_text

__all__ = ["as_item", "decode_page", "looks_like_html", "read_page"]

_LONGEST_TITLE = 500
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(
    rb"<html\s[^<>]{0,300}?lang=[\"']?([A-Za-z]{2}(?:[-_]\w\w)?)\b", re.IGNORECASE
)
# Nothing is given back once it is matched: a hundred comments could be parted in 2¹⁰⁰ ways.
_HTML = re.compile(
    r"\s*+(?>(?:<!--(?>.*?-->)\s*+|<\?[^>]*+>\s*+)*)<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
# A part of a page that somebody saved or copied; one tag alone may be meant as it is.
_PART = re.compile(
    r"\s*+<(?:main|section|div|header|nav|table|p|h[1-6]|meta|title|link|script|style|blockquote"
    r"|ul|ol|figure)\b[^<>]*+>(?=\s*+<[a-z]|.*?</[a-z])",
    re.IGNORECASE | re.DOTALL,
)
# Where the article is, in order of trust; and what is around and inside it but not of it.
_HOLDERS = ("article", "main", "body")
_ASIDE = ("nav", "aside", "footer", "form", "header", "script", "style")
_MOST_TAGS = 20_000


def decode_page(body: bytes, content_type: str) -> str:
    """Turn a page's bytes into text by what the server, or the page itself, says of them.

    A few bytes that are wrong do not make all of it wrong.
    """
    told = (_CHARSET.search(content_type.encode("ascii", "replace")), _CHARSET.search(body[:4096]))
    language = _LANGUAGE.search(body, 0, 4096)
    return decoded(
        body,
        [found[1].decode("ascii", "replace") for found in told if found],
        usual_for(language[1].decode("ascii")) if language else (),
    )


def looks_like_html(text: str) -> bool:
    """Tell whether a text is a web page rather than words."""
    return bool(_HTML.match(text[:4000]) or _PART.match(text[:4000]))


def read_page(html: str, *, url: str = "") -> ParsedItem:
    """Read a page: its own words about itself, and the part that holds the article."""
    said = said_by(html)
    body = sanitize(_article(html), base=safe_url(said.base, base=url) or url)
    return as_item(
        title=titled(said, said.title, url=url),
        author=said.author,
        published=said.published,
        url=safe_url(url),
        body=body,
        lang=said.lang,
    )


def as_item(
    *,
    title: str,
    body: str,
    author: str = "",
    published: datetime | None = None,
    url: str = "",
    lang: str = "",
) -> ParsedItem:
    """Return a page or text as an item; `body` is sanitised, the rest is not cleaned yet."""
    text = to_text(body)
    title = clean_line(title, limit=_LONGEST_TITLE) or clean_line(
        text.strip().partition("\n")[0], limit=80
    )
    digest = blake2b(f"{title}\0{body}".encode("utf-8", "replace"), digest_size=16).hexdigest()
    return ParsedItem(
        guid=url or f"text:{digest}",
        url=url,
        url_key=url_key(url),
        title=title,
        author=clean_line(author, limit=200),
        summary="",
        body=body,
        text=text,
        published=published,
        updated=None,
        lang=lang,
        item_hash=digest,
    )


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
