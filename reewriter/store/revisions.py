"""Fields of stories and issues as they were before: read here, written by `changes`."""

from __future__ import annotations

from typing import Any, Literal

from reewriter.model import Revision
from reewriter.store.database import Store
from reewriter.store.rows import moment

__all__ = ["get", "listed"]

_COLUMNS = "id, noun, noun_id, field, value, saved_at"


def _revision(row: tuple[Any, ...]) -> Revision:
    revision_id, noun, noun_id, field, value, saved_at = row
    return Revision(revision_id, noun, noun_id, field, value, moment(saved_at))


def listed(store: Store, noun: Literal["story", "issue"], noun_id: int) -> list[Revision]:
    """Return the earlier versions of all fields of one story or issue, newest first."""
    found = store.rows(
        f"SELECT {_COLUMNS} FROM revision WHERE noun = ? AND noun_id = ? ORDER BY id DESC",
        (noun, noun_id),
    )
    return [_revision(row) for row in found]


def get(store: Store, revision_id: int) -> Revision | None:
    """Return one earlier version."""
    row = store.row(f"SELECT {_COLUMNS} FROM revision WHERE id = ?", (revision_id,))
    return _revision(row) if row else None
