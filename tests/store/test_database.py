"""Opening the file: foreign, newer, damaged, read-only, locked; short transactions; copies."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database, Migrations

from reewriter.errors import LockedError, ReadOnlyError, StoreError
from reewriter.model import Feed
from reewriter.store import (
    Store,
    database,
    deliveries,
    feeds,
    issues,
    lists,
    opening,
    rekeying,
    schema,
)
from reewriter.store.faults import named_errors
from reewriter.store.migrations import migrations
from reewriter.store.tables import V1
from reewriter.text import url_key
from tests.queries import compile_query
from tests.store.conftest import NOW


def open_at(path: Path, *, create: bool = False, busy: float = 0.05) -> Store:
    return Store.open(path, now=lambda: NOW, create=create, busy_seconds=busy, key_of=url_key)


def test_missing_database_is_not_created_by_accident(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database here"):
        open_at(tmp_path / "reewriter.db")
    assert list(tmp_path.iterdir()) == []


def test_tables_are_strict_and_foreign_keys_hold(store: Store) -> None:
    tables = store.rows(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name IN"
        f" ({','.join('?' * len(schema.TABLES))}) AND name <> 'item_fts'",
        schema.TABLES,
    )
    assert {name for name, _ in tables} == set(schema.TABLES) - {"item_fts"}
    assert [name for name, sql in tables if "STRICT" not in sql] == []
    with pytest.raises(sqlite3.IntegrityError), store.write():
        store.execute(
            "INSERT INTO item (feed_id, guid, seen_at, sort_at) VALUES (99, 'x', 'y', 'y')"
        )


def test_other_tools_find_the_full_text_index(store: Store) -> None:
    other = Database(sqlite3.connect(store.path), execute_plugins=False)
    assert other.table("item").detect_fts() == "item_fts"
    other.close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_at(path)
    assert path.read_bytes() == before


def test_newer_database_is_refused_with_words(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    open_at(path, create=True).close()
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {schema.LATEST + 1}")
    newer.close()
    with pytest.raises(StoreError, match="newer reewriter"):
        open_at(path)


def test_older_database_is_copied_before_it_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    open_at(path, create=True).close()
    with sqlite3.connect(path) as older:
        # As a crash between the creation of the tables and nothing else would never leave it:
        # the number alone says that a step is missing.
        older.execute("PRAGMA user_version = 0")
    older.close()
    open_at(path).close()
    (copy,) = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (0,)


def test_a_large_database_that_is_migrated_is_told_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copies = tmp_path / "reewriter.db", tmp_path / "backups"
    told: list[bool] = []

    def upgrade() -> None:
        with closing(sqlite3.connect(path)) as older:
            older.execute("PRAGMA user_version = 0")
        Store.open(path, now=lambda: NOW, on_wait=lambda: told.append(copies.exists())).close()

    open_at(path, create=True).close()
    Store.open(path, now=lambda: NOW, on_wait=lambda: told.append(True)).close()
    upgrade()
    assert not told, "it is up to date, or so small that nobody waits"
    copies.rename(tmp_path / "copied")
    monkeypatch.setattr(opening, "LARGE", 1)
    upgrade()
    assert told == [False], "once, and before it is even copied"


def test_issues_of_the_first_schema_have_taken_over_already(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    with sqlite3.connect(path) as first:
        first.executescript(V1)
        first.execute("INSERT INTO issue (date, edition, number) VALUES ('2026-03-02', 'x', 1)")
        first.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        first.execute("PRAGMA user_version = 1")
        Migrations("reewriter").ensure_migrations_table(Database(first, execute_plugins=False))
        first.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('reewriter', 'v1_one_morning', '')"
        )
    first.close()
    with open_at(path) as opened:
        assert issues.has_taken_over(opened, 1)
        assert opened.value("PRAGMA user_version") == schema.LATEST
    (copy,) = (tmp_path / "backups").iterdir()
    assert sqlite3.connect(copy).execute("PRAGMA user_version").fetchone() == (1,)


@pytest.mark.parametrize("version", range(1, schema.LATEST))
def test_a_delivery_of_every_older_version_is_kept(tmp_path: Path, version: int) -> None:
    path = tmp_path / "reewriter.db"
    with closing(sqlite3.connect(path)) as old:
        steps, database = migrations(), Database(old, execute_plugins=False)
        following = next(step.name for step in steps._migrations if step.name.startswith(
            f"v{version + 1}_"
        ))  # fmt: skip
        steps.apply(database, stop_before=following)
        assert old.execute("PRAGMA user_version").fetchone() == (version,)
        old.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        old.execute("INSERT INTO issue (date, edition, number) VALUES ('2026-03-02', 'x', 1)")
        old.execute(
            "INSERT INTO delivery (issue_id, target, remote_id, intent, at, status)"
            " VALUES (1, 'weekly', 'em_1', 'rw-1 d', '2026-03-01T08:00:00Z', 'delivered')"
        )
        old.commit()
    with open_at(path) as opened:
        assert opened.value("PRAGMA user_version") == schema.LATEST
        known = deliveries.latest(opened, 1, "weekly")
        assert known is not None
        assert (known.remote_id, known.status, known.reason) == ("em_1", "delivered", "")


# As keys were before videos and posts had one by all their addresses.
_KEYS_BEFORE = (
    "https://youtube.com/watch?v=aaaaaaaaaaa",
    "https://youtube.com/watch?v=aaaaaaaaaaa&w=1",
    "https://youtube.com/watch?list=PL1&v=aaaaaaaaaaa",
    "https://youtube.com/watch?list=PL1",
    "https://youtube.com/shorts/aaaaaaaaaaa",
    "https://youtube.com/shorts/aaaaaaaaaaa?t=3",
    "https://youtube.com/live/aaaaaaaaaaa",
    "https://youtube.com/live/aaaaaaaaaaaa",
    "https://youtube.com/live/aaaa%C3%A4aaaa",
    "https://youtube.com/embed/videoseries?list=PL1",
    "https://youtube-nocookie.com/embed/aaaaaaaaaaa",
    "https://youtube.com/@oretimes",
    "https://twitter.com",
    "https://twitter.com/oretimes",
    "https://twitter.com/oretimes/status/1790000000000000001",
    "https://twitter.com/oretimes/status/1790000000000000001?s=20",
    "https://twitter.com.ore.example/oretimes/status/1790000000000000001",
    "https://x.com/oretimes/status/1790000000000000001/photo/1",
    "https://x.com/oretimes/status/nothing",
    "https://x.com/oretimes",
    "https://ore.example/status/3",
    "",
)


def test_stored_keys_of_videos_and_posts_become_what_later_rules_say(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    with closing(sqlite3.connect(path)) as old:
        steps, database = migrations(), Database(old, execute_plugins=False)
        steps.apply(database, stop_before="v22_one_page_of_two_names")
        old.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        old.execute("INSERT INTO feed (url) VALUES ('https://ore.example/feed')")
        old.executemany(
            "INSERT INTO item (feed_id, guid, url_key, seen_at, sort_at, item_hash)"
            " VALUES (1, ?, ?, 'x', 'x', 'x')",
            [(str(number), key) for number, key in enumerate(_KEYS_BEFORE)],
        )
        plans = [
            row[3]
            for statement in rekeying.VIDEOS_AND_POSTS
            for row in old.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
        old.commit()
    assert all("item_by_url_key" in plan for plan in plans), plans
    with open_at(path) as opened:
        found = [row[0] for row in opened.rows("SELECT url_key FROM item ORDER BY id")]
    assert found == [url_key(key) for key in _KEYS_BEFORE]


def test_an_index_of_older_rules_is_built_anew(tmp_path: Path) -> None:
    """Else a page, which looks at texts, shows what a whole list and a count do not."""
    path, fresh = tmp_path / "reewriter.db", tmp_path / "fresh.db"
    open_at(path, create=True).close()
    open_at(fresh, create=True).close()
    with closing(sqlite3.connect(path)) as old:
        # As it was: with beginnings, and with every second accent.
        old.executescript(
            "DROP TABLE item_fts; CREATE VIRTUAL TABLE item_fts USING fts5 (title, text,"
            ' content="item", content_rowid="id", prefix="2 3", tokenize="unicode61");'
            "INSERT INTO feed (url) VALUES ('https://ore.example/feed');"
            "INSERT INTO item (feed_id, guid, title, seen_at, sort_at, item_hash)"
            " VALUES (1, 'a', 'Việt oxide', 'x', 'x', 'x');"
            "INSERT INTO item_fts (item_fts) VALUES ('rebuild');"
            "DELETE FROM _sqlite_migrations WHERE name LIKE 'v23%'; PRAGMA user_version = 22"
        )
    with open_at(path) as opened, open_at(fresh) as new:
        wanted = compile_query("viet", now=NOW)
        assert [list(lists.ids(opened, wanted, limit=most)) for most in (5, None)] == [[1], [1]]
        for sql in (
            "SELECT sql FROM sqlite_master WHERE name = 'item_fts'",
            "SELECT k, v FROM item_fts_config ORDER BY k",
        ):
            assert opened.rows(sql) == new.rows(sql)


def test_many_changes_are_folded_in_once_and_then_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_CHECKPOINT_BYTES", 1)
    path = tmp_path / "many.db"
    log = path.with_name("many.db-wal")
    with Store.open(path, now=lambda: NOW, create=True, durable=False) as store:
        sizes = []
        with store.many():
            for number in range(3):
                with store.write():
                    store.execute("INSERT INTO desk (name, value) VALUES (?, 'x')", (str(number),))
                sizes.append(log.stat().st_size)
        assert sizes == sorted(set(sizes)), "it grows: nothing is folded in between"
        assert log.stat().st_size == 0
        with store.write():
            store.execute("DELETE FROM desk")
        assert log.stat().st_size == 0, "and afterwards it is as before"


def test_a_migration_leaves_no_log_for_every_start_to_read(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store.open(path, now=lambda: NOW, create=True):
        pass
    with contextlib.closing(sqlite3.connect(path)) as older:
        older.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'v23%'")
        older.execute("PRAGMA user_version = 22")
        older.commit()
    store = Store.open(path, now=lambda: NOW)  # that is not closed, as when a desk is killed
    assert path.with_name("old.db-wal").stat().st_size == 0
    store.close()


def test_first_migration_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    killed = sqlite3.connect(path)
    # What sqlite-utils writes, and commits, before it begins with the first step.
    Migrations("reewriter").ensure_migrations_table(Database(killed, execute_plugins=False))
    killed.close()
    with open_at(path) as opened:
        assert feeds.listed(opened) == []


@pytest.mark.parametrize("content", [b"this is a text file, not a database" * 40, b"\0" * 3000])
def test_damaged_file_is_named_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "reewriter.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"reewriter\.db"):
        open_at(path)
    assert path.read_bytes() == content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_read_only_folder_opens_read_only(tmp_path: Path) -> None:
    path = tmp_path / "reewriter.db"
    open_at(path, create=True).close()
    tmp_path.chmod(0o500)
    try:
        with open_at(path) as opened:
            assert opened.read_only
    finally:
        tmp_path.chmod(0o700)


def test_read_only_store_reads_and_says_why_it_does_not_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reewriter.db"
    open_at(path, create=True).close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_at(path) as opened:
        assert feeds.listed(opened) == []
        with pytest.raises(ReadOnlyError, match="may not be written"), opened.write():
            pass


def test_read_only_store_sees_what_a_desk_has_just_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reewriter.db"
    with open_at(path, create=True) as desk:
        feeds.sync(desk, [Feed(0, "https://a.example/feed", "Ledger")])
        monkeypatch.setattr(os, "access", lambda *_: False)
        with open_at(path) as opened:
            assert [feed.title for feed in feeds.listed(opened)] == ["Ledger"]
        monkeypatch.undo()


def test_read_only_store_leaves_no_files_behind_and_can_be_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reewriter.db"
    with open_at(path, create=True) as desk:
        feeds.sync(desk, [Feed(0, "https://a.example/feed", "Ledger")])
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_at(path) as opened:
        assert len(feeds.listed(opened)) == 1
        opened.backup(tmp_path / "copy.db")
    assert sorted(tmp_path.iterdir()) == sorted([*before, tmp_path / "copy.db"])
    monkeypatch.undo()
    with open_at(tmp_path / "copy.db") as copy:
        assert [feed.title for feed in feeds.listed(copy)] == ["Ledger"]
        assert copy.quick_check() == "ok"


def test_backup_that_fails_names_its_file_and_leaves_none(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "no such folder" / "copy.db"
    with pytest.raises(StoreError, match="no such folder"):
        store.backup(target)
    assert not target.exists()


def test_locked_database_is_said_to_be_locked_and_keeps_its_rows(
    tmp_path: Path, store: Store
) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        open_at(store.path) as second,
        pytest.raises(LockedError, match="another program is writing"),
        second.write(),
    ):
        second.execute("DELETE FROM feed")
    other.execute("ROLLBACK")
    other.close()
    assert len(feeds.listed(store)) == 1


def test_error_inside_a_transaction_leaves_nothing_behind(store: Store) -> None:

    def half() -> None:
        with store.write():
            store.execute("UPDATE feed SET title = 'half'")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert feeds.listed(store)[0].title == "Ledger"
    with store.write(), store.write():
        store.execute("UPDATE feed SET title = 'whole'")
    assert feeds.listed(store)[0].title == "whole"


def test_data_version_tells_of_another_connections_commits_only(store: Store) -> None:
    before = store.data_version()
    with store.write():
        store.execute("UPDATE feed SET title = 'mine'")
    assert store.data_version() == before
    with open_at(store.path) as second, second.write():
        second.execute("UPDATE feed SET title = 'theirs'")
    assert store.data_version() != before


def test_backup_is_whole_and_never_overwrites(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    store.backup(target)
    with open_at(target) as copy:
        assert copy.quick_check() == "ok"
        assert feeds.listed(copy) == feeds.listed(store)
    with pytest.raises(StoreError, match="exists already"):
        store.backup(target)


def test_writing_outside_a_transaction_is_a_mistake_of_ours(store: Store) -> None:
    with pytest.raises(RuntimeError, match="outside"):
        store.execute("DELETE FROM feed")


def test_wal_is_folded_back_when_it_grows(store: Store) -> None:
    wal = store.path.with_name("reewriter.db-wal")
    with store.write():
        store.execute("UPDATE feed SET error = ?", ("x" * 20_000_000,))
    assert wal.stat().st_size < 1_000_000


def test_patience_lasts_as_long_as_the_work(tmp_path: Path) -> None:
    with open_at(tmp_path / "reewriter.db", create=True) as store:
        with store.patiently(30.0):
            assert store.patience == 30.0
            assert store.value("PRAGMA busy_timeout") == 30_000
            with store.patiently(1.0):
                assert store.patience == 30.0
        assert store.patience == 0.05
        assert store.value("PRAGMA busy_timeout") == 50


def test_a_full_disk_says_nothing_of_what_was_stored_before() -> None:
    with pytest.raises(StoreError) as caught, named_errors(Path("desk.db")):
        raise sqlite3.OperationalError("database or disk is full")
    assert "nothing" not in caught.value.message + caught.value.hint.lower()
    assert "what was stored before stays" in caught.value.hint


def test_a_database_on_a_full_disk_is_read_and_says_why_it_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reewriter.db"
    with open_at(path, create=True) as desk:
        feeds.sync(desk, [Feed(0, "https://a.example/feed", "Ledger")])
    connect = opening.connect

    def without_room(where: Path, *, read_only: bool, **more: Any) -> sqlite3.Connection:
        if not read_only:  # as where SQLite cannot make its little file
            raise sqlite3.OperationalError("disk I/O error")
        return connect(where, read_only=read_only, **more)

    monkeypatch.setattr(opening, "connect", without_room)
    with pytest.raises(StoreError, match="disk I/O error"):  # and there is room: something else
        open_at(path)
    usage = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with open_at(path) as opened:
        assert [feed.title for feed in feeds.listed(opened)] == ["Ledger"]
        with pytest.raises(ReadOnlyError, match="the disk is full"), opened.write():
            pass
    path.with_name("reewriter.db-wal").write_bytes(b"what would not be seen")
    with pytest.raises(StoreError, match="disk I/O error"):
        open_at(path)


def test_room_for_very_many_rows_is_given_back_whatever_happens(store: Store) -> None:
    usual = store.value("PRAGMA cache_size")
    with store.write():
        store.make_room()
        assert store.value("PRAGMA cache_size") < usual  # in negative kilobytes
    assert store.value("PRAGMA cache_size") == usual
    with contextlib.suppress(ZeroDivisionError), store.write():
        store.make_room()
        1 / 0  # noqa: B018 - something goes wrong on the way
    assert store.value("PRAGMA cache_size") == usual
