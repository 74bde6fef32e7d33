"""The tags that rules gave items; knows SQL and no rule."""

from __future__ import annotations

from reewriter.store.database import Store

__all__ = ["given"]


def given(store: Store, *, limit: int) -> list[str]:
    """Return the tags that new items have from rules, those of most items first."""
    found = store.rows(
        "SELECT item_tag.tag, count(*) AS items FROM item_tag"
        " JOIN item ON item.id = item_tag.item_id WHERE item.state = 'new' AND item.folded = 0"
        " GROUP BY item_tag.tag ORDER BY items DESC, item_tag.tag LIMIT ?",
        (limit,),
    )
    return [row[0] for row in found]
