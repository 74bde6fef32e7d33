"""What the desk remembers from one day to the next; knows SQL, and not what it is about."""

from __future__ import annotations

from reewriter.store.database import Store

__all__ = ["remember", "remembered"]


def remembered(store: Store, name: str) -> str:
    """Return what was remembered under a name; "" for nothing."""
    return str(store.value("SELECT value FROM desk WHERE name = ?", (name,)) or "")


def remember(store: Store, name: str, value: str) -> None:
    """Remember something under a name instead of what was there; writes only what differs."""
    if remembered(store, name) == value:
        return
    with store.write():
        store.execute(
            "INSERT INTO desk (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )
