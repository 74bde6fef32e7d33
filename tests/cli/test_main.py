"""The root of the command line: help, wrong calls, and every failure as one line and a code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from reewriter import __version__
from reewriter.cli.main import HEADINGS, root
from reewriter.errors import (
    ConfigError,
    ConflictError,
    ExportError,
    NetworkError,
    NotFoundError,
    ReadOnlyError,
    ReewriterError,
    UsageError,
    WorkspaceError,
)
from reewriter.workspace.triage import Triage
from tests.cli.conftest import Cli
from tests.workshop import CONFIG


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def reewriter(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "reewriter", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=_environment(),
        stdin=subprocess.DEVNULL,
    )


def test_help_lists_every_command_under_a_heading(empty: Cli) -> None:
    answer = empty.bare("--help")
    assert answer.code == 0
    assert answer.err == ""
    listed = {name for names in HEADINGS.values() for name in names}
    assert listed == set(root.list_commands(click.Context(root)))
    for name in listed:
        assert f"\n  {name} " in answer.out


def test_version(empty: Cli) -> None:
    answer = empty.bare("--version")
    assert (answer.code, answer.out) == (0, f"reewriter {__version__}\n")


def test_without_a_command_and_without_a_terminal_it_says_what_to_do(empty: Cli) -> None:
    answer = empty()
    assert (answer.code, answer.out) == (2, "")
    assert "no terminal" in answer.line
    assert "--help" in answer.line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ftech"], "Did you mean `reewriter fetch`?"),
        (["quux"], "`reewriter --help` lists them"),
        (["feeds"], "missing command"),
        (["feeds", "ad"], "Did you mean `reewriter feeds add`?"),
        (["items", "--limt", "3"], "--limit"),
        (["items", "--limit", "three"], "“three” is not a valid integer"),
        (["items", "-w", "elsewhere"], "-w stands before the command"),
        (["fetch", "--debug"], "--debug stands before the command"),
        (["item", "keep"], "ID"),
        (["item", "show", "99999999999999999999"], "lists print them as id"),
        (["item", "show", "-5"], "-5"),
        (["export"], "--to"),
        (["story", "move", "1"], "--up and --down"),
        (["story", "edit", "1"], "nothing to change"),
        (["issue", "set"], "nothing to set"),
        (["issue", "new", "--date", "tomorrow"], "is no date"),
        (["render", "--format", "pdf"], "Formats: html, markdown, text"),
        (["items", "--query", "colour:red"], "at character 1"),
        (["story", "edit", "1", "--own-url", "javascript:x"], "no web address"),
        (["later"], "there is no command “later”. Did you mean `reewriter item later`?"),
        (["related"], "Did you mean `reewriter story related`?"),
        (["undo"], "there is no command “undo”. `reewriter --help` lists them."),
        (["exprot"], "Did you mean `reewriter export`?"),
    ],
)
def test_a_wrong_call_is_one_line_and_code_2(cli: Cli, words: list[str], said: str) -> None:
    answer = cli(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.line.startswith("reewriter: ")
    assert said in answer.line


def test_no_workspace_is_code_3_and_names_the_folder(empty: Cli, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    os.chdir(elsewhere)
    answer = empty.bare("items")
    assert answer.code == 3
    assert str(elsewhere) in answer.line
    assert "reewriter init" in answer.line
    answer = empty.bare("-w", "nowhere", "items")
    assert answer.code == 3
    assert "nowhere: is no folder" in answer.line


def test_the_workspace_is_found_upwards_and_by_the_environment(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = cli.root / "out" / "deep"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert len(cli.bare("items", "--json").json) == 10
    monkeypatch.chdir(cli.root.parent)
    assert cli.bare("items").code == 3
    monkeypatch.setenv("REEWRITER_WORKSPACE", str(cli.root))
    assert len(cli.bare("items", "--json").json) == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"[publication\n", "feeds.toml:1: not TOML"),
        (CONFIG.replace("tagline", "taglin").encode(), "unknown key “taglin”"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"", "[publication] is missing"),
    ],
)
def test_a_broken_feeds_toml_is_code_3_with_its_line(cli: Cli, text: bytes, said: str) -> None:
    before = (cli.root / "reewriter.db").read_bytes()
    (cli.root / "feeds.toml").write_bytes(text)
    answer = cli("items")
    assert answer.code == 3
    assert said in answer.line
    assert (cli.root / "reewriter.db").read_bytes() == before


def test_a_feeds_toml_that_is_a_folder_is_code_3(cli: Cli) -> None:
    (cli.root / "feeds.toml").unlink()
    (cli.root / "feeds.toml").mkdir()
    answer = cli("items")
    assert (answer.code, "this is a folder" in answer.line) == (3, True)


@pytest.mark.parametrize("command", ["check", "render", "issue show", "issue dump", "preview"])
def test_an_unknown_edition_is_code_4(cli: Cli, command: str) -> None:
    cli("issue", "new")
    answer = cli(*command.split(), "2026-03-03")
    assert answer.code == 4
    assert "there is no issue “2026-03-03”" in answer.line
    assert "Did you mean “2026-03-02”?" in answer.line


@pytest.mark.parametrize(
    "words",
    [
        ["item", "show", 999],
        ["item", "keep", 999],
        ["story", "show", 999],
        ["story", "place", 999],
        ["story", "restore", 999, 1],
        ["fetch", "https://nowhere.example/feed"],
        ["feeds", "remove", 999],
        ["export", "--to", "pigeon"],
        ["check", "--target", "pigeon"],
        ["templates", "copy", "weekly.html"],
        ["item", "keep", 1, "--section", "Sport"],
        ["issue", "load", "nowhere.md"],
        ["add", "nowhere.txt"],
    ],
)
def test_what_is_not_there_is_code_4(cli: Cli, words: list[object]) -> None:
    answer = cli(*words)
    assert answer.code == 4
    assert answer.out == ""
    assert answer.line.startswith("reewriter: ")


def test_a_database_that_is_none_is_code_3_and_left_alone(cli: Cli) -> None:
    (cli.root / "reewriter.db").write_bytes(
        b"my shopping list, which is long enough to look at" * 9
    )
    before = (cli.root / "reewriter.db").read_bytes()
    answer = cli("items")
    assert answer.code == 3
    assert "reewriter.db" in answer.line
    assert (cli.root / "reewriter.db").read_bytes() == before


def test_a_read_only_database_is_read_and_not_written(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("issue", "new")
    real = os.access

    def access(path: object, mode: int, **settings: bool) -> bool:
        mine = str(path).startswith(str(cli.root))
        return not (mine and mode & os.W_OK) and real(str(path), mode, **settings)

    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr("reewriter.store.opening.os.access", access)
    assert len(cli("items", "--json").json) == 10
    answer = cli("item", "keep", 1)
    assert answer.code == 3
    assert "may not be written" in answer.line
    assert cli("items", "--json").json[0]["state"] == "new"


@pytest.mark.parametrize(
    "error",
    [
        UsageError("a", hint="b"),
        WorkspaceError("a", hint="b"),
        ConfigError("a", file="f", hint="b"),
        ReadOnlyError("a", hint="b"),
        ConflictError("a", hint="b"),
        NotFoundError("a", hint="b"),
        NetworkError("a", hint="b"),
        ExportError("a", hint="b"),
        ReewriterError("two\nlines \x1b[31m", hint="b"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_each_error_has_its_code_and_one_line(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, error: ReewriterError
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Triage, "ids", fail)
    answer = cli("items")
    assert answer.code == error.exit_code
    assert answer.line.endswith(". b.")
    assert "\x1b" not in answer.line
    assert "Traceback" in cli.bare("--debug", "-w", str(cli.root), "items").err


def test_an_unexpected_error_is_one_line_and_its_traceback_is_in_the_log(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("at https://user:secret@example.org/?api_key=k1234567")

    monkeypatch.setattr(Triage, "ids", fail)
    answer = cli("items")
    assert answer.code == 1
    log = cli.root / "logs" / "reewriter.log"
    assert "ZeroDivisionError" in answer.line
    assert str(log) in answer.line
    text = log.read_text(encoding="utf-8")
    assert "Traceback" in text
    assert "secret" not in text + answer.line
    assert "k1234567" not in text + answer.line


def test_ctrl_c_is_code_130_without_a_word(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Triage, "ids", interrupt)
    answer = cli("items")
    assert answer.code == 130
    assert answer.err.strip() == ""


def test_a_reader_that_has_seen_enough_is_no_error(cli: Cli) -> None:
    cli("add", "-", stdin=b"More than fits into a pipe\n\n" + b"word " * 60_000)
    command = f"{sys.executable} -m reewriter -w {cli.root} item show 11 | head -c 5"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True, text=True, check=False, env=_environment(), timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_behind_stdout_is_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reewriter", "--help"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=_environment(),
            timeout=60,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "reewriter: No space left on device.\n"


def test_a_process_of_its_own_answers_the_same(cli: Cli) -> None:
    done = reewriter("-w", str(cli.root), "item", "show", "999")
    assert done.returncode == 4
    assert done.stdout == ""
    assert done.stderr == cli("item", "show", 999).err


def test_serve_listens_for_this_machine_unless_told_twice(cli: Cli) -> None:
    answer = cli("serve", "--host", "0.0.0.0")  # noqa: S104
    assert answer.code == 2
    assert "can be reached by other machines" in answer.line
    assert "--let-others-in" in answer.line


def test_serve_says_what_is_missing(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "reewriter.tui.serving", raising=False)
    answer = cli("serve")
    assert answer.code == 2
    assert "pipx install 'reewriter[serve]'" in answer.line


@pytest.mark.parametrize("group", ["", *(name for names in HEADINGS.values() for name in names)])
def test_no_summary_of_a_command_is_cut_at_80_columns(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = cli.bare(*group.split(), "--help").out.splitlines()[1:]
    assert [line for line in shown if line.endswith("...")] == []
