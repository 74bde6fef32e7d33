"""Addresses that let a reader pass a story on: plain links, no scripts, nobody is asked."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

__all__ = ["share_links"]

_LONGEST_POST = 200
"""Characters of a headline that fit a post beside an address."""


@lru_cache(256)  # each format asks
def share_links(headline: str, url: str) -> tuple[tuple[str, str], ...]:
    """Return label and address of each way to share; none for a story without a page."""
    if not url:
        return ()
    title = quote(headline[:_LONGEST_POST], safe="")
    page = quote(url, safe="")
    return (
        ("E-mail", f"mailto:?subject={title}&body={page}"),
        ("X", f"https://x.com/intent/post?text={title}&url={page}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={page}"),
    )
