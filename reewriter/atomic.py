"""Writes files whole or not at all; knows nothing of what is in them."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from reewriter.errors import ExportError

__all__ = ["keep_copy", "sync", "write_files"]

_HINTS = {
    errno.ENOSPC: "Free some space; what stood there before is untouched.",
    errno.EDQUOT: "Free some space; what stood there before is untouched.",
    errno.EACCES: "Choose another folder or change its permissions.",
    errno.EPERM: "Choose another folder or change its permissions.",
    errno.EROFS: "Choose a folder that may be written.",
    errno.EISDIR: "Move the folder of that name away.",
}


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write several files: every one whole to a temp sibling first, then all put in place.

    Until all are written nothing changes; after a failure no temp file is left.
    Raises ExportError.
    """
    temps: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            with _told(path):
                _must_be_plain(path)
                path.parent.mkdir(parents=True, exist_ok=True)
                temp = _sibling(path)
                temps[path] = temp
                _write_new(temp, content, mode=_mode_of(path))
        for path in files:
            with _told(path):
                temps[path].replace(path)
                del temps[path]
        for folder in dict.fromkeys(path.parent for path in files):
            with _told(folder):
                sync(folder)
    finally:
        for temp in temps.values():
            with contextlib.suppress(OSError):
                temp.unlink(missing_ok=True)


def keep_copy(path: Path) -> Path:
    """Copy a file to `NAME.orig`, or the next free `NAME.orig-2`; raises ExportError."""
    with _told(path):
        content = path.read_bytes()
        for number in range(1, 1000):
            ending = ".orig" if number == 1 else f".orig-{number}"
            copy = path.with_name(path.name + ending)
            with contextlib.suppress(FileExistsError):
                try:
                    _write_new(copy, content, mode=_mode_of(path))
                except FileExistsError:
                    raise
                except OSError:
                    copy.unlink(missing_ok=True)
                    raise
                return copy
    raise ExportError(f"{path}: too many copies of it", hint="Clear away its .orig files.")


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _must_be_plain(path: Path) -> None:
    """Raise ExportError where putting a file in place would take a device or a pipe away."""
    if path.exists() and not path.is_file() and not path.is_dir():  # a folder says so by itself
        raise ExportError(f"{path}: is no file", hint="Choose another name.")


def _sibling(path: Path) -> Path:
    # Short, so that a long name does not grow over the file system's limit.
    return path.with_name(f".{path.name[:80]}.{secrets.token_hex(6)}.tmp")


def _mode_of(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return 0o666


def _write_new(path: Path, content: bytes, *, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Name the file that was meant, not the temporary one that stands for it."""
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "Look at its folder, then try again.")
        raise ExportError(
            f"{path}: cannot be written ({error.strerror or error})", hint=hint
        ) from error
