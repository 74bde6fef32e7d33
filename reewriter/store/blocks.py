"""When the newest item of each block of arrivals is dated: it says where none can be that belongs
among the newest, so that nobody has to walk an index to find out.

Most items are dated in the order in which they come, or a little before it. What is dated anew, or
ahead of its time, is told by a trigger; what comes is told by the batch, as in `tally`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reewriter.store.database import Store

__all__ = ["BITS", "BLOCKS", "add", "heal", "items_of", "since"]

BITS = 8
"""A block is 256 ids."""
_MANY = 64
"""Blocks in which it costs too much to look."""

_FILL = f"""
INSERT INTO item_block (block, newest, items)
    SELECT id >> {BITS}, max(sort_at), count(*) FROM item INDEXED BY item_facts
    WHERE id BETWEEN ? AND ? GROUP BY id >> {BITS}
    ON CONFLICT (block) DO UPDATE SET
        newest = max(newest, excluded.newest), items = items + excluded.items
"""

BLOCKS = f"""
CREATE TABLE item_block (
    block INTEGER PRIMARY KEY,
    newest TEXT NOT NULL, -- no item of it is dated later; that one may be gone
    items INTEGER NOT NULL -- that have come
) STRICT;
CREATE INDEX item_block_by_newest ON item_block (newest, block);

INSERT INTO item_block (block, newest, items)
    SELECT id >> {BITS}, max(sort_at), count(*) FROM item INDEXED BY item_facts
    GROUP BY id >> {BITS};

CREATE TRIGGER item_dated_later AFTER UPDATE OF sort_at ON item
WHEN new.sort_at > old.sort_at BEGIN
    UPDATE item_block SET newest = new.sort_at
        WHERE block = new.id >> {BITS} AND newest < new.sort_at;
END;
"""

_UNTOLD = "SELECT (SELECT count(*) FROM item) <> (SELECT total(items) FROM item_block)"


def add(store: Store, first: int, last: int) -> None:
    """Note items that have come, with all ids from `first` to `last`, in their transaction."""
    store.execute(_FILL, (first, last))


def heal(store: Store) -> bool:
    """Note anew where items have come unnoted, and say whether they had.

    So they do from a program that was started before the twenty-fourth migration, and still runs.
    """
    if store.read_only or not store.value(_UNTOLD):
        return False
    with store.write():
        store.execute("DELETE FROM item_block")
        store.execute(_FILL, (0, 2**63 - 1))
    return True


def since(store: Store, when: str, last: int) -> list[int] | None:
    """Return the blocks up to the id `last` with items dated then or later; None if they are many.

    That id's own block may have them only behind it.
    """
    rows = store.rows(
        "SELECT block FROM item_block INDEXED BY item_block_by_newest"
        " WHERE newest >= ? AND block <= ? LIMIT ?",
        (when, last >> BITS, _MANY + 1),
    )
    return None if len(rows) > _MANY else [row[0] for row in rows]


def items_of(some: Sequence[int]) -> str:
    """Return the beginning of a SELECT of the ids of the items in some blocks."""
    return (
        f"WITH some (block) AS (VALUES {','.join(f'({block})' for block in some)})"
        " SELECT item.id FROM some CROSS JOIN item INDEXED BY item_facts"
        f" ON item.id BETWEEN some.block << {BITS} AND (some.block << {BITS}) + {2**BITS - 1}"
    )
