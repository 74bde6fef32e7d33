"""Copies of a workspace's database: made by hand or once a day, and brought back."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter.desk.calendar import zone
from reewriter.errors import NotFoundError, UsageError, WorkspaceError
from reewriter.files import unreadable
from reewriter.store import stories
from reewriter.store.copies import FOLDER, copies, put_in_place, why_not
from reewriter.workspace.folder import DATABASE

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Restored", "back_up", "back_up_daily", "newest", "restore"]

_DAILY = "daily-*.db"
_STALE = timedelta(hours=6)
"""A copy that nobody finished in so long was cut off."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back."""

    copy: Path
    made_at: datetime
    set_aside: Path | None
    """Where the database that stood there is now; None where there was none."""
    passed_over: tuple[str, ...] = ()
    """Newer copies that are no good, each with the reason."""


def back_up(workspace: Workspace, target: Path | None = None) -> Path:
    """Write a consistent copy of the database, by default into backups/; returns its path.

    Others may go on writing. A file that is there already is a StoreError.
    """
    if target is None:
        name = f"reewriter-{workspace.now():%Y%m%dT%H%M%SZ}.db"
        target = workspace.root / FOLDER / name
    path = target.expanduser().absolute()
    _make(path.parent)
    workspace.store.backup(path)
    return path


def back_up_daily(workspace: Workspace) -> Path | None:
    """Make today's copy, and clear away those of more days than the house keeps.

    None where feeds.toml wants none, today's is there, no story was ever written, or nothing was
    stored since the last. Nothing is cleared away before today's copy is whole. Raises
    WorkspaceError where the disk has no room for it, StoreError where the database is damaged.
    """
    keep = workspace.config.backups
    if not keep or workspace.store.read_only:
        return None
    folder = workspace.root / FOLDER
    day = workspace.now().astimezone(zone(workspace.config.publication))
    today = folder / f"daily-{day:%Y-%m-%d}.db"
    before = sorted(folder.glob(_DAILY))
    if today.exists() or not stories.listed(workspace.store):
        return None
    written = _written_at(workspace.root)
    if before and written <= before[-1].stat().st_mtime:
        return None
    _make(folder)
    size = (workspace.root / DATABASE).stat().st_size
    if shutil.disk_usage(folder).free < 2 * size:
        raise WorkspaceError(
            f"{folder}: no room for today's copy of the database ({size // 1_000_000} MB)",
            hint="Make room, or set `daily = false` under [backups] in feeds.toml.",
        )
    _clear_stale(folder, workspace.now())
    temp = folder / f".{today.name}.{secrets.token_hex(4)}.tmp"
    try:
        workspace.store.backup(temp)
        temp.replace(today)
    finally:
        temp.unlink(missing_ok=True)
    for old in sorted(folder.glob(_DAILY))[:-keep]:
        with contextlib.suppress(OSError):
            old.unlink()
    return today


def newest(root: Path, now: datetime) -> datetime | None:
    """Return when the newest copy was made, or None where there is none."""
    found = copies(root / DATABASE)
    return _made_at(found[0], now) if found else None


def restore(root: Path, named: Path | None = None, *, now: Callable[[], datetime]) -> Restored:
    """Bring back the newest sound copy, or the named one; what stood there is set aside.

    Raises NotFoundError where there is no sound copy, UsageError where the named one is none, and
    LockedError while a desk or a fetch is open.
    """
    database = root / DATABASE
    candidates = [named.expanduser()] if named else copies(database)
    passed: list[str] = []
    for copy in candidates:
        if named:
            _must_be_a_file(copy, database)
        if reason := why_not(copy):
            passed.append(f"{copy}: {reason}")
            continue
        moment = now()
        aside = database.with_name(f"{DATABASE}-before-restore-{moment:%Y%m%dT%H%M%SZ}")
        there = database.exists()
        put_in_place(copy, database, aside=aside)
        made = _made_at(copy, moment)
        return Restored(copy, made, aside if there else None, tuple(passed))
    if named:
        raise UsageError(passed[0], hint=_listing(database))
    raise NotFoundError(
        "; ".join(passed) or f"{root / FOLDER}: there is no copy of the database",
        hint="Name one that lies elsewhere: `reewriter backup --restore FILE`.",
    )


def _must_be_a_file(copy: Path, database: Path) -> None:
    try:
        if copy.is_fifo():  # it would be waited for, and for ever
            raise UsageError(f"{copy}: is no file", hint=_listing(database))
        copy.open("rb").close()
    except OSError as error:
        raise unreadable(copy, error, hint=_listing(database)) from error


def _listing(database: Path) -> str:
    found = copies(database)[:3]
    there = ", ".join(str(path) for path in found)
    return f"There are {there}." if found else f"There is none in {FOLDER}/ either."


def _made_at(copy: Path, now: datetime) -> datetime:
    return datetime.fromtimestamp(copy.stat().st_mtime, tz=now.tzinfo)


def _written_at(root: Path) -> float:
    """Return when something was last stored, as the files tell."""
    times = [0.0]
    for name in (DATABASE, f"{DATABASE}-wal"):
        with contextlib.suppress(OSError):
            there = (root / name).stat()
            if there.st_size:  # an empty log says only that somebody reads
                times.append(there.st_mtime)
    return max(times)


def _clear_stale(folder: Path, now: datetime) -> None:
    for temp in folder.glob(f".{_DAILY}.*.tmp"):
        with contextlib.suppress(OSError):
            if now - _made_at(temp, now) > _STALE:
                temp.unlink()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            f"{folder}: cannot be made ({error.strerror})", hint="Choose another folder."
        ) from error
