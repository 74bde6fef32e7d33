"""Stories that went out, searched by their words; knows which readers have, and ranks by FTS5."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from reewriter.store import stories
from reewriter.store.database import Store
from reewriter.store.issues import WENT_OUT
from reewriter.store.rows import Column, day

__all__ = ["OwnItem", "PastStory", "day_of", "own_items", "search", "state"]

_WHICH = (
    "FROM placement JOIN issue ON issue.id = placement.issue_id"
    f" WHERE placement.bench = 0 AND {WENT_OUT}"
)


class PastStory(NamedTuple):
    """A story that went out, and where it did last."""

    id: int
    headline: str
    body: str
    """All of its texts."""
    tags: tuple[str, ...]
    own_url: str
    edition: str
    number: int
    date: date
    rank: float
    """How well it fits; less is better."""


class OwnItem(NamedTuple):
    """An item of the publication's own feed."""

    id: int
    title: str
    url: str
    text: str
    date: date
    rank: float


def search(
    store: Store, match: str, *, besides: int, before: date, limit: int = 30
) -> list[PastStory]:
    """Return the stories that went out before a day and hold these words, the best first.

    `match` is an FTS5 expression. The story `besides` is left out, and so is the issue that it
    stands in last: that one is today's, though it may have gone out.
    """
    _fill(store)
    ours = store.row(
        "SELECT issue.id FROM placement JOIN issue ON issue.id = placement.issue_id"
        " WHERE placement.story_id = ? AND placement.bench = 0"
        " ORDER BY issue.date DESC, issue.id DESC LIMIT 1",
        (besides,),
    )
    found = store.rows(
        "SELECT story.id, story.headline, story_fts.body, story_fts.tags, story.own_url,"
        " (SELECT issue.id " + _WHICH + " AND placement.story_id = story.id AND issue.date < ?"
        " AND issue.id <> ?"
        " ORDER BY issue.date DESC, issue.id DESC LIMIT 1) AS last,"
        " bm25(story_fts, 4.0, 1.0, 3.0) AS fits"
        " FROM story_fts JOIN story ON story.id = story_fts.rowid"
        " WHERE story_fts MATCH ? AND story.id <> ? ORDER BY fits LIMIT ?",
        (before.isoformat(), ours[0] if ours else 0, match, besides, limit),
    )
    issues = _issues(store, [row[5] for row in found if row[5] is not None])
    return [
        PastStory(
            row[0], row[1], row[2], tuple(row[3].split("\n")), row[4], *issues[row[5]], row[6]
        )
        for row in found
        if row[5] in issues
    ]


def day_of(store: Store, story_id: int) -> date | None:
    """Return the day of the last issue that has a story, also on its bench."""
    last = store.value(
        "SELECT max(issue.date) FROM placement JOIN issue ON issue.id = placement.issue_id"
        " WHERE placement.story_id = ?",
        (story_id,),
    )
    return day(last) if last else None


def _issues(store: Store, ids: Sequence[int]) -> dict[int, tuple[str, int, date]]:
    marks = ",".join("?" * len(ids))
    rows = store.rows(f"SELECT id, edition, number, date FROM issue WHERE id IN ({marks})", ids)
    return {row[0]: (row[1], row[2], day(row[3])) for row in rows}


def state(store: Store) -> tuple[int, int]:
    """Return what changes whenever what went out does, once the index knows of it."""
    _fill(store)
    row = store.row("SELECT count(*), coalesce(sum(revision), 0) FROM story_indexed")
    return (row[0], row[1]) if row else (0, 0)


def _fill(store: Store) -> None:
    """Put what went out, or was changed since, into the index."""
    new = store.rows(
        f"SELECT id FROM story WHERE id IN (SELECT placement.story_id {_WHICH})"
        " AND NOT EXISTS (SELECT 1 FROM story_indexed"
        " WHERE story_id = story.id AND story_indexed.revision = story.revision)"
    )
    if not new or store.read_only:
        return
    with store.write():
        for story in stories.get(store, [row[0] for row in new]).values():
            body = "\n".join(
                text
                for text in (
                    story.deck,
                    story.tldr,
                    *(line.text for line in story.highlights),
                    story.critique,
                    *story.extra.values(),
                )
                if text
            )
            values: tuple[Column, ...] = (story.id, story.headline, body, "\n".join(story.tags))
            store.execute("DELETE FROM story_fts WHERE rowid = ?", (story.id,))
            store.execute(
                "INSERT INTO story_fts (rowid, headline, body, tags) VALUES (?, ?, ?, ?)", values
            )
            store.execute(
                "INSERT OR REPLACE INTO story_indexed (story_id, revision) VALUES (?, ?)",
                (story.id, story.revision),
            )


def own_items(
    store: Store, match: str, feed_ids: Sequence[int], *, before: date, limit: int = 10
) -> list[OwnItem]:
    """Return the items of these feeds that hold these words, the best first."""
    if not feed_ids:
        return []
    marks = ",".join("?" * len(feed_ids))
    found = store.rows(
        "SELECT item.id, item.title, item.url, item.text, item.published, item.seen_at,"
        " bm25(item_fts) AS fits FROM item_fts JOIN item ON item.id = item_fts.rowid"
        f" WHERE item_fts MATCH ? AND item.feed_id IN ({marks})"
        " AND coalesce(item.published, item.seen_at) < ? ORDER BY fits LIMIT ?",
        (match, *feed_ids, f"{before.isoformat()}T23:59:59", limit),
    )
    return [
        OwnItem(row[0], row[1], row[2], row[3], day((row[4] or row[5])[:10]), row[6])
        for row in found
    ]
