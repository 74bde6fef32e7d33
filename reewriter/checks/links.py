"""Whether the issue's links lead where a reader may go; reaches for none of them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from reewriter.checks.spec import CheckSpec, Examined, excerpt, is_line, named, passages
from reewriter.formats import format_of, text_of
from reewriter.model import Composition, Finding, LinkFact, LinkState, Severity, Story
from reewriter.rows import rows
from reewriter.text import safe_url, url_key

__all__ = ["CHECKS", "find", "web_links"]

LOCAL = CheckSpec(
    "links.local",
    Severity.ERROR,
    "a link leads to a machine only you can reach",
    "Replace it by the public address.",
)
MISSING = CheckSpec(
    "links.missing",
    Severity.WARNING,
    "a story links to nothing",
    "Fill in the source's address or the story's own.",
)
UNSAFE = CheckSpec(
    "links.unsafe",
    Severity.WARNING,
    "a link is dropped because it is relative or of an unsafe kind",
    "Write the whole address, beginning with https://.",
)
SHORTENER = CheckSpec(
    "links.shortener",
    Severity.WARNING,
    "a link hides behind a shortener",
    "Replace it by the address it leads to: spam filters distrust shorteners.",
)
HTTP = CheckSpec(
    "links.http",
    Severity.INFO,
    "a link is not encrypted",
    "Try the same address with https.",
)
_SHOWN = 44
"""Characters of an address: where and how it begins tells which it is, on two lines at most."""
TRACKER = CheckSpec(
    "links.tracker",
    Severity.INFO,
    "a link carries somebody else's tracking",
    "Take the parameters out: they count your readers for the site the link was copied from.",
)
TWICE = CheckSpec(
    "links.twice",
    Severity.INFO,
    "texts link to a page twice, or to what another story is about",
    "Keep the better of the two, or link to the story above.",
)
DEAD = CheckSpec(
    "links.dead",
    Severity.WARNING,
    "a link leads nowhere",
    "Look for the page's new address, or leave the link out.",
)
UNSURE = CheckSpec(
    "links.unsure",
    Severity.INFO,
    "whether a link leads somewhere could not be found out",
    "Open it in the browser: many servers let no program look.",
)
CHECKS = (LOCAL, MISSING, UNSAFE, SHORTENER, HTTP, TRACKER, TWICE, DEAD, UNSURE)

_SHORTENERS = {
    "bit.ly", "buff.ly", "cutt.ly", "dlvr.it", "fb.me", "goo.gl", "is.gd", "lnkd.in", "ow.ly",
    "rb.gy", "rebrand.ly", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "trib.al",
    "v.gd", "wp.me",
}  # fmt: skip
_TRACKER = re.compile(
    r"[?&;](?:utm_[a-z]+|fbclid|gclid|msclkid|mc_[ce]id|igshid|yclid|twclid|mkt_tok|_hsenc)=", re.I
)
_NEEDS_NO_LINK = ("note", "roundup")
"""What is about no source; the items of a roundup have links of their own."""
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")

_MARKDOWN_LINK = re.compile(
    r"\]\(\s*<?(?P<inline>[^)\s>]+)"
    r"|<(?P<auto>[a-z][a-z0-9+.-]*:[^>\s]+)>"
    r"|^\ {0,3}\[[^\]\n]+\]:\s*<?(?P<reference>[^\s>]+)"
    r"|(?<![\w(<\]])(?P<bare>https?://[^\s<>()\[\]]+)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Link:
    where: str
    url: str


def find(examined: Examined) -> Iterator[Finding]:
    """Look at every link of the stories and of the Markdown around them."""
    for placed in examined.composition.above:
        story = placed.story
        if story.format not in _NEEDS_NO_LINK and not _leads_somewhere(story):
            of = named(story) if story.headline.strip() else f"Story {story.id}"
            yield MISSING.finding(f"story/{story.id}/source/url", f"{of} links to nothing")
    for link in dict.fromkeys(_links(examined.composition)):
        yield from _judge(link)
        yield from _answered(link, examined.facts.links)
    yield from _twice(examined)


def web_links(composition: Composition) -> tuple[str, ...]:
    """Return every public address of the web that an issue links to, each once."""
    safe = (safe_url(link.url.strip()) for link in _links(composition))
    return tuple(dict.fromkeys(url for url in safe if _is_public(url)))


def _is_public(url: str) -> bool:
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    return parts.scheme in ("http", "https") and not _is_local(host)


def _answered(link: _Link, facts: Mapping[str, LinkFact]) -> Iterator[Finding]:
    fact = facts.get(safe_url(link.url.strip()))
    if fact is None or fact.state is LinkState.FINE:
        return
    spec = DEAD if fact.state is LinkState.BROKEN else UNSURE
    said = f"The link {excerpt(link.url, 80)}: {fact.why}"
    yield spec.finding(link.where, said, about=link.url)


def _twice(examined: Examined) -> Iterator[Finding]:
    """Compare the links of texts with each other and with what other stories are about.

    A text may link to its own source: that is how an outlet is named.
    """
    about = {
        url_key(source.url): str(placed.story.id)
        for placed in reversed(examined.composition.above)
        for source in placed.story.sources
        if source.url.strip()
    }
    seen: set[str] = set()
    for link in _links(examined.composition):
        story, field = _story_of(link.where), link.where.rpartition("/")[2]
        key = url_key(link.url) if story and field not in ("url", "own_url") else ""
        if not key:
            continue
        shown = excerpt(link.url, 80)
        if key in seen:
            said = f"The link {shown} was there before"
            yield TWICE.finding(link.where, said, about=link.url)
        elif about.get(key, story) != story:
            said = f"The link {shown} is what another story is about"
            yield TWICE.finding(link.where, said, about=link.url)
        seen.add(key)


def _story_of(where: str) -> str:
    return where.split("/")[1] if where.startswith("story/") else ""


def _leads_somewhere(story: Story) -> bool:
    """Tell whether a reader gets anywhere from here: by the headline, the source, or the text."""
    urls = (story.own_url, *(source.url for source in story.sources))
    if any(url.strip() for url in urls):
        return True
    return any(
        safe_url(next(filter(None, match.groups())).strip())
        for part in format_of(story).parts
        if part.kind != "line"
        for match in _MARKDOWN_LINK.finditer(text_of(story, part.name))
    )


def _links(composition: Composition) -> Iterator[_Link]:
    for passage in passages(composition):
        for match in _MARKDOWN_LINK.finditer(passage.text):
            if match["bare"] is None and is_line(passage):
                continue  # shown as it is written; but mail programs make links of bare addresses
            url = next(group for group in match.groups() if group is not None)
            yield _Link(passage.where, url.rstrip(".,;:!?'\"*_") if match["bare"] else url)
    for placed in composition.above:
        story = placed.story
        yield from _cells(story)
        yield _Link(f"story/{story.id}/own_url", story.own_url)
        for source in story.sources:
            yield _Link(f"story/{story.id}/source/url", source.url)


def _cells(story: Story) -> Iterator[_Link]:
    """Return what stands where rows have their link and looks like none in a text."""
    for part in format_of(story).parts:
        if "link" in part.columns:
            at = part.columns.index("link")
            for row in rows(text_of(story, part.name), part.columns):
                if row[at] and not _MARKDOWN_LINK.search(row[at]):
                    yield _Link(f"story/{story.id}/{part.name}", row[at])


def _judge(link: _Link) -> Iterator[Finding]:
    url = link.url.strip()
    if not url:
        return
    shown = excerpt(url.removeprefix("https://").removeprefix("www."), _SHOWN)
    safe = safe_url(url)
    if not safe:
        yield UNSAFE.finding(link.where, f"The link {shown} is dropped", about=url)
        return
    parts = urlsplit(safe)
    if parts.scheme == "mailto":
        return
    host = (parts.hostname or "").rstrip(".")
    if _is_local(host):
        said = f"The link {shown} leads to a private machine"
        yield LOCAL.finding(link.where, said, about=url)
    elif host.removeprefix("www.") in _SHORTENERS:
        yield SHORTENER.finding(link.where, f"The link {shown} hides where it leads", about=url)
    elif parts.scheme == "http":
        yield HTTP.finding(link.where, f"The link {shown} is not encrypted", about=url)
    if tracker := _TRACKER.search(url):
        said = f"The link {shown} carries {tracker[0].strip('?&;=')}"
        yield TRACKER.finding(link.where, said, about=url)


def _is_local(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_LOCAL_ENDINGS) or "staging" in host.split(".")
