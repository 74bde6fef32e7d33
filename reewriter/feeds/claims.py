"""Lets no two programs ask one server at the same time; knows no feed and no database."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import time
from pathlib import Path
from zlib import crc32

from reewriter.closing import Closing

__all__ = ["Claims"]

_BEAT = 5.0
"""Seconds between two signs of life."""
_ASLEEP = 60.0
"""Seconds without one after which who holds a claim is taken to be stopped, not at work."""


class Claims(Closing):
    """What this program claims of the servers that several may ask. One at a time in a program.

    A claim is a lock on one byte of a file that stays empty: the system takes it back however the
    program ends. One that is stopped, or sleeps, keeps its locks but loses its claims.
    """

    def __init__(self, path: Path) -> None:
        self._file = -1
        self._beaten = time.monotonic()
        self._others_live = True
        with contextlib.suppress(OSError):  # a folder we may not write: nothing is stored, either
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            age = time.time() - os.fstat(self._file).st_mtime
            self._others_live = 0 <= age < _ASLEEP
            os.utime(self._file)

    def take(self, host: str) -> bool:
        """Claim a server until the end; False while another program has it."""
        if self._file < 0:
            return True
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, crc32(host.encode()))
        except OSError as error:
            # Where a file system knows no locks, there are no claims.
            return not (self._others_live and error.errno in (errno.EACCES, errno.EAGAIN))
        return True

    def beat(self) -> None:
        """Give a sign of life; call it often."""
        now = time.monotonic()
        if self._file >= 0 and now - self._beaten >= _BEAT:
            self._beaten = now
            with contextlib.suppress(OSError):
                os.utime(self._file)

    def close(self) -> None:
        """Give all claims back."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
