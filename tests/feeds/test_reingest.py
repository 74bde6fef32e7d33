"""Taking in again what was taken in before changes nothing, however it is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.feeds.ingest import refresh
from reewriter.feeds.outcome import FeedOutcome
from reewriter.feeds.turns import Wish
from reewriter.model import Feed
from reewriter.store import Store
from reewriter.store import feeds as stored_feeds
from tests.feeds.test_cut import HEADS, frames, inside
from tests.parsers import Here

FIXTURES = sorted((Path(__file__).parent.parent / "data" / "feeds").iterdir())
NOW = datetime.fromisoformat("2026-03-02T12:00:00+00:00")


class Desk:
    """A database and a folder with one document after the other."""

    def __init__(self, store: Store, root: Path) -> None:
        self.store, self.root = store, root
        self.hours = count()
        self.feed = Feed(0, "", "")
        self._names = count()

    def subscribe(self) -> None:
        """Begin with another feed."""
        name = f"{next(self._names)}.xml"
        known = stored_feeds.listed(self.store)
        stored_feeds.sync(self.store, [*known, Feed(0, name, "")])
        found = stored_feeds.by_url(self.store, name)
        assert found is not None
        self.feed = found

    def take_in(self, body: bytes, *, forget: bool = False) -> FeedOutcome:
        """Read the feed's document as if its bytes were new; or, forgotten, its items as well."""
        (self.root / self.feed.url).write_bytes(body)
        with self.store.write():
            self.store.execute("UPDATE feed SET body_hash = ''")
            if forget:
                self.store.execute("DELETE FROM feed_document")
        now = NOW + timedelta(hours=next(self.hours))
        found = stored_feeds.by_url(self.store, self.feed.url)
        assert found is not None
        (outcome,) = refresh(
            self.store,
            [found],
            root=self.root,
            allowed=frozenset(),
            score=lambda item, feed: 1.0,
            now=lambda: now,
            wish=Wish(force=True),
            parser=Here,
        )
        return outcome

    def items(self) -> list[tuple[object, ...]]:
        """Return all there is of items, but when they were looked at."""
        return [
            *self.store.rows("SELECT * FROM item ORDER BY id"),
            *self.store.rows("SELECT * FROM item_version ORDER BY id"),
        ]

    def assert_index_is_sound(self) -> None:
        """Let SQLite compare the full-text index with the rows."""
        with self.store.write():
            # With a rank, or the rows themselves are not looked at.
            check = "INSERT INTO item_fts (item_fts, rank) VALUES ('integrity-check', 1)"
            self.store.execute(check)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = tmp_path_factory.mktemp("desk")
    with Store.open(root / "reewriter.db", now=lambda: NOW, create=True) as store:
        yield Desk(store, root)


def assert_again_is_nothing(desk: Desk, body: bytes) -> None:
    """Take a document in, and twice again: by what is known of it, and from scratch."""
    first = desk.take_in(body)
    before = desk.items()
    for forget in (False, True):
        again = desk.take_in(body, forget=forget)
        assert (again.new, again.changed) == (0, 0)
        assert again.status is first.status
        assert desk.items() == before


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_feed_again_is_nothing(desk: Desk, data: st.DataObject) -> None:
    frame = data.draw(frames())
    desk.subscribe()
    for _ in range(2):
        # The second time its publisher has written some of them anew.
        stock = [data.draw(inside(number)) for number in range(5)]
        chosen = data.draw(st.lists(st.sampled_from(stock), min_size=1, max_size=6))
        head = data.draw(st.sampled_from(HEADS))
        assert_again_is_nothing(desk, frame.body(chosen, head))
    desk.assert_index_is_sound()


@given(st.binary(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_bytes_again_are_nothing(desk: Desk, body: bytes) -> None:
    desk.subscribe()
    assert_again_is_nothing(desk, body)


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.name)
def test_any_ugly_feed_again_is_nothing(desk: Desk, file: Path) -> None:
    desk.subscribe()
    assert_again_is_nothing(desk, file.read_bytes())
    desk.assert_index_is_sound()
