"""Scores and tags of items, written by rules and ranking; knows not how they come about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from reewriter.store.database import Store
from reewriter.store.rows import stamp

__all__ = ["Scored", "add", "done_by_rules", "note_rule", "put", "tags", "undecided"]

_CHUNK = 500


class Scored(NamedTuple):
    """What an item is scored by, and its score."""

    id: int
    feed_id: int
    title: str
    text: str
    score: float


def undecided(store: Store, *, before: int, limit: int) -> list[Scored]:
    """Return new items with ids below `before`, the last to arrive first."""
    found = store.rows(
        "SELECT id, feed_id, title, text, score FROM item INDEXED BY item_by_state"
        " WHERE state = 'new' AND id < ? ORDER BY id DESC LIMIT ?",
        (before, limit),
    )
    return [Scored(*row) for row in found]


def put(store: Store, scores: Mapping[int, float]) -> int:
    """Write scores that differ; return how many did. Only those of items that are still new."""
    with store.write():
        return sum(
            store.execute(
                "UPDATE item SET score = ?1 WHERE id = ?2 AND state = 'new' AND score <> ?1",
                (score, item_id),
            )
            for item_id, score in scores.items()
        )


def add(store: Store, points: Mapping[int, float]) -> None:
    """Add points to scores."""
    with store.write():
        store.execute_many(
            "UPDATE item SET score = round(score + ?, 1) WHERE id = ?",
            [(value, item_id) for item_id, value in points.items()],
        )


def tags(store: Store, item_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the tags that rules have given to these items; those without are not in the answer."""
    found: dict[int, tuple[str, ...]] = {}
    for start in range(0, len(item_ids), _CHUNK):
        chunk = item_ids[start : start + _CHUNK]
        marks = ",".join("?" * len(chunk))
        for item_id, tag in store.rows(
            f"SELECT item_id, tag FROM item_tag WHERE item_id IN ({marks}) ORDER BY item_id, tag",
            chunk,
        ):
            found[item_id] = (*found.get(item_id, ()), tag)
    return found


def note_rule(store: Store, rule: tuple[str, str], items: int, *, now: datetime) -> None:
    """Count what a rule, its `when` and `then`, has done."""
    store.execute(
        'INSERT INTO rule ("when", "then", items, applied_at) VALUES (?, ?, ?, ?)'
        ' ON CONFLICT ("when", "then") DO UPDATE'
        " SET items = items + excluded.items, applied_at = excluded.applied_at",
        (*rule, items, stamp(now)),
    )


def done_by_rules(store: Store) -> dict[tuple[str, str], tuple[int, str]]:
    """Return for each rule that has done anything to how many items, and when last."""
    found = store.rows('SELECT "when", "then", items, applied_at FROM rule')
    return {(row[0], row[1]): (row[2], row[3]) for row in found}
