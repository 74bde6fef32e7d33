"""A store in a folder of its own, with one feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

import pytest

from reewriter.model import Feed, ParsedItem
from reewriter.store import Store, feeds, items
from reewriter.text.reposts import tells_again

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "reewriter.db", now=lambda: NOW, create=True) as opened:
        feeds.sync(opened, [Feed(0, "https://a.example/feed", "Ledger", section="Policy")])
        yield opened


@pytest.fixture
def feed(store: Store) -> Feed:
    return feeds.listed(store)[0]


def parsed(guid: str, *, title: str = "", text: str = "", key: str = "") -> ParsedItem:
    title, text = title or f"Title {guid}", text or f"Text of {guid}."
    return ParsedItem(
        guid=guid,
        url=f"https://a.example/{guid}",
        url_key=key or f"https://a.example/{guid}",
        title=title,
        author="",
        summary="",
        body=f"<p>{text}</p>",
        text=text,
        published=NOW,
        updated=None,
        lang="en",
        item_hash=blake2b((title + text).encode(), digest_size=8).hexdigest(),
    )


def bring(store: Store, feed: Feed, *batch: ParsedItem) -> tuple[int, int]:
    """Store items as a fetch does, each scored by the length of its title."""
    scores = {item.guid: float(len(item.title)) for item in batch}
    checked = replace(feed, checked_at=NOW)
    return items.store_batch(store, checked, batch, scores, now=NOW, again=tells_again)
