"""Tags links so that a site's statistics tell where readers came from; off unless a target asks.

Pure, and harmless: only parameters that a link lacks are added, and only to web addresses. The way
out of the list, mail addresses and links for sharing are never touched.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote, urlsplit

from reewriter.model import Brand, Composition, Rendered

__all__ = ["LinkPlan", "LinkTags", "link_plan", "tag_links", "tagged_url", "tags_of"]

_SETTINGS = ("utm_source", "utm_medium", "utm_campaign")
_HREF = re.compile(r"""(<a\b[^>]*?\bhref=)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MARKDOWN = re.compile(r"(\]\(<|\]\(|<)(https?://[^\s<>]+?)(\)(?!\))|>)")
_TEXT = re.compile(r"^((?:\[\d+\] )?[ ]*)(https?://\S+)$", re.MULTILINE)
_UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class LinkTags:
    """What a target adds to links."""

    source: str
    medium: str = "email"
    campaign: str = ""
    """Without one, the edition."""


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """What must be known of an issue's links besides the links themselves."""

    sections: Mapping[str, str]
    """Address → the section it stands in first."""
    never: frozenset[str]
    """Addresses that are left alone."""


def tags_of(settings: Mapping[str, object]) -> LinkTags | None:
    """Read a target's settings; None unless it names a `utm_source`."""
    source, medium, campaign = (str(settings.get(name, "")).strip() for name in _SETTINGS)
    return LinkTags(source, medium or "email", campaign) if source else None


def link_plan(composition: Composition, brand: Brand) -> LinkPlan:
    """Say in which section each link of an issue stands, and which are never tagged."""
    from reewriter.render.issue import text_view

    sections: dict[str, str] = {}
    never = {brand.publication.unsubscribe_url}
    for section in _dicts(text_view(composition, brand).get("sections")):
        for story in _dicts(section.get("stories")):
            shared = {str(way["url"]) for way in _dicts(story.get("share"))}
            never |= shared
            for one in _dicts(story.get("links")):
                sections.setdefault(str(one["url"]), str(section.get("title", "")))
    return LinkPlan(sections, frozenset(filter(None, never)))


def _dicts(value: object) -> Iterator[dict[str, object]]:
    return (
        (each for each in value if isinstance(each, dict)) if isinstance(value, tuple) else iter(())
    )


def tag_links(rendered: Rendered, tags: LinkTags, plan: LinkPlan) -> Rendered:
    """Tag the links of all three formats alike; twice is the same as once."""
    campaign = tags.campaign or rendered.edition
    known: dict[str, str] = {}

    def tagged(url: str) -> str:
        if url not in known:
            values = {
                "utm_source": tags.source,
                "utm_medium": tags.medium,
                "utm_campaign": campaign,
                "utm_content": _slug(plan.sections.get(url, "")),
            }
            known[url] = tagged_url(url, values, never=plan.never)
        return known[url]

    def in_html(match: re.Match[str]) -> str:
        url = html.unescape(match[2] if match[2] is not None else match[3])
        after = tagged(url)
        return match[0] if after == url else f'{match[1]}"{html.escape(after)}"'

    page = _HREF.sub(in_html, rendered.html)
    # The other formats have the same links; what is no link in the HTML is none there, either.
    markdown = _MARKDOWN.sub(
        lambda m: m[1] + (tagged(m[2]) if m[2] in known else m[2]) + m[3], rendered.markdown
    )
    text = _TEXT.sub(lambda m: m[1] + (tagged(m[2]) if m[2] in known else m[2]), rendered.text)
    return replace(rendered, html=page, markdown=markdown, text=text)


def tagged_url(url: str, values: Mapping[str, str], *, never: Collection[str] = ()) -> str:
    """Add the parameters that an address lacks; whatever it has stays as it is written.

    >>> tagged_url("https://x.example/a?utm_source=wire#b", {"utm_source": "n", "utm_medium": "e"})
    'https://x.example/a?utm_source=wire&utm_medium=e#b'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    if url in never or parts.scheme not in ("http", "https") or not parts.netloc or "⟦" in url:
        return url
    whole, hash_, fragment = url.partition("#")
    query = whole.partition("?")[2]
    has = {unquote(pair.partition("=")[0]).lower() for pair in re.split("[&;]", query)}
    added = [f"{name}={quote(value, safe='')}" for name, value in values.items()
             if value and name not in has]  # fmt: skip
    if not added:
        return url
    joint = "&" if query else ("" if whole.endswith("?") else "?")
    return f"{whole.rstrip('&')}{joint}{'&'.join(added)}{hash_}{fragment}"


def _slug(section: str) -> str:
    plain = unicodedata.normalize("NFKD", section).encode("ascii", "ignore").decode().lower()
    return _UNFIT.sub("-", plain).strip("-") or quote(section.strip().lower(), safe="")
