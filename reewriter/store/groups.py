"""Groups of items that tell one story, the marks by which copies are found, and late sources.

Which items belong together is decided elsewhere; this reads and writes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from reewriter.model import Group, ItemState, Triaged
from reewriter.store.database import Store
from reewriter.store.rows import moment_or_none, stamp

__all__ = [
    "MOST_MARKED",
    "Arrival",
    "apart",
    "arrivals",
    "come_back",
    "first_since",
    "fold",
    "groups",
    "headlines",
    "late",
    "marked",
    "members",
    "next_id",
    "notice",
    "prune",
    "put_marks",
    "refused",
    "texts",
    "unlike",
]

MOST_MARKED = 12
"""Items that may share a mark: what more have is boilerplate, and tells nothing."""
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new item, as far as grouping looks at it."""

    id: int
    folded: bool


def members(store: Store, item_ids: Collection[int]) -> list[Triaged]:
    """Return these items and all of their groups, in order of arrival."""
    columns = "SELECT id, state, until, group_id, folded FROM item WHERE"
    found = {row[0]: row for row in _in_chunks(store, f"{columns} id IN", item_ids)}
    inside = {row[3] for row in found.values() if row[3] is not None}
    found |= {row[0]: row for row in _in_chunks(store, f"{columns} group_id IN", inside)}
    return [
        Triaged(row[0], ItemState(row[1]), moment_or_none(row[2]), row[3], bool(row[4]))
        for _, row in sorted(found.items())
    ]


def groups(store: Store, group_ids: Collection[int]) -> dict[int, Group]:
    """Return the groups of these ids."""
    sql = "SELECT id, lead_item_id, news FROM item_group WHERE id IN"
    return {row[0]: Group(*row) for row in _in_chunks(store, sql, group_ids)}


def next_id(store: Store) -> int:
    """Return the id of the next group; ask inside `Store.write()`."""
    return int(store.value("SELECT coalesce(max(id), 0) + 1 FROM item_group"))


def apart(store: Store, item_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return the pairs with one of these items that the editor says are two stories."""
    columns = "SELECT item_id, other_id FROM item_apart WHERE"
    found = set(_in_chunks(store, f"{columns} item_id IN", item_ids))
    return found | set(_in_chunks(store, f"{columns} other_id IN", item_ids))


def fold(store: Store, item_id: int, under: int) -> int:
    """Put an item that has just come, with those folded under it, into another one's group.

    They take its state. Returns the group's id.
    """
    ((group_id, state, until),) = store.rows(
        "SELECT group_id, state, until FROM item WHERE id = ?", (under,)
    )
    if group_id is None:
        group_id = store.insert("INSERT INTO item_group (lead_item_id) VALUES (?)", (under,))
        store.execute("UPDATE item SET group_id = ? WHERE id = ?", (group_id, under))
    was = store.value("SELECT group_id FROM item WHERE id = ?", (item_id,))
    store.execute(
        "UPDATE item SET group_id = ?, folded = 1, state = ?, until = ?"
        " WHERE id = ? OR group_id = ?",
        (group_id, state, until, item_id, was),
    )
    if was is not None:
        store.execute("DELETE FROM item_group WHERE id = ?", (was,))
    return int(group_id)


def come_back(store: Store, group_id: int, news: str, now: datetime) -> None:
    """Make a group new again that was skipped or archived, and say why."""
    store.execute(
        "UPDATE item SET state = 'new', until = ? WHERE group_id = ?"
        " AND state IN ('skipped', 'archived')",
        (stamp(now), group_id),
    )
    store.execute("UPDATE item_group SET news = ? WHERE id = ?", (news, group_id))


def arrivals(store: Store, after: int, limit: int) -> list[Arrival]:
    """Return items that came after one, the first to arrive first."""
    return [
        Arrival(row[0], bool(row[1]))
        for row in store.rows(
            "SELECT id, folded FROM item WHERE id > ? ORDER BY id LIMIT ?",
            (after, limit),
        )
    ]


def texts(store: Store, item_ids: Collection[int]) -> dict[int, tuple[int, str, str]]:
    """Return the feeds, titles and texts of items."""
    sql = "SELECT id, feed_id, title, text FROM item WHERE id IN"
    return {row[0]: row[1:] for row in _in_chunks(store, sql, item_ids)}


def unlike(store: Store, item_ids: Collection[int]) -> list[int]:
    """Return these items in their order of arrival, of those that say the very same the first."""
    sql = "SELECT id, item_hash FROM item WHERE id IN"
    found: dict[str | int, int] = {}
    for item_id, digest in sorted(_in_chunks(store, sql, item_ids)):
        found.setdefault(digest or item_id, item_id)
    return list(found.values())


def marked(store: Store, marks: Collection[int]) -> dict[int, list[int]]:
    """Return mark → the items that have it, of those marks that any item has."""
    found: dict[int, list[int]] = {}
    sql = "SELECT print, item_id FROM item_print WHERE print IN"
    for mark, item_id in _in_chunks(store, sql, marks):
        found.setdefault(mark, []).append(item_id)
    return found


def put_marks(store: Store, marks: Sequence[tuple[int, int]]) -> None:
    """Remember marks and the items that have them."""
    store.execute_many(
        "INSERT INTO item_print (print, item_id) VALUES (?, ?) ON CONFLICT DO NOTHING", marks
    )


def prune(store: Store, before: int) -> None:
    """Forget the marks of items that came before one."""
    store.execute("DELETE FROM item_print WHERE item_id < ?", (before,))


def first_since(store: Store, since: datetime) -> int:
    """Return the id of the first item that came since then; ids are in order of arrival."""
    low, high = 1, int(store.value("SELECT coalesce(max(id), 0) + 1 FROM item"))
    wanted = stamp(since)
    while low < high:
        middle = (low + high) // 2
        row = store.row("SELECT id, seen_at FROM item WHERE id >= ? ORDER BY id", (middle,))
        if row is None or row[1] >= wanted:
            high = middle
        else:
            low = int(row[0]) + 1
    return low


def headlines(store: Store, since: datetime, limit: int) -> list[tuple[int, str]]:
    """Return the ids and titles of the lines that came since then, the last ones where limited."""
    first = first_since(store, since)
    return store.rows(
        "SELECT id, title FROM item WHERE id >= ? AND folded = 0 AND state <> 'archived'"
        " ORDER BY id DESC LIMIT ?",
        (first, limit),
    )


def refused(store: Store, since: datetime) -> list[tuple[int, int]]:
    """Return pairs of lines that are two stories, where one of a pair came since then."""
    return store.rows(
        "SELECT coalesce(a.lead_item_id, one.id), coalesce(b.lead_item_id, other.id)"
        " FROM item_apart JOIN item AS one ON one.id = item_apart.item_id"
        " JOIN item AS other ON other.id = item_apart.other_id"
        " LEFT JOIN item_group AS a ON a.id = one.group_id"
        " LEFT JOIN item_group AS b ON b.id = other.group_id"
        " WHERE item_apart.other_id >= ?",
        (first_since(store, since),),
    )


def late(store: Store, story_ids: Collection[int], *, noticed: bool) -> dict[int, list[int]]:
    """Return story → the items of its groups that are no sources of it.

    Those the editor has noticed are left out unless `noticed`.
    """
    found: dict[int, list[int]] = {}
    sql = (
        "SELECT DISTINCT source.story_id, late.id FROM source"
        " JOIN item AS told ON told.id = source.item_id"
        " JOIN item AS late ON late.group_id = told.group_id"
        " WHERE NOT EXISTS (SELECT 1 FROM source AS known"
        " WHERE known.story_id = source.story_id AND known.item_id = late.id)"
    )
    if not noticed:
        sql += " AND late.id NOT IN (SELECT item_id FROM noticed_source)"
    for story_id, item_id in _in_chunks(store, f"{sql} AND source.story_id IN", story_ids):
        found.setdefault(story_id, []).append(item_id)
    return {story_id: sorted(item_ids) for story_id, item_ids in found.items()}


def notice(store: Store, item_ids: Collection[int]) -> None:
    """Remember that the editor has seen that these came."""
    if item_ids and not store.read_only:
        with store.write():
            store.execute_many(
                "INSERT INTO noticed_source (item_id) VALUES (?) ON CONFLICT DO NOTHING",
                [(item_id,) for item_id in item_ids],
            )


_Value = TypeVar("_Value", int, str)


def _in_chunks(store: Store, sql: str, values: Collection[_Value]) -> Iterator[Any]:
    wanted = list(values)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        yield from store.rows(f"{sql} ({','.join('?' * len(chunk))})", chunk)
