"""How many lines each state has: a table, and the triggers that keep it true.

But for items that come, which are the most: those are counted by the batch, since a trigger more
than doubles what it costs to insert a row. (Its trigger was dropped in the nineteenth migration.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reewriter.store.database import Store

__all__ = ["TALLY", "add", "heal"]

TALLY = """
CREATE TABLE item_tally (
    state TEXT NOT NULL,
    folded INTEGER NOT NULL,
    items INTEGER NOT NULL,
    PRIMARY KEY (state, folded)
) STRICT, WITHOUT ROWID;

-- A row for each there can be: the triggers need no second way for the first item of a state.
INSERT INTO item_tally (state, folded, items)
    SELECT states.value, folds.value, (SELECT count(*) FROM item
        WHERE state = states.value AND folded = folds.value)
    FROM json_each('["new", "kept", "skipped", "later", "archived"]') AS states
    CROSS JOIN json_each('[0, 1]') AS folds;

CREATE TRIGGER item_tally_more AFTER INSERT ON item BEGIN
    UPDATE item_tally SET items = items + 1 WHERE state = new.state AND folded = new.folded;
END;

CREATE TRIGGER item_tally_fewer AFTER DELETE ON item BEGIN
    UPDATE item_tally SET items = items - 1 WHERE state = old.state AND folded = old.folded;
END;

CREATE TRIGGER item_tally_other AFTER UPDATE OF state, folded ON item
WHEN old.state <> new.state OR old.folded <> new.folded BEGIN
    UPDATE item_tally SET items = items - 1 WHERE state = old.state AND folded = old.folded;
    UPDATE item_tally SET items = items + 1 WHERE state = new.state AND folded = new.folded;
END;
"""
"""Lines of each state, kept true by triggers: the status row tells them after every key."""

_UNCOUNTED = "SELECT (SELECT count(*) FROM item) <> (SELECT sum(items) FROM item_tally)"


def add(store: Store, items: int) -> None:
    """Count new items, which are lines of their own so far, in the transaction that brings them."""
    store.execute(
        "UPDATE item_tally SET items = items + ? WHERE state = 'new' AND folded = 0", (items,)
    )


def heal(store: Store) -> bool:
    """Count anew where items have come uncounted, and say whether they had.

    A program that was started before the nineteenth migration, and still runs, leaves its items to
    a trigger that is no more. To ask costs next to nothing: SQLite counts a table by its pages.
    """
    if not store.value(_UNCOUNTED) or store.read_only:
        return False
    with store.write():
        store.execute(
            "UPDATE item_tally SET items = (SELECT count(*) FROM item"
            " WHERE item.state = item_tally.state AND item.folded = item_tally.folded)"
        )
    return True
