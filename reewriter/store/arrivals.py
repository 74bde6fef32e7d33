"""Takes in what feeds said: new items, changed ones, their full-text index and their groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from reewriter.model import Feed, ParsedItem
from reewriter.store import blocks, feeds, tally, versions
from reewriter.store.database import Store
from reewriter.store.onepage import Again, several_from, told_before
from reewriter.store.rows import encode, stamp
from reewriter.values import dataclass

__all__ = ["Unindexed", "index", "known_hashes", "store_batch"]

_CHUNK = 500
"""Values bound in one statement; SQLite's own limit is 32,766."""


@dataclass
class Unindexed:
    """Items whose rows are not yet what the full-text index says of them."""

    new: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    """The index knows them by their last version."""
    prints: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Those of new items by which copies are found, where they came with them."""


def known_hashes(store: Store, feed_id: int, guids: Collection[str]) -> dict[str, str]:
    """Return guid → item_hash of those that a feed has brought so far."""
    sql = "SELECT guid, item_hash FROM item WHERE feed_id = ? AND guid IN"
    return dict(_of_feed(store, sql, feed_id, guids))


def _of_feed(
    store: Store, sql: str, feed_id: int, guids: Collection[str]
) -> Iterator[tuple[Any, ...]]:
    wanted = list(guids)
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        yield from store.rows(f"{sql} ({','.join('?' * len(chunk))})", [feed_id, *chunk])


def store_batch(
    store: Store,
    feed: Feed,
    parsed: Sequence[ParsedItem],
    scores: Mapping[str, float],
    *,
    now: datetime,
    unindexed: Unindexed | None = None,
    quiet: Collection[str] = (),
    again: Again = lambda *_: False,
    known: Mapping[str, str] | None = None,
) -> tuple[int, int]:
    """Store one feed's new and changed items and its health, in one transaction.

    With `unindexed`, the caller hands all that is noted there to `index` before the transaction
    ends: for several feeds at once that is a third of the work.

    `scores` is by guid, each of which comes once. Rows that say the same as before are not
    written. The text as it was before a change is kept as a version. Returns how many were new
    and how many changed; those of the guids in `quiet` are no change that an editor is shown.
    Titles of one page that are not equal are one story's if `again` says so. What `known_hashes`
    says of these items may be given by those who asked it in the same transaction.
    """
    with store.write():
        # Inside the transaction: another process may have stored the same fetch a moment ago.
        if known is None:
            known = known_hashes(store, feed.id, [item.guid for item in parsed])
        new = [item for item in parsed if item.guid not in known]
        changed = [
            item for item in parsed if known.get(item.guid, item.item_hash) != item.item_hash
        ]
        seen_at = stamp(now)
        added = [_insert(store, feed.id, item, scores.get(item.guid, 0.0), seen_at) for item in new]
        if added:
            tally.add(store, len(added))
        edited = [
            _update(store, feed.id, item, scores.get(item.guid), now=now, quiet=item.guid in quiet)
            for item in changed
        ]
        waiting = Unindexed() if unindexed is None else unindexed
        waiting.new += added
        waiting.changed += edited
        waiting.prints.update(
            (row_id, item.prints)
            for row_id, item in zip(added, new, strict=True)
            if item.prints is not None
        )
        if unindexed is None:
            index(store, waiting)
        shared = several_from(store, {item.url_key for item in new if item.url_key})
        for row_id, item in zip(added, new, strict=True):
            if item.url_key in shared:
                _join_group(store, feed.id, row_id, item, again)
        feeds.record(store, feed)
    return len(added), sum(item.guid not in quiet for item in changed)


def _insert(store: Store, feed_id: int, item: ParsedItem, score: float, seen_at: str) -> int:
    published = encode(item.published)
    return store.insert(
        "INSERT INTO item (feed_id, guid, url, url_key, title, author, summary, body, text,"
        " published, updated, seen_at, sort_at, item_hash, lang, score)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            feed_id,
            item.guid,
            item.url,
            item.url_key,
            item.title,
            item.author,
            item.summary,
            item.body,
            item.text,
            published,
            encode(item.updated),
            seen_at,
            published or seen_at,
            item.item_hash,
            item.lang,
            score,
        ),
    )


def _update(
    store: Store,
    feed_id: int,
    item: ParsedItem,
    score: float | None,
    *,
    now: datetime,
    quiet: bool,
) -> int:
    item_id = store.value(
        "SELECT id FROM item WHERE feed_id = ? AND guid = ?", (feed_id, item.guid)
    )
    versions.replaced(store, item_id, now, quiet=quiet)
    store.execute(
        "UPDATE item SET url = ?, url_key = ?, title = ?, author = ?, summary = ?, body = ?,"
        " text = ?, published = coalesce(?, published), sort_at = coalesce(?, sort_at),"
        " updated = ?, item_hash = ?, lang = ?, changed_at = coalesce(?, changed_at),"
        " score = coalesce(?, score)"
        " WHERE id = ?",
        (
            item.url,
            item.url_key,
            item.title,
            item.author,
            item.summary,
            item.body,
            item.text,
            encode(item.published),
            encode(item.published),
            encode(item.updated),
            item.item_hash,
            item.lang,
            None if quiet else stamp(now),
            score,
            item_id,
        ),
    )
    return int(item_id)


def index(store: Store, unindexed: Unindexed) -> None:
    """Bring the full-text index up to date; each statement writes its own piece of it."""
    if unindexed.new:  # one after the other, since nobody else has written meanwhile
        blocks.add(store, min(unindexed.new), max(unindexed.new))
    for chunk, marks in _chunks(unindexed.changed):
        # With external content it must be told the old text.
        store.execute(
            "INSERT INTO item_fts (item_fts, rowid, title, text)"
            " SELECT 'delete', item_id, title, text FROM item_version WHERE id IN"
            f" (SELECT max(id) FROM item_version WHERE item_id IN ({marks}) GROUP BY item_id)"
            " ORDER BY item_id",
            chunk,
        )
    for chunk, marks in _chunks([*unindexed.changed, *unindexed.new]):
        store.execute(
            "INSERT INTO item_fts (rowid, title, text)"
            f" SELECT id, title, text FROM item WHERE id IN ({marks}) ORDER BY id",
            chunk,
        )


def _chunks(item_ids: Sequence[int]) -> Iterator[tuple[Sequence[int], str]]:
    """Yield the ids as they fit into statements, in order, with as many question marks."""
    ordered = sorted(item_ids)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        yield chunk, ",".join("?" * len(chunk))


def _join_group(store: Store, feed_id: int, item_id: int, item: ParsedItem, again: Again) -> None:
    """Fold a new item under the one whose story it tells again, and give it that one's state."""
    first_id = told_before(store, feed_id, item_id, item, again)
    if first_id is None:
        return
    ((group_id, state, until),) = store.rows(
        "SELECT group_id, state, until FROM item WHERE id = ?", (first_id,)
    )
    if group_id is None:
        group_id = store.insert("INSERT INTO item_group (lead_item_id) VALUES (?)", (first_id,))
        store.execute("UPDATE item SET group_id = ? WHERE id = ?", (group_id, first_id))
    store.execute(
        "UPDATE item SET group_id = ?, folded = 1, state = ?, until = ? WHERE id = ?",
        (group_id, state, until, item_id),
    )
