"""Finds the article in a web page: text, quotations, lists, tables, links; fetches nothing.

The only importer of trafilatura and readability. Pages are hostile: only a child process that can
be killed may call this.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from reewriter.errors import ParseError
from reewriter.feeds.onelink import marked, unmarked
from reewriter.feeds.page import as_item, decode_page, read_page
from reewriter.feeds.said import Said, said_by, titled
from reewriter.feeds.tagmap import to_html_tags
from reewriter.feeds.visible import seen, with_fallback, written_out
from reewriter.feeds.weighing import Reading, best, is_wall, missing_part, weigh
from reewriter.model import ParsedArticle, ParsedItem
from reewriter.text import clean_line, safe_url
from reewriter.text.clean import scrub
from reewriter.text.html import flattened, plain, sanitize, to_markdown
from reewriter.text.words import count_words

__all__ = ["read_article", "read_as_item"]

_MOST_CHARACTERS = 1_000_000
_MOST_TAGS = 20_000
"""Real pages have three thousand; the extractors do about twenty thousand a second."""
_BYLINE = re.compile(r"^\s*by\s+([^\n|·•,]{2,60})$", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(
    r"((?>(?:<(?:div|article|section|header)>|\s)*))<h[12]>(.{0,500}?)</h[12]>\s*", re.DOTALL
)
_TAG = re.compile(r"<[^<>]*>")
_BESIDE = re.compile(
    r"(?<![a-z])(?:ads?|advert\w*|sponsor\w*|promo\w*|newsletter|sign-?up|related\w*|recommend\w*|shar(?:e|ing)|sharedaddy|social"
    r"|comments?|cookies?|consent|most-read|trending|recirculation|breadcrumbs?|paywall)(?![a-z])",
    re.IGNORECASE,
)
_MOST_BESIDE = 0.4
"""The share of a page's text that may go in one box; what holds more is the page."""
_TOO_LONG = "the page was too long"
_LINE = re.compile(r"\s*\n\s*")


def read_article(body: bytes, *, url: str, content_type: str = "") -> ParsedArticle:
    """Return the article of a page; raises ParseError where there is none."""
    whole = scrub(decode_page(body, content_type))
    said = said_by(whole)
    base = safe_url(said.base, base=url) or url
    page, cut = _shortened(seen(whole))
    page, told, reading = _read(page, said, base)
    opened, words = with_fallback(whole)
    if words > 2 * (reading.words if reading else 0):
        opened, cut = _shortened(seen(opened))
        page, told, reading = _read(opened, said, base)
    if reading is None or is_wall(reading):
        wall = reading is not None
        raise ParseError(
            "this page asks about cookies first" if wall else "there is no article on this page",
            hint="Open it in the browser, and paste its text.",
        )
    missing = missing_part(reading, page, paid=said.paid) or (_TOO_LONG if cut else "")
    title = clean_line(_title(said, told, url), limit=500)
    html = _without_title(reading.html, title)
    markdown = to_markdown(html, base=base)
    return ParsedArticle(
        title=title,
        author=clean_line(_author(said, told, page), limit=200),
        outlet=clean_line(said.outlet or told.get("sitename") or "", limit=200),
        published=said.published or _day(told.get("date")),
        lang=said.lang or (told.get("language") or "")[:2],
        url=safe_url(said.canonical, base=url) or safe_url(url),
        html=html,
        markdown=markdown,
        words=count_words(plain(html)),
        missing=missing,
    )


def _read(page: str, said: Said, base: str) -> tuple[str, dict[str, Any], Reading | None]:
    """Return the page as it was read, what it says of itself, and the best reading of it."""
    page = written_out(page, base=base)
    with_marks, mark = marked(page, host=urlsplit(base).hostname or "")
    found, told = _extracted(with_marks)
    ways = (unmarked(found, mark), _readable(page), _as_html(said.body))
    return page, told, best(*(weigh(sanitize(html, base=base)) for html in ways))


def read_as_item(body: bytes, *, url: str, content_type: str = "") -> ParsedItem:
    """Return a page as an item, also one without an article: then with what there is of text."""
    try:
        found = read_article(body, url=url, content_type=content_type)
    except ParseError:
        return read_page(decode_page(body, content_type), url=url)
    return as_item(
        title=found.title,
        author=found.author,
        published=found.published,
        url=safe_url(url),
        body=found.html,
        lang=found.lang,
    )


def _extracted(page: str) -> tuple[str, dict[str, Any]]:
    """Return what trafilatura finds, as HTML, and what it takes for the page's own words."""
    from lxml import html as lxml_html
    from trafilatura import bare_extraction

    found = bare_extraction(
        page,
        favor_precision=True,
        include_comments=False,
        include_formatting=True,
        include_links=True,
        with_metadata=True,
        # Without this any year in the small print becomes a date: none is better than a wrong one.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None:
        return "", {}
    told = {name: getattr(found, name, None) for name in _TOLD}
    tree: Any = getattr(found, "body", None)
    if tree is None:
        return "", told
    to_html_tags(tree)
    return lxml_html.tostring(tree, encoding="unicode"), told


_TOLD = ("title", "author", "sitename", "date", "language")


def _readable(page: str) -> str:
    """Return what readability takes for the article."""
    from lxml import etree
    from readability import Document
    from readability.readability import Unparseable

    try:
        return str(Document(_pruned(page)).summary(html_partial=True))
    except (Unparseable, etree.LxmlError, ValueError, TypeError, AttributeError):
        return ""  # its ways to find nothing


def _pruned(page: str) -> str:
    """Drop what calls itself a box beside the article; readability believes too much of it."""
    from lxml import html as lxml_html

    tree = lxml_html.document_fromstring(page)
    most = len(tree.text_content()) * _MOST_BESIDE
    boxes = [
        element
        for element in tree.iter("aside", "div", "form", "section", "ul", "p", "nav", "ol")
        if element.tag in ("aside", "form", "nav")
        or _BESIDE.search(f"{element.get('class', '')} {element.get('id', '')}")
    ]
    for box in boxes:
        if box.getparent() is not None and len(box.text_content()) < most:
            box.drop_tree()
    return str(lxml_html.tostring(tree, encoding="unicode"))


def _as_html(body: str) -> str:
    if "</p>" in body or "<br" in body:
        return body
    return "".join(f"<p>{escape(part)}</p>" for part in _LINE.split(body.strip()) if part)


def _shortened(html: str) -> tuple[str, bool]:
    """Return as much as can be extracted in a few seconds, and whether that is not all."""
    page = flattened(html[:_MOST_CHARACTERS])
    last = next(islice(re.finditer("<", page), _MOST_TAGS, None), None)
    return (page[: last.start()], True) if last else (page, len(html) > _MOST_CHARACTERS)


def _title(said: Said, told: dict[str, Any], url: str) -> str:
    """Return the title without the name of the site behind it."""
    title = said.title or told.get("title") or ""
    return titled(said, title, url=url, outlet=str(told.get("sitename") or ""))


def _author(said: Said, told: dict[str, Any], page: str) -> str:
    named = str(told.get("author") or "").replace(";", ",") or said.author
    if named:
        return named
    line = _BYLINE.search(_TAG.sub("\n", page[:200_000]))
    return line[1].strip() if line else ""


def _day(date: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(date)).replace(tzinfo=UTC) if date else None
    except ValueError:
        return None


def _without_title(html: str, title: str) -> str:
    """Drop a first heading that says what the title says."""
    first = _HEADING.match(html)
    words = clean_line(_TAG.sub("", first[2])).casefold() if first else ""
    return (
        html if first is None or words not in title.casefold() else first[1] + html[first.end() :]
    )
