"""Copies of the database: whether one can stand in for it, and putting it in its place."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sqlite3
from pathlib import Path

from reewriter.atomic import sync
from reewriter.errors import LockedError, StoreError
from reewriter.store import schema
from reewriter.store.locking import checkpoint_lock

__all__ = ["FOLDER", "copies", "hint", "put_in_place", "refuse_empty", "why_not"]

FOLDER = "backups"
"""Where copies lie, beside the database."""
_USERS = 128
"""The byte of a -shm file that SQLite locks for as long as a connection is open in WAL mode."""


def copies(database: Path) -> list[Path]:
    """List the copies of a database, the newest first; says nothing of whether they are sound."""
    found = [(path.stat().st_mtime, path) for path in (database.parent / FOLDER).glob("*.db")]
    return [path for _, path in sorted(found, reverse=True)]


def hint(database: Path) -> str:
    """Say what to do about a damaged database, by what copies there are."""
    if copies(database):
        return (
            "`reewriter backup --restore` sets it aside and brings back the newest sound copy "
            f"of {FOLDER}/."
        )
    return (
        f"Keep it: there is no copy in {FOLDER}/. `sqlite3 {database.name} .recover` may save "
        "its texts. Moved away, a new one is begun."
    )


def refuse_empty(database: Path) -> None:
    """Raise StoreError for a database of no bytes beside copies: something has emptied it.

    Begun anew, it would look as if nothing had ever been written.
    """
    with contextlib.suppress(FileNotFoundError):
        if database.stat().st_size == 0 and copies(database):
            raise StoreError(
                f"{database}: is empty, although there are copies of it",
                hint=f"{hint(database)} To begin anew, delete it.",
            )


def why_not(copy: Path) -> str:
    """Return why a file cannot stand in for the database, or "" where it can. Reads all of it."""
    try:
        uri = f"{copy.absolute().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != schema.APPLICATION_ID:
                return "is no database of reewriter"
            if schema.pending(connection) < 0:
                return "was written by a newer reewriter"
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return f"is damaged ({error})"
    return "" if found == "ok" else f"is damaged ({found})"


def put_in_place(copy: Path, database: Path, *, aside: Path) -> None:
    """Make a copy the database; what was there, and its WAL, are kept under the name `aside`.

    At no moment is there no database, so that none is begun anew in between. Raises LockedError
    while another process has it open, StoreError where a file cannot be written.
    """
    fresh = database.with_name(f".{database.name}.restored.tmp")
    try:
        with checkpoint_lock(database, wait=True):
            if _open_elsewhere(database):
                raise LockedError(
                    f"{database}: is open elsewhere",
                    hint="Close every desk, and wait for fetches to end; nothing was changed.",
                )
            shutil.copyfile(copy, fresh)
            sync(fresh)
            _keep(database, aside)
            # A WAL belongs to the file it was written for: beside another it would garble it.
            for ending in ("-wal", "-shm"):
                beside = database.with_name(database.name + ending)
                with contextlib.suppress(FileNotFoundError):
                    beside.replace(aside.with_name(aside.name + ending))
            fresh.replace(database)
            sync(database.parent)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise StoreError(
            f"{database}: cannot be replaced ({error.strerror or error})",
            hint="Is the disk full, or the folder not yours? What was there is untouched.",
        ) from error


def _keep(database: Path, aside: Path) -> None:
    if not database.exists():
        return
    try:
        os.link(database, aside)
    except OSError:  # a file system without links
        shutil.copyfile(database, aside)


def _open_elsewhere(database: Path) -> bool:
    """Ask for the lock that every connection in WAL mode holds; we have none open here."""
    try:
        handle = os.open(database.with_name(f"{database.name}-shm"), os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _USERS)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
