"""What is said of blocks of arrivals is never too little: no item is dated later than its block."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from reewriter.errors import StoppedError
from reewriter.model import Feed
from reewriter.store import Store, blocks, feeds, items, schema
from reewriter.store.migrations import migrations
from reewriter.store.rows import stamp
from tests.queries import compile_query
from tests.store.conftest import NOW, bring, parsed

_FRESH = count()
_TOLD = "SELECT block, newest, items FROM item_block ORDER BY block"
_COUNTED = "SELECT id >> 8, max(sort_at), count(*) FROM item GROUP BY 1 ORDER BY 1"


def true(store: Store) -> bool:
    return store.rows(_TOLD) == store.rows(_COUNTED)


def test_each_batch_is_noted_where_it_begins_and_ends(store: Store, feed: Feed) -> None:
    for start, end in ((0, 200), (200, 255), (255, 257), (257, 900), (900, 900)):
        bring(
            store,
            feed,
            *(
                replace(parsed(str(n)), published=NOW - timedelta(hours=n * 37 % 101))
                for n in range(start, end)
            ),
        )
        assert true(store), start
    assert len(store.rows(_TOLD)) == 4


def test_several_feeds_in_one_transaction_are_noted_together(store: Store, feed: Feed) -> None:
    feeds.sync(store, [feed, Feed(0, "https://b.example/feed", "B")])
    with store.write():
        waiting = items.Unindexed()
        for one in feeds.listed(store):
            batch = [parsed(f"{one.id}/{n}") for n in range(200)]
            items.store_batch(store, one, batch, {}, now=NOW, unindexed=waiting)
        items.index(store, waiting)
    assert true(store)


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("dated") / "reewriter.db"
    with Store.open(path, now=lambda: NOW, create=True, durable=False) as store:
        feeds.sync(store, [Feed(0, "https://a.example/feed", "A")])
        bring(store, feeds.listed(store)[0], *(parsed(str(n)) for n in range(1, 601)))
        yield store


@given(
    moved=st.lists(st.tuples(st.integers(1, 600), st.integers(-900, 900)), min_size=1, max_size=6)
)
@settings(max_examples=25)
def test_what_is_dated_anew_is_never_later_than_its_block(
    dated: Store, moved: list[tuple[int, int]]
) -> None:
    dates = {n: NOW - timedelta(hours=600 - n) for n in range(1, 601)}
    with dated.write():
        dated.execute_many(
            "UPDATE item SET sort_at = ?2 WHERE id = ?1",
            [(n, stamp(at)) for n, at in dates.items()],
        )
        dated.execute("DELETE FROM item_block")
        blocks.add(dated, 1, 600)
    for n, hours in moved:
        dates[n] = NOW + timedelta(hours=hours)
        item = replace(parsed(str(n), text=f"Text as of look {next(_FRESH)}."), published=dates[n])
        bring(dated, feeds.listed(dated)[0], item)
        later = (
            "SELECT count(*) FROM item JOIN item_block ON block = id >> 8 WHERE sort_at > newest"
        )
        assert dated.value(later) == 0
    page = items.ids(dated, compile_query("text", now=NOW), limit=20)
    assert list(page) == sorted(dates, key=lambda n: (dates[n], n), reverse=True)[:20]


def test_blocks_with_items_since_then_are_told_unless_they_are_many(
    store: Store, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(1100)))
    with store.write():
        store.execute("UPDATE item SET sort_at = printf('%05d', id)")
        store.execute("DELETE FROM item_block")
        blocks.add(store, 1, 1100)
        store.execute("UPDATE item SET sort_at = '02000' WHERE id = 300")
    assert blocks.since(store, "00700", 1023) == [2, 3, 1]
    assert blocks.since(store, "00700", 767) == [2, 1]
    assert blocks.since(store, "00767", 767) == [2, 1]
    assert blocks.since(store, "03000", 1100) == []
    monkeypatch.setattr(blocks, "_MANY", 1)
    assert blocks.since(store, "00700", 1023) is None
    sql = f"{blocks.items_of([1, 3])} WHERE item.sort_at >= '01020'"
    assert [row[0] for row in store.rows(sql)] == [300, 1020, 1021, 1022, 1023]


def test_items_that_came_unnoted_are_noted_when_it_is_asked(store: Store, feed: Feed) -> None:
    assert not blocks.heal(store)
    bring(store, feed, *(parsed(str(n)) for n in range(300)))
    assert not blocks.heal(store)
    with store.write():  # as by a program that knows of no blocks
        store.execute("UPDATE item_block SET newest = '2000', items = items - 5 WHERE block = 1")
    assert blocks.heal(store)
    assert true(store)
    with store.write():
        store.execute("DELETE FROM item_block")
    assert blocks.heal(store)
    assert true(store)
    assert not blocks.heal(store)


def test_an_older_database_is_noted_when_it_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    with closing(sqlite3.connect(path)) as old:
        steps = migrations()
        steps.apply(Database(old, execute_plugins=False), stop_before="v24_blocks_of_arrivals")
        old.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        old.execute("INSERT INTO feed (url) VALUES ('https://ore.example/feed')")
        old.executemany(
            "INSERT INTO item (feed_id, guid, title, seen_at, sort_at)"
            " VALUES (1, ?1, 'Oxide ' || ?1, '2026', printf('2026-%04d', ?1 * 7 % 600))",
            [(n,) for n in range(1, 601)],
        )
        old.execute("INSERT INTO item_fts (item_fts) VALUES ('rebuild')")
        old.commit()
    with Store.open(path, now=lambda: NOW) as store:
        assert true(store)
        wanted = compile_query("oxide", now=NOW)
        assert list(items.ids(store, wanted, limit=9)) == list(items.ids(store, wanted))[:9]
        (feed,) = feeds.listed(store)
        bring(store, feed, parsed("new"))
        assert true(store)


def test_what_others_write_meanwhile_is_not_seen(store: Store, feed: Feed) -> None:
    count = "SELECT count(*) FROM item"
    with Store.open(store.path, now=lambda: NOW) as other:
        with store.reading():
            assert store.value(count) == 0
            bring(other, feed, parsed("1"))
            with store.reading():  # one inside another is the same
                assert store.value(count) == 0
            assert store.value(count) == 0
        assert store.value(count) == 1
        bring(other, feed, parsed("2"))
    assert store.value(count) == 2


def test_a_page_is_of_one_state_though_another_program_writes(store: Store, feed: Feed) -> None:
    bring(store, feed, *(parsed(str(n), text="Rare earth.") for n in range(300)))
    wanted = compile_query("rare ear", now=NOW)
    whole = list(items.ids(store, wanted))
    rows = store.rows
    with Store.open(store.path, now=lambda: NOW) as other:

        def meanwhile(*asked: object) -> object:
            found = rows(*asked)  # type: ignore[arg-type] # as they were given
            with other.write():
                other.execute("UPDATE item SET state = 'kept' WHERE state = 'new' AND id % 3 = 0")
                other.execute("UPDATE item SET sort_at = '2027' WHERE id % 5 = 0")
            return found

        store.rows = meanwhile  # type: ignore[assignment,method-assign] # as another process would
        page = list(items.ids(store, wanted, limit=150))
    assert page == whole[:150]


def test_stopping_leaves_no_state_behind(store: Store, feed: Feed) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(3)))
    for steps in range(0, 400, 7):  # from the first to the last of the statements
        left = [False] * steps + [True]
        store._connection.set_progress_handler(lambda: left.pop(0) if left else False, 1)  # noqa: B023
        with contextlib.suppress(StoppedError):
            store.knows_words = False
            items.ids(store, compile_query("title tex", now=NOW), limit=5)
        store._connection.set_progress_handler(None, 1)
        assert not store._connection.in_transaction
    with store.write():  # which it could not inside of another transaction
        store.execute("UPDATE item SET state = 'kept'")


def test_stopping_at_the_very_end_leaves_no_state_behind(store: Store) -> None:
    left = [True, True, False]
    with store.reading():
        store.value("SELECT 1")
        # As if `interrupt` came exactly when it is being ended, twice.
        store._connection.set_progress_handler(lambda: left.pop(0) if left else False, 1)
    store._connection.set_progress_handler(None, 1)
    assert not store._connection.in_transaction
