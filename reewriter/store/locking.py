"""The locks between processes, around checkpoints and around exports; knows no SQL.

SQLite before 3.51.3 can corrupt a WAL that two connections checkpoint at once. Two exports at once
would both find no draft, and make two.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

__all__ = ["checkpoint_lock", "export_lock"]

_GLANCE = 0.05
"""Seconds between two tries."""


@contextlib.contextmanager
def checkpoint_lock(path: Path, *, wait: bool = False) -> Iterator[bool]:
    """Let one process at a time touch the WAL's end; yields whether the lock is ours."""
    with _locked(path.with_name(path.name + "-lock"), wait=wait) as ours:
        yield ours


@contextlib.contextmanager
def export_lock(path: Path, *, seconds: float = 0.0) -> Iterator[bool]:
    """Let one process at a time change drafts at services; yields whether the lock is ours.

    Whoever holds it is waited for so long.
    """
    ends = time.monotonic() + seconds
    while True:
        with _locked(path.with_name(path.name + "-exports"), wait=False) as ours:
            if ours or time.monotonic() >= ends:
                yield ours
                return
        time.sleep(_GLANCE)


@contextlib.contextmanager
def _locked(path: Path, *, wait: bool) -> Iterator[bool]:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
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
