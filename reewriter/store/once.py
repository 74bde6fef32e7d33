"""Lists in which a story is told once, though the words that are searched for may stand in any of
its sources; knows no list's order.

Few items are folded under another one: only these are looked at, never all that was found.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from typing import Literal

from reewriter.store.database import Store
from reewriter.store.listing import MOST, joined
from reewriter.store.lists import LARGEST_PAGE, count, ids
from reewriter.store.query import Compiled

__all__ = ["count_once", "ids_once"]


def ids_once(
    store: Store,
    compiled: Compiled,
    *,
    sort: Literal["new", "score"] = "new",
    limit: int | None = None,
) -> array[int]:
    """Return a list as `ids` does, unfolded, but each group once, where its first item is.

    Its lead stands for it, if that is in the list; else that first one.
    """
    asked = limit
    while True:
        found = ids(store, compiled, sort=sort, limit=asked)
        once = _first_of_groups(store, found)
        if asked is None or limit is None or len(found) < asked or len(once) >= limit:
            return once[:limit]
        asked *= 2


def count_once(store: Store, compiled: Compiled, *, most: int = MOST) -> int:
    """Count what `ids_once` returns, looking at no more than so many items."""
    lines = count(store, compiled, folded=True, most=most)
    if lines >= most or not compiled.states or not _any_folded(store):
        return lines
    if compiled.match:
        sql, values = joined(compiled, "item.id", folded=False)
        found = [
            row[0] for row in store.rows(f"{sql} AND item.folded = 1 LIMIT ?", [*values, most])
        ]
    else:
        found = list(ids(store, compiled))
    groups = _groups_of(store, found)
    leads = _leads(store, set(groups.values()))
    if compiled.match:
        these = f"IN ({','.join(map(str, leads.values()))})"
        held = {
            row[0] for row in store.rows(*joined(compiled, "item.id", folded=False, among=these))
        }
    else:
        held = set(found)
    # A lead that holds the words is counted already.
    return min(lines + sum(lead not in held for lead in leads.values()), most)


def _first_of_groups(store: Store, found: array[int]) -> array[int]:
    """Tell each group once, by its lead where that is among what was found."""
    groups = _groups_of(store, found)
    if not groups:
        return found
    leads = _leads(store, set(groups.values()))
    led = {lead: group for group, lead in leads.items()}
    held = {item_id for item_id in found if item_id in led}
    told: set[int] = set()
    once = array("q")
    for item_id in found:
        group = groups.get(item_id) or led.get(item_id)
        if group is None:
            once.append(item_id)
        elif group not in told:
            told.add(group)
            lead = leads.get(group, item_id)
            once.append(lead if lead in held else item_id)
    return once


def _any_folded(store: Store) -> bool:
    return bool(store.rows("SELECT 1 FROM item INDEXED BY item_folded WHERE folded = 1 LIMIT 1"))


def _groups_of(store: Store, found: array[int] | list[int]) -> dict[int, int]:
    """Return item → group of those that are folded under another item."""
    if not found or not _any_folded(store):
        return {}
    if len(found) > LARGEST_PAGE:
        folded = store.rows("SELECT id, group_id FROM item INDEXED BY item_folded WHERE folded = 1")
        group_of: dict[int, int] = dict(folded)
        return {item_id: group_of[item_id] for item_id in found if item_id in group_of}
    marks = ",".join("?" * len(found))
    few = store.rows(
        f"SELECT id FROM item INDEXED BY item_facts WHERE id IN ({marks}) AND folded = 1", found
    )
    marks = ",".join("?" * len(few))
    return dict(
        store.rows(f"SELECT id, group_id FROM item WHERE id IN ({marks})", [row[0] for row in few])
    )


def _leads(store: Store, groups: Iterable[int]) -> dict[int, int]:
    """Return group → its lead."""
    return dict(
        store.rows(
            "SELECT id, lead_item_id FROM item_group"
            " WHERE id IN (SELECT value FROM json_each(?)) AND lead_item_id IS NOT NULL",
            (json.dumps(sorted(groups)),),
        )
    )
