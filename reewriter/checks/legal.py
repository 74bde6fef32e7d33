"""What the law wants in every mail: a way out, an address, a way to read it in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined, named, words_of
from reewriter.formats import text_of
from reewriter.model import Finding, Severity, Story
from reewriter.text.labels import labels_of

__all__ = ["CHECKS", "find"]

UNSUBSCRIBE = CheckSpec(
    "legal.unsubscribe",
    Severity.ERROR,
    "no unsubscribe link in the HTML or the plain text",
    "Put ⟦unsubscribe_url⟧ back into the template, in HTML inside an href.",
    waivable=False,
)
POSTAL_ADDRESS = CheckSpec(
    "legal.postal_address",
    Severity.ERROR,
    "no postal address, or a format that does not show it",
    "Set postal_address in [publication] of feeds.toml and show it in every template.",
    waivable=False,
)
UNSUBSCRIBE_URL = CheckSpec(
    "legal.unsubscribe_url",
    Severity.WARNING,
    "files would carry an unsubscribe link that leads nowhere",
    "Set unsubscribe_url in [publication] of feeds.toml; mailing services put in their own.",
)
UNSUBSCRIBE_EXAMPLE = CheckSpec(
    "legal.unsubscribe_example",
    Severity.WARNING,
    "the unsubscribe link is still the starter's example",
    "Set unsubscribe_url in [publication] of feeds.toml to your list's own page.",
)
POSTAL_EXAMPLE = CheckSpec(
    "legal.postal_example",
    Severity.WARNING,
    "the postal address is still the starter's example",
    "Set postal_address in [publication] of feeds.toml to where letters reach you.",
)
BROWSER_LINK = CheckSpec(
    "legal.browser_link",
    Severity.INFO,
    "no link to read the issue in a browser",
    "Put ⟦archive_url⟧ into the template where readers look for it.",
)
SPONSOR = CheckSpec(
    "legal.sponsor",
    Severity.ERROR,
    "a paid text that does not say who pays",
    "Fill in the sponsor, and keep the label in the template of the format.",
    waivable=False,
)
CHECKS = (
    UNSUBSCRIBE,
    POSTAL_ADDRESS,
    UNSUBSCRIBE_URL,
    UNSUBSCRIBE_EXAMPLE,
    POSTAL_EXAMPLE,
    BROWSER_LINK,
    SPONSOR,
)

_UNSUBSCRIBE_HREF = re.compile(
    r"""<a\s[^>]*\bhref\s*=\s*(?:"[^"]*⟦unsubscribe_url⟧|'[^']*⟦unsubscribe_url⟧)""", re.IGNORECASE
)


def find(examined: Examined) -> Iterator[Finding]:
    """Look for the unsubscribe link, the postal address and the browser link."""
    yield from _unsubscribe(examined)
    yield from _postal_address(examined)
    if "⟦archive_url⟧" not in examined.rendered.html:
        yield BROWSER_LINK.finding("html", "The HTML has no link to read the issue in a browser")
    for placed in examined.composition.above:
        if placed.story.format == "sponsor":
            yield from _sponsor(placed.story, examined)


def _unsubscribe(examined: Examined) -> Iterator[Finding]:
    if not _UNSUBSCRIBE_HREF.search(examined.rendered.html):
        yield UNSUBSCRIBE.finding("html", "The HTML has no link to unsubscribe")
    if "⟦unsubscribe_url⟧" not in examined.rendered.text:
        yield UNSUBSCRIBE.finding("text", "The plain text has no link to unsubscribe")
    if not examined.brand.publication.unsubscribe_url.strip():
        yield UNSUBSCRIBE_URL.finding(
            "config.unsubscribe_url", "No unsubscribe_url is set: files carry a dead link"
        )
    elif examined.facts.unsubscribe_is_example:
        yield UNSUBSCRIBE_EXAMPLE.finding(
            "config.unsubscribe_url", "The unsubscribe link is still the example"
        )


def _postal_address(examined: Examined) -> Iterator[Finding]:
    address = words_of(examined.brand.publication.postal_address)
    if not address.strip():
        yield POSTAL_ADDRESS.finding("config.postal_address", "No postal address is set")
        return
    for format_, name in (("html", "HTML"), ("text", "plain text")):
        if address not in examined.words[format_]:
            yield POSTAL_ADDRESS.finding(format_, f"The {name} does not show the postal address")
    if examined.facts.postal_address_is_example:
        yield POSTAL_EXAMPLE.finding(
            "config.postal_address", "The postal address is still the example"
        )


def _sponsor(story: Story, examined: Examined) -> Iterator[Finding]:
    place = f"story/{story.id}/sponsor"
    of = named(story)
    name = words_of(text_of(story, "sponsor"))
    if not name.strip():
        yield SPONSOR.finding(place, f"{of} names no sponsor")
        return
    publication = examined.brand.publication
    label = words_of(labels_of(publication.locale, publication.labels)["sponsored_by"])
    for format_, called in (("html", "HTML"), ("text", "plain text")):
        if f"{label.rstrip()}{name}" not in examined.words[format_]:
            yield SPONSOR.finding(place, f"The {called} does not label {of} as sponsored")
