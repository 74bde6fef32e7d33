"""The names of the beat: those we ship, changed by a workspace's glossary.toml. Reads one file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from reewriter.errors import ConfigError
from reewriter.text.glossary import Glossary, read_glossary, shipped_glossary

__all__ = ["FILE", "glossary_of", "names_of"]

FILE = "glossary.toml"


def glossary_of(root: Path | None) -> Glossary:
    """Return the glossary of a workspace, or the shipped one; raises ConfigError."""
    path = root / FILE if root else None
    if path is None or not path.is_file():
        return shipped_glossary()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", file=str(path), hint="Save it as UTF-8.") from error
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        hint = "May you read it?"
        raise ConfigError(f"cannot be read ({reason})", file=str(path), hint=hint) from error
    return shipped_glossary().changed(read_glossary(text, file=str(path)))


def names_of(root: Path) -> Glossary:
    """Return the same for what must go on whatever somebody wrote: a broken file counts for none.

    Read once for each time the file was changed.
    """
    try:
        stamp = (root / FILE).stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _names_of(root, stamp)


@lru_cache(8)
def _names_of(root: Path, stamp: int) -> Glossary:
    del stamp
    try:
        return glossary_of(root)
    except ConfigError:
        return shipped_glossary()
