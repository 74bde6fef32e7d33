"""The full-text index is kept in few pieces, and says the same as before."""

from __future__ import annotations

import pytest

from reewriter.model import Feed
from reewriter.store import Store, feeds, items, pieces
from tests.queries import compile_query
from tests.store.conftest import NOW, bring, parsed


def count(store: Store) -> int:
    """Return how many pieces there are."""
    return int(store.value("SELECT count(DISTINCT segid) FROM item_fts_idx"))


def fetch(store: Store, feed: Feed, times: int) -> None:
    """Bring some items, one piece of the index a time."""
    for n in range(times):
        text = f"Dysprosium again, look {n}, and word{n} as well."
        bring(store, feed, parsed(f"{times}/{n}", text=text))


def test_a_merge_leaves_few_pieces_with_the_same_words(store: Store, feed: Feed) -> None:
    fetch(store, feed, 14)
    before = {word: list(found(store, word)) for word in ("dyspro", "word3 ", "word1", "loo")}
    assert count(store) == 14
    pieces.merge(store)
    assert count(store) < 4
    assert {word: list(found(store, word)) for word in before} == before
    assert len(before["dyspro"]) == 14
    assert len(before["word1"]) == 5  # and word10 to word13
    with store.write():
        store.execute("INSERT INTO item_fts (item_fts, rank) VALUES ('integrity-check', 1)")
        store.execute("UPDATE item SET state = 'kept' WHERE id = 1")


def test_few_pieces_are_left_as_they_are(store: Store, feed: Feed) -> None:
    fetch(store, feed, 3)
    pieces.merge(store)
    assert count(store) == 3


def test_what_is_left_is_for_the_next_time(
    store: Store, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_PAGES", 1)
    fetch(store, feed, 14)
    for _ in range(40):
        pieces.merge(store)
        assert len(found(store, "dyspros")) == 14
    assert count(store) < 4


def found(store: Store, query: str) -> list[int]:
    return list(items.ids(store, compile_query(query, now=NOW), limit=50))


def test_words_are_learnt_within_a_transaction_by_nobody(store: Store, feed: Feed) -> None:
    feeds.sync(store, [feed])
    fetch(store, feed, 5)
    known = [store.knows_words]
    with store.write():
        assert len(found(store, "dyspros")) == 5
        known.append(store.knows_words)
    assert len(found(store, "dyspros")) == 5
    known.append(store.knows_words)
    assert known == [False, False, True]
    fetch(store, feed, 9)  # what comes later is known, too
    assert len(found(store, "word8")) == 1
