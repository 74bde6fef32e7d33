"""Rendered formats with their merge tags filled in; knows no target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reewriter.model import Publication, Rendered
from reewriter.render.mergetags import bind
from reewriter.text import safe_url

__all__ = ["MAILCHIMP_TAGS", "bound", "publication_urls"]

MAILCHIMP_TAGS = {"unsubscribe_url": "*|UNSUB|*", "archive_url": "*|ARCHIVE|*"}
"""What Mailchimp fills in itself, for each reader."""


def publication_urls(publication: Publication, edition: str) -> dict[str, str]:
    """Return the configured addresses by merge tag, for files that no service fills in."""
    return {
        "unsubscribe_url": safe_url(publication.unsubscribe_url),
        "archive_url": safe_url(publication.page_of(edition)),
    }


def bound(rendered: Rendered, values: Mapping[str, str]) -> Rendered:
    """Fill in all three formats."""
    return replace(
        rendered,
        html=bind(rendered.html, values, context="html"),
        markdown=bind(rendered.markdown, values, context="markdown"),
        text=bind(rendered.text, values, context="text"),
    )
