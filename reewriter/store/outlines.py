"""What lists of feeds said of each feed that is kept only to be passed on; reads no list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reewriter.store.database import Store
from reewriter.store.rows import decode_json, encode

__all__ = ["Kept", "keep", "kept"]


class Kept(NamedTuple):
    """Where a feed lay in the list it came from, and what else was said of it."""

    folders: Sequence[str]
    """From the outermost."""
    attributes: Mapping[str, str]
    """In their order."""
    folder_attributes: Sequence[Mapping[str, str]] = ()
    """What else was said of each folder, if anything was."""


def keep(store: Store, found: Iterable[tuple[str, str, Kept]]) -> None:
    """Keep what was said of feeds: the address of each, that of its site, and the rest."""
    with store.write():
        for url, site, said in found:
            # Pairs, not an object: the order is kept, too.
            of_folders = [[list(pair) for pair in one.items()] for one in said.folder_attributes]
            own = [list(pair) for pair in said.attributes.items()]
            outline = encode([list(said.folders), own, *([of_folders] if of_folders else [])])
            store.execute(
                "UPDATE feed SET outline = ?, site = CASE WHEN site = '' THEN ? ELSE site END"
                " WHERE url = ?",
                (outline, site, url),
            )


def kept(store: Store) -> dict[str, Kept]:
    """Return what is kept of the feeds of feeds.toml, by their addresses."""
    found = store.rows("SELECT url, outline FROM feed WHERE configured = 1 AND outline <> ''")
    said = {row[0]: decode_json(row[1], list) for row in found}
    return {
        url: Kept(tuple(folders), dict(pairs), tuple(dict(one) for one in next(iter(rest), ())))
        for url, (folders, pairs, *rest) in said.items()
    }
