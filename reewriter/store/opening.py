"""Opens a SQLite file as ours: whose it is, how old, and how it is written; knows no noun."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from reewriter.errors import ReadOnlyError, StoreError
from reewriter.store import schema
from reewriter.store.faults import named_errors
from reewriter.store.locking import checkpoint_lock
from reewriter.store.rekeying import KeyOf
from reewriter.values import dataclass

__all__ = ["NO_PERMISSION", "ROOM", "Clock", "Opened", "connect", "open_file", "writable"]

Clock = Callable[[], datetime]
ROOM = -16000
"""Kilobytes of pages in memory, at most: searches walk large indexes."""
LARGE = 50_000_000
"""Bytes of a database that takes so long to be brought up to date that it must be said."""
_LEAST = 256_000
"""Bytes that SQLite may need beside a database before anything is written."""
_OLDEST = (3, 37, 0)  # STRICT tables
NO_PERMISSION = (
    "the database may not be written",
    "Give yourself write permission on the file and its folder.",
)
_NO_ROOM = (
    "the disk is full, so it is open for reading only",
    "Make room, then open it again; what was stored before stays.",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that is ours and of today."""

    connection: sqlite3.Connection
    read_only: bool
    why_not: tuple[str, str]
    """Why nothing may be written, where that is so, and what to do: a message and a hint."""


def open_file(
    path: Path,
    *,
    now: Clock,
    create: bool,
    durable: bool,
    busy_seconds: float,
    on_wait: Callable[[], None] | None,
    key_of: KeyOf | None,
) -> Opened:
    """Open a database as `Store.open` promises it, which has the words for all of this."""
    if sqlite3.sqlite_version_info < _OLDEST:
        raise StoreError(
            f"SQLite {sqlite3.sqlite_version} is too old",
            hint="reewriter needs SQLite 3.37 or newer, which Python 3.11 usually brings.",
        )
    if not path.exists() and not create:
        raise StoreError(
            f"{path}: there is no database here", hint="Run `reewriter init` in this folder."
        )
    if path.exists() and not path.stat().st_size:
        from reewriter.store.copies import refuse_empty

        refuse_empty(path)

    def connected(*, read_only: bool, no_room: bool = False) -> sqlite3.Connection:
        connection = connect(path, read_only=read_only, busy_seconds=busy_seconds, no_room=no_room)
        try:
            _prepare(
                connection,
                path,
                read_only=read_only,
                now=now,
                durable=durable,
                on_wait=on_wait,
                key_of=key_of,
            )
        except BaseException:
            connection.close()
            raise
        return connection

    read_only = not writable(path)
    with named_errors(path):
        try:
            return Opened(connected(read_only=read_only), read_only, NO_PERMISSION)
        except sqlite3.OperationalError as error:
            if read_only or not _finds_no_room(error, path):
                raise
            return Opened(connected(read_only=True, no_room=True), True, _NO_ROOM)


def connect(
    path: Path, *, read_only: bool, busy_seconds: float, no_room: bool
) -> sqlite3.Connection:
    """Open a connection, by which nothing has been asked yet.

    With `no_room`, nobody can write here: the file is read as it is, without any beside it.
    """
    if read_only:
        # While somebody writes, the newest pages are in the WAL. Without one nobody does: then an
        # immutable database needs no further files, which might not be ours to make or remove.
        log = path.with_name(path.name + "-wal").exists() and not no_room
        mode = "mode=ro" if log else "immutable=1"
        uri = f"{path.absolute().as_uri()}?{mode}"
        return sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None)
    return sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)


def _prepare(
    connection: sqlite3.Connection,
    path: Path,
    *,
    read_only: bool,
    now: Clock,
    durable: bool,
    on_wait: Callable[[], None] | None,
    key_of: KeyOf | None,
) -> None:
    """Look whose file it is, bring it up to date, and set how it is written; raises StoreError.

    `on_wait` is called before a large one is brought up to date, which takes seconds.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    # What migrations keep for themselves is there already when the first one was cut off.
    (tables,) = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE tbl_name <> '_sqlite_migrations'"
    ).fetchone()
    if tables and application != schema.APPLICATION_ID:
        raise StoreError(
            f"{path}: this is another program's database",
            hint="Move it away; reewriter keeps its own under that name.",
        )
    missing = schema.pending(connection)
    if missing < 0:
        raise StoreError(
            f"{path}: written by a newer reewriter", hint="Update reewriter, then try again."
        )
    if missing and read_only:
        raise ReadOnlyError(
            f"{path}: must be brought up to date but may not be written",
            hint="Give yourself write permission on the file and its folder.",
        )
    if missing:
        if tables:
            if on_wait is not None and path.stat().st_size >= LARGE:
                on_wait()
            _save_copy(connection, path, now())
        with checkpoint_lock(path, wait=True):
            schema.migrate(path, key_of)
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        # Checkpoints are ours, under a lock between processes: SQLite before 3.51.3 can corrupt
        # a WAL that two connections checkpoint at once.
        connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = {ROOM}")


def _save_copy(connection: sqlite3.Connection, path: Path, when: datetime) -> None:
    """Keep the database as it was before its first pending migration."""
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    target = folder / f"{path.stem}-before-{when:%Y%m%dT%H%M%SZ}.db"
    target.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(target),))


def writable(path: Path) -> bool:
    """Say whether a database may be written, or made where there is none."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _finds_no_room(error: sqlite3.Error, path: Path) -> bool:
    """Say whether a database could not be opened because the disk is full, and can be read.

    SQLite needs a little file beside it to begin, also for reading. What stands in a log that was
    not folded in could not be seen without one: then it is better not opened at all.
    """
    if not isinstance(error, sqlite3.OperationalError) or "locked" in str(error):
        return False
    log = path.with_name(f"{path.name}-wal")
    if not path.exists() or (log.exists() and log.stat().st_size):
        return False
    return shutil.disk_usage(path.parent).free < _LEAST
