"""What items said before their publishers changed them; knows SQL, and no difference of texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from reewriter.model import ItemVersion
from reewriter.store.database import Store
from reewriter.store.rows import moment, moment_or_none, stamp

__all__ = ["edit_counts", "listed", "look", "looked_at", "replaced", "texts", "worked_on"]

_CHUNK = 500
"""Values bound in one statement; SQLite's own limit is 32,766."""
_EARLIER = 3
"""Texts before the present one by which a counter is told from a correction."""


def listed(store: Store, item_id: int) -> list[ItemVersion]:
    """Return what an item said before each change that an editor is shown, newest first."""
    found = store.rows(
        "SELECT v.id, v.item_id, v.title, v.text, coalesce((SELECT max(b.replaced_at)"
        " FROM item_version AS b WHERE b.item_id = v.item_id AND b.id < v.id AND b.quiet = 0),"
        " item.seen_at), coalesce(v.replaced_at, item.changed_at, item.seen_at)"
        " FROM item_version AS v JOIN item ON item.id = v.item_id"
        " WHERE v.item_id = ? AND v.quiet = 0 ORDER BY v.id DESC",
        (item_id,),
    )
    return [
        ItemVersion(version_id, item, title, text, moment(seen_at), moment(replaced_at))
        for version_id, item, title, text, seen_at, replaced_at in found
    ]


def look(store: Store, item_id: int, now: datetime) -> bool:
    """Note that the editor has seen what was changed until now; tells whether that was news."""
    fresh = "id = ? AND changed_at > coalesce(looked_at, '')"
    if store.read_only or not store.value(f"SELECT 1 FROM item WHERE {fresh}", (item_id,)):
        return False
    with store.write():
        # Not before the change itself: another program's clock may be ahead of ours.
        sql = f"UPDATE item SET looked_at = max(?, changed_at) WHERE {fresh}"
        return store.execute(sql, (stamp(now), item_id)) == 1


def looked_at(store: Store, item_id: int) -> datetime | None:
    """Return when the editor last looked at what was changed in an item."""
    return moment_or_none(store.value("SELECT looked_at FROM item WHERE id = ?", (item_id,)))


def edit_counts(store: Store, feed_id: int, guids: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return guid → how often it was changed, and how often so that an editor is shown it."""
    sql = (
        "SELECT guid, count(*), sum(quiet = 0) FROM item"
        " JOIN item_version ON item_version.item_id = item.id"
        " WHERE feed_id = ? AND guid IN ({}) GROUP BY item.id"
    )
    return {row[0]: (row[1], row[2]) for row in _of_feed(store, sql, feed_id, guids)}


def texts(store: Store, feed_id: int, guids: Collection[str]) -> dict[str, list[str]]:
    """Return guid → title and text as stored, then as they were before, newest first."""
    sql = "SELECT guid, id, title || char(10) || text FROM item WHERE feed_id = ? AND guid IN ({})"
    before = (
        "SELECT title || char(10) || text FROM item_version WHERE item_id = ?"
        f" ORDER BY id DESC LIMIT {_EARLIER}"
    )
    return {
        guid: [text, *(row[0] for row in store.rows(before, (item_id,)))]
        for guid, item_id, text in _of_feed(store, sql, feed_id, guids)
    }


def worked_on(store: Store, feed_id: int, guids: Collection[str]) -> set[str]:
    """Return the guids of items that were kept or are a story's source."""
    sql = (
        "SELECT guid FROM item WHERE feed_id = ? AND guid IN ({}) AND (state = 'kept'"
        " OR EXISTS (SELECT 1 FROM source WHERE source.item_id = item.id))"
    )
    return {row[0] for row in _of_feed(store, sql, feed_id, guids)}


def replaced(store: Store, item_id: int, now: datetime, *, quiet: bool) -> None:
    """Keep an item as it is, for it is about to be written over."""
    store.execute(
        "INSERT INTO item_version (item_id, title, text, seen_at, replaced_at, quiet)"
        " SELECT id, title, text, coalesce((SELECT replaced_at FROM item_version"
        " WHERE item_id = item.id ORDER BY id DESC LIMIT 1), changed_at, seen_at), ?, ?"
        " FROM item WHERE id = ?",
        (stamp(now), quiet, item_id),
    )


def _of_feed(
    store: Store, sql: str, feed_id: int, guids: Collection[str]
) -> Iterator[tuple[Any, ...]]:
    wanted = list(guids)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        yield from store.rows(sql.format(",".join("?" * len(chunk))), [feed_id, *chunk])
