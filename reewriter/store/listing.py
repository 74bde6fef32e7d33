"""Writes the SQL of lists: over an index in the order of the list, or over the full-text index.

Each statement says which index it walks, so that the planner never scans the table of items.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from reewriter.query.tree import Sort
from reewriter.store.query import Compiled
from reewriter.store.rows import Column

__all__ = ["FEEDS", "MOST", "arms", "first_of", "joined", "listed", "searched"]

MOST = 2**63 - 1
"""The largest number SQLite knows."""
_RANKED = 30_000
"""How well words fit is compared among so many last arrivals that hold them."""

FEEDS = 8
"""Feeds of which each is asked for its own list."""

_KEYS = {"new": ("sort_at", "item_by_time"), "score": ("score", "item_by_score")}


def listed(
    compiled: Compiled, order: Sort, *, folded: bool, feeds: Sequence[int] = ()
) -> tuple[str, list[Column]]:
    """Return id and key of a list of newest or highest score, in its order.

    No item is of any but these `feeds`, where there are any.
    """
    key, index = _KEYS[order]
    if order == "new" and 0 < len(feeds) <= FEEDS:
        return _of_feeds(compiled, feeds, folded=folded)
    sql, values = arms(compiled, f"id, {key} AS key", index, folded=folded)
    return f"{sql} ORDER BY key DESC, id DESC LIMIT ?", values


def _of_feeds(
    compiled: Compiled, feeds: Sequence[int], *, folded: bool
) -> tuple[str, list[Column]]:
    """Ask for each feed what it has; what else is asked is joined, since that index has it not."""
    ways = list(product(feeds, compiled.states))
    arm = (
        "SELECT own.id AS id, own.sort_at AS key FROM item AS own INDEXED BY item_by_feed"
        " CROSS JOIN item INDEXED BY item_facts ON item.id = own.id"
        f" WHERE own.feed_id = ? AND own.state = ?{' AND item.folded = 0' if folded else ''}"
        f" AND ({compiled.where.sql})"
    )
    values = [value for way in ways for value in (*way, *compiled.where.values)]
    sql = " UNION ALL ".join([arm] * len(ways))
    return f"{sql} ORDER BY key DESC, id DESC LIMIT ?", values


def arms(compiled: Compiled, columns: str, index: str, *, folded: bool) -> tuple[str, list[Column]]:
    """Ask the index once for each state; SQLite merges the answers without sorting them."""
    ways = list(product(compiled.states, (0,) if folded else (0, 1)))
    arm = (
        f"SELECT {columns} FROM item INDEXED BY {index}"
        f" WHERE state = ? AND folded = ? AND ({compiled.where.sql})"
    )
    values = [v for state, fold in ways for v in (state, fold, *compiled.where.values)]
    return " UNION ALL ".join([arm] * len(ways)), values


def joined(
    compiled: Compiled, columns: str, *, folded: bool, among: str = "", texts: bool = False
) -> tuple[str, list[Column]]:
    """Join what the words find with what the list asks; CROSS holds the planner to that order.

    The index makes use of one condition on its ids: that they are `among` some, or else this. Rows
    of `item` itself are read where `texts` are wanted.
    """
    states = compiled.states
    bounds: Sequence[Column] = () if among else states
    sql = (
        f"SELECT {columns} FROM item_fts"
        f" CROSS JOIN item {'NOT INDEXED' if texts else 'INDEXED BY item_facts'}"
        " ON item.id = item_fts.rowid WHERE item_fts MATCH ?"
        # No item of a state is older than its first: an inbox of some days is searched like one.
        f" AND item_fts.rowid {among or f'>= {first_of(states)}'}"
        f" AND item.state IN ({','.join('?' * len(states))})"
        f"{' AND item.folded = 0' if folded else ''} AND ({compiled.where.sql})"
    )
    return sql, [compiled.match, *bounds, *states, *compiled.where.values]


def first_of(states: Sequence[str]) -> str:
    """Return what the id of the first item in any of these states is; so many values."""
    arm = "SELECT min(id) AS id FROM item INDEXED BY item_by_state WHERE state = ?"
    arms = " UNION ALL ".join([arm] * len(states))
    return f"(SELECT coalesce(min(id), {MOST}) FROM ({arms}))"


def searched(
    compiled: Compiled, order: Sort, *, folded: bool, page: bool
) -> tuple[str, list[Column]]:
    """Return the ids that the words find, in the order of a list; of a `page` by rank, the last."""
    if order == "rank":
        sql, values = joined(compiled, "item.id", folded=folded)
        if page:
            sql += (
                " AND item_fts.rowid > coalesce((SELECT rowid FROM item_fts WHERE item_fts MATCH ?"
                f" ORDER BY rowid DESC LIMIT 1 OFFSET {_RANKED}), 0)"
            )
            values.append(compiled.match)
        return f"{sql} ORDER BY item_fts.rank, item.id DESC LIMIT ?", values
    key = _KEYS[order][0]
    sql, values = joined(compiled, f"item.id AS id, item.{key} AS key", folded=folded)
    return f"{sql} ORDER BY key DESC, id DESC LIMIT ?", values
