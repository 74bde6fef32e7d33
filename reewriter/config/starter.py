"""Holds the feeds.toml that a new workspace begins with; must not write any file."""

from __future__ import annotations

import re
from pathlib import Path

from reewriter.patterns import pattern

__all__ = ["starter_text"]

_PACKAGE = Path(__file__).resolve().parents[1]

_FEED = pattern(r"^\[\[feeds\]\]", re.MULTILINE)
_NO_FEEDS = "# No feeds yet: reewriter feeds add ADDRESS writes the first one here."


def starter_text(*, empty: bool = False) -> str:
    """Return the starter; if `empty`, without its feeds."""
    text = _starter_file().read_text(encoding="utf-8")
    return _without_feeds(text) if empty else text


def _starter_file() -> Path:
    """Find the copy in the package (an installed wheel) or the repository's own (a checkout)."""
    packaged = _PACKAGE / "starter" / "feeds.toml"
    return packaged if packaged.is_file() else _PACKAGE.parent / "feeds.toml"


def _without_feeds(text: str) -> str:
    """Drop each paragraph that holds a feed, and say so once where the first one stood."""
    paragraphs: list[str] = []
    for paragraph in text.rstrip("\n").split("\n\n"):
        if not _FEED.search(paragraph):
            paragraphs.append(paragraph)
        elif _NO_FEEDS not in paragraphs:
            paragraphs.append(_NO_FEEDS)
    return "\n\n".join(paragraphs) + "\n"
