"""What pages hold is kept by their address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from reewriter.model import FullText
from reewriter.store import Store, full_texts

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FOUND = FullText(
    url="https://wire.example/a",
    page="https://wire.example/a/whole",
    title="A kiln is lit",
    author="Mara Lindqvist",
    outlet="The Wire",
    published=NOW - timedelta(hours=3),
    lang="en",
    markdown="One.\n\n> Two.",
    words=2,
    missing="behind a paywall",
    fetched_at=NOW,
)


def test_a_full_text_comes_back_as_it_was_kept(store: Store) -> None:
    assert full_texts.get(store, FOUND.url) is None
    full_texts.put(store, FOUND)
    assert full_texts.get(store, FOUND.url) == FOUND
    assert full_texts.get(store, FOUND.page) is None


def test_the_page_as_it_is_now_takes_the_place_of_the_one_before(store: Store) -> None:
    full_texts.put(store, FOUND)
    now = replace(FOUND, markdown="One, two, three.", words=3, missing="", published=None)
    full_texts.put(store, now)
    assert full_texts.get(store, FOUND.url) == now
    assert store.value("SELECT count(*) FROM full_text") == 1
