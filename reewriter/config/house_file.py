"""Reads facts.toml from the disk; while it is broken, what it said before counts."""

from __future__ import annotations

from pathlib import Path

from reewriter.config.house import FILE, read_house
from reewriter.errors import ConfigError
from reewriter.text.house import House

__all__ = ["house_of", "text_of"]

_Stamp = tuple[int, int] | None
_read: dict[Path, tuple[_Stamp, House, str]] = {}
"""What was read last by each path, and what is wrong with it now: a desk has a workspace a thread,
and what was good before a slip in an editor is good for all of them."""


def house_of(root: Path | None) -> tuple[House, str]:
    """Return what a workspace's facts.toml says, and what is wrong with it.

    While it cannot be read, what it said before that counts.
    """
    path = root / FILE if root else None
    if path is None:
        return House(), ""
    try:
        status = path.stat()
    except OSError:
        _read.pop(path, None)
        return House(), ""
    stamp = (status.st_mtime_ns, status.st_size)
    known = _read.get(path)
    if known is None or known[0] != stamp:
        good = known[1] if known else House()
        try:
            known = (stamp, read_house(text_of(path), file=FILE), "")
        except ConfigError as error:
            known = (stamp, good, str(error))
        _read[path] = known
    return known[1], known[2]


def text_of(path: Path) -> str:
    """Return what stands in the file; raises ConfigError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8", file=FILE, hint="Save it as UTF-8.") from None
    except OSError as error:
        raise ConfigError(
            f"cannot be read ({error.strerror})",
            file=FILE,
            hint="May you read it, and is it a file?",
        ) from error
