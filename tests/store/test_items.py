"""Items: only changed rows are written, groups are one line, search is by index."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

import pytest

from reewriter.errors import UsageError
from reewriter.model import Feed, ItemState
from reewriter.store import Store, feeds, items, tally
from tests.queries import compile_query
from tests.store.conftest import NOW, bring, parsed


def listed(store: Store, query: str = "", *, folded: bool = False) -> list[str]:
    found = items.ids(store, compile_query(query, now=NOW), folded=folded)
    return [row.title for row in items.rows(store, found)]


def test_bringing_the_same_again_writes_nothing(store: Store, feed: Feed) -> None:
    assert bring(store, feed, parsed("1"), parsed("2")) == (2, 0)
    before = store.value("SELECT total_changes()")
    assert bring(store, feed, parsed("1"), parsed("2")) == (0, 0)
    # One row: the feed's own health.
    assert store.value("SELECT total_changes()") - before == 1


def test_changed_item_keeps_its_old_text_and_is_found_by_the_new_one(
    store: Store, feed: Feed
) -> None:
    bring(store, feed, parsed("1", text="Output fell in Baotou."))
    assert bring(store, feed, parsed("1", text="Output rose in Baotou.")) == (0, 1)
    (item,) = items.get(store, [1]).values()
    assert item.changed_at == NOW
    assert listed(store, "rose") == ["Title 1"]
    assert listed(store, "fell") == []
    assert store.rows("SELECT text FROM item_version") == [("Output fell in Baotou.",)]


def test_same_page_in_three_feeds_is_one_line(store: Store, feed: Feed) -> None:
    feeds.sync(store, [feed, Feed(0, "https://b.example/feed", "Second")])
    second = feeds.by_url(store, "https://b.example/feed")
    assert second is not None
    bring(store, feed, parsed("1", key="k"))
    bring(store, second, parsed("2", key="k"), parsed("3"))
    assert listed(store, folded=True) == ["Title 3", "Title 1"]
    assert len(listed(store)) == 3
    (lead,) = items.rows(store, [1])
    assert lead.others == 1
    assert items.group_members(store, [1]) == [1, 2]


def test_late_source_of_a_skipped_story_does_not_bring_it_back(store: Store, feed: Feed) -> None:
    bring(store, feed, parsed("1", key="k"))
    with store.write():
        store.execute("UPDATE item SET state = 'skipped'")
    bring(store, feed, parsed("2", title="Title 1", text="Text of 1.", key="k"))
    assert listed(store) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("baotou", ["One"]),
        ("bao", ["One"]),
        ('"output fell"', ["One"]),
        ('"fell output"', []),
        ("output ~baotou", ["Two"]),
        ("feed:ledg", ["Two", "One"]),
        ("~feed:ledger", []),
        ("section:policy", ["Two", "One"]),
        ("score:>4", ["Three-ish"]),
        ("state:skipped", ["Gone"]),
        ("newer:1h", ["Three-ish", "Two", "One"]),
        ("older:1h", []),
        ("[/] \" ' * NEAR( OR", []),
        ("https://a.example", []),
        ("feed:²", []),
        ("feed:99999999999999999999", []),
        ("feed:\udcff tag:\udcff section:\udcff", []),
    ],
)
def test_query_finds_what_it_says(
    store: Store, feed: Feed, query: str, expected: list[str]
) -> None:
    bring(
        store,
        feed,
        parsed("1", title="One", text="Output fell in Baotou."),
        parsed("2", title="Two", text="Output in Texas."),
        parsed("3", title="Three-ish", text="Nothing."),
        parsed("4", title="Gone", text="x"),
    )
    with store.write():
        store.execute("UPDATE item SET state = 'skipped' WHERE id = 4")
    if query.startswith(("feed:", "section:")):
        query += " output"
    assert listed(store, query) == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("magnet colour:red", "unknown field “colour:” at character 8"),
        ("state:maybe", "unknown state “maybe” at character 1"),
        ("newer:soon", "no time span at character 1"),
        ("score:high", "no score"),
        ("sort:size", "unknown order"),
    ],
)
def test_query_error_points_at_the_character(query: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        compile_query(query, now=NOW)


@pytest.mark.parametrize(("sort", "index"), [("score", "item_by_score"), ("new", "item_by_time")])
def test_the_desks_lists_are_read_off_an_index_without_sorting(
    store: Store, sort: Literal["new", "score"], index: str
) -> None:
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    items.ids(store, compile_query("", now=NOW), sort=sort, folded=True, limit=50)
    store._connection.set_trace_callback(None)
    (sql,) = (one for one in asked if one.startswith("SELECT"))
    plan = " / ".join(row[3] for row in store.rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert f"INDEX {index} (state=? AND folded=?)" in plan
    assert "TEMP B-TREE" not in plan


def test_items_put_off_come_back_when_their_time_has_come(store: Store, feed: Feed) -> None:
    bring(store, feed, parsed("1"))
    with store.write():
        store.execute("UPDATE item SET state = 'later', until = '2026-03-03T12:00:00Z'")
    assert items.wake(store, NOW) == 0
    assert items.wake(store, NOW + timedelta(days=1)) == 1
    assert items.get(store, [1])[1].state is ItemState.NEW


def test_what_nobody_decided_about_is_archived_when_its_time_is_over(
    store: Store, feed: Feed
) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(1, 5)), parsed("5", key="k"))
    month = NOW + timedelta(days=30)
    with store.write():
        store.execute("UPDATE item SET state = 'kept' WHERE id = 2")
        store.execute(
            "UPDATE item SET state = 'later', until = '2026-03-20T12:00:00Z' WHERE id = 3"
        )
        store.execute("UPDATE item SET seen_at = '2026-03-25T12:00:00Z' WHERE id = 4")
    items.wake(store, month)
    bring(store, feed, parsed("6", title="Title 5", text="Text of 5.", key="k"))
    with store.write():
        store.execute("UPDATE item SET seen_at = '2026-03-26T12:00:00Z' WHERE id = 6")

    def states() -> str:
        return "".join(str(item.state)[0] for item in items.get(store, range(1, 7)).values())

    assert items.archive(store, NOW) == 0
    assert items.archive(store, month - timedelta(days=14)) == 1
    assert states() == "aknnnn"  # the woken one, the fresh one and the group stay
    assert items.archive(store, month - timedelta(days=7)) == 1
    assert states() == "akannn"
    assert items.archive(store, month) == 3
    assert states() == "akaaaa"


def test_state_counts_count_a_group_once(store: Store, feed: Feed) -> None:
    again = parsed("2", title="Title 1", text="Text of 1.", key="k")
    bring(store, feed, parsed("1", key="k"), again, parsed("3"))
    assert items.count_states(store)[ItemState.NEW] == 2


def test_feed_removed_from_the_config_keeps_its_items(store: Store, feed: Feed) -> None:
    bring(store, feed, parsed("1"))
    feeds.sync(store, [])
    assert feeds.listed(store) == []
    assert listed(store) == ["Title 1"]
    feeds.sync(store, [feed])
    assert [f.id for f in feeds.listed(store)] == [feed.id]


def test_syncing_the_same_feeds_writes_nothing(store: Store, feed: Feed) -> None:
    before = store.value("SELECT total_changes()")
    feeds.sync(store, [feed])
    assert store.value("SELECT total_changes()") == before


def test_states_are_told_as_they_would_be_counted_whatever_happens(
    store: Store, feed: Feed
) -> None:
    def same() -> bool:
        counted = "SELECT state, folded, count(*) FROM item GROUP BY state, folded"
        told = "SELECT state, folded, items FROM item_tally WHERE items <> 0"
        return sorted(store.rows(told)) == sorted(store.rows(counted))

    bring(store, feed, *(parsed(str(n), key="k" if n < 3 else "") for n in range(9)))
    assert same()
    for change in (
        "UPDATE item SET state = 'later' WHERE id < 5",
        "UPDATE item SET state = 'later', folded = 1 WHERE id < 7",
        "UPDATE item SET folded = 1 - folded, score = 2",
        "UPDATE item SET score = 3",
        "DELETE FROM item WHERE id > 7",
    ):
        with store.write():
            store.execute(change)
        assert same(), change


def test_an_older_database_is_counted_when_it_is_brought_up_to_date(
    store: Store, feed: Feed
) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(5)))
    with store.write():
        store.execute("UPDATE item SET state = 'kept' WHERE id = 2")
        for name in ("fewer", "other"):
            store.execute(f"DROP TRIGGER item_tally_{name}")
        store.execute("DROP TABLE item_tally")
        store.execute("PRAGMA user_version = 15")
        store.execute(
            "DELETE FROM _sqlite_migrations"
            " WHERE name IN ('v16_lines_counted_as_they_change', 'v19_more_feeds_at_once')"
        )
    with Store.open(store.path, now=lambda: NOW) as again:
        counts = items.count_states(again)
    assert (counts[ItemState.NEW], counts[ItemState.KEPT]) == (4, 1)


def test_items_that_came_uncounted_are_counted_when_it_is_asked(store: Store, feed: Feed) -> None:
    bring(store, feed, *(parsed(str(n)) for n in range(3)))
    assert not tally.heal(store)
    with store.write():  # as by a program that leaves counting to a trigger that is gone
        store.execute("UPDATE item_tally SET items = items - 2 WHERE state = 'new'")
        store.execute("UPDATE item SET state = 'kept' WHERE id = 2")

    assert tally.heal(store)
    counts = items.count_states(store)
    assert (counts[ItemState.NEW], counts[ItemState.KEPT]) == (2, 1)
    assert not tally.heal(store)
