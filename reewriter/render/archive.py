"""The issues that went out as a web site of plain files: pages, an index, a feed.

Must not know where the files go, nor which issues went out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from markupsafe import Markup

from reewriter.model import Brand, Publication, Rendered
from reewriter.render.dates import direction, dot_in, long_date
from reewriter.render.looks import look_view
from reewriter.render.markdown import to_html
from reewriter.render.mergetags import bind, seal, sealed, unseal
from reewriter.render.sandbox import run
from reewriter.render.templates import Shelf
from reewriter.text import clean_line, safe_url
from reewriter.text.labels import labels_of

__all__ = ["ArchivedIssue", "archive", "archive_with", "page_path"]

FEED_ISSUES = 30
"""Issues in the feed; older ones are on the site."""
_ATOM = "http://www.w3.org/2005/Atom"
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MEDIA = re.compile(r'(<img\b[^>]*?\bsrc=")(media/)')
_PICTURE = re.compile(r"!\[((?:\\.|[^\\\]\n])*)\]\(([^()\s]+)\)")
_ESCAPED = re.compile(r"\\(.)")
_CODE = re.compile(r"(<code\b.*?</code>)", re.DOTALL)
# Whoever reads a feed is on no list; and an address without a person is dropped from its HTML, so
# that only the word would be left.
_SHARED_BY_MAIL = re.compile(r"\[[^\]\n]*\]\(mailto:\?[^)\n]*\)(?: \u200f?·\u200f? )?")
_WAY_OUT = re.compile(r"\n[^\n]*⟦unsubscribe_url⟧[^\n]*\n")


@dataclass(frozen=True, slots=True)
class ArchivedIssue:
    """An issue that readers have, as it went out."""

    edition: str
    number: int
    date: date
    published: datetime
    rendered: Rendered


def archive(
    issues: Sequence[ArchivedIssue], brand: Brand, *, templates: Path | None
) -> dict[str, str]:
    """Return the files of the site by their path in it; `issues` come newest first.

    Pages stand where `archive_url` says, so that "view in browser" finds them. Raises
    TemplateError.
    """
    return archive_with(issues, brand, shelf=Shelf(templates))


def archive_with(issues: Sequence[ArchivedIssue], brand: Brand, *, shelf: Shelf) -> dict[str, str]:
    """Do the same from a shelf of templates."""
    publication = brand.publication
    files = {"index.html": _index(issues, brand, shelf)}
    for at, issue in enumerate(issues):
        older = issues[at + 1] if at + 1 < len(issues) else None
        newer = issues[at - 1] if at else None
        files[page_path(publication, issue.edition)] = _page(issue, newer, older, brand, shelf)
    files["feed.xml"] = _feed(issues[:FEED_ISSUES], publication)
    files["robots.txt"] = "User-agent: *\nAllow: /\n"
    return files


def page_path(publication: Publication, edition: str) -> str:
    """Return the file of an issue's page, as a path in the site."""
    home, page = publication.archive_home, publication.page_of(edition)
    name = page[len(home) :] if home and page.startswith(home) else ""
    parts = [part for part in name.split("?")[0].split("#")[0].split("/") if part]
    name = "/".join(parts)
    if not name or ".." in parts or "\\" in name:
        return f"{quote(edition)}.html"
    return name if posixpath.splitext(name)[1] in (".html", ".htm") else f"{name}/index.html"


def _page(
    issue: ArchivedIssue,
    newer: ArchivedIssue | None,
    older: ArchivedIssue | None,
    brand: Brand,
    shelf: Shelf,
) -> str:
    publication, look = brand.publication, brand.look
    here = page_path(publication, issue.edition)
    up = "../" * here.count("/")

    def there(other: ArchivedIssue | None) -> dict[str, object] | None:
        if other is None:
            return None
        return {"url": up + page_path(publication, other.edition), "number": other.number}

    links = unseal(_run("archive/links.html", shelf, {
        "newer": there(newer), "older": there(older), "index": f"{up}index.html",
        "look": look_view(look, Markup), "labels": _labels(publication),
    }))  # fmt: skip
    urls = {
        "unsubscribe_url": publication.unsubscribe_url,
        "archive_url": _address(issue, publication),
    }
    page = _MEDIA.sub(rf"\1{up}\2", bind(issue.rendered.html, urls, context="html"))
    head = f'<link rel="alternate" type="application/atom+xml" href="{up}feed.xml">'
    if publication.archive_home:
        head += f'<link rel="canonical" href="{escape(_address(issue, publication))}">'
    page = page.replace("</head>", f"{head}</head>", 1)
    before, _, after = page.rpartition("</body>")
    return f"{before}{links}</body>{after}"


def _address(issue: ArchivedIssue, publication: Publication) -> str:
    """Return where the page will stand; the address of all issues is no address of one."""
    if "{edition}" in publication.archive_url:
        return publication.page_of(issue.edition)
    return publication.archive_home + page_path(publication, issue.edition)


def _index(issues: Sequence[ArchivedIssue], brand: Brand, shelf: Shelf) -> str:
    publication = brand.publication
    return unseal(_run("archive/index.html", shelf, {
        "lang": (lang := publication.locale.replace("_", "-")),
        "dir": direction(lang),
        "dot": dot_in(lang),
        "look": look_view(brand.look, Markup),
        "labels": _labels(publication),
        "publication": {
            "name": clean_line(publication.name),
            "title": clean_line(publication.title) or clean_line(publication.name),
            "tagline": clean_line(publication.tagline),
            "home_url": publication.home_url,
            "archive_url": publication.archive_home,
        },
        "issues": tuple({
            "url": page_path(publication, issue.edition),
            "number": issue.number,
            "date": long_date(issue.date, publication.locale, publication.date_format),
            "subject": clean_line(issue.rendered.subject),
            "preheader": clean_line(issue.rendered.preheader),
        } for issue in issues),
    }))  # fmt: skip


def _labels(publication: Publication) -> dict[str, object]:
    labels = labels_of(publication.locale, publication.labels)
    return {name: clean_line(label) for name, label in labels.items()}


def _run(name: str, shelf: Shelf, view: dict[str, object]) -> str:
    return run(name, sealed(view), fmt="html", shelf=shelf)


def _feed(issues: Sequence[ArchivedIssue], publication: Publication) -> str:
    """Return the Atom feed with the whole text of each issue."""
    home = publication.archive_home
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": publication.locale.replace("_", "-")})
    SubElement(feed, "title").text = clean_line(publication.title) or clean_line(publication.name)
    if publication.tagline:
        SubElement(feed, "subtitle").text = clean_line(publication.tagline)
    SubElement(feed, "id").text = home or f"urn:reewriter:{quote(publication.name)}"
    newest = max((issue.published for issue in issues), default=datetime(1970, 1, 1, tzinfo=UTC))
    SubElement(feed, "updated").text = _stamp(newest)
    author = SubElement(feed, "author")
    SubElement(author, "name").text = clean_line(publication.name)
    if home:
        SubElement(feed, "link", {"rel": "self", "href": f"{home}feed.xml"})
        SubElement(feed, "link", {"rel": "alternate", "href": home})
    for issue in issues:
        _entry(feed, issue, publication)
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _entry(feed: Element, issue: ArchivedIssue, publication: Publication) -> None:
    page = _address(issue, publication)
    entry = SubElement(feed, "entry")
    SubElement(entry, "title").text = clean_line(issue.rendered.subject) or issue.edition
    SubElement(entry, "id").text = (
        page if "://" in page else f"urn:reewriter:{quote(publication.name)}:{issue.edition}"
    )
    SubElement(entry, "link", {"rel": "alternate", "href": page})
    for name in ("published", "updated"):
        SubElement(entry, name).text = _stamp(issue.published)
    if issue.rendered.preheader:
        SubElement(entry, "summary").text = clean_line(issue.rendered.preheader)
    content = SubElement(entry, "content", {"type": "html"})
    home = publication.archive_home
    body = _WAY_OUT.sub("\n", _FRONT_MATTER.sub("", issue.rendered.markdown))
    body = _SHARED_BY_MAIL.sub("", body)
    pictures: dict[str, tuple[str, str]] = {}
    body = _PICTURE.sub(lambda one: _held(one, issue.rendered.markdown, home, pictures), body)
    html = to_html(bind(body, {"archive_url": page}, context="markdown"), heading=1)
    content.text = "".join(
        _shown(part, pictures, as_code=part.startswith("<code")) for part in _CODE.split(html)
    )


def _shown(html: str, pictures: Mapping[str, tuple[str, str]], *, as_code: bool) -> str:
    """Put pictures where they belong, and where code shows how one is written, that."""
    for mark, (picture, source) in pictures.items():
        html = html.replace(mark, source if as_code else picture)
    return html


def _held(picture: re.Match[str], text: str, home: str, held: dict[str, tuple[str, str]]) -> str:
    """Put a word in a picture's place until the HTML is safe: a mail's Markdown has no pictures.

    Readers of feeds do show them. What has no address for others stays a link.
    """
    alt, at = _ESCAPED.sub(r"\1", picture[1]), picture[2]
    address = safe_url(f"{home}{at}" if at.startswith("media/") else at)
    if not address.startswith("http"):
        return picture[0]
    mark = f"picture{len(held)}held"
    while mark in text:
        mark += "x"
    said = unseal(escape(seal(clean_line(alt))))
    source = unseal(escape(seal(picture[0])))
    held[mark] = (f'<img src="{escape(address)}" alt="{said}">', source)
    return mark


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
