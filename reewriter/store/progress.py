"""How far the jobs have come that go on with every fetch, or with every desk; knows no job."""

from __future__ import annotations

from reewriter.store.database import Store

__all__ = ["last_item", "reach", "reached"]


def reached(store: Store, job: str) -> int:
    """Return how far a job has come; 0 for one that has never run."""
    return int(store.value("SELECT value FROM progress WHERE job = ?", (job,)) or 0)


def reach(store: Store, job: str, value: int) -> None:
    """Note how far a job has come; writes only what differs."""
    if reached(store, job) == value:
        return
    with store.write():
        store.execute(
            "INSERT INTO progress (job, value) VALUES (?, ?)"
            " ON CONFLICT (job) DO UPDATE SET value = excluded.value",
            (job, value),
        )


def last_item(store: Store) -> int:
    """Return the id of the item that arrived last; 0 where there is none."""
    return int(store.value("SELECT max(id) FROM item") or 0)
