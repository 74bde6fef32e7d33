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


def keep(store: Store, found: Iterable[tuple[str, str, Kept]]) -> None:
    """Keep what was said of feeds: the address of each, that of its site, and the rest."""
    with store.write():
        for url, site, said in found:
            # Pairs, not an object: the order is kept, too.
            outline = encode([list(said.folders), [list(pair) for pair in said.attributes.items()]])
            store.execute(
                "UPDATE feed SET outline = ?, site = CASE WHEN site = '' THEN ? ELSE site END"
                " WHERE url = ?",
                (outline, site, url),
            )


def kept(store: Store) -> dict[str, Kept]:
    """Return what is kept of the feeds of feeds.toml, by their addresses."""
    found = store.rows("SELECT url, outline FROM feed WHERE configured = 1 AND outline <> ''")
    said = {row[0]: decode_json(row[1], list) for row in found}
    return {url: Kept(tuple(folders), dict(pairs)) for url, (folders, pairs) in said.items()}
