"""Keeps the full-text index in few pieces; knows no word of it.

Each fetch writes a piece, and sixteen of a size are made one. Whoever asks for a word looks for it
in every piece, and whoever asks for sixty words does so sixty times.
"""

from __future__ import annotations

from reewriter.store.database import Store

__all__ = ["merge"]

_PAGES = 500
"""Of 4 kB, which take 20 ms: a million items are in few pieces after a week of hourly fetches."""


def merge(store: Store) -> None:
    """Make four pieces of a size one, as far as some pages: what is left is for the next time."""
    with store.write():
        store.execute(f"INSERT INTO item_fts (item_fts, rank) VALUES ('merge', {_PAGES})")
