"""Keeps bodies on the disk that nobody can read just now; knows nothing of feeds."""

from __future__ import annotations

import tempfile
import threading
from typing import IO

__all__ = ["Shelf"]


class Shelf:
    """One file without a name, made when first needed. For several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        self._closed = False

    def put(self, body: bytes) -> tuple[int, int]:
        """Keep a body and return its place; raises OSError where the disk is full."""
        with self._lock:
            if self._closed:
                return 0, 0
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - until `close`
            place = self._file.seek(0, 2), len(body)
            self._file.write(body)
            self._file.flush()
            return place

    def get(self, place: tuple[int, int]) -> bytes:
        """Return the body of a place, or nothing once it is closed."""
        with self._lock:
            if self._file is None:
                return b""
            self._file.seek(place[0])
            return self._file.read(place[1])

    def close(self) -> None:
        """Throw all of it away; bodies that come later are not kept."""
        with self._lock:
            self._closed = True
            if self._file is not None:
                self._file.close()
                self._file = None
