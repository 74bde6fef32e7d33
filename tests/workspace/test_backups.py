"""Copies of the database: made once a day, kept by count, and brought back after the worst."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from reewriter.errors import (
    LockedError,
    NotFoundError,
    StoreError,
    UsageError,
    WorkspaceError,
)
from reewriter.workspace import Workspace
from reewriter.workspace.backups import back_up, back_up_daily, restore
from tests.workshop import CONFIG, NOW, bring, invent, make_workspace


def written(root: Path, *, config: str = CONFIG) -> Workspace:
    """Make a workspace with one story."""
    workspace = make_workspace(root, [invent(1)], config=config)
    workspace.triage.keep([1])
    return workspace


def on(workspace: Workspace, days: int) -> Workspace:
    """Open the workspace again as it is so many days later."""
    return Workspace.open(workspace.root, now=lambda: NOW + timedelta(days=days))


def touch_later(root: Path, seconds: int) -> None:
    """Let the database look as if it was written to so many seconds from now."""
    path = root / "reewriter.db"
    moment = path.stat().st_mtime + seconds
    os.utime(path, (moment, moment))


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "backups").iterdir())


def headlines(root: Path) -> list[str]:
    with Workspace.open(root, now=lambda: NOW) as workspace:
        return [story.headline for story in workspace.writing.listed()]


def test_one_copy_a_day_is_made(tmp_path: Path) -> None:
    workspace = written(tmp_path)
    made = back_up_daily(workspace)
    assert made == tmp_path / "backups" / "daily-2026-03-02.db"
    assert back_up_daily(workspace) is None
    assert names(tmp_path) == ["daily-2026-03-02.db"]


def test_the_day_is_that_of_the_house(tmp_path: Path) -> None:
    written(tmp_path).close()
    late = NOW.replace(day=3, hour=3)  # still Monday in New York
    with Workspace.open(tmp_path, now=lambda: late) as workspace:
        made = back_up_daily(workspace)
    assert made is not None
    assert made.name == "daily-2026-03-02.db"


def test_no_copy_is_made_of_what_feeds_bring_again(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, [invent(1)])
    assert back_up_daily(workspace) is None
    assert not (tmp_path / "backups").exists()


def test_no_copy_is_made_of_what_was_copied(tmp_path: Path) -> None:
    first = written(tmp_path)
    first.close()
    with on(first, 0) as workspace:
        assert back_up_daily(workspace)
    touch_later(tmp_path, -60)
    with on(first, 1) as workspace:
        assert back_up_daily(workspace) is None


def test_as_many_days_are_kept_as_the_house_says(tmp_path: Path) -> None:
    first = written(tmp_path, config=f"{CONFIG}\n[backups]\nkeep = 2\n")
    by_hand = back_up(first)
    for day in range(4):
        touch_later(tmp_path, 60 * (day + 1))
        with on(first, day) as workspace:
            assert back_up_daily(workspace)
    assert names(tmp_path) == ["daily-2026-03-04.db", "daily-2026-03-05.db", by_hand.name]


def test_a_house_may_want_none(tmp_path: Path) -> None:
    workspace = written(tmp_path, config=f"{CONFIG}\n[backups]\ndaily = false\n")
    assert back_up_daily(workspace) is None


def test_a_full_disk_is_said_and_takes_no_copy_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = written(tmp_path, config=f"{CONFIG}\n[backups]\nkeep = 1\n")
    back_up_daily(first)
    touch_later(tmp_path, 60)
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with on(first, 1) as workspace, pytest.raises(WorkspaceError, match="no room"):
        back_up_daily(workspace)
    assert names(tmp_path) == ["daily-2026-03-02.db"]


def test_a_damaged_database_pushes_no_sound_copy_out(tmp_path: Path) -> None:
    first = written(tmp_path, config=f"{CONFIG}\n[backups]\nkeep = 1\n")
    back_up_daily(first)
    first.close()
    spoil(tmp_path / "reewriter.db")
    touch_later(tmp_path, 60)
    with on(first, 1) as workspace, pytest.raises(StoreError, match="damaged"):
        back_up_daily(workspace)
    assert names(tmp_path) == ["daily-2026-03-02.db"]


def spoil(path: Path) -> None:
    """Overwrite the page that stories lie on, as a dying disk would."""
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'story'")
    connection.close()
    with path.open("r+b") as file:
        file.seek((page[0] - 1) * 4096)
        file.write(b"x" * 200)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def replaced_by_text(path: Path) -> None:
    path.write_text("Nothing to see here. " * 500)


@pytest.mark.parametrize("harm", [spoil, emptied, cut_short, replaced_by_text])
def test_the_newest_sound_copy_comes_back(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    workspace = written(tmp_path)
    (headline,) = [story.headline for story in workspace.writing.listed()]
    back_up_daily(workspace)
    workspace.close()
    database = tmp_path / "reewriter.db"
    harm(database)
    broken = database.read_bytes()
    with pytest.raises(StoreError, match="reewriter backup --restore"):
        headlines(tmp_path)
    done = restore(tmp_path, now=lambda: NOW)
    assert done.copy.name == "daily-2026-03-02.db"
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == broken
    assert headlines(tmp_path) == [headline]


def test_a_log_of_the_old_file_is_not_read_into_the_copy(tmp_path: Path) -> None:
    workspace = written(tmp_path)
    back_up_daily(workspace)
    workspace.writing.edit(1, {"headline": "Written after the copy"})
    kept = tmp_path / "kept"
    kept.mkdir()
    for ending in ("", "-wal"):  # as a killed desk leaves them
        shutil.copy(tmp_path / f"reewriter.db{ending}", kept / f"reewriter.db{ending}")
    workspace.close()
    for ending in ("", "-wal"):
        shutil.copy(kept / f"reewriter.db{ending}", tmp_path / f"reewriter.db{ending}")
    done = restore(tmp_path, now=lambda: NOW)
    assert headlines(tmp_path) != ["Written after the copy"]
    aside = done.set_aside
    assert aside is not None
    with sqlite3.connect(aside) as connection:  # with its own log, nothing of it is lost
        assert connection.execute("SELECT headline FROM story").fetchone() == (
            "Written after the copy",
        )
    connection.close()


def test_a_damaged_copy_is_passed_over_and_named(tmp_path: Path) -> None:
    first = written(tmp_path)
    back_up_daily(first)
    touch_later(tmp_path, 60)
    with on(first, 1) as workspace:
        bad = back_up_daily(workspace)
    assert bad is not None
    later = bad.stat().st_mtime + 60
    spoil(bad)
    os.utime(bad, (later, later))
    first.close()
    done = restore(tmp_path, now=lambda: NOW)
    assert done.copy.name == "daily-2026-03-02.db"
    assert str(bad) in done.passed_over[0]
    assert "damaged" in done.passed_over[0]
    with pytest.raises(UsageError, match="damaged"):
        restore(tmp_path, bad, now=lambda: NOW)


def test_another_programs_file_is_no_copy(tmp_path: Path) -> None:
    written(tmp_path).close()
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE song (id)")
    connection.close()
    before = (tmp_path / "reewriter.db").read_bytes()
    with pytest.raises(UsageError, match="no database of reewriter"):
        restore(tmp_path, other, now=lambda: NOW)
    assert (tmp_path / "reewriter.db").read_bytes() == before


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe, told = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)

    def bring_back() -> None:
        try:
            restore(tmp_path, pipe, now=lambda: NOW)
        except UsageError as error:
            told.append(error.message)

    waiting = threading.Thread(target=bring_back, daemon=True)
    waiting.start()
    waiting.join(10)
    assert told == [f"{pipe}: is no file"]


def test_without_a_copy_nothing_is_touched(tmp_path: Path) -> None:
    written(tmp_path).close()
    before = (tmp_path / "reewriter.db").read_bytes()
    with pytest.raises(NotFoundError, match="no copy"):
        restore(tmp_path, now=lambda: NOW)
    assert (tmp_path / "reewriter.db").read_bytes() == before


def test_nothing_is_brought_back_under_an_open_desk(tmp_path: Path) -> None:
    back_up_daily(written(tmp_path))
    desk = (
        "import sys, pathlib, datetime; from reewriter.workspace import Workspace, utc_now\n"
        "w = Workspace.open(pathlib.Path(sys.argv[1]), now=utc_now); w.writing.listed()\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", desk, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        with pytest.raises(LockedError, match="open elsewhere"):
            restore(tmp_path, now=lambda: NOW)


def test_a_workspace_brought_back_goes_on(tmp_path: Path) -> None:
    first = written(tmp_path)
    back_up_daily(first)
    first.close()
    emptied(tmp_path / "reewriter.db")
    restore(tmp_path, now=lambda: NOW)
    with Workspace.open(tmp_path, now=lambda: NOW) as workspace:
        bring(workspace, [invent(2)])
        workspace.triage.keep([2])
        assert len(workspace.writing.listed()) == 2
