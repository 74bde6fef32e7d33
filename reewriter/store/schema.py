"""Tells how old a database is, and brings it up to date; knows SQL and nothing of the rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from reewriter.store.migrations import APPLICATION_ID, migrations
from reewriter.store.rekeying import KeyOf
from reewriter.store.tables import TABLES

__all__ = ["APPLICATION_ID", "LATEST", "TABLES", "migrate", "pending"]

LATEST = 26
"""How many migrations there are; also the database's `user_version` when it is up to date."""


def pending(connection: sqlite3.Connection) -> int:
    """Count the migrations this database still needs; negative when a newer reewriter wrote it."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return LATEST - int(version)


def migrate(path: Path, key_of: KeyOf | None = None) -> None:
    """Bring the database at `path` to `LATEST`, in one transaction a migration.

    Works on a connection of its own with foreign keys off, since rebuilding a table needs that.
    What it wrote is folded into the file at once: whoever opens a database that was not closed
    properly reads all of its log first, and this one is as large as what was rebuilt. Every start
    of the desk took a quarter more, until somebody had written enough (2026-11-30). Needs the lock
    around checkpoints.
    """
    from sqlite_utils import Database

    connection = sqlite3.connect(path, timeout=10.0)
    try:
        db = Database(connection, execute_plugins=False)
        migrations(key_of).apply(db)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
