"""Reads files that somebody named, whole and within a limit; knows nothing of what is in them."""

from __future__ import annotations

from pathlib import Path

from reewriter.errors import NotFoundError, ReewriterError, UsageError

__all__ = ["read_file", "unreadable"]


def read_file(path: Path, *, most: int) -> bytes:
    """Return what a file holds, of at most so many bytes.

    Raises NotFoundError where there is none, UsageError for one that cannot be read or is larger.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(content) > most:
        raise UsageError(
            f"{path}: larger than {most // 1_000_000} MB", hint="Give the part that is needed."
        )
    return content


def unreadable(path: Path, error: OSError, *, hint: str = "") -> ReewriterError:
    """Say why a file that somebody named cannot be read, and what to do about it."""
    if isinstance(error, FileNotFoundError):
        return NotFoundError(f"{path}: there is no such file", hint=hint or "Is its name right?")
    reason = (error.strerror or type(error).__name__).lower()
    hint = hint or "Name a file that you may read."
    return UsageError(f"{path}: cannot be read ({reason})", hint=hint)
