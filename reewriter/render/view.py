"""The issue as the plain data that templates see: nothing but dicts, tuples, strings and numbers.

Must not know Jinja; what differs between the formats comes in as a `Voice`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from reewriter.formats import chosen, format_of, is_format_name, text_of
from reewriter.model import Author, Brand, Composition, Issue, Placed, Publication, Source, Story
from reewriter.render.dates import day_in, direction, long_date, short_date
from reewriter.render.looks import look_view
from reewriter.render.parts import UNTITLED, part_markdown
from reewriter.render.pictures import pictures
from reewriter.render.share import share_links
from reewriter.render.syntax import link
from reewriter.render.voice import Desk, Links, View, Voice
from reewriter.text import clean_line, url_key
from reewriter.text.labels import labels_of
from reewriter.text.teaser import is_cut, texts

__all__ = ["issue_view"]

_RECENT = 5
_PREVIEW = 140
"""Characters of an inbox preview: what the preheader leaves of them is padded with nothing."""
_LEAST_PADS = 20
_PAD = "\u034f\u200c\u00a0"


def issue_view(composition: Composition, brand: Brand, *, now: datetime, voice: Voice) -> View:
    """Build what a template may show of an issue; nothing of the bench and no internal note."""
    publication = brand.publication
    names = _author_names(composition, publication)
    labels = _labels(publication)
    desk = Desk(publication, voice, labels, several_authors=len(names) > 1)
    rtl = direction(publication.locale) == "rtl"
    return {
        "lang": publication.locale.replace("_", "-"),
        "dir": "rtl" if rtl else "ltr",
        "start": "right" if rtl else "left",
        "end": "left" if rtl else "right",
        "dot": desk.dot,
        "look": look_view(brand.look, voice.style),
        "labels": labels,
        "issue": _issue(composition.issue, desk),
        "publication": _publication(publication, now, voice),
        "sections": _sections(composition, brand, desk),
        "recent": tuple(
            {
                "headline": clean_line(story.headline),
                "url": voice.address(link(story.url)),
                "date": short_date(story.date, publication.locale),
            }
            for story in composition.recent[:_RECENT]
        ),
        "authors": tuple(_author(name, publication, voice) for name in names),
    }


def _labels(publication: Publication) -> dict[str, str]:
    labels = labels_of(publication.locale, publication.labels)
    share = clean_line(publication.share_line)
    if share:
        labels["share"] = f"{share}:"
    return {name: clean_line(label) for name, label in labels.items()}


def _issue(issue: Issue, desk: Desk) -> View:
    links = Links()
    intro = desk.voice.rich(issue.intro, heading=2, links=links) if issue.intro.strip() else ""
    return {
        "edition": issue.edition,
        "number": issue.number,
        "date": long_date(issue.date, desk.publication.locale, desk.publication.date_format),
        "iso_date": issue.date.isoformat(),
        "subject": clean_line(issue.subject),
        "preheader": (preheader := clean_line(issue.preheader)),
        "padding": _PAD * max(_LEAST_PADS, _PREVIEW - len(preheader)),
        "intro": intro,
        "links": _numbered(links, desk.voice),
    }


def _publication(publication: Publication, now: datetime, voice: Voice) -> View:
    year = day_in(now, publication.timezone).year
    holder = clean_line(publication.copyright) or clean_line(publication.name)
    return {
        "name": clean_line(publication.name),
        "title": clean_line(publication.title) or clean_line(publication.name),
        "tagline": clean_line(publication.tagline),
        "home_url": voice.address(link(publication.home_url)),
        "postal_address": clean_line(publication.postal_address),
        "signup_title": clean_line(publication.signup_title),
        "signup_sentence": clean_line(publication.signup_sentence),
        "signup_url": voice.address(link(publication.signup_url)),
        "share_line": _labels(publication)["share"].rstrip(": ："),
        "copyright": f"© {year} {holder}",
    }


def _sections(composition: Composition, brand: Brand, desk: Desk) -> tuple[View, ...]:
    order = composition.issue.ordered(brand.sections)
    known = {title: index for index, title in enumerate(order)}
    titles = dict.fromkeys(placed.section for placed in composition.above)
    ordered = sorted(titles, key=lambda title: known.get(title, len(known)))
    return tuple(
        {
            "title": clean_line(title),
            "stories": tuple(
                _story(placed.story, desk, level=3 if clean_line(title) else 2)
                for placed in sorted(_within(composition.above, title), key=lambda p: p.position)
            ),
        }
        for title in ordered
    )


def _within(placed: Sequence[Placed], section: str) -> tuple[Placed, ...]:
    return tuple(each for each in placed if each.section == section)


def _story(story: Story, desk: Desk, *, level: int) -> View:
    links = Links()
    source = story.source
    headline = clean_line(story.headline)
    own, theirs = link(story.own_url), link(source.url if source else "")
    page = (theirs or own) if chosen(story, "headline_link") == "source" else (own or theirs)
    title = desk.linked(page, links)
    # Those that passed the same page on are named nowhere: a number would lead to nothing.
    told = [each for each in _in_order(story) if each is source or not _same_page(each, source)]
    sources = tuple(
        _source(each, desk, links, page) for each in told if each.outlet or each is source
    )
    also = sources[1:]
    tldr = desk.voice.line(clean_line(story.tldr), links)
    parts = tuple(_parts(story, desk, links, level=level + 1))
    more = desk.linked(own or theirs, links) if is_cut(story) and (own or theirs) else None
    share = tuple(
        {"label": label or desk.labels["email"], **desk.linked(url, links)}
        for label, url in (share_links(headline, own or theirs) if format_of(story).shared else ())
        if label or desk.voice.mails
    )
    return {
        "format": story.format if is_format_name(story.format) else "critique",
        "level": level,
        "headline": headline,
        "link": title,
        "sources": sources,
        "also": also,
        "also_numbered": desk.dot.join(_numbered_name(each) for each in also),
        "deck": clean_line(story.deck),
        "tldr": tldr,
        "highlights": tuple(text for each in story.highlights if (text := clean_line(each.text))),
        "critique": next((part["text"] for part in parts if part["name"] == "critique"), ""),
        "parts": parts,
        "more": more,
        "images": tuple(pictures(story, desk.voice.address)),
        "sponsor": clean_line(text_of(story, "sponsor")),
        "tags": tuple(tag for each in story.tags if (tag := clean_line(each))),
        "byline": ", ".join(_bylines(story, desk.publication)) if desk.several_authors else "",
        "share": share,
        "links": _numbered(links, desk.voice),
    }


def _parts(story: Story, desk: Desk, links: Links, *, level: int) -> Iterator[View]:
    """Describe what the format has besides the lines, in its order; empty parts are left out."""
    for part, written in texts(story):
        if part.kind == "line" or part.name == "tldr":
            continue
        title = "" if part.name in UNTITLED else desk.labels.get(part.name, part.title)
        source = part_markdown(part, written, desk.labels)
        under = int(bool(title))
        text = desk.voice.rich(source, heading=level + under, links=links, under=under)
        if story.format == "sponsor":
            text = desk.voice.sponsored(text)
        if text:
            yield {"name": part.name, "title": title, "text": text}


def _in_order(story: Story) -> tuple[Source, ...]:
    main = story.source
    return () if main is None else (main, *(each for each in story.sources if each is not main))


def _source(source: Source, desk: Desk, links: Links, page: str) -> View:
    """Describe a source; it is linked by its name only where the headline leads elsewhere."""
    url = link(source.url)
    return {
        "outlet": clean_line(source.outlet),
        "reporter": clean_line(source.reporter),
        "date": desk.day(source.published),
        "link": desk.linked("" if url == page else url, links),
    }


def _same_page(other: Source, main: Source | None) -> bool:
    """Tell whether a feed only passed the main source's own page on, in whatever spelling."""
    return main is not None and bool(other.url) and url_key(other.url) == url_key(main.url)


def _numbered_name(source: View) -> str:
    """Return an outlet with the number of its link, as plain text shows it."""
    link_of = source["link"]
    number = link_of.get("number") if isinstance(link_of, dict) else None
    return f"{source['outlet']} [{number}]" if number else str(source["outlet"])


def _bylines(story: Story, publication: Publication) -> tuple[str, ...]:
    signed = format_of(story).signed
    default = tuple(author.name for author in publication.authors[:1] if signed)
    return tuple(name for each in story.authors or default if (name := clean_line(each)))


def _author_names(composition: Composition, publication: Publication) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            name for placed in composition.above for name in _bylines(placed.story, publication)
        )
    )


def _author(name: str, publication: Publication, voice: Voice) -> View:
    known = next((a for a in publication.authors if clean_line(a.name) == name), Author(name))
    return {
        "name": name,
        "bio": clean_line(known.bio),
        "url": voice.address(link(known.url)),
    }


def _numbered(links: Links, voice: Voice) -> tuple[View, ...]:
    return tuple(
        {"number": number, "url": voice.address(url)}
        for number, url in enumerate(links.urls, start=1)
    )
