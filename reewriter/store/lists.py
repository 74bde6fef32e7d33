"""Lists of items in their order, read off indexes; knows no noun but the item and paints nothing.

Three ways lead to a list, and none of them scans the table of items. Without words, an index holds
the list in its order. With words, the first page of a common word is found by looking at the first
texts of that list, and everything else by walking the full-text index, with what a list asks of an
item joined from `item_facts`: a row of `item` itself is a hundred times as large. For the newest,
the index is asked of the last arrivals only, and of more of them until a page is full. Of a
half-typed word beside others it is asked for these, and their texts are looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import Literal

from reewriter.query.tree import Sort
from reewriter.store.database import Store
from reewriter.store.listing import MOST, arms, first_of, joined, listed, searched
from reewriter.store.looking import Look
from reewriter.store.query import FTS, Compiled
from reewriter.store.rows import Column

__all__ = ["LARGEST_PAGE", "MOST", "among", "count", "ids", "of_feed"]

_LOOKED_AT = 4
"""Texts looked at for each line of a page: a word that one item in four holds is found so."""
_LOOKED_AT_FAR = 10
"""The same by score, for which the index must be walked to its end."""
_LOOKED_AT_HALF = 20
"""The same for a half-typed word: the index gathers first whatever it may become, which in a large
archive takes longer."""
_GATHERED = 35
"""Items of a half-typed word that the index gathers while one text is looked at."""
_AHEAD = 4
"""Texts with the other words looked at for each line of a page at first; then of twice as many."""
_CHANCE = 4
"""So many more may be among the next texts than what was seen lets one expect."""
_COSTLIER = 4
"""How many times as much it costs to look at a text beside other words, with the list of those that
hold them, as for a half-typed word alone."""
_FEW = 15_000
"""Items of a word that are put in the order of their scores before any of their texts is read."""
LARGEST_PAGE = 1000
_WINDOW = 1000
"""The last arrivals of which the index is asked first; then of four times as many, and so on."""
_WINDOW_HALF = 4000
"""The same for a half-typed word: what it may become is gathered anew each time."""
_WINDOW_BESIDE = 64_000
"""The same for one beside other words in a large archive: few items hold both."""
_REDATED = 100
"""Items that came before a window and are dated into it, which are looked at one by one."""
_WIDEST = 16_000
"""A page that so many arrivals do not fill is of rare words: these are looked up in all of them."""
_WIDEST_A_LINE = 160
"""The same for each line of a large page."""
_PEEK = 50
"""Texts read in one go."""


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
        if found is None and compiled.settled:
            found = _settled_first(store, compiled, compiled.looks, (order, folded, most))
        if found is not None:
            return found
    if compiled.match and page and order == "new":
        return _newest(store, compiled, folded=folded, most=most)
    if compiled.match:
        sql, values = searched(compiled, order, folded=folded, page=page)
    else:
        sql, values = listed(compiled, order, folded=folded)
    return array("q", (row[0] for row in store.rows(sql, [*values, most])))


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


def _newest(store: Store, compiled: Compiled, *, folded: bool, most: int) -> array[int]:
    """Return a page of the newest, asking the index of no more arrivals than it needs."""
    first, last = store.rows(
        f"SELECT {first_of(compiled.states)}, (SELECT coalesce(max(id), 0) FROM item)",
        compiled.states,
    )[0]
    keys = "item.sort_at, item.id"
    found: list[tuple[str, int]] = []
    width = _WINDOW
    if "*" in compiled.match:
        width = _WINDOW_HALF
        if compiled.settled:  # where it gathers little, wide windows cost more than they save
            width = min(_WINDOW_BESIDE, max(_WIDEST, last // 16))
    widest = max(_WIDEST, _WIDEST_A_LINE * most, width)
    while last >= first:
        start = max(last - width, first - 1) if width <= widest else first - 1
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


def _peek(
    store: Store, compiled: Compiled, fits: Look, asked: tuple[Sort, bool, int]
) -> array[int] | None:
    """Return a page by looking at the first texts; None where too few of them hold the words."""
    order, folded, most = asked
    sql, values = listed(replace(compiled, where=compiled.fields), order, folded=folded)
    half = order == "new" and "*" in compiled.match
    each = _LOOKED_AT_HALF if half else _LOOKED_AT if order == "new" else _LOOKED_AT_FAR
    enough = most * each
    first = [row[0] for row in store.rows(sql, [*values, enough])]
    stored = int(store.value("SELECT coalesce(max(id), 0) FROM item")) if half else 0
    found = array("q")
    for start in range(0, len(first), _PEEK):
        chunk = first[start : start + _PEEK]
        found.extend(_fitting(store, chunk, fits))
        if len(found) >= most:
            return found[:most]
        seen = start + len(chunk)
        if len(first) < enough:
            continue
        if half and seen > _PEEK:
            if _gathered_sooner(len(found), seen, most, stored):
                return None
        elif len(found) * (each + 1) < seen:
            return None
    return found if len(first) < enough else None


def _settled_first(
    store: Store, compiled: Compiled, fits: Look, asked: tuple[Sort, bool, int]
) -> array[int] | None:
    """Return a page by looking at the texts that hold the other words; None where that costs more.

    The index gathers all that a half-typed word may become before it asks for the word beside it.
    """
    order, folded, most = asked
    settled = replace(compiled, match=compiled.settled, where=compiled.fields, looks=None)
    stored = int(store.value("SELECT coalesce(max(id), 0) FROM item"))
    gathered = stored // (_COSTLIER if order == "new" else 1)
    found = array("q")
    seen = 0
    for first, whole in _begun(store, settled, order, folded=folded, ahead=most * _AHEAD):
        while seen < len(first):
            chunk = first[seen : seen + _PEEK]
            found.extend(_fitting(store, chunk, fits))
            if len(found) >= most:
                return found[:most]
            seen += len(chunk)
            if whole and seen == len(first):
                return found
            if _gathered_sooner(max(len(found), 1), seen, most, gathered):
                return None
            if order == "new" and most * seen > LARGEST_PAGE * (len(found) + _CHANCE):
                return None
        if whole:  # of nothing, or of no more than was seen before
            return found
    return None


def _begun(
    store: Store, compiled: Compiled, order: Sort, *, folded: bool, ahead: int
) -> Iterator[tuple[array[int], bool]]:
    """Yield more and more of a list, and whether that is all of it; by score all of it, or none."""
    if order == "new":
        while ahead <= LARGEST_PAGE:
            first = ids(store, compiled, folded=folded, limit=ahead)
            yield first, len(first) < ahead
            ahead *= 2
        return
    sql, values = joined(compiled, "item.score, item.id", folded=folded)
    rows = store.rows(f"{sql} LIMIT {_FEW + 1}", values)
    if len(rows) <= _FEW:
        yield array("q", (row[1] for row in sorted(rows, reverse=True))), True


def _gathered_sooner(found: int, seen: int, most: int, stored: int) -> bool:
    """Tell whether the index gathers a half-typed word sooner than texts fill a page.

    As many as there are in those that were seen, there are in all; and so many are still to come.
    """
    return (most - found) * _GATHERED * seen**2 > found**2 * stored


def _fitting(store: Store, few: Sequence[int], fits: Look) -> list[int]:
    """Return which of a few items fit by their texts, in their order."""
    marks = ",".join("?" * len(few))
    texts = store.rows(f"SELECT id, title, text FROM item WHERE id IN ({marks})", few)
    fitting = {row[0] for row in texts if fits(*row[1:])}
    return [item_id for item_id in few if item_id in fitting]
