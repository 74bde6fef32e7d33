"""The only home of SQL: one module a noun, each function taking the open `Store` first."""

from __future__ import annotations

from reewriter.store import (
    changes,
    deliveries,
    feeds,
    full_texts,
    issues,
    items,
    query,
    revisions,
    stories,
)
from reewriter.store.database import Store

__all__ = [
    "Store",
    "changes",
    "deliveries",
    "feeds",
    "full_texts",
    "issues",
    "items",
    "query",
    "revisions",
    "stories",
]
