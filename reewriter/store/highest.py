"""Finds a page of the items of highest score that hold words; paints nothing.

The first texts of the list are looked at as long as that is cheaper than the full-text index, which
must be walked to its end. Of a half-typed word beside others it is asked for these, and their texts
are looked at.
"""

from __future__ import annotations

from array import array
from dataclasses import replace

from reewriter.store.database import Store
from reewriter.store.listing import joined, listed, searched
from reewriter.store.looking import Look
from reewriter.store.newest import PEEK, fitting
from reewriter.store.query import Compiled

__all__ = ["page"]

_LOOKED_AT = 10
"""Texts looked at for each line of a page."""
_GATHERED = 35
"""Items of a half-typed word that the index gathers while one text is looked at."""
_FEW = 15_000
"""Items of a word that are put in the order of their scores before any of their texts is read."""


def page(store: Store, compiled: Compiled, *, folded: bool, most: int) -> array[int]:
    """Return the ids of so many of the highest that a query with words finds, in their order."""
    if compiled.looks is not None:
        found = _by_looking(store, compiled, compiled.looks, folded=folded, most=most)
        if found is None and compiled.settled:
            found = _by_settled(store, compiled, compiled.looks, folded=folded, most=most)
        if found is not None:
            return found
    if compiled.match:
        sql, values = searched(compiled, "score", folded=folded, page=True)
    else:
        sql, values = listed(compiled, "score", folded=folded)
    return array("q", (row[0] for row in store.rows(sql, [*values, most])))


def _by_looking(
    store: Store, compiled: Compiled, fits: Look, *, folded: bool, most: int
) -> array[int] | None:
    """Return a page by looking at the first texts; None where too few of them hold the words."""
    sql, values = listed(replace(compiled, where=compiled.fields), "score", folded=folded)
    enough = most * _LOOKED_AT
    first = [row[0] for row in store.rows(sql, [*values, enough])]
    found = array("q")
    for start in range(0, len(first), PEEK):
        chunk = first[start : start + PEEK]
        found.extend(fitting(store, chunk, fits))
        if len(found) >= most:
            return found[:most]
        if len(first) == enough and len(found) * (_LOOKED_AT + 1) < start + len(chunk):
            return None
    return found if len(first) < enough else None


def _by_settled(
    store: Store, compiled: Compiled, fits: Look, *, folded: bool, most: int
) -> array[int] | None:
    """Return a page by looking at the texts that hold the other words; None where that costs more.

    The index gathers all that a half-typed word may become before it asks for the word beside it.
    """
    settled = replace(compiled, match=compiled.settled, where=compiled.fields, looks=None)
    sql, values = joined(settled, "item.score, item.id", folded=folded)
    rows = store.rows(f"{sql} LIMIT {_FEW + 1}", values)
    if len(rows) > _FEW:
        return None
    first = [row[1] for row in sorted(rows, reverse=True)]
    stored = int(store.value("SELECT coalesce(max(id), 0) FROM item"))
    found = array("q")
    for start in range(0, len(first), PEEK):
        chunk = first[start : start + PEEK]
        found.extend(fitting(store, chunk, fits))
        if len(found) >= most:
            return found[:most]
        seen = start + len(chunk)
        if seen < len(first) and _gathered_sooner(max(len(found), 1), seen, most, stored):
            return None
    return found


def _gathered_sooner(found: int, seen: int, most: int, stored: int) -> bool:
    """Tell whether the index gathers a half-typed word sooner than texts fill a page.

    As many as there are in those that were seen, there are in all; and so many are still to come.
    """
    return (most - found) * _GATHERED * seen**2 > found**2 * stored
