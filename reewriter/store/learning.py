"""What was learnt from which item, in the database; knows no weight and no word's meaning."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from reewriter.store import progress
from reewriter.store.database import Store
from reewriter.values import dataclass

__all__ = ["Lesson", "complete", "counts", "forget", "leads", "learn", "note", "noted", "waits"]

_CHUNK = 500
_NOTED = "null"
"""Stands for the words of a lesson that is yet to be learnt."""
_WAITING = "lessons noted"
"""Says that there are such, so that nobody has to look through all lessons for them."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One decision of the editor's."""

    item_id: int
    kept: bool
    words: Collection[str]


def counts(store: Store, words: Iterable[str] | None = None) -> dict[str, tuple[int, int]]:
    """Return how many kept and skipped items hold these words, or every word there is."""
    columns = "SELECT word, kept, skipped FROM learning"
    if words is None:
        return {row[0]: (row[1], row[2]) for row in store.rows(columns)}
    found: dict[str, tuple[int, int]] = {}
    for chunk in _chunks(list(words)):
        marks = ",".join("?" * len(chunk))
        for word, kept, skipped in store.rows(f"{columns} WHERE word IN ({marks})", chunk):
            found[word] = (kept, skipped)
    return found


def leads(store: Store, item_ids: Sequence[int]) -> list[tuple[int, int, str, str]]:
    """Return id, feed, title and the begin of the text of those that lead their group.

    One decision about a story that five feeds tell is one lesson.
    """
    found: list[tuple[int, int, str, str]] = []
    for chunk in _chunks(item_ids):
        marks = ",".join("?" * len(chunk))
        found += store.rows(
            "SELECT id, feed_id, title, substr(text, 1, 1000) FROM item"
            f" WHERE folded = 0 AND id IN ({marks})",
            chunk,
        )
    return found


def note(store: Store, item_ids: Sequence[int], *, kept: bool) -> None:
    """Note that these items (those that lead their group) were kept or skipped, to learn later."""
    store.execute(
        "INSERT INTO lesson (item_id, kept, words) SELECT id, ?, ? FROM item"
        " WHERE folded = 0 AND id IN (SELECT value FROM json_each(?))",
        (int(kept), _NOTED, json.dumps(list(item_ids))),
    )
    progress.reach(store, _WAITING, 1)


def waits(store: Store) -> bool:
    """Tell whether lessons are noted that are yet to be learnt."""
    return bool(progress.reached(store, _WAITING))


def noted(store: Store, *, limit: int) -> list[tuple[int, bool, int, str, str]]:
    """Return noted lessons: item, kept, feed, title and the begin of the text."""
    found = store.rows(
        "SELECT item.id, lesson.kept, item.feed_id, item.title, substr(item.text, 1, 1000)"
        " FROM lesson JOIN item ON item.id = lesson.item_id WHERE lesson.words = ? LIMIT ?",
        (_NOTED, limit),
    )
    return [(row[0], bool(row[1]), *row[2:]) for row in found]


def complete(store: Store, lessons: Sequence[Lesson]) -> None:
    """Learn what was noted; no lessons: nothing is noted any more."""
    if not lessons:
        progress.reach(store, _WAITING, 0)
        return
    store.execute_many(
        "UPDATE lesson SET words = ? WHERE item_id = ?",
        [(_written(lesson), lesson.item_id) for lesson in lessons],
    )
    _count(store, lessons, 1)


def learn(store: Store, lessons: Sequence[Lesson]) -> None:
    """Take lessons in, each from an item that there is none from."""
    store.execute_many(
        "INSERT INTO lesson (item_id, kept, words) VALUES (?, ?, ?)",
        [(lesson.item_id, int(lesson.kept), _written(lesson)) for lesson in lessons],
    )
    _count(store, lessons, 1)


def _written(lesson: Lesson) -> str:
    return json.dumps(sorted(lesson.words), ensure_ascii=False)


def forget(store: Store, item_ids: Sequence[int]) -> None:
    """Unlearn exactly what was learnt from these items, if anything was."""
    chosen = "item_id IN (SELECT value FROM json_each(?))"
    every = json.dumps(list(item_ids))
    store.execute(f"DELETE FROM lesson WHERE words = ? AND {chosen}", (_NOTED, every))
    lessons: list[Lesson] = []
    for chunk in _chunks(item_ids):
        marks = ",".join("?" * len(chunk))
        lessons += [
            Lesson(row[0], bool(row[1]), json.loads(row[2]))
            for row in store.rows(
                f"SELECT item_id, kept, words FROM lesson WHERE item_id IN ({marks})", chunk
            )
        ]
    if lessons:
        store.execute(f"DELETE FROM lesson WHERE {chosen}", (every,))
        _count(store, lessons, -1)


def _count(store: Store, lessons: Sequence[Lesson], step: int) -> None:
    """Add to the counts, by difference: another desk may count at the same time."""
    kept: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    for lesson in lessons:
        (kept if lesson.kept else skipped).update(("", *lesson.words))
    words = sorted(kept.keys() | skipped.keys())
    store.execute_many(
        "INSERT INTO learning (word, kept, skipped) VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE"
        " SET kept = kept + excluded.kept, skipped = skipped + excluded.skipped",
        [(word, step * kept[word], step * skipped[word]) for word in words],
    )
    if step < 0:
        store.execute_many(
            "DELETE FROM learning WHERE word = ? AND kept = 0 AND skipped = 0",
            [(word,) for word in words],
        )


_Value = TypeVar("_Value")


def _chunks(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
