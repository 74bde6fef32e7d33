"""Stories with their sources and highlights, read whole; they are written through `changes`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reewriter.model import Citation, Highlight, Image, Source, Story
from reewriter.store.database import Store
from reewriter.store.rows import decode_json, moment, moment_or_none

__all__ = ["by_item", "get", "id_by_item", "listed", "next_ids"]

_COLUMNS = (
    "id, format, headline, deck, tldr, critique, moves, extra, tags, authors, images, own_url,"
    " embargo_until, note, thread_id, revision, suggested, citations"
)
_SOURCE_COLUMNS = (
    "id, story_id, item_id, outlet, reporter, url, published, text, text_hash, captured_at,"
    ' complete, "primary"'
)


def get(store: Store, story_ids: Sequence[int]) -> dict[int, Story]:
    """Return whole stories by id; ids that do not exist are not in the answer."""
    if not story_ids:
        return {}
    marks = ",".join("?" * len(story_ids))
    sources: dict[int, list[Source]] = {}
    for row in store.rows(
        f"SELECT {_SOURCE_COLUMNS} FROM source WHERE story_id IN ({marks}) ORDER BY id", story_ids
    ):
        sources.setdefault(row[1], []).append(_source(row))
    highlights: dict[int, list[Highlight]] = {}
    for row in store.rows(
        "SELECT story_id, text, source_id, span_start, span_end FROM highlight"
        f" WHERE story_id IN ({marks}) ORDER BY story_id, position",
        story_ids,
    ):
        span = None if row[3] is None else (row[3], row[4])
        highlights.setdefault(row[0], []).append(Highlight(row[1], row[2], span))
    return {
        row[0]: _story(row, tuple(highlights.get(row[0], ())), tuple(sources.get(row[0], ())))
        for row in store.rows(f"SELECT {_COLUMNS} FROM story WHERE id IN ({marks})", story_ids)
    }


def _source(row: tuple[Any, ...]) -> Source:
    values = list(row)
    values[6] = moment_or_none(row[6])
    values[9] = moment(row[9])
    values[10], values[11] = bool(row[10]), bool(row[11])
    return Source(*values)


def _story(
    row: tuple[Any, ...], highlights: tuple[Highlight, ...], sources: tuple[Source, ...]
) -> Story:
    values = list(row)
    values[6] = tuple(decode_json(row[6], list))
    values[7] = decode_json(row[7], dict)
    values[8] = tuple(decode_json(row[8], list))
    values[9] = tuple(decode_json(row[9], list))
    values[10] = tuple(Image(**image) for image in decode_json(row[10], list))
    values[12] = moment_or_none(row[12])
    citations = tuple(
        Citation(one["source_id"], (one["span_start"], one["span_end"]))
        for one in decode_json(values.pop(), list)
    )
    suggested = tuple(_suggestion(one) for one in decode_json(values.pop(), list))
    return replace(
        Story(*values),
        highlights=highlights,
        sources=sources,
        suggested=suggested,
        citations=citations,
    )


def _suggestion(stored: dict[str, Any]) -> Highlight:
    start, end = stored["span_start"], stored["span_end"]
    return Highlight(stored["text"], stored["source_id"], None if start is None else (start, end))


def id_by_item(store: Store, item_ids: Sequence[int]) -> dict[int, int]:
    """Return item id → story id for the items that have a story, also as a second source."""
    found: dict[int, int] = {}
    for start in range(0, len(item_ids), 500):
        chunk = item_ids[start : start + 500]
        marks = ",".join("?" * len(chunk))
        for item_id, story_id in store.rows(
            f"SELECT item_id, story_id FROM source WHERE item_id IN ({marks})"
            f" UNION SELECT item_id, id FROM story WHERE item_id IN ({marks})",
            [*chunk, *chunk],
        ):
            found[item_id] = story_id
    return found


def by_item(store: Store, item_id: int) -> Story | None:
    """Return the story that was made of this item, if any."""
    story_id = id_by_item(store, [item_id]).get(item_id)
    return None if story_id is None else get(store, [story_id]).get(story_id)


def listed(store: Store) -> list[int]:
    """Return the ids of all stories, newest first."""
    return [row[0] for row in store.rows("SELECT id FROM story ORDER BY id DESC")]


def next_ids(store: Store) -> tuple[int, int]:
    """Return the ids the next story and the next source will get; ask inside `Store.write()`."""
    story = store.value("SELECT coalesce(max(id), 0) + 1 FROM story")
    source = store.value("SELECT coalesce(max(id), 0) + 1 FROM source")
    return int(story), int(source)
