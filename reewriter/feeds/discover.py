"""Finds the feed of a site from any of its addresses; stores nothing."""

from __future__ import annotations

import contextlib
import re
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from reewriter.errors import BlockedAddressError, NetworkError, NotFoundError
from reewriter.feeds.decode import stands_in_page
from reewriter.feeds.fetch import refused
from reewriter.feeds.opml import web_spelling
from reewriter.feeds.packed import unpacked
from reewriter.net import Address, Client, Response

__all__ = ["discover", "feed_links", "looks_like_feed"]

_MOST_REQUESTS = 9
_MOST_HTML = 256 * 1024
"""Links to feeds stand in the head of a page; what comes later is not looked through."""
_MOST_START = 64 * 1024
"""A feed that has not begun by then, behind what it declares, is none."""
_PATHS = ("feed/", "feed", "rss", "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json")
_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
    }
)
# Nothing is given back once it is matched: a thousand comments could be parted in 2¹⁰⁰⁰ ways.
_XML_FEED = re.compile(
    r"\s*+(?>(?:<\?[^>]*+>\s*+|<!--(?>.*?-->)\s*+"
    # A document type may declare things of its own, in brackets: quoted, commented, or plain.
    r"|<!doctype[^>\[]*+(?>(?:\[(?>(?:[^\]\"'<]++|\"[^\"]*+\"|'[^']*+'|<!--(?>.*?-->)"
    r"|<\?(?>.*?\?>)|<(?!!--|\?))*)\]\s*+)?)>\s*+)*)"
    r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_OPML = re.compile(
    r"\s*+(?>(?:<\?[^>]*+>\s*+|<!--(?>.*?-->)\s*+)*)<opml\b", re.IGNORECASE | re.DOTALL
)
_JSON_FEED = re.compile(r"\s*\{.*\"version\"\s*:\s*\"https?:\\?/\\?/jsonfeed\.org", re.DOTALL)
_FEED_PATH = re.compile(
    r"(?:^|/)(?:rss|atom|feeds?)(?:\d{1,2})?(?:\.(?:xml|php|aspx?))?/?$|\.(?:rss|atom|rdf)$"
    r"|(?:^|/)(?:index|feeds?|rss|atom)\.(?:xml|rdf|json)$",
    re.IGNORECASE,
)
_FEED_WORDS = re.compile(r"\b(?:rss|atom|xml|feed)\b", re.IGNORECASE)
_LONGEST_WORDS = 40
"""Characters of a link's words; longer ones tell about something."""
_MOST_WORDS = 1000
_MOST_ANCHORS = 3
_MOST_SEEN = 100
_ACCEPT = {"Accept": "text/html, application/xml;q=0.9, */*;q=0.8"}


def discover(client: Client, url: str) -> str:
    """Return the address of the feed behind `url`, which may be a page, a site or the feed itself.

    An address without `https://` is completed. Asks for nine documents at most. Raises
    NotFoundError where there is no feed, or no such page and a feed elsewhere; NetworkError where
    nothing answers or the server cannot.
    """
    first, asked = _open(client, url.strip())
    if first.status == 200 and looks_like_feed(first.body):
        return first.permanent_url or _without_fragment(url.strip(), first)
    if first.status == HTTPStatus.TOO_MANY_REQUESTS or first.status >= 500:
        # A server that is busy, or broken, is not asked for eight documents more.
        raise refused(first.status, first.url)
    tried: set[str] = set()
    for candidate in _candidates(first):
        if asked >= _MOST_REQUESTS:
            break
        if candidate in tried:
            continue
        tried.add(candidate)
        asked += 1
        if found := _feed_at(client, candidate, first):
            _refuse_another(first, found)
            return found
    host = urlsplit(first.url).hostname
    if first.status == 200 and _OPML.match(_start(first.body)):
        raise NotFoundError(
            f"{host}: this is a list of feeds (OPML), not a feed",
            hint="Save it as a file, then `reewriter feeds import FILE`.",
        )
    said = "" if first.status == 200 else f", the address answers {first.status}"
    raise NotFoundError(
        f"{host}: no feed found{said}",
        hint="Give the address of the feed itself, if the site has one.",
    )


def _refuse_another(typed: Response, found: str) -> None:
    """Raise NotFoundError where the page that was typed is not there: another feed is not meant.

    It may be that of another section, or of everything.
    """
    gone = typed.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
    if gone and urlsplit(typed.url).path.strip("/"):
        host = urlsplit(typed.url).hostname
        raise NotFoundError(
            f"{host}: the address answers {typed.status}; another feed of the site is {found}",
            hint=f"`reewriter feeds add {found}` takes that.",
        )


def looks_like_feed(body: bytes) -> bool:
    """Say whether bytes begin like RSS, Atom, RDF or JSON Feed; a cheap look, no promise."""
    start = _start(body)
    return bool(_XML_FEED.match(start) or _JSON_FEED.match(start)) or stands_in_page(start)


def _start(body: bytes, most: int = _MOST_START) -> str:
    body = unpacked(body, most)
    encoding = "utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return body[:most].decode(encoding, "replace").lstrip("\ufeff")


def feed_links(html: bytes, base: str) -> list[str]:
    """Return the feeds a page names in its head, those of comments last; then those it links to.

    Of links among its words, to a page of a feed by their address or in a word or two, the first
    few.
    """
    finder = _Finder()
    # Never closed: unfinished markup at the end would be parsed again and again. The error is
    # html.parser's own way to give up on some broken declarations.
    with contextlib.suppress(AssertionError):
        finder.feed(_start(html, _MOST_HTML))
    base = _join(base, finder.base) or base
    named = sorted(finder.links, key=_of_comments)
    linked = sorted(finder.anchors, key=lambda one: (_of_comments(one), not _is_sure(one)))
    found = (_join(base, href) for _, href in (*named, *linked[:_MOST_ANCHORS]))
    return list(dict.fromkeys(link for link in found if link))


def _of_comments(link: tuple[str, str]) -> bool:
    return "comment" in link[0].lower()


def _is_sure(link: tuple[str, str]) -> bool:
    """Say whether no other thing is meant, as with "News feed" and "Feed the hungry"."""
    return "rss" in link[0].lower() or _is_feeds(link[1])


def _is_feeds(href: str) -> bool:
    """Say whether an address looks like one of a feed."""
    return bool(_FEED_PATH.search(href.partition("#")[0].partition("?")[0]))


class _Finder(HTMLParser):
    """Collects `<link rel="alternate">` of feed types, `<base>`, and links that may be to feeds."""

    def __init__(self) -> None:
        super().__init__()
        self.base = ""
        self.links: list[tuple[str, str]] = []
        """Title and address together, and the address."""
        self.anchors: list[tuple[str, str]] = []
        """Words and address together, and the address."""
        self._href = ""
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        if tag == "a":
            told = dict(attrs)
            self._href = (told.get("href") or "").strip()
            self._words = f"{told.get('title') or ''} {told.get('aria-label') or ''} "
            return
        if tag == "img" and self._href:  # the orange button
            self._words += dict(attrs).get("alt") or ""
            return
        if tag not in ("link", "base") or len(self.links) >= _MOST_REQUESTS:
            return
        named = {name: value or "" for name, value in attrs}
        href = named.get("href", "").strip()
        if tag == "base":
            self.base = self.base or href
            return
        kind = named.get("type", "").split(";")[0].strip().lower()
        rel = named.get("rel", "").lower().split()
        if href and kind in _TYPES and ("alternate" in rel or "feed" in rel):
            self.links.append((f"{named.get('title', '')} {href}", href))

    def handle_data(self, data: str) -> None:
        """Take the words of the link we are in."""
        if self._href and len(self._words) < _MOST_WORDS:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        """Look at a link that has ended."""
        if tag != "a" or not self._href:
            return
        words, href, self._href = " ".join(self._words.split()), self._href, ""
        told = len(words) <= _LONGEST_WORDS and bool(_FEED_WORDS.search(words))
        leads = href[0] not in "#?"
        if len(self.anchors) < _MOST_SEEN and leads and (told or _is_feeds(href)):
            self.anchors.append((f"{words} {href}", href))


def _open(client: Client, url: str) -> tuple[Response, int]:
    """Fetch what the user typed; returns it with the number of documents asked for."""
    if "://" in url:
        return client.get(url, headers=_ACCEPT), 1
    try:
        return client.get(f"https://{url}", headers=_ACCEPT), 1
    except BlockedAddressError:
        raise
    except NetworkError:
        return client.get(f"http://{url}", headers=_ACCEPT), 2


def _candidates(page: Response) -> list[str]:
    """Return where the feed may be: what the page says, then where feeds usually are."""
    found = feed_links(page.body, page.url) if page.status == 200 else []
    usual = [_join(page.url, "/" + path) for path in _PATHS]
    here = _join(page.url, "feed/") if urlsplit(page.url).path.endswith("/") else ""
    return [*found, *([here] if here else []), *usual]


def _feed_at(client: Client, url: str, page: Response) -> str:
    """Return the feed's address if there is one at `url`, else an empty string."""
    try:
        # The page chose this address: it may be private only where the page itself is.
        same = Address.parse(url).origin == Address.parse(page.url).origin
        answer = client.get(url, headers=_ACCEPT, named=same)
    except NetworkError:
        return ""
    if answer.status != 200 or not looks_like_feed(answer.body):
        return ""
    return answer.permanent_url or url


def _without_fragment(url: str, answer: Response) -> str:
    """Return the address as it was typed, completed but with its password, if it has one."""
    scheme = urlsplit(answer.url).scheme
    return (url if "://" in url else f"{scheme}://{url}").split("#", 1)[0]


def _join(base: str, href: str) -> str:
    try:
        joined = urljoin(base, web_spelling(href))
        return joined if urlsplit(joined).scheme in ("http", "https") else ""
    except ValueError:
        return ""
