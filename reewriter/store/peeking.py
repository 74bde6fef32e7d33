"""Reads texts of a few items, to look at them; knows no list and no order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reewriter.store.database import Store
from reewriter.store.looking import Look

__all__ = ["PEEK", "Keys", "Rows", "fitting", "texts", "those", "told"]

PEEK = 50
"""Texts read in one go."""

Rows = list[tuple[Any, ...]]
Keys = list[tuple[str, int]]
"""When and which."""


def fitting(store: Store, few: Sequence[int], fits: Look) -> list[int]:
    """Return which of a few items fit by their texts, in their order."""
    held = {item_id for item_id, *told in texts(store, few, titles=fits.titles) if fits(*told)}
    return [item_id for item_id in few if item_id in held]


def texts(store: Store, few: Sequence[int], *, titles: bool) -> list[tuple[int, str, str]]:
    """Return a few items with their titles and texts, in no order; of `titles`, these only."""
    marks = ",".join("?" * len(few))
    return store.rows(f"SELECT id, {told(titles=titles)} FROM item WHERE id IN ({marks})", few)


def told(*, titles: bool) -> str:
    """Return the columns by which it is told whether words fit."""
    return "item.title, ''" if titles else "item.title, item.text"


def those(rows: Rows, looks: Look | None) -> Keys:
    """Return when and which of these rows fit by their texts, if they have any."""
    if looks is None:
        return rows
    return [(at, item_id) for at, item_id, title, text in rows if looks(title, text)]
