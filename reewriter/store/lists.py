"""Lists of items in their order, read off indexes; knows no noun but the item and paints nothing.

None of the ways to a list scans the table of items. Without words, an index holds the list in its
order. With words, the full-text index is walked, with what a list asks of an item joined from
`item_facts`: a row of `item` itself is a hundred times as large. A page of them is found sooner:
`newest` and `highest` say how.
"""

from __future__ import annotations

from array import array
from typing import Literal

from reewriter.store import fewest, highest, newest
from reewriter.store.database import Store
from reewriter.store.listing import MOST, arms, joined, listed, searched
from reewriter.store.query import FTS, Compiled
from reewriter.store.rows import Column

__all__ = ["LARGEST_PAGE", "MOST", "among", "count", "ids", "of_feed"]

LARGEST_PAGE = 1000


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
    if page and "*" in compiled.match:
        store.learn_words()
    with store.reading():
        feeds = _feeds_of(store, compiled)
        if compiled.feeds is not None and not feeds:
            return array("q")
        words, few = compiled.has_words, None
        if order != "rank" and (page or not words):
            few = fewest.few(store, compiled, order, folded=folded)
            if few is not None and not (few and words):
                return array("q", few if most < 0 else few[:most])
        if page and order != "rank" and words:
            if order == "score":
                return highest.page(store, compiled, few=few, folded=folded, most=most)
            return newest.page(store, compiled, few=few, feeds=feeds, folded=folded, most=most)
        if compiled.match:
            sql, values = searched(compiled, order, folded=folded, page=page)
        else:
            sql, values = listed(compiled, order, folded=folded, feeds=feeds)
        return array("q", (row[0] for row in store.rows(sql, [*values, most])))


def _feeds_of(store: Store, compiled: Compiled) -> list[int]:
    """Return the feeds of which all must be that a query finds; none where it names none."""
    if compiled.feeds is None:
        return []
    sql = f"SELECT id FROM feed WHERE {compiled.feeds.sql}"
    return [row[0] for row in store.rows(sql, compiled.feeds.values)]


def count(store: Store, compiled: Compiled, *, folded: bool = False, most: int = MOST) -> int:
    """Count the lines of a list without making it, and no further than to `most`."""
    if not compiled.states:
        return 0
    if compiled.match:
        sql, values = joined(compiled, "1", folded=folded)
    elif most == MOST:
        sql, values = arms(compiled, "count(*) AS n", "item_by_time", folded=folded)
        return int(store.value(f"SELECT sum(n) FROM ({sql})", values))
    else:
        sql, values = arms(compiled, "1", "item_by_time", folded=folded)
    return int(store.value(f"SELECT count(*) FROM ({sql} LIMIT ?)", [*values, most]))


def among(
    store: Store, compiled: Compiled, *, first: int = 0, last: int = MOST, folded: bool = False
) -> list[int]:
    """Return which of the items with ids from `first` to `last` a query finds, in no order.

    `folded` leaves out those that another item of their group stands for.
    """
    if not compiled.states:
        return []
    bounds: tuple[Column, ...] = (first, last)
    if compiled.match:
        window = f"BETWEEN {int(first)} AND {int(last)}"
        found = store.rows(*joined(compiled, "item.id", folded=folded, among=window))
    else:
        states = ",".join("?" * len(compiled.states))
        # Words among conditions are looked for where the items are, not in the whole archive.
        near = f"{FTS[:-1]} AND rowid BETWEEN {int(first)} AND {int(last)})"
        found = store.rows(
            "SELECT item.id FROM item INDEXED BY item_facts WHERE item.id BETWEEN ? AND ?"
            f" AND item.state IN ({states}){' AND item.folded = 0' if folded else ''}"
            f" AND ({compiled.where.sql.replace(FTS, near)})",
            [*bounds, *compiled.states, *compiled.where.values],
        )
    return [row[0] for row in found]


def of_feed(store: Store, feed_id: int, first: int) -> list[int]:
    """Return the items that a feed has brought, from the id `first` on."""
    sql = "SELECT id FROM item INDEXED BY item_facts WHERE id >= ? AND feed_id = ?"
    return [row[0] for row in store.rows(sql, (first, feed_id))]
