"""A parsed feed as plain JSON and bytes, and back: for the pipe between two of our processes."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from reewriter.model import ParsedFeed, ParsedItem
from reewriter.text.copies import prints
from reewriter.text.keywords import Keywords

__all__ = ["feed_from_frame", "feed_to_frame"]

# As a list without names: an item is packed and unpacked in a tenth of a copy's time.
_NAMES = tuple(field.name for field in fields(ParsedItem))
_VALUES = attrgetter(*_NAMES)
_DATES = tuple(_NAMES.index(name) for name in ("published", "updated"))
_LONG = tuple(_NAMES.index(name) for name in ("summary", "body", "text"))
"""Texts that cross the pipe as they are, behind the JSON: it would write each character anew."""
_PRINTS, _POINTS = _NAMES.index("prints"), _NAMES.index("points")


def feed_to_frame(
    feed: ParsedFeed, keywords: Keywords | None = None
) -> tuple[dict[str, Any], list[bytes]]:
    """Return the feed as what `json` can write, and its long texts in their order.

    On the way its texts are looked through for all that their readers would look for.
    """
    packed = {name: getattr(feed, name) for name in ("title", "site", "warning")}
    texts: list[bytes] = []
    items = [_packed(item, texts, keywords) for item in feed.items]
    return packed | {"items": items, "seen": feed.seen.hex()}, texts


def feed_from_frame(packed: dict[str, Any], texts: memoryview) -> ParsedFeed:
    """Return the feed that `feed_to_frame` was given; the texts are behind each other."""
    feed = ParsedFeed(packed["title"], packed["site"], (), packed["warning"])
    items, at = [], 0
    for values in packed["items"]:
        for place in _LONG:
            end = at + values[place]
            values[place] = str(texts[at:end], "utf-8", "surrogatepass")
            at = end
        items.append(_unpacked(values))
    return replace(feed, items=tuple(items), seen=bytes.fromhex(packed["seen"]))


def _packed(item: ParsedItem, texts: list[bytes], keywords: Keywords | None) -> list[Any]:
    values = list(_VALUES(item))
    values[_PRINTS] = prints(item.text)
    values[_POINTS] = keywords and keywords.score(item.title, item.text)
    for place in _LONG:
        texts.append(values[place].encode("utf-8", "surrogatepass"))
        values[place] = len(texts[-1])
    for at in _DATES:
        values[at] = values[at].isoformat() if values[at] else None
    return values


def _unpacked(values: list[Any]) -> ParsedItem:
    for at in _DATES:
        values[at] = datetime.fromisoformat(values[at]) if values[at] else None
    values[_PRINTS] = tuple(values[_PRINTS])
    return ParsedItem(*values)
