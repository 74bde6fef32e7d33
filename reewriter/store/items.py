"""Items in the database: what feeds said, the state the editor gave them, and full-text search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from reewriter.errors import NotFoundError
from reewriter.model import Item, ItemRow, ItemState, Triaged
from reewriter.store.arrivals import Unindexed, index, known_hashes, store_batch
from reewriter.store.database import Store
from reewriter.store.listing import MOST
from reewriter.store.lists import count, ids
from reewriter.store.once import count_once, ids_once
from reewriter.store.rows import Column, decode_json, moment, moment_or_none, stamp

__all__ = [
    "MOST",
    "Unindexed",
    "archive",
    "count",
    "count_elsewhere",
    "count_feeds",
    "count_once",
    "count_states",
    "first_seen",
    "get",
    "group_members",
    "id_of",
    "ids",
    "ids_once",
    "index",
    "known_hashes",
    "rows",
    "store_batch",
    "triaged",
    "wake",
]

_COLUMNS = (
    "id, feed_id, guid, url, url_key, title, author, summary, body, text, published, updated,"
    " seen_at, item_hash, changed_at, lang, score, group_id, state, until"
)
_CHUNK = 500
"""Ids bound in one statement; SQLite's own limit is 32,766."""


def _item(row: tuple[Any, ...]) -> Item:
    values = list(row)
    for at in (10, 11, 14, 19):
        values[at] = moment_or_none(row[at])
    values[12] = moment(row[12])
    values[18] = ItemState(row[18])
    return Item(*values)


def get(store: Store, item_ids: Iterable[int]) -> dict[int, Item]:
    """Return the items of these ids; an id that does not exist is simply not in the answer."""
    wanted = list(item_ids)
    found: dict[int, Item] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        for row in store.rows(f"SELECT {_COLUMNS} FROM item WHERE id IN ({marks})", chunk):
            found[row[0]] = _item(row)
    return found


def id_of(store: Store, feed_id: int, guid: str) -> int:
    """Return the id of what a feed calls `guid`; raises NotFoundError."""
    found = store.value("SELECT id FROM item WHERE feed_id = ? AND guid = ?", (feed_id, guid))
    if found is None:
        raise NotFoundError(f"feed {feed_id} has no item {guid[:80]}")
    return int(found)


def triaged(store: Store, item_ids: Sequence[int]) -> dict[int, Triaged]:
    """Return where items stand in triage; reads no texts, so thousands cost milliseconds."""
    found: dict[int, Triaged] = {}
    for start in range(0, len(item_ids), _CHUNK):
        chunk = item_ids[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        for item_id, state, until, group_id in store.rows(
            f"SELECT id, state, until, group_id FROM item WHERE id IN ({marks})", chunk
        ):
            found[item_id] = Triaged(item_id, ItemState(state), moment_or_none(until), group_id)
    return found


def group_members(store: Store, item_ids: Sequence[int]) -> list[int]:
    """Return these ids and those of all items that tell the same stories, in order of arrival."""
    members: set[int] = set()
    for start in range(0, len(item_ids), _CHUNK):
        chunk = item_ids[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        found = store.rows(
            f"SELECT id FROM item WHERE id IN ({marks}) UNION"
            f" SELECT id FROM item WHERE group_id IN"
            f" (SELECT group_id FROM item WHERE id IN ({marks}) AND group_id IS NOT NULL)",
            [*chunk, *chunk],
        )
        members.update(row[0] for row in found)
    return sorted(members)


# A line that stands for its group is changed when any of them is. When it was looked at stands
# behind the texts of a row, so that is asked last.
_FRESH = "{0}.changed_at IS NOT NULL AND {0}.changed_at > coalesce({0}.looked_at, '')"
_CHANGED = (
    f"({_FRESH.format('item')} OR (item.folded = 0 AND EXISTS (SELECT 1 FROM item AS twin"
    f" WHERE twin.group_id = item.group_id AND {_FRESH.format('twin')})))"
)


def rows(store: Store, item_ids: Sequence[int]) -> list[ItemRow]:
    """Return the lines of these items in the order given; ids that are gone are left out."""
    marks = ",".join("?" * len(item_ids))
    found = store.rows(
        "SELECT item.id, item.title, feed.title, feed.url, item.sort_at, item.state, item.score,"
        " item.group_id, (SELECT count(*) - 1 FROM item AS other"
        " WHERE other.group_id = item.group_id),"
        f" {_CHANGED}, item.url, item.lang,"
        " item.url_key, (SELECT json_group_array(tag) FROM item_tag WHERE item_id = item.id),"
        " feed.tags, (SELECT news FROM item_group WHERE id = item.group_id), item.until"
        f" FROM item JOIN feed ON feed.id = item.feed_id WHERE item.id IN ({marks})",
        list(item_ids),
    )
    by_id = {
        row[0]: ItemRow(
            id=row[0],
            title=row[1],
            feed=row[2] or row[3].partition("?")[0],
            published=moment(row[4]),
            state=ItemState(row[5]),
            score=row[6],
            group_id=row[7],
            others=max(row[8], 0) if row[7] is not None else 0,
            changed=bool(row[9]),
            url=row[10],
            lang=row[11],
            url_key=row[12],
            tags=_tags(row[13], row[14]),
            news=(row[15] or "") if row[5] == "new" else "",
            until=moment_or_none(row[16]) if row[5] == "later" else None,
        )
        for row in found
    }
    return [by_id[item_id] for item_id in item_ids if item_id in by_id]


@lru_cache(500)  # nearly all rows of a feed have the same
def _tags(own: str, feed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*decode_json(own, list), *decode_json(feed, list))))


def count_states(store: Store) -> dict[ItemState, int]:
    """Return how many lines (groups counted once) each state has."""
    found = store.rows("SELECT state, items FROM item_tally WHERE folded = 0")
    return {ItemState(row[0]): row[1] for row in found}


def count_feeds(store: Store) -> dict[int, tuple[int, int]]:
    """Return how many new items and lines (groups counted once, for their lead) each feed has."""
    # All of a feed, and those that another stands for: in the order of an index there is nothing
    # to be sorted, which is five times as fast.
    found = store.rows(
        "SELECT feed_id, sum(items), sum(items) - sum(others) FROM ("
        "SELECT feed_id, count(*) AS items, 0 AS others"
        " FROM item INDEXED BY item_by_feed WHERE state = 'new' GROUP BY feed_id"
        " UNION ALL SELECT feed_id, 0, count(*) FROM item INDEXED BY item_by_time"
        " WHERE state = 'new' AND folded = 1 GROUP BY feed_id) GROUP BY feed_id"
    )
    return {int(row[0]): (int(row[1]), int(row[2])) for row in found}


def count_elsewhere(store: Store) -> dict[str, int]:
    """Return how many new lines of other sections each section has a part in."""
    found = store.rows(
        "SELECT feed.section, count(DISTINCT lead.id) FROM item INDEXED BY item_folded"
        " CROSS JOIN feed ON feed.id = item.feed_id"
        " CROSS JOIN item_group ON item_group.id = item.group_id"
        " CROSS JOIN item AS lead INDEXED BY item_facts ON lead.id = item_group.lead_item_id"
        " CROSS JOIN feed AS its ON its.id = lead.feed_id"
        " WHERE item.folded = 1 AND item.state = 'new' AND lead.state = 'new'"
        " AND its.section <> feed.section COLLATE NOCASE GROUP BY feed.section COLLATE NOCASE"
    )
    return {str(row[0]): int(row[1]) for row in found}


def first_seen(store: Store) -> datetime | None:
    """Return when the first item came, or None where none ever did."""
    found = store.value("SELECT seen_at FROM item ORDER BY id LIMIT 1")
    return moment(found) if found else None


def wake(store: Store, now: datetime) -> int:
    """Bring items back whose `later` has come; return how many. Writes only when there are any.

    They keep the hour of their return, from which their time in the inbox counts anew.
    """
    values = (stamp(now),)
    due = "state = 'later' AND until IS NOT NULL AND until <= ?"
    if store.read_only or not store.value(f"SELECT 1 FROM item WHERE {due} LIMIT 1", values):
        return 0
    with store.write():
        return store.execute(f"UPDATE item SET state = 'new' WHERE {due}", values)


def archive(store: Store, before: datetime) -> int:
    """Archive new items that came before a time and nobody decided about; return how many.

    A group counts as one, and as new as its newest member. Writes only when there are any.
    """
    old = (
        "state = 'new' AND coalesce(until, seen_at) < :before AND (group_id IS NULL OR NOT EXISTS"
        " (SELECT 1 FROM item AS other WHERE other.group_id = item.group_id"
        " AND other.state = 'new' AND coalesce(other.until, other.seen_at) >= :before))"
    )
    values: dict[str, Column] = {"before": stamp(before)}
    if not store.value(f"SELECT 1 FROM item WHERE {old} LIMIT 1", values):
        return 0
    with store.write():
        return store.execute(f"UPDATE item SET state = 'archived' WHERE {old}", values)
