"""What the pages of links answered when they were asked; kept for a while, never edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reewriter.model import LinkFact, LinkState
from reewriter.store.database import Store
from reewriter.store.rows import moment, stamp

__all__ = ["forget", "known", "put"]

_AT_ONCE = 500
"""Addresses in one statement; SQLite takes no more than some thousands."""


def known(store: Store, urls: Sequence[str]) -> dict[str, LinkFact]:
    """Return what is known of these addresses, however long ago they were asked."""
    found: dict[str, LinkFact] = {}
    for at in range(0, len(urls), _AT_ONCE):
        some = urls[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        for url, state, why, asked_at in store.rows(
            f"SELECT url, state, why, asked_at FROM link_fact WHERE url IN ({marks})", list(some)
        ):
            found[url] = LinkFact(url, LinkState(state), why, moment(asked_at))
    return found


def put(store: Store, facts: Sequence[LinkFact]) -> None:
    """Keep what these addresses answer now, instead of what they did before."""
    with store.write():
        store.execute_many(
            "INSERT OR REPLACE INTO link_fact (url, state, why, asked_at) VALUES (?, ?, ?, ?)",
            [(one.url, one.state.value, one.why, stamp(one.asked_at)) for one in facts],
        )


def forget(store: Store, before: datetime) -> None:
    """Drop what was asked before this time: nobody believes it any more."""
    with store.write():
        store.execute("DELETE FROM link_fact WHERE asked_at < ?", (stamp(before),))
