"""Articles as their own pages have them, by the address asked; they are kept, never edited."""

from __future__ import annotations

import json
from collections.abc import Iterable

from reewriter.model import FullText
from reewriter.store.database import Store
from reewriter.store.rows import moment, moment_or_none, stamp

__all__ = ["get", "known", "put"]

_COLUMNS = "url, page, title, author, outlet, published, lang, markdown, words, missing, fetched_at"


def get(store: Store, url: str) -> FullText | None:
    """Return what the page at an address was found to hold, if it was ever asked."""
    return known(store, [url]).get(url)


def known(store: Store, urls: Iterable[str]) -> dict[str, FullText]:
    """Return what is known of these addresses; one that was never asked is not in the answer."""
    found: dict[str, FullText] = {}
    for row in store.rows(
        f"SELECT {_COLUMNS} FROM full_text WHERE url IN (SELECT value FROM json_each(?))",
        (json.dumps(list(urls)),),
    ):
        values = list(row)
        values[5], values[10] = moment_or_none(values[5]), moment(values[10])
        found[row[0]] = FullText(*values)
    return found


def put(store: Store, found: FullText) -> None:
    """Keep what a page holds now, instead of what it held before."""
    values = (
        found.url,
        found.page,
        found.title,
        found.author,
        found.outlet,
        stamp(found.published) if found.published else None,
        found.lang,
        found.markdown,
        found.words,
        found.missing,
        stamp(found.fetched_at),
    )
    with store.write():
        store.execute(
            f"INSERT OR REPLACE INTO full_text ({_COLUMNS})"
            f" VALUES ({', '.join('?' * len(values))})",
            values,
        )
