"""Says SQLite's errors in words a person can act on; opens and writes nothing."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from reewriter.errors import LockedError, ReadOnlyError, StoppedError, StoreError

__all__ = ["named_errors"]


@contextlib.contextmanager
def named_errors(path: Path, *, into: Path | None = None) -> Iterator[None]:
    """Raise SQLite's errors as ours; `into` is what is being written, if that is another file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise LockedError(
                f"{path}: another program is writing and did not stop in time",
                hint="Try again in a moment; nothing was changed.",
            ) from error
        if text == "interrupted":
            raise StoppedError("the search was stopped") from error
        if "readonly" in text or "read-only" in text:
            raise ReadOnlyError(
                f"{into or path}: the database may not be written",
                hint="Give yourself write permission on the file and its folder.",
            ) from error
        if "full" in text or "disk I/O" in text:
            raise StoreError(
                f"{into or path}: cannot be written to ({text})",
                hint="Is the disk full? Make room and try again; what was stored before stays.",
            ) from error
        if "unable to open" in text:
            raise StoreError(
                f"{into or path}: cannot be opened",
                hint="Does the folder exist, and may you read it?",
            ) from error
        raise
    except sqlite3.DatabaseError as error:
        text = str(error)
        if "not a database" in text or "malformed" in text:
            from reewriter.store import copies

            raise StoreError(
                f"{path}: the file is damaged or no database ({text})",
                hint=copies.hint(path),
            ) from error
        raise
