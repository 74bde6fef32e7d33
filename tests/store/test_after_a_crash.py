"""What is left after a crash: logs that are cut or garbled, upgrades and copies in mid-write."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from reewriter.errors import StoreError
from reewriter.store import Store, schema
from reewriter.store.tables import V1
from tests.store.conftest import NOW


def open_at(path: Path) -> Store:
    return Store.open(path, now=lambda: NOW)


_COMMITS = 40


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a killed desk leaves it: forty numbered commits, all of them in the log only."""
    root = tmp_path_factory.mktemp("killed")
    with Store.open(root / "live.db", now=lambda: NOW, create=True) as store:
        store.checkpoint()
        for number in range(1, _COMMITS + 1):
            with store.write():  # two rows, which only a whole commit has alike
                for name in ("one", "other"):
                    store.execute(
                        "INSERT INTO desk (name, value) VALUES (?, ?) ON CONFLICT (name)"
                        " DO UPDATE SET value = excluded.value",
                        (name, f"{number:09}" * 300),
                    )
        for ending in ("", "-wal"):
            shutil.copy(root / f"live.db{ending}", root / f"reewriter.db{ending}")
    return root


def _copied(killed: Path, folder: Path) -> tuple[Path, bytes]:
    shutil.copy(killed / "reewriter.db", folder)
    return folder / "reewriter.db", (killed / "reewriter.db-wal").read_bytes()


def _committed(path: Path) -> int:
    """Return the number of the last commit that is there, whole."""
    with open_at(path) as store:
        assert store.quick_check() == "ok"
        values = {row[0] for row in store.rows("SELECT value FROM desk")}
    assert len(values) <= 1
    return int(values.pop()[:9]) if values else 0


def test_a_log_that_is_whole_loses_nothing(killed: Path, tmp_path: Path) -> None:
    path, log = _copied(killed, tmp_path)
    path.with_name("reewriter.db-wal").write_bytes(log)
    assert _committed(path) == _COMMITS


@pytest.mark.parametrize("seed", range(20))
def test_a_log_that_is_cut_leads_back_to_a_whole_commit(
    killed: Path, tmp_path: Path, seed: int
) -> None:
    path, log = _copied(killed, tmp_path)
    share = random.Random(seed).random()
    path.with_name("reewriter.db-wal").write_bytes(log[: int(len(log) * share)])
    found = _committed(path)
    assert abs(found - _COMMITS * share) <= 2, "more than the last moment is gone"


@pytest.mark.parametrize("seed", range(20))
def test_a_log_with_a_wrong_bit_leads_back_to_a_whole_commit(
    killed: Path, tmp_path: Path, seed: int
) -> None:
    path, log = _copied(killed, tmp_path)
    place = random.Random(seed).randrange(len(log))
    garbled = bytearray(log)
    garbled[place] ^= 4
    path.with_name("reewriter.db-wal").write_bytes(garbled)
    assert _committed(path) <= _COMMITS


_UPGRADE = """
import os, pathlib, signal, sqlite3, sys
from datetime import UTC, datetime
from reewriter.store import Store
path, fatal = pathlib.Path(sys.argv[1]), int(sys.argv[2])
seen = 0
def statement(sql):
    global seen
    seen += 1
    if seen == fatal:
        os.kill(os.getpid(), signal.SIGKILL)
connect = sqlite3.connect
def traced(*args, **options):
    connection = connect(*args, **options)
    connection.set_trace_callback(statement)
    return connection
sqlite3.connect = traced
Store.open(path, now=lambda: datetime(2026, 3, 2, tzinfo=UTC)).close()
print(seen)
"""


def _of_the_first_schema(path: Path) -> None:
    with closing(sqlite3.connect(path)) as first:
        first.executescript(V1)
        first.executescript(
            "INSERT INTO issue (date, edition, number) VALUES ('2026-03-02', 'x', 1);"
            f"PRAGMA application_id = {schema.APPLICATION_ID}; PRAGMA user_version = 1;"
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT,"
            " name TEXT, applied_at TEXT);"
            "CREATE UNIQUE INDEX idx__sqlite_migrations_migration_set_name"
            " ON _sqlite_migrations (migration_set, name);"
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('reewriter', 'v1_one_morning', '');"
        )


def _upgrade(path: Path, fatal: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _UPGRADE, str(path), str(fatal)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_an_upgrade_killed_at_any_statement_is_finished_next_time(tmp_path: Path) -> None:
    original = tmp_path / "original.db"
    _of_the_first_schema(original)
    whole = shutil.copy(original, tmp_path / "whole.db")
    told = _upgrade(Path(whole), 0)
    statements = int(told.stdout or 0)
    assert statements > 60, told.stderr
    for fatal in [int(statements * step / 12) for step in range(1, 12)]:
        folder = tmp_path / str(fatal)
        folder.mkdir()
        path = folder / "reewriter.db"
        shutil.copy(original, path)
        assert _upgrade(path, fatal).returncode == -9
        with closing(sqlite3.connect(path)) as left:
            (version,) = left.execute("PRAGMA user_version").fetchone()
            assert left.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with open_at(path) as store:
            assert store.value("PRAGMA user_version") == schema.LATEST
            assert store.value("SELECT edition FROM issue") == "x"
        copies = list((folder / "backups").glob("*.db"))
        assert copies or version == 1, "upgraded without a copy of what was there"


def test_a_copy_made_while_somebody_writes_is_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    Store.open(path, now=lambda: NOW, create=True).close()
    done = threading.Event()

    def write() -> None:
        number = 0
        with open_at(path) as store:
            while not done.is_set():
                number += 1
                with store.write():
                    for name in ("one", "other"):
                        store.execute("REPLACE INTO desk VALUES (?, ?)", (name, str(number)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with open_at(path) as store:
            for number in range(8):
                store.backup(tmp_path / f"copy-{number}.db")
    finally:
        done.set()
        writer.join()
    moments = []
    for number in range(8):
        with open_at(tmp_path / f"copy-{number}.db") as copy:
            assert copy.quick_check() == "ok"
            values = {row[0] for row in copy.rows("SELECT value FROM desk")}
            assert len(values) <= 1
            moments.append(int(values.pop()) if values else 0)
    assert moments == sorted(moments)
    assert moments[-1] > 0


def test_a_database_that_is_cut_is_named_and_nothing_is_begun_over_it(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    Store.open(path, now=lambda: NOW, create=True).close()
    content = path.read_bytes()[:100_000]
    path.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"), open_at(path) as store:
        store.rows("SELECT count(*) FROM item")
    assert path.read_bytes() == content
