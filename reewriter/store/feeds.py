"""Feeds and their health in the database; knows nothing of how they are fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reewriter.model import Feed, FeedStatus
from reewriter.store.database import Store
from reewriter.store.rows import decode_json, encode, moment_or_none

__all__ = [
    "by_hand",
    "by_id",
    "by_url",
    "followed",
    "get",
    "listed",
    "move",
    "record",
    "see",
    "seen",
    "sync",
]

_COLUMNS = (
    "id, url, title, site, section, tags, weight, live, etag, last_modified, body_hash,"
    " checked_at, due_at, status, error, failures, moved_to, moved_at, moved_from, succeeded_at,"
    " due_why, overruns, limited_by"
)


_BY_HAND = "by-hand:"


def _feed(row: tuple[Any, ...]) -> Feed:
    values = list(row)
    values[5] = tuple(decode_json(row[5], list))
    values[11] = moment_or_none(row[11])
    values[12] = moment_or_none(row[12])
    values[13] = FeedStatus(row[13])
    values[17] = moment_or_none(row[17])
    values[19] = moment_or_none(row[19])
    return Feed(*values)


def listed(store: Store) -> list[Feed]:
    """Return the feeds of feeds.toml, in its order of titles."""
    found = store.rows(
        f"SELECT {_COLUMNS} FROM feed WHERE configured = 1 ORDER BY title COLLATE NOCASE, id"
    )
    return [_feed(row) for row in found]


def get(store: Store, feed_id: int) -> Feed | None:
    """Return one feed, also one that is no longer in feeds.toml."""
    row = store.row(f"SELECT {_COLUMNS} FROM feed WHERE id = ?", (feed_id,))
    return _feed(row) if row else None


def by_id(store: Store) -> dict[int, Feed]:
    """Return every feed by its id, also those that are no longer in feeds.toml."""
    return {row[0]: _feed(row) for row in store.rows(f"SELECT {_COLUMNS} FROM feed")}


def by_url(store: Store, url: str) -> Feed | None:
    """Return the feed of exactly this address."""
    row = store.row(f"SELECT {_COLUMNS} FROM feed WHERE url = ?", (url,))
    return _feed(row) if row else None


def by_hand(store: Store) -> Feed:
    """Return the feed of what the editor adds, made when missing; it is in no list of feeds."""
    found = by_url(store, _BY_HAND)
    if found is not None:
        return found
    with store.write():
        feed_id = store.insert(
            "INSERT INTO feed (url, title, configured) VALUES (?, ?, 0)", (_BY_HAND, "By hand")
        )
    return Feed(feed_id, _BY_HAND, "By hand")


def sync(store: Store, wanted: Sequence[Feed]) -> None:
    """Make the table say what feeds.toml says; items of a removed feed stay.

    Health is kept. Nothing is written when nothing differs.
    """
    have = {
        row[0]: row[1:]
        for row in store.rows(
            "SELECT url, title, section, tags, weight, live, configured, status FROM feed"
        )
    }
    urls = {feed.url for feed in wanted}
    dropped = [url for url, row in have.items() if url not in urls and row[5]]
    stale = [feed for feed in wanted if _differs(feed, have.get(feed.url))]
    if not stale and not dropped:
        return
    with store.write():
        for url in dropped:
            store.execute("UPDATE feed SET configured = 0 WHERE url = ?", (url,))
        for feed in stale:
            paused = feed.status is FeedStatus.PAUSED
            store.execute(
                "INSERT INTO feed (url, title, section, tags, weight, live, configured, status)"
                " VALUES (:url, :title, :section, :tags, :weight, :live, 1, :status)"
                " ON CONFLICT (url) DO UPDATE SET"
                " title = CASE WHEN excluded.title <> '' THEN excluded.title ELSE title END,"
                " section = excluded.section, tags = excluded.tags, weight = excluded.weight,"
                " live = excluded.live, configured = 1,"
                # Who writes an address down again has typed it.
                " moved_from = CASE WHEN configured THEN moved_from ELSE '' END,"
                " status = CASE WHEN excluded.status = 'paused' THEN 'paused'"
                " WHEN status = 'paused' THEN 'never' ELSE status END",
                {
                    "url": feed.url,
                    "title": feed.title,
                    "section": feed.section,
                    "tags": encode(feed.tags),
                    "weight": feed.weight,
                    "live": feed.live,
                    "status": "paused" if paused else "never",
                },
            )


def _differs(feed: Feed, row: tuple[Any, ...] | None) -> bool:
    if row is None:
        return True
    title, section, tags, weight, live, configured, status = row
    return (
        (bool(feed.title) and feed.title != title)
        or (section, tags, weight, live)
        != (feed.section, encode(feed.tags), feed.weight, feed.live)
        or not configured
        or (status == "paused") != (feed.status is FeedStatus.PAUSED)
    )


def record(store: Store, feed: Feed) -> None:
    """Write what the last look at a feed brought: validators, times, status, error."""
    with store.write():
        store.execute(
            "UPDATE feed SET etag = ?, last_modified = ?, body_hash = ?, checked_at = ?,"
            " due_at = ?, status = ?, error = ?, failures = ?, site = ?, moved_to = ?,"
            " moved_at = ?, succeeded_at = ?, due_why = ?, overruns = ?,"
            " limited_by = ?,"
            " title = CASE WHEN title = '' THEN ? ELSE title END WHERE id = ?",
            (
                feed.etag,
                feed.last_modified,
                feed.body_hash,
                encode(feed.checked_at),
                encode(feed.due_at),
                feed.status.value,
                feed.error,
                feed.failures,
                feed.site,
                feed.moved_to,
                encode(feed.moved_at),
                encode(feed.succeeded_at),
                feed.due_why,
                feed.overruns,
                feed.limited_by,
                feed.title,
                feed.id,
            ),
        )


def move(store: Store, feed_id: int, url: str) -> bool:
    """Give a feed the address it has moved to; False where another feed has it already.

    The address that was written down by hand is remembered, however often it moves.
    """
    with store.write():
        if store.value("SELECT 1 FROM feed WHERE url = ?", (url,)):
            return False
        store.execute(
            "UPDATE feed SET moved_from = CASE WHEN moved_from = '' THEN url ELSE moved_from END,"
            " url = ?, moved_to = '', moved_at = NULL, error = '',"
            " status = CASE WHEN status = 'moved' THEN 'ok' ELSE status END WHERE id = ?",
            (url, feed_id),
        )
    return True


def followed(store: Store) -> dict[str, str]:
    """Return the addresses that feeds have moved to, each with the one that was typed."""
    found = store.rows("SELECT url, moved_from FROM feed WHERE configured = 1 AND moved_from <> ''")
    return {row[0]: row[1] for row in found}


def seen(store: Store, feed_ids: Sequence[int]) -> dict[int, bytes]:
    """Return what the last documents of these feeds held, as `see` was told."""
    wanted = set(feed_ids)
    # One pass over a small table, read as it lies: most fetches want nearly all of it.
    found = store.rows("SELECT feed_id, seen FROM feed_document")
    return {row[0]: row[1] for row in found if row[0] in wanted}


def see(store: Store, feed_id: int, packed: bytes) -> None:
    """Keep what a document held; unless it is what the one before held."""
    with store.write():
        store.execute(
            "INSERT INTO feed_document (feed_id, seen) VALUES (?, ?) ON CONFLICT (feed_id)"
            " DO UPDATE SET seen = excluded.seen WHERE seen IS NOT excluded.seen",
            (feed_id, packed),
        )
