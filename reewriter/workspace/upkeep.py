"""Looks after a workspace: what is wrong with it, and what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter.errors import ReewriterError, StoreError
from reewriter.model import Finding, Severity
from reewriter.store import items
from reewriter.store.copies import hint as hint_for
from reewriter.workspace.backups import newest
from reewriter.workspace.folder import CONFIG, DATABASE
from reewriter.workspace.linktags import own_settings

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["examine"]

_LEFTOVERS = (".*.tmp", "out/*/.*.tmp", "backups/.*.tmp", "backups/*-edit*.md")
_LARGE_WAL = 64_000_000
_OLD_COPY = timedelta(days=7)


def examine(root: Path, *, now: Callable[[], datetime]) -> list[Finding]:
    """Return what is wrong with a workspace; what cannot even be opened is a finding, too."""
    from reewriter import config
    from reewriter.workspace.workspace import Workspace

    findings = list(_files(root))
    try:
        config.load(root / CONFIG)
    except ReewriterError as error:
        return [_found("config", Severity.ERROR, error, CONFIG), *findings]
    if not (root / DATABASE).exists():
        missing = _finding(
            "database.missing", Severity.INFO, "There is no database yet", DATABASE,
            "The first `reewriter fetch` makes it.",
        )  # fmt: skip
        return [missing, *findings, _versions()]
    try:
        with Workspace.open(root, now=now) as workspace:
            findings += [*_database(workspace), *_feeds(workspace), *_issues(workspace)]
            findings += _press(workspace)
    except ReewriterError as error:
        findings.append(_found("database", Severity.ERROR, error, DATABASE))
    return [*sorted(findings, key=lambda one: one.severity.rank), _versions()]


def _database(workspace: Workspace) -> Iterator[Finding]:
    state = workspace.store.quick_check()
    if state != "ok":
        yield _finding(
            "database.damaged", Severity.ERROR, f"The database is damaged: {state}", DATABASE,
            hint_for(workspace.store.path),
        )  # fmt: skip
    if workspace.store.read_only:
        what, hint = workspace.store.why_not
        what = what[:1].upper() + what[1:]
        yield _finding("database.read-only", Severity.WARNING, what, DATABASE, hint)
    copied = newest(workspace.root, workspace.now())
    since = copied or items.first_seen(workspace.store)
    if since and workspace.writing.listed() and workspace.now() - since > _OLD_COPY:
        days = (workspace.now() - since).days
        yield _finding(
            "database.no-copy", Severity.WARNING,
            f"The newest copy of the database is {days} days old" if copied
            else "There is no copy of the database", "backups/",
            "`reewriter backup --daily` makes one, by cron too; the desk does it by itself.",
        )  # fmt: skip
    wal = workspace.root / f"{DATABASE}-wal"
    if wal.exists() and wal.stat().st_size > _LARGE_WAL:
        size = wal.stat().st_size // 1_000_000
        yield _finding(
            "database.wal", Severity.WARNING, f"{size} MB wait to be folded into the database",
            wal.name, "Close every desk once: the last to close folds them in.",
        )  # fmt: skip


def _feeds(workspace: Workspace) -> Iterator[Finding]:
    feeds = workspace.wire.feeds()
    if not feeds:
        yield _finding(
            "feeds.none", Severity.INFO, "There are no feeds", CONFIG,
            "`reewriter feeds add ADDRESS` adds one.",
        )  # fmt: skip
    for feed in feeds:
        if feed.odd:
            yield _finding(
                "feeds.odd", Severity.INFO,
                f"{feed.name}: was read, but {feed.error}", f"feed/{feed.id}",
                "Nothing to do while its items look right; else tell its publisher.",
            )  # fmt: skip
        if feed.failures or feed.status.value in ("error", "gone", "moved"):
            often = f"{feed.failures} times in a row: " if feed.failures > 1 else ""
            said = feed.error or feed.status.value
            yield _finding(
                "feeds.failing", Severity.WARNING,
                f"{feed.name}: {often}{said}", f"feed/{feed.id}",
                f"`reewriter feeds pause {feed.id}`, or remove it.",
            )  # fmt: skip


def _issues(workspace: Workspace) -> Iterator[Finding]:
    gaps = workspace.issues.gaps()
    if gaps:
        numbers = ", ".join(map(str, gaps[:10])) + (" …" if len(gaps) > 10 else "")
        yield _finding(
            "issues.gaps", Severity.WARNING, f"No issue has the number {numbers}", "issues",
            "Was one deleted by hand? Readers may ask for it.",
        )  # fmt: skip


def _press(workspace: Workspace) -> Iterator[Finding]:
    """Try templates and targets, so that the morning holds no surprise."""
    for mistake in workspace.press.check_templates():
        yield _found("templates", Severity.ERROR, mistake, "templates/")
    from reewriter.export import target_for

    for name in workspace.press.targets():
        try:
            target_for(name, own_settings(workspace.config.targets))
        except ReewriterError as error:
            yield _found("targets", Severity.ERROR, error, f"target.{name}")


def _files(root: Path) -> Iterator[Finding]:
    for pattern in _LEFTOVERS:
        for path in sorted(root.glob(pattern)):
            name = path.relative_to(root).as_posix()
            if name.endswith(".md"):
                what = "An edit was never loaded"
                hint = f"`reewriter issue load {path}`, or delete it."
                if path.name.startswith("story-"):
                    hint = "Open the story in the desk, which offers it, or delete it."
            else:
                what, hint = "A program that was stopped left a file", "Delete it."
            yield _finding("files.leftover", Severity.WARNING, what, name, hint)


def _versions() -> Finding:
    from reewriter import __version__
    from reewriter.store.database import sqlite_version

    python = ".".join(map(str, sys.version_info[:3]))
    return _finding(
        "versions", Severity.INFO,
        f"reewriter {__version__}, Python {python}, SQLite {sqlite_version()}", "versions", "",
    )  # fmt: skip


def _found(family: str, severity: Severity, error: ReewriterError, where: str) -> Finding:
    kind = "broken" if not isinstance(error, StoreError) else "unusable"
    hint = error.hint or "Mend it in a text editor."
    return _finding(f"{family}.{kind}", severity, error.message, where, hint)


def _finding(name: str, severity: Severity, message: str, where: str, hint: str) -> Finding:
    return Finding(
        id=name, severity=severity, message=message, where=where, hint=hint, waivable=False
    )
