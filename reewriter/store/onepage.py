"""Finds the item whose story a new one of the same page tells again; joins nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection

from reewriter.model import Item, ParsedItem
from reewriter.store.database import Store

__all__ = ["Again", "alone", "several_from", "told_before"]

Again = Callable[[str, str, str, str], bool]
"""Whether two items of one page, by title, title, text and text, tell one story.

Asked by titles alone first, with empty texts: these are read only where they may decide.
"""

_CHUNK = 500
_COMPARED = 8
"""Items of one title whose texts are looked at, the latest."""
_LOOKED_AT = 40
"""Items of one page, the latest, among which the story is looked for."""


def several_from(store: Store, pages: Collection[str]) -> set[str]:
    """Return those of the pages, by their keys, from which there are several items."""
    wanted, found = list(pages), set[str]()
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        rows = store.rows(
            # The second condition lets SQLite use the partial index.
            f"SELECT url_key FROM item WHERE url_key IN ({','.join('?' * len(chunk))})"
            " AND url_key <> '' GROUP BY url_key HAVING count(*) > 1",
            chunk,
        )
        found.update(row[0] for row in rows)
    return found


def alone(store: Store, first: int) -> list[int]:
    """Return undecided items from the id `first` on whose page an earlier one has, and no group.

    Only what has come with another key than it has now, or was found to be another story, is such.
    """
    found = store.rows(
        "SELECT id FROM item AS new WHERE id >= ? AND url_key <> '' AND group_id IS NULL"
        " AND state = 'new' AND EXISTS (SELECT 1 FROM item AS old"
        " WHERE old.url_key = new.url_key AND old.url_key <> '' AND old.id < new.id) ORDER BY id",
        (first,),
    )
    return [row[0] for row in found]


def told_before(
    store: Store, feed_id: int, item_id: int, item: ParsedItem | Item, again: Again
) -> int | None:
    """Return the id of an earlier item of the same page that tells the same story.

    The page alone says so only of the first items that several feeds bring from it. Some feeds
    link all that they say to one page, and a home page is no story's: there the title decides.
    Where a feed says a title of a page a second time, the text does.
    """
    there = store.rows(
        # The second condition lets SQLite use the partial index.
        "SELECT id, group_id, feed_id, title FROM item"
        " WHERE url_key = ? AND url_key <> '' AND id < ? ORDER BY id DESC LIMIT ?",
        (item.url_key, item_id, _LOOKED_AT),
    )
    if not there:
        return None
    there.reverse()
    title, is_home = item.title.casefold(), _is_home(item.url_key)
    titled = [
        row
        for row in there
        if row[3].casefold() == title or (not is_home and again(item.title, row[3], "", ""))
    ]
    lines = {row[1] or -row[0] for row in titled}
    if title and len(lines) == 1 and all(row[2] != feed_id for row in titled):
        return int(titled[0][0])
    for row in titled[-_COMPARED:]:
        if again(item.title, row[3], item.text, _text(store, row[0])):
            return int(row[0])
    if titled or is_home or len({row[1] or -row[0] for row in there}) > 1:
        return None
    own = [row for row in there if row[2] == feed_id]
    if own and not again(item.title, own[-1][3], item.text, _text(store, own[-1][0])):
        return None
    return int(there[0][0])


def _text(store: Store, item_id: int) -> str:
    return str(store.value("SELECT text FROM item WHERE id = ?", (item_id,)))


def _is_home(url_key: str) -> bool:
    """Say whether a key names a site and no page of it."""
    return url_key.count("/") == len("//") and not {"?", "#"} & set(url_key)
