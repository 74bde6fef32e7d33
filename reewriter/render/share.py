"""Addresses that let a reader pass a story on: plain links, no scripts, nobody is asked."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

__all__ = ["share_links"]

_LONGEST_SUBJECT = 78
"""Characters of a headline that an inbox shows as a subject."""
_AS_THEY_ARE = ":/"
"""In an address within an address: RFC 3986 lets a query have them, and people can read it."""


@lru_cache(256)  # each format asks
def share_links(headline: str, url: str) -> tuple[tuple[str, str], ...]:
    """Return label and address of each way to share; none for a story without a page.

    The label of a mail is "": it is a word of a language, the others are names. Addresses are
    short, since readers of plain text see them: a post shows the page's own title.
    """
    if not url:
        return ()
    subject = quote(headline[:_LONGEST_SUBJECT], safe=_AS_THEY_ARE)
    page = quote(url, safe=_AS_THEY_ARE)
    return (
        ("", f"mailto:?subject={subject}&body={page}"),
        ("X", f"https://x.com/intent/post?url={page}"),
        ("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={page}"),
    )
