"""What became of the items of each feed, counted from indexes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reewriter.model import Feed, Yield
from reewriter.store import Store, feeds, items, yields
from reewriter.store.rows import stamp
from tests.store.conftest import NOW, bring, parsed

DAY = timedelta(days=1)
LATELY = 90 * DAY


def lay(store: Store, feed: Feed, *ages: tuple[str, int], state: str = "new") -> None:
    """Let a feed bring items of so many days, and decide about them."""
    batch = [replace(parsed(guid), published=NOW - age * DAY) for guid, age in ages]
    items.store_batch(store, feed, batch, {}, now=NOW)
    with store.write():
        for guid, _ in ages:
            store.execute("UPDATE item SET state = ? WHERE guid = ?", (state, guid))


def run(store: Store, guid: str, *, status: str, bench: int = 0) -> None:
    """Put a story about an item into an issue of its own."""
    with store.write():
        number = int(store.value("SELECT count(*) + 1 FROM issue"))
        issue = store.insert(
            "INSERT INTO issue (date, edition, number, status) VALUES (?, ?, ?, ?)",
            (f"2026-03-{number:02}", f"2026-03-{number:02}", number, status),
        )
        story = store.insert("INSERT INTO story (headline) VALUES ('x')")
        store.insert(
            "INSERT INTO source (story_id, item_id, captured_at)"
            " SELECT ?, id, ? FROM item WHERE guid = ?",
            (story, stamp(NOW), guid),
        )
        store.insert(
            "INSERT INTO placement (issue_id, story_id, bench) VALUES (?, ?, ?)",
            (issue, story, bench),
        )


def of(store: Store, feed: Feed) -> Yield:
    return yields.by_feed(store, NOW, lately=LATELY)[feed.id]


def test_a_feed_without_items_has_brought_nothing(store: Store, feed: Feed) -> None:
    assert of(store, feed) == Yield()


def test_items_are_counted_by_what_was_decided(store: Store, feed: Feed) -> None:
    feeds.sync(store, [feed, Feed(0, "https://b.example/feed", "Other")])
    other = next(one for one in feeds.listed(store) if one.title == "Other")
    bring(store, other, parsed("elsewhere"))
    lay(store, feed, ("a", 1), ("b", 20), ("c", 27))
    lay(store, feed, ("d", 2), ("e", 200), state="kept")
    lay(store, feed, ("f", 40), state="skipped")

    found = of(store, feed)
    assert (found.items, found.kept, found.kept_lately) == (6, 2, 1)
    assert (found.oldest, found.newest) == (NOW - 200 * DAY, NOW - DAY)
    assert found.a_week == 1.0, "four of the last four weeks"
    assert of(store, other).items == 1


@pytest.mark.parametrize(("days", "a_week"), [(1, 4.0), (7, 4.0), (14, 2.0), (28, 1.0)])
def test_a_feed_that_is_new_is_not_taken_for_a_quiet_one(
    store: Store, feed: Feed, days: int, a_week: float
) -> None:
    lay(store, feed, ("a", days), ("b", 0), ("c", 0), ("d", 0))
    assert of(store, feed).a_week == a_week


def test_what_went_out_ran_once_each(store: Store, feed: Feed) -> None:
    lay(store, feed, *((guid, 1) for guid in "abcd"), state="kept")
    run(store, "a", status="sent")
    run(store, "b", status="pushed")
    run(store, "c", status="draft")
    run(store, "d", status="sent", bench=1)
    assert of(store, feed).ran == 2
    story = store.value("SELECT story_id FROM source ORDER BY id LIMIT 1")
    with store.write():
        store.insert("INSERT INTO placement (issue_id, story_id, bench) VALUES (2, ?, 0)", (story,))
    assert of(store, feed).ran == 2, "it ran twice, and is one story"


def test_counting_reads_no_row_of_an_item(store: Store) -> None:
    plan = [
        str(row[3])
        for row in store.rows(
            f"EXPLAIN QUERY PLAN {yields.FEEDS}", {"lately": stamp(NOW), "weeks": stamp(NOW)}
        )
    ]
    touching = [line for line in plan if " item" in line]
    assert touching
    for line in touching:
        assert line.startswith("SEARCH item USING COVERING INDEX item_by_feed"), line
