"""A parsed feed as plain JSON and back, for the pipe between two of our processes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from reewriter.model import ParsedFeed, ParsedItem

__all__ = ["feed_from_json", "feed_to_json"]

_DATES = ("published", "updated")


def feed_to_json(feed: ParsedFeed) -> dict[str, Any]:
    """Return the feed as what `json` can write."""
    packed = asdict(feed)
    for item in packed["items"]:
        for name in _DATES:
            item[name] = item[name].isoformat() if item[name] else None
    return packed


def feed_from_json(packed: dict[str, Any]) -> ParsedFeed:
    """Return the feed that `feed_to_json` was given."""
    items = []
    for item in packed["items"]:
        dates = {name: datetime.fromisoformat(item[name]) for name in _DATES if item[name]}
        items.append(ParsedItem(**(item | dates)))
    return ParsedFeed(**(packed | {"items": tuple(items)}))
