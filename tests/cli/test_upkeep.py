"""Copies, and what is wrong with a workspace."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from reewriter import tui
from reewriter.store import Store, opening
from tests.cli.conftest import Cli
from tests.workshop import NOW


def _ids(answer_json: list[dict[str, str]]) -> set[str]:
    return {found["id"] for found in answer_json}


def test_a_backup_opens_as_a_workspace_of_its_own(cli: Cli, tmp_path: Path) -> None:
    value = cli("backup", tmp_path / "copies" / "today.db", "--json").json
    path = Path(value["file"])
    assert path.stat().st_size == value["bytes"]
    with Store.open(path, now=lambda: NOW) as store:
        assert store.value("SELECT count(*) FROM item") == 10


def test_a_backup_goes_beside_the_database_and_over_nothing(cli: Cli) -> None:
    path = Path(cli("backup", "--json").json["file"])
    assert path == cli.root / "backups" / "reewriter-20260302T120000Z.db"
    before = path.read_bytes()
    again = cli("backup")
    assert again.code == 3
    assert "exists already" in again.line
    assert path.read_bytes() == before


def test_a_well_workspace_is_told_so(cli: Cli) -> None:
    answer = cli("doctor", "--json")
    assert answer.code == 0
    assert _ids(answer.json) == {"versions"}
    assert "is well" in answer.line


def _broken_config(cli: Cli) -> None:
    (cli.root / "feeds.toml").write_text("[publication\n", encoding="utf-8")


def _broken_database(cli: Cli) -> None:
    (cli.root / "reewriter.db").write_bytes(b"not a database, though as long as one " * 99)


def _no_database(cli: Cli) -> None:
    (cli.root / "reewriter.db").unlink()


def _leftovers(cli: Cli) -> None:
    (cli.root / ".feeds.toml.0a1b.tmp").touch()
    (cli.root / "backups").mkdir()
    (cli.root / "backups" / "2026-03-02-edit.md").touch()


def _gap(cli: Cli) -> None:
    cli("issue", "new", "--date", "2026-03-03")
    with cli.open() as workspace, workspace.store.write():
        workspace.store.execute("UPDATE issue SET number = 216")
    cli("issue", "new", "--date", "2026-03-04")
    with cli.open() as workspace, workspace.store.write():
        workspace.store.execute("UPDATE issue SET number = 214 WHERE number = 217")


def _failing_feed(cli: Cli) -> None:
    with cli.open() as workspace, workspace.store.write():
        workspace.store.execute("UPDATE feed SET failures = 9, status = 'error', error = 'gone'")


def _feed_failing_once(cli: Cli) -> None:
    with cli.open() as workspace, workspace.store.write():
        workspace.store.execute("UPDATE feed SET failures = 1, status = 'error', error = 'late'")


def _odd_feed(cli: Cli) -> None:
    with cli.open() as workspace, workspace.store.write():
        workspace.store.execute("UPDATE feed SET status = 'ok', error = 'not well-formed: 3:7'")


def _bad_template(cli: Cli) -> None:
    (cli.root / "templates").mkdir()
    (cli.root / "templates" / "daily.txt").write_text("{% if %}", encoding="utf-8")


def _bad_target(cli: Cli) -> None:
    with (cli.root / "feeds.toml").open("a", encoding="utf-8") as file:
        file.write('\n[targets.pigeon]\ntype = "pigeon"\n')


@pytest.mark.parametrize(
    ("spoil", "found", "code"),
    [
        (_broken_config, "config.broken", 1),
        (_broken_database, "database.unusable", 1),
        (_no_database, "database.missing", 0),
        (_leftovers, "files.leftover", 0),
        (_gap, "issues.gaps", 0),
        (_failing_feed, "feeds.failing", 0),
        (_feed_failing_once, "feeds.failing", 0),
        (_odd_feed, "feeds.odd", 0),
        (_bad_template, "templates.broken", 1),
        (_bad_target, "targets.broken", 1),
    ],
)
def test_the_doctor_finds_what_is_wrong(
    cli: Cli, spoil: Callable[[Cli], None], found: str, code: int
) -> None:
    spoil(cli)
    answer = cli("doctor", "--json")
    assert found in _ids(answer.json)
    assert answer.code == code
    assert all(one["message"] for one in answer.json)
    assert all(one["hint"] for one in answer.json if one["id"] == found)


def test_the_doctor_changes_nothing(cli: Cli) -> None:
    _broken_database(cli)
    before = {path: path.read_bytes() for path in cli.root.iterdir() if path.is_file()}
    cli("doctor")
    after = {path: path.read_bytes() for path in cli.root.iterdir() if path.is_file()}
    assert after == before


def test_the_copy_of_a_day_is_made_once_by_cron(cli: Cli) -> None:
    cli("item", "keep", 1)
    first = cli("backup", "--daily", "--json").json
    assert Path(first["file"]) == cli.root / "backups" / "daily-2026-03-02.db"
    again = cli("backup", "--daily")
    assert (again.code, again.out) == (0, "")
    assert again.line == "Nothing to copy: today's copy is there, or nothing was written since."
    assert cli("backup", "--daily", "x.db").code == 2


def test_a_copy_is_brought_back_and_what_was_there_is_kept(cli: Cli) -> None:
    kept = cli("item", "keep", 1, "--json").json
    cli("backup", "--daily")
    (cli.root / "reewriter.db").write_bytes(b"")
    answer = cli("item", "skip", 2)
    assert answer.code == 3
    assert "reewriter backup --restore" in answer.line
    assert cli("doctor").code == 1
    value = cli("backup", "--restore", "--json").json
    assert value["file"].endswith("daily-2026-03-02.db")
    assert Path(value["set_aside"]).read_bytes() == b""
    assert cli("item", "show", 1, "--json").json[0]["state"] == kept[0]["state"] == "kept"


def test_without_a_copy_the_hint_promises_none(cli: Cli) -> None:
    _broken_database(cli)
    answer = cli("item", "skip", 2)
    assert answer.code == 3
    assert "there is no copy in backups/" in answer.line
    assert cli("backup", "--restore").code == 4


def test_work_that_was_not_copied_for_a_week_is_told(cli: Cli) -> None:
    cli("item", "keep", 1)
    assert "database.no-copy" not in _ids(cli("doctor", "--json").json)
    cli.now = lambda: NOW + timedelta(days=8)
    assert "database.no-copy" in _ids(cli("doctor", "--json").json)
    cli("backup", "--daily")
    assert "database.no-copy" not in _ids(cli("doctor", "--json").json)


def test_a_large_workspace_that_is_brought_up_to_date_says_so(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGE", 1)
    assert cli("items").err == ""
    with closing(sqlite3.connect(cli.root / "reewriter.db")) as older:
        older.execute("PRAGMA user_version = 0")
    assert "Bringing the database up to date" in cli("items").line


def test_serving_a_large_workspace_brings_it_up_to_date_before_anybody_visits(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page can say nothing until there is a desk on it: the terminal does, and waits."""
    monkeypatch.setattr(opening, "LARGE", 1)
    copies: list[Path] = []

    def serve(root: Path, **_: object) -> None:
        copies.extend((root / "backups").glob("*-before-*.db"))

    monkeypatch.setattr(tui, "serve", serve)
    assert cli("items").err == ""
    with closing(sqlite3.connect(cli.root / "reewriter.db")) as older:
        older.execute("PRAGMA user_version = 0")
    assert "Bringing the database up to date" in cli("serve").err
    assert copies, "it was done when the first visitor could come"
