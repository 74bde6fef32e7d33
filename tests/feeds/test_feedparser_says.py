"""Every field is what feedparser's own full reading says, or better where that is wrong."""

from __future__ import annotations

from calendar import timegm
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser
import pytest

from reewriter.feeds.skip import Seen
from reewriter.model import ParsedItem
from reewriter.text import clean_line, safe_url
from reewriter.text.html import to_text
from tests.bench.wires import Wire, changed, invent
from tests.documents import read

WIRES = invent(110)
"""Among them every format, and every defect once."""
MISREAD = {
    "bare ampersand": {"title"},  # "R&D;"
    "torn off": {"text"},  # of the item in which it ends: it forgets the half body
    "unclosed": {"guid", "url", "title", "date", "author"},  # of the one item
}


def ours(item: ParsedItem) -> dict[str, object]:
    return {
        "guid": item.guid,
        "url": item.url,
        "title": item.title,
        "author": item.author,
        "date": item.published,
        "text": item.text,
    }


def theirs(entry: Any) -> dict[str, object]:
    # As a plain dictionary: its own gives one date for another, and warns about it.
    entry = dict(entry)
    date = entry.get("published_parsed") or entry.get("updated_parsed")
    bodies = [content.value for content in entry.get("content", ())]
    return {
        "guid": entry.get("id") or entry.get("link"),
        "url": safe_url(entry.get("link", "")),
        "title": clean_line(to_text(entry.get("title", ""))),
        "author": clean_line(entry.get("author", "")),
        "date": datetime.fromtimestamp(timegm(date), UTC) if date else None,
        "text": to_text(max(*bodies, entry.get("summary", ""), "", key=len)),
    }


def name(wire: Wire) -> str:
    return f"{wire.kind}, {wire.defect or 'sound'}, {wire.number}"


@pytest.mark.parametrize("wire", [w for w in WIRES if w.defect or w.number < 10], ids=name)
def test_every_field_is_what_a_full_reading_gives(wire: Wire) -> None:
    mine = [ours(item) for item in read(wire.body()).items]
    full = [theirs(entry) for entry in feedparser.parse(BytesIO(wire.body())).entries]

    assert len(mine) == len(full)
    wrong = {field for m, f in zip(mine, full, strict=True) for field in m if m[field] != f[field]}
    assert wrong == MISREAD.get(wire.defect, set())


def test_what_is_read_on_from_the_last_document_is_what_a_full_reading_gives() -> None:
    news = 0
    for wire, after in zip(WIRES[:40], changed(WIRES[:40]), strict=True):
        if wire is after or wire.defect:
            continue
        on = read(after.body(), read(wire.body()).seen)
        entries = feedparser.parse(BytesIO(after.body())).entries
        full = {said["guid"]: said for said in map(theirs, entries)}
        for item in on.items:
            assert ours(item) == full[item.guid]
        assert len(Seen.unpack(on.seen).names) == len(entries)
        news += len(on.items)

    assert 20 < news < 60
