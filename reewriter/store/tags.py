"""The tags that rules gave items, and what else new ones may be tagged by; knows SQL, no rule."""

from __future__ import annotations

from reewriter.store.database import Store

__all__ = ["given", "newest_titles"]


def given(store: Store, *, limit: int) -> list[str]:
    """Return the tags that new items have from rules, those of most items first."""
    found = store.rows(
        "SELECT item_tag.tag, count(*) AS items FROM item_tag"
        " JOIN item ON item.id = item_tag.item_id WHERE item.state = 'new' AND item.folded = 0"
        " GROUP BY item_tag.tag ORDER BY items DESC, item_tag.tag LIMIT ?",
        (limit,),
    )
    return [row[0] for row in found]


def newest_titles(store: Store, *, limit: int) -> list[str]:
    """Return the titles of the newest new items."""
    found = store.rows(
        "SELECT title FROM item WHERE id IN (SELECT id FROM item"
        " WHERE state = 'new' AND folded = 0 ORDER BY sort_at DESC, id DESC LIMIT ?)",
        (limit,),
    )
    return [row[0] for row in found]
