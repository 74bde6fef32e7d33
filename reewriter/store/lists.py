"""Lists of items in their order, read off indexes; knows no noun but the item and paints nothing.

Three ways lead to a list, and none of them scans the table of items. Without words, an index holds
the list in its order. With words, the first page of a common word is found by looking at the first
texts of that list, and everything else by walking the full-text index, with what a list asks of an
item joined from `item_facts`: a row of `item` itself is a hundred times as large. For the newest,
the index is asked of the last arrivals only, and of more of them until a page is full.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Literal

from reewriter.query.tree import Sort
from reewriter.store.database import Store
from reewriter.store.looking import Look
from reewriter.store.query import FTS, Compiled
from reewriter.store.rows import Column

__all__ = ["LARGEST_PAGE", "MOST", "among", "count", "ids", "joined", "of_feed"]

MOST = 2**63 - 1
"""The largest number SQLite knows."""
_LOOKED_AT = 4
"""Texts looked at for each line of a page: a word that one item in four holds is found so."""
_LOOKED_AT_FAR = 10
"""The same by score, for which the index must be walked to its end."""
_LOOKED_AT_HALF = 20
"""The same for a half-typed word: the index gathers first whatever it may become, which in a large
archive takes longer."""
_GATHERED = 35
"""Items of a half-typed word that the index gathers while one text is looked at."""
LARGEST_PAGE = 1000
_WINDOW = 1000
"""The last arrivals of which the index is asked first; then of four times as many, and so on."""
_WINDOW_HALF = 4000
"""The same for a half-typed word: what it may become is gathered anew each time."""
_REDATED = 100
"""Items that came before a window and are dated into it, which are looked at one by one."""
_WIDEST = 16_000
"""A page that so many arrivals do not fill is of rare words: these are looked up in all of them."""
_RANKED = 30_000
"""How well words fit is compared among so many last arrivals that hold them."""
_PEEK = 50
"""Texts read in one go."""

_KEYS = {"new": ("sort_at", "item_by_time"), "score": ("score", "item_by_score")}


def ids(
    store: Store,
    compiled: Compiled,
    *,
    sort: Literal["new", "score"] = "new",
    folded: bool = False,
    limit: int | None = None,
) -> array[int]:
    """Return the ids of a list in its order, as a compact array: 100,000 are 800 kB.

    `folded` shows one line a group. A `limit` of a page is answered in milliseconds however many
    items there are; `Store.interrupt` stops what takes longer. Newest is by time of publication.
    """
    order = compiled.sort or sort
    most = -1 if limit is None else min(limit, MOST)
    if not compiled.states:
        return array("q")
    if order == "rank":
        order = "rank" if compiled.match else "new"
    page = limit is not None and 0 < limit <= LARGEST_PAGE
    if page and compiled.looks is not None and order != "rank":
        found = _peek(store, compiled, compiled.looks, (order, folded, most))
        if found is not None:
            return found
    if compiled.match and page and order == "new":
        return _newest(store, compiled, folded=folded, most=most)
    if compiled.match:
        sql, values = _searched(compiled, order, folded=folded, page=page)
    else:
        sql, values = _listed(compiled, order, folded=folded)
    return array("q", (row[0] for row in store.rows(sql, [*values, most])))


def count(store: Store, compiled: Compiled, *, folded: bool = False, most: int = MOST) -> int:
    """Count the lines of a list without making it, and no further than to `most`."""
    if not compiled.states:
        return 0
    if compiled.match:
        sql, values = joined(compiled, "1", folded=folded)
    elif most == MOST:
        sql, values = _arms(compiled, "count(*) AS n", "item_by_time", folded=folded)
        return int(store.value(f"SELECT sum(n) FROM ({sql})", values))
    else:
        sql, values = _arms(compiled, "1", "item_by_time", folded=folded)
    return int(store.value(f"SELECT count(*) FROM ({sql} LIMIT ?)", [*values, most]))


def among(store: Store, compiled: Compiled, *, first: int = 0, last: int = MOST) -> list[int]:
    """Return which of the items with ids from `first` to `last` a query finds, in no order."""
    if not compiled.states:
        return []
    bounds: tuple[Column, ...] = (first, last)
    if compiled.match:
        sql, values = joined(compiled, "item.id", folded=False)
        found = store.rows(f"{sql} AND item_fts.rowid BETWEEN ? AND ?", [*values, *bounds])
    else:
        states = ",".join("?" * len(compiled.states))
        # Words among conditions are looked for where the items are, not in the whole archive.
        near = f"{FTS[:-1]} AND rowid BETWEEN {int(first)} AND {int(last)})"
        found = store.rows(
            "SELECT item.id FROM item INDEXED BY item_facts WHERE item.id BETWEEN ? AND ?"
            f" AND item.state IN ({states}) AND ({compiled.where.sql.replace(FTS, near)})",
            [*bounds, *compiled.states, *compiled.where.values],
        )
    return [row[0] for row in found]


def of_feed(store: Store, feed_id: int, first: int) -> list[int]:
    """Return the items that a feed has brought, from the id `first` on."""
    sql = "SELECT id FROM item INDEXED BY item_facts WHERE id >= ? AND feed_id = ?"
    return [row[0] for row in store.rows(sql, (first, feed_id))]


# -- without words: an index in the order of the list ------------------------------------------


def _listed(compiled: Compiled, order: Sort, *, folded: bool) -> tuple[str, list[Column]]:
    key, index = _KEYS[order]
    sql, values = _arms(compiled, f"id, {key} AS key", index, folded=folded)
    return f"{sql} ORDER BY key DESC, id DESC LIMIT ?", values


def _arms(
    compiled: Compiled, columns: str, index: str, *, folded: bool
) -> tuple[str, list[Column]]:
    """Ask the index once for each state; SQLite merges the answers without sorting them."""
    ways = list(product(compiled.states, (0,) if folded else (0, 1)))
    arm = (
        f"SELECT {columns} FROM item INDEXED BY {index}"
        f" WHERE state = ? AND folded = ? AND ({compiled.where.sql})"
    )
    values = [v for state, fold in ways for v in (state, fold, *compiled.where.values)]
    return " UNION ALL ".join([arm] * len(ways)), values


# -- with words: the full-text index -----------------------------------------------------------


def joined(
    compiled: Compiled, columns: str, *, folded: bool, among: str = ""
) -> tuple[str, list[Column]]:
    """Join what the words find with what the list asks; CROSS holds the planner to that order.

    The index makes use of one condition on its ids: that they are `among` some, or else this.
    """
    states = compiled.states
    bounds: Sequence[Column] = () if among else states
    sql = (
        f"SELECT {columns} FROM item_fts"
        " CROSS JOIN item INDEXED BY item_facts ON item.id = item_fts.rowid"
        " WHERE item_fts MATCH ?"
        # No item of a state is older than its first: an inbox of some days is searched like one.
        f" AND item_fts.rowid {among or f'>= {_first_of(states)}'}"
        f" AND item.state IN ({','.join('?' * len(states))})"
        f"{' AND item.folded = 0' if folded else ''} AND ({compiled.where.sql})"
    )
    return sql, [compiled.match, *bounds, *states, *compiled.where.values]


def _first_of(states: Sequence[str]) -> str:
    """Return what the id of the first item in any of these states is; so many values."""
    arm = "SELECT min(id) AS id FROM item INDEXED BY item_by_state WHERE state = ?"
    arms = " UNION ALL ".join([arm] * len(states))
    return f"(SELECT coalesce(min(id), {MOST}) FROM ({arms}))"


def _newest(store: Store, compiled: Compiled, *, folded: bool, most: int) -> array[int]:
    """Return a page of the newest, asking the index of no more arrivals than it needs."""
    first, last = store.rows(
        f"SELECT {_first_of(compiled.states)}, (SELECT coalesce(max(id), 0) FROM item)",
        compiled.states,
    )[0]
    keys = "item.sort_at, item.id"
    found: list[tuple[str, int]] = []
    width = _WINDOW_HALF if "*" in compiled.match else _WINDOW
    while last >= first:
        start = max(last - width, first - 1) if width <= _WIDEST else first - 1
        window = f"BETWEEN {start + 1} AND {last}"
        found += store.rows(*joined(compiled, keys, folded=folded, among=window))
        found = sorted(found, reverse=True)[:most]
        if len(found) == most and start >= first:
            older = _dated_since(store, compiled, found[-1][0], start, folded=folded)
            if len(older) <= _REDATED:
                found += _among_these(store, compiled, older, folded=folded)
                break
        last, width = start, 4 * width
    return array("q", (row[1] for row in sorted(found, reverse=True)[:most]))


def _among_these(
    store: Store, compiled: Compiled, few: Sequence[int], *, folded: bool
) -> list[tuple[str, int]]:
    """Return when and which of a few items are found; they are of the list's states."""
    marks = ",".join(map(str, few))
    if compiled.looks is None:
        keys = "item.sort_at, item.id"
        return store.rows(*joined(compiled, keys, folded=folded, among=f"IN ({marks})"))
    # For each of them the index would gather anew all the words that a half-typed one may become.
    sql = f"SELECT sort_at, id, title, text FROM item WHERE id IN ({marks})"
    rows = store.rows(f"{sql} AND ({compiled.fields.sql})", compiled.fields.values)
    return [row[:2] for row in rows if compiled.looks(*row[2:])]


def _dated_since(
    store: Store, compiled: Compiled, since: str, last: int, *, folded: bool
) -> list[int]:
    """Return the items up to the id `last` that are no older; not all where they are many."""
    ways = list(product(compiled.states, (0,) if folded else (0, 1)))
    arm = (
        "SELECT id FROM item INDEXED BY item_by_time"
        " WHERE state = ? AND folded = ? AND sort_at >= ? AND id <= ?"
    )
    values = [value for way in ways for value in (*way, since, last)]
    sql = " UNION ALL ".join([arm] * len(ways))
    return [row[0] for row in store.rows(f"{sql} LIMIT ?", [*values, _REDATED + 1])]


def _searched(
    compiled: Compiled, order: Sort, *, folded: bool, page: bool
) -> tuple[str, list[Column]]:
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


# -- with a common word: the texts themselves --------------------------------------------------


def _peek(
    store: Store, compiled: Compiled, fits: Look, asked: tuple[Sort, bool, int]
) -> array[int] | None:
    """Return a page by looking at the first texts; None where too few of them hold the words."""
    order, folded, most = asked
    sql, values = _listed(replace(compiled, where=compiled.fields), order, folded=folded)
    half = order == "new" and "*" in compiled.match
    each = _LOOKED_AT_HALF if half else _LOOKED_AT if order == "new" else _LOOKED_AT_FAR
    enough = most * each
    first = [row[0] for row in store.rows(sql, [*values, enough])]
    stored = int(store.value("SELECT coalesce(max(id), 0) FROM item")) if half else 0
    found = array("q")
    for start in range(0, len(first), _PEEK):
        chunk = first[start : start + _PEEK]
        marks = ",".join("?" * len(chunk))
        texts = {
            row[0]: row[1:]
            for row in store.rows(f"SELECT id, title, text FROM item WHERE id IN ({marks})", chunk)
        }
        for item_id in chunk:
            if item_id in texts and fits(*texts[item_id]):
                found.append(item_id)
                if len(found) == most:
                    return found
        seen = start + len(chunk)
        if len(first) < enough:
            continue
        if half and seen > _PEEK:
            # As many as there are in these, there are in all; and so many texts are still to come.
            if (most - len(found)) * _GATHERED * seen**2 > len(found) ** 2 * stored:
                return None
        elif len(found) * (each + 1) < seen:
            return None
    return found if len(first) < enough else None
