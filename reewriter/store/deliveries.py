"""The record of what was exported where; knows nothing of targets."""

from __future__ import annotations

from typing import Any

from reewriter.model import Delivery
from reewriter.store.database import Store
from reewriter.store.rows import moment, stamp

__all__ = ["REACHED", "home", "latest", "listed", "record"]

REACHED = (
    "delivery.status NOT IN ('intended', 'refused')"
    " AND delivery.target NOT LIKE '%/%' AND delivery.url NOT LIKE 'mailto:%'"
)
"""What is true of a delivery by which an issue left the house.

Neither a test mail nor posts of single stories mean that it went out.
"""

_COLUMNS = "issue_id, target, remote_id, remote_version, intent, digest, url, at, status, reason"


def _delivery(row: tuple[Any, ...]) -> Delivery:
    values = list(row)
    values[7] = moment(row[7])
    return Delivery(*values)


def latest(store: Store, issue_id: int, target: str) -> Delivery | None:
    """Return the last record of an issue and target, whatever became of it."""
    row = store.row(
        f"SELECT {_COLUMNS} FROM delivery WHERE issue_id = ? AND target = ?"
        " ORDER BY id DESC LIMIT 1",
        (issue_id, target),
    )
    return _delivery(row) if row else None


def listed(store: Store, issue_id: int) -> list[Delivery]:
    """Return the deliveries of an issue, newest first."""
    found = store.rows(
        f"SELECT {_COLUMNS} FROM delivery WHERE issue_id = ? ORDER BY id DESC", (issue_id,)
    )
    return [_delivery(row) for row in found]


def home(store: Store, target: str) -> int | None:
    """Return the issue under which a target has its last record; None where it has none."""
    found = store.value(
        "SELECT issue_id FROM delivery WHERE target = ? ORDER BY id DESC LIMIT 1", (target,)
    )
    return None if found is None else int(found)


def record(store: Store, delivery: Delivery) -> None:
    """Write one delivery; records are added, never changed."""
    with store.write():
        store.execute(
            f"INSERT INTO delivery ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                delivery.issue_id,
                delivery.target,
                delivery.remote_id,
                delivery.remote_version,
                delivery.intent,
                delivery.digest,
                delivery.url,
                stamp(delivery.at),
                delivery.status,
                delivery.reason,
            ),
        )
