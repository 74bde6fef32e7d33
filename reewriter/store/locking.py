"""The lock between processes around checkpoints; knows no SQL.

SQLite before 3.51.3 can corrupt a WAL that two connections checkpoint at once.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["checkpoint_lock"]


@contextlib.contextmanager
def checkpoint_lock(path: Path, *, wait: bool = False) -> Iterator[bool]:
    """Let one process at a time touch the WAL's end; yields whether the lock is ours."""
    try:
        handle = os.open(path.with_name(path.name + "-lock"), os.O_RDONLY | os.O_CREAT, 0o644)
    except OSError:  # a folder we may not write: nobody checkpoints from here
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(handle)
        yield False
        return
    try:
        yield True
    finally:
        os.close(handle)
