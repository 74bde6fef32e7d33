"""Opens the workspace's SQLite file and runs short transactions; knows no noun."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from reewriter.closing import Closing
from reewriter.errors import ConflictError, ReadOnlyError, StoreError
from reewriter.store import opening
from reewriter.store.faults import named_errors
from reewriter.store.locking import checkpoint_lock
from reewriter.store.opening import Clock
from reewriter.store.rekeying import KeyOf
from reewriter.store.rows import Column

__all__ = ["BUSY_SECONDS", "Clock", "Store", "sqlite_version"]

BUSY_SECONDS = 5.0
_ROOM = -24000
"""Kilobytes of pages for a change of very many rows. What of them has to be written before its end,
for want of room, is read and written again: that was a sixth of the work (2026-11-30)."""
_CHECKPOINT_BYTES = 16_000_000
"""Of the log, from which on it is folded into the file."""
_LARGE_LOG = 512_000_000
"""The same while very many rows are changed."""

Row = tuple[Any, ...]


class Store(Closing):
    """One connection to one workspace's database. Belongs to the thread that opened it."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, read_only: bool, now: Clock
    ) -> None:
        self._connection = connection
        self.path = path
        self.read_only = read_only
        self.why_not = opening.NO_PERMISSION
        """Why nothing may be written, where that is so, and what to do: a message and a hint."""
        self.now = now
        self._patience = BUSY_SECONDS
        self._depth = 0
        self._wrote = self._has_room = self.knows_words = False
        self.checkpoints_later = False
        """Somebody will call `checkpoint` on another connection: a key must not wait for it."""
        self._log_bytes = _CHECKPOINT_BYTES

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        now: Clock,
        create: bool = False,
        durable: bool = True,
        busy_seconds: float = BUSY_SECONDS,
        on_wait: Callable[[], None] | None = None,
        key_of: KeyOf | None = None,
    ) -> Store:
        """Open the database, migrating it first (after a backup) where it is older than we are.

        A file or folder that may not be written, or is on a full disk, is opened read-only.
        `durable=False` is for fetches: after a power cut the last of their commits may be missing,
        and are fetched again. `on_wait` is called before a large one is migrated, for seconds, in
        which items of older rules get the keys that `key_of` makes of their addresses.
        Raises StoreError when the file is missing, not ours, broken, of a newer reewriter, or
        empty although there are copies of it.
        """
        opened = opening.open_file(
            path,
            now=now,
            create=create,
            durable=durable,
            busy_seconds=busy_seconds,
            on_wait=on_wait,
            key_of=key_of,
        )
        store = cls(opened.connection, path, read_only=opened.read_only, now=now)
        store.why_not = opened.why_not
        store.patience = busy_seconds
        return store

    @property
    def patience(self) -> float:
        """Seconds for which a write waits while another program is writing."""
        return self._patience

    @patience.setter
    def patience(self, seconds: float) -> None:
        self._patience = seconds
        self._connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    @contextlib.contextmanager
    def patiently(self, seconds: float) -> Iterator[None]:
        """Wait for other writers at least so long, for work that nobody sits and waits for."""
        before = self._patience
        self.patience = max(before, seconds)
        try:
            yield
        finally:
            self.patience = before

    def rows(self, sql: str, values: Sequence[Column] | dict[str, Column] = ()) -> list[Row]:
        """Run a SELECT and return every row; no cursor stays open to pin a snapshot."""
        with named_errors(self.path):
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Column] | dict[str, Column] = ()) -> Row | None:
        """Run a SELECT and return its first row, or None."""
        with named_errors(self.path):
            found = self._connection.execute(sql, values).fetchmany(1)
        return found[0] if found else None

    def value(self, sql: str, values: Sequence[Column] | dict[str, Column] = ()) -> Any:
        """Run a SELECT of one value; None when there is no row."""
        found = self.row(sql, values)
        return found[0] if found else None

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """See one state of the database in several SELECTs, however others write meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        with named_errors(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._end_reading()

    def _end_reading(self) -> None:
        """End it also where `interrupt` hits this very statement."""
        while self._connection.in_transaction:
            try:
                self._connection.execute("ROLLBACK")
            except sqlite3.OperationalError as error:
                if str(error) != "interrupted":
                    raise

    def data_version(self) -> int:
        """Return a number that changes when *another* connection has committed."""
        return int(self.value("PRAGMA data_version"))

    @contextlib.contextmanager
    def write(self) -> Iterator[None]:
        """Hold one short IMMEDIATE transaction; one inside another joins the outer one.

        IMMEDIATE, because a deferred one that has read before it writes fails at once, whatever
        the busy timeout, when another process committed in between.
        """
        if self.read_only:
            raise ReadOnlyError(f"{self.path}: {self.why_not[0]}", hint=self.why_not[1])
        if self._depth:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            return
        with named_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            self._wrote = True
            try:
                yield
                self._commit()
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0
                if self._has_room:
                    self._has_room = False
                    self._connection.execute(f"PRAGMA cache_size = {opening.ROOM}")
        if not self.checkpoints_later and self.wants_checkpoint:
            self.checkpoint()

    def make_room(self) -> None:
        """Take more memory for what is written inside this `write()`, and only until its end."""
        self._must_be_writing()
        if not self._has_room:
            self._has_room = True
            self._connection.execute(f"PRAGMA cache_size = {_ROOM}")

    def _commit(self) -> None:
        """Commit; references are looked at only now, so that rows may come and go in any order."""
        try:
            self._connection.execute("COMMIT")
        except sqlite3.IntegrityError as error:
            raise ConflictError(
                "something else hangs on what would be taken away",
                hint="A fetch or another desk has put it there since; nothing was changed.",
            ) from error

    def execute(self, sql: str, values: Sequence[Column] | dict[str, Column] = ()) -> int:
        """Run one writing statement inside `write()`; return how many rows it changed."""
        self._must_be_writing()
        return self._connection.execute(sql, values).rowcount

    def insert(self, sql: str, values: Sequence[Column] | dict[str, Column] = ()) -> int:
        """Run one INSERT inside `write()`; return the new row's id."""
        self._must_be_writing()
        return int(self._connection.execute(sql, values).lastrowid or 0)

    def execute_many(self, sql: str, values: Sequence[Sequence[Column]]) -> int:
        """Run one writing statement for many rows inside `write()`; return how many it changed."""
        self._must_be_writing()
        return self._connection.executemany(sql, values).rowcount

    @contextlib.contextmanager
    def trying(self) -> Iterator[Callable[[], object]]:
        """Inside `write()`, yield what takes everything back that was written from here on."""
        self._must_be_writing()
        self._connection.execute("SAVEPOINT trying")
        try:
            yield partial(self._connection.execute, "ROLLBACK TO trying")
        finally:
            self._connection.execute("RELEASE trying")

    def _must_be_writing(self) -> None:
        if not self._depth:
            raise RuntimeError("writing outside of Store.write()")

    def learn_words(self) -> None:
        """Make the words of the full-text index a table of this connection, `temp.item_words`.

        Not within a transaction, with which it might go.
        """
        if not self.knows_words and not self._connection.in_transaction:
            with named_errors(self.path):
                self._connection.execute(
                    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.item_words"
                    " USING fts5vocab (main, item_fts, row)"
                )
            self.knows_words = True

    def interrupt(self) -> None:
        """Stop the statement another thread's call is running on this connection."""
        self._connection.interrupt()

    def backup(self, target: Path) -> None:
        """Write a consistent copy, also while others write; `target` must not exist."""
        if target.exists():
            raise StoreError(f"{target}: exists already", hint="Choose another file name.")
        with named_errors(self.path, into=target):
            try:
                if self.read_only:  # VACUUM INTO needs a connection that may write
                    with contextlib.closing(sqlite3.connect(target)) as copy:
                        self._connection.backup(copy)
                else:
                    self._connection.execute("VACUUM INTO ?", (str(target),))
            except BaseException:
                target.unlink(missing_ok=True)
                raise

    def quick_check(self) -> str:
        """Return "ok", or the first thing SQLite finds broken."""
        return str(self.value("PRAGMA quick_check(1)"))

    @property
    def wants_checkpoint(self) -> bool:
        """Whether enough has been written to be brought into the database's own file."""
        wal = self.path.with_name(self.path.name + "-wal")
        try:
            return wal.stat().st_size >= self._log_bytes
        except OSError:
            return False

    @contextlib.contextmanager
    def many(self) -> Iterator[None]:
        """Expect many transactions, after which all that they wrote is folded in, and safe.

        Each row of an item is a page of its own, and the pages of the indexes are written again
        and again: folded in every 16 MB, a hundred thousand skipped items were 4.4 GB (2026-11-30).
        For a connection that was opened as not durable: then none of them waits for the disk.
        """
        self._log_bytes = _LARGE_LOG
        try:
            yield
        finally:
            self._log_bytes = _CHECKPOINT_BYTES
            self.checkpoint()

    def checkpoint(self) -> None:
        """Bring what was written into the database's own file, if nobody else does."""
        with checkpoint_lock(self.path) as mine:
            if mine:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("PRAGMA busy_timeout = 50")
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self.patience = self._patience

    def close(self) -> None:
        """Close the connection; the last one to close also folds the WAL into the file."""
        if self.read_only:
            self._connection.close()
            return
        with checkpoint_lock(self.path, wait=True):
            if self._wrote:  # one that only read must not look to others as if it had written
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("PRAGMA optimize")
            self._connection.close()


def sqlite_version() -> str:
    """Return the version of the SQLite that Python brought."""
    return sqlite3.sqlite_version
