"""A desk that stays open for months: what one morning takes is given back before the next."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from reewriter.workspace import Workspace
from tests.workshop import make_workspace, write_feed

MORNINGS = 36

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux's /proc")


def resident() -> int:
    """Bytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def children() -> int:
    tasks = Path("/proc/self/task").iterdir()
    return sum(len((task / "children").read_text().split()) for task in tasks)


def held() -> tuple[int, int, int]:
    """Return how many open files, threads and child processes there are."""
    return len(list(Path("/proc/self/fd").iterdir())), threading.active_count(), children()


def morning(workspace: Workspace, number: int) -> None:
    """Fetch, keep, write, check, and take some of it back."""
    first = 1 + number * 10
    for name in ("basin", "oxide"):
        titles = [f"{name} counts {n} drums of rare earth oxide" for n in range(first, first + 10)]
        write_feed(workspace.root, name, titles, first=first)
    assert sum(one.new for one in workspace.wire.fetch(force=True)) == 20
    newest = workspace.triage.ids("state:new")[:3]
    workspace.triage.keep(newest)
    story = workspace.writing.listed()[-1]
    for draft in range(4):
        workspace.writing.edit(story.id, {"critique": f"Draft {draft} of morning {number}."})
    workspace.undo()
    workspace.redo()
    workspace.press.check(workspace.issues.current())


def test_three_dozen_mornings_take_no_more_than_one(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    for number in range(MORNINGS // 3):
        morning(workspace, number)
    before, memory = held(), resident()
    for number in range(MORNINGS // 3, MORNINGS):
        morning(workspace, number)
    assert held() == before
    assert resident() < memory * 1.2
    log = tmp_path / "reewriter.db-wal"
    assert log.stat().st_size < 64_000_000
    assert workspace.store.quick_check() == "ok"
