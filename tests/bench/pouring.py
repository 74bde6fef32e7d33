"""Pours a million invented items into a database: in bulk, since ingest is not what is measured."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate, islice
from pathlib import Path

from reewriter.store import Store, blocks, feeds, tally
from reewriter.store.rows import Column, stamp
from tests.bench import NOW
from tests.bench.searching import vocabulary

_AT_ONCE = 20_000
_TITLE = 8
"""Words of a title."""


def pour(path: Path, count: int, words: int) -> None:
    """Make a database with so many new items of the feeds that are listed in it already.

    Rows, indexes, tallies and the full-text index are those that a fetch would leave behind, but
    for what only fetches ask (which items look alike).
    """
    with Store.open(path, now=lambda: NOW, durable=False) as store:
        ids = [feed.id for feed in feeds.listed(store)]
        rows = _rows(ids, count, words)
        for first in range(0, count, _AT_ONCE):
            chunk = list(islice(rows, _AT_ONCE))
            with store.write():
                store.execute_many(
                    "INSERT INTO item (id, feed_id, guid, url, url_key, title, body, text, lang,"
                    " published, seen_at, sort_at, item_hash, score)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'en', ?, ?, ?, ?, ?)",
                    chunk,
                )
                store.execute(
                    "INSERT INTO item_fts (rowid, title, text) SELECT id, title, text FROM item"
                    " WHERE id BETWEEN ? AND ?",
                    (first + 1, first + len(chunk)),
                )
                blocks.add(store, first + 1, first + len(chunk))
            if not first % 200_000:
                sys.stderr.write(f"{first:,} items\n")
        with store.write():
            tally.add(store, count)
            store.execute("ANALYZE")  # as a database has that grew by fetches


def _rows(ids: list[int], count: int, words: int) -> Iterator[tuple[Column, ...]]:
    random_ = random.Random(3)
    known = vocabulary()
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(known))))
    each = words + _TITLE
    drawn: list[str] = []
    for number in range(1, count + 1):
        if len(drawn) < each:
            drawn = random_.choices(known, cum_weights=weights, k=1000 * each)
        taken = drawn[-each:]
        del drawn[-each:]
        title, text = " ".join(taken[:_TITLE]).capitalize(), " ".join(taken[_TITLE:])
        url = f"https://news.example/{number}"
        seen = NOW - timedelta(seconds=(count - number) * 6)
        at = stamp(seen - timedelta(minutes=random_.randrange(600)))
        score = round(random_.gauss(2, 4), 1)
        yield (
            number, ids[number // 30 % len(ids)], url, url, url, title, f"<p>{text}</p>", text,
            at, stamp(seen), at, str(number), score,
        )  # fmt: skip
