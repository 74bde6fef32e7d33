"""Puts a text file of the workspace in place of what it is known to be; knows none by its name."""

from __future__ import annotations

from pathlib import Path

from reewriter.errors import ConflictError
from reewriter.model import FileEdit

__all__ = ["put"]


def put(root: Path, edit: FileEdit) -> None:
    """Write a file, or take it away; raises ConflictError where somebody has changed it since."""
    from reewriter.atomic import write_files

    path = root / edit.name
    try:
        now = path.read_bytes().decode("utf-8-sig", "replace") if path.exists() else None
    except OSError as error:
        raise ConflictError(
            f"{edit.name} cannot be read ({error.strerror})", hint="Look at what stands there."
        ) from error
    if now != edit.before:
        raise ConflictError(
            f"{edit.name} has been changed since", hint="Open it, and edit it where it is."
        )
    if edit.after is None:
        path.unlink(missing_ok=True)
    else:
        write_files({path.resolve(): edit.after.encode()})
