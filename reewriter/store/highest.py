"""Finds a page of the items of highest score that hold words; paints nothing.

The texts of the list are looked at as long as that is cheaper than the full-text index, which must
be walked to its end. Of a half-typed word beside others it is asked for these, and their texts are
looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reewriter.store.costs import AT_FIRST, Costs
from reewriter.store.database import Store
from reewriter.store.listing import joined, listed, searched
from reewriter.store.looking import Look
from reewriter.store.newest import LISTED
from reewriter.store.peeking import PEEK, fitting, texts
from reewriter.store.query import Compiled

__all__ = ["page"]


def page(
    store: Store, compiled: Compiled, *, few: Sequence[int] | None, folded: bool, most: int
) -> array[int]:
    """Return the ids of so many of the highest that a query with words finds, in their order.

    All of them are among these `few` in this order, where they are known.
    """
    stored = int(store.value("SELECT coalesce(max(id), 0) FROM item"))
    costs = Costs(compiled, most=most, stored=stored, held=lambda: 1.0)
    found = None
    if compiled.looks is not None:
        among = _list(store, compiled, folded=folded) if few is None else iter([few])
        listed_ = float(stored if few is None else len(few))
        found = _by_looking(store, compiled.looks, among, costs, listed=listed_, most=most)
    if found is None and compiled.unsettled is not None:
        found = _by_settled(store, compiled, compiled.unsettled, costs, folded=folded, most=most)
    if found is not None:
        return found
    if compiled.match:
        sql, values = searched(compiled, "score", folded=folded, page=True)
    else:
        sql, values = listed(compiled, "score", folded=folded)
    return array("q", (row[0] for row in store.rows(sql, [*values, most])))


def _list(store: Store, compiled: Compiled, *, folded: bool) -> Iterator[Sequence[int]]:
    """Yield the list, words apart, by ever larger parts."""
    sql, values = listed(replace(compiled, where=compiled.fields), "score", folded=folded)
    start, many = 0, AT_FIRST
    while True:
        rows = store.rows(f"{sql} OFFSET ?", [*values, many, start])
        yield [row[0] for row in rows]
        if len(rows) < many:
            return
        start, many = start + many, min(4 * many, LISTED)


def _by_looking(
    store: Store,
    looks: Look,
    among: Iterator[Sequence[int]],
    costs: Costs,
    *,
    listed: float,
    most: int,
) -> array[int] | None:
    """Return a page by looking at the first texts; None where another way is cheaper."""
    found = array("q")
    for part in among:
        for at in range(0, len(part), PEEK):
            if not costs.looking_is_cheapest(listed, whole=True):
                return None
            few = part[at : at + PEEK]
            told = texts(store, few, titles=looks.titles and not costs.is_curious)
            held = {item_id for item_id, *text in told if looks(*text)}
            costs.saw(len(few), len(held), told)
            found.extend(item_id for item_id in few if item_id in held)
            if len(found) >= most:
                return found[:most]
    return found


def _by_settled(
    store: Store, compiled: Compiled, rest: Look, costs: Costs, *, folded: bool, most: int
) -> array[int] | None:
    """Return a page by looking at the texts that hold the other words; None where that costs more.

    The index gathers all that a half-typed word may become before it asks for the word beside it.
    """
    many = costs.worth_walking
    more = f"SELECT 1 FROM item_fts WHERE item_fts MATCH ? LIMIT 1 OFFSET {many}"
    if store.rows(more, [compiled.settled]):
        return None
    settled = replace(compiled, match=compiled.settled)
    sql, values = joined(settled, "item.score, item.id", folded=folded)
    hoped = costs.texts_of_settled
    rows = store.rows(f"{sql} ORDER BY item.score DESC, item.id DESC LIMIT ?", [*values, hoped])
    found, seen = array("q"), 0
    for at in range(0, len(rows), PEEK):
        chunk = [row[1] for row in rows[at : at + PEEK]]
        found.extend(fitting(store, chunk, rest))
        seen += len(chunk)
        if len(found) >= most:
            return found[:most]
        if not costs.more_of_settled(most - len(found), len(found), seen):
            return None
    return found if len(rows) < hoped else None
