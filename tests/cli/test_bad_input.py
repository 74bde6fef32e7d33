"""What is typed or named by mistake: one line that says so, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


@pytest.mark.parametrize(
    "call",
    [
        ("story", "edit", "1", "--critique-file"),
        ("story", "text", "1"),
        ("item", "text", "1"),
        ("issue", "set", "--intro-file"),
        ("issue", "load"),
        ("add",),
        ("paste",),
        ("clean",),
    ],
)
def test_a_picture_is_no_text_and_takes_the_place_of_none(
    cli: Cli, tmp_path: Path, call: tuple[str, ...]
) -> None:
    cli("item", "keep", "1")
    cli("story", "edit", "1", "--critique-file", "-", stdin=b"It leaves out the price.")
    picture = tmp_path / "photo.png"
    picture.write_bytes(PICTURE)
    answer = cli(*call, str(picture))
    assert answer.code == 2
    assert answer.line.startswith(f"reewriter: {picture}: not a text file")
    assert cli("story", "show", 1, "--json").json[0]["critique"] == "It leaves out the price."


def test_a_stray_nul_is_taken_out_of_a_text(cli: Cli, tmp_path: Path) -> None:
    cli("item", "keep", "1")
    file = tmp_path / "critique.md"
    file.write_bytes(b"It leaves\x00 out the price.\n")
    assert cli("story", "edit", "1", "--critique-file", str(file)).code == 0
    assert cli("story", "show", 1, "--json").json[0]["critique"] == "It leaves out the price."


def test_a_format_that_nobody_has_begins_no_story(cli: Cli) -> None:
    answer = cli("story", "new", "--format", "critqiue")
    assert answer.code == 2
    assert "“critqiue” is no story format. Did you mean “critique”?" in answer.line
    assert cli("story", "list", "--json").json == []


@pytest.mark.parametrize("written", ["abc", "0", "1e3", "9" * 30, ""])
def test_what_is_no_number_of_a_story_is_said_in_words(cli: Cli, written: str) -> None:
    line = cli("story", "show", written).line
    assert "lists print them as id" in line
    assert "range" not in line


def test_a_line_about_an_error_stays_readable(cli: Cli) -> None:
    answer = cli("issue", "show", "x" * 5_000)
    assert answer.code == 4
    assert len(answer.line) < 700
    assert "`reewriter issue list` lists them" in answer.line


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://",
        "https://[::1",
        "data:text/xml,x",
    ],
)
def test_what_can_be_no_address_is_a_wrong_call(cli: Cli, address: str) -> None:
    before = (cli.root / "feeds.toml").read_text(encoding="utf-8")
    answer = cli("feeds", "add", address)
    assert answer.code == 2
    assert "address" in answer.line
    assert (cli.root / "feeds.toml").read_text(encoding="utf-8") == before


def test_an_address_without_end_is_a_wrong_call(cli: Cli) -> None:
    assert cli("feeds", "add", "https://mine.example/" + "x" * 5_000).code == 2


def test_a_list_that_is_none_is_named(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_bytes(b"\x00\x01")
    assert cli("feeds", "import", str(file)).line.startswith(f"reewriter: {file}: ")


@pytest.mark.parametrize("written", ["soon", "99999d", "0h", "2020-01-01", "9999-12-31"])
def test_until_when_is_explained_as_it_may_be_said(cli: Cli, written: str) -> None:
    answer = cli("item", "later", 1, "--until", written)
    assert answer.code == 2
    assert "Write 3h, 2d, 1w, 18:30, monday" in answer.line


@pytest.mark.parametrize("command", ["clean", "paste", "verify"])
def test_closed_standard_input_is_said_in_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "s").write_text("It cost $5.")
    closed = [sys.executable, "-m", "reewriter", command, "-"]
    closed += ["--source", "s"] if command == "verify" else []
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *closed],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "standard input is closed" in done.stderr


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (rb"{\rtf1\ansi The kiln {\b was} lit for $5 million.}", "an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Office file"),
    ],
)
@pytest.mark.parametrize("call", [("add",), ("paste",), ("clean",), ("verify", "--source")])
def test_what_a_word_processor_wrote_long_ago_is_named(
    cli: Cli, tmp_path: Path, call: tuple[str, ...], content: bytes, kind: str
) -> None:
    old = tmp_path / "old"
    old.write_bytes(content)
    answer = cli(*call, str(old), *(["-"] if call[0] == "verify" else []), stdin=b"It cost $5.")
    assert answer.code == 2
    assert kind in answer.line


@pytest.mark.parametrize("command", ["clean", "paste"])
def test_of_nothing_comes_nothing(cli: Cli, command: str) -> None:
    answer = cli(command, "-", stdin=b"")
    assert (answer.code, answer.out) == (0, "")
    assert answer.line in ("There was nothing to read.", "Nothing was broken.")


def test_what_would_be_compared_for_minutes_is_refused(cli: Cli, tmp_path: Path) -> None:
    long, short = tmp_path / "long", tmp_path / "short"
    long.write_text("It cost $5. " * 50_000)
    short.write_text("It cost $5.")
    answer = cli("verify", str(long), "--source", str(short))
    assert answer.code == 2
    assert "is longer than 500 thousand characters" in answer.line


def test_a_template_that_cannot_be_copied_is_one_line(cli: Cli) -> None:
    (cli.root / "templates").write_text("no folder")
    answer = cli("templates", "copy", "daily.html")
    assert answer.code == 1
    assert "cannot be written" in answer.line


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="wants a file nobody can read")
def test_names_that_cannot_be_read_are_told_where_they_are_asked_for(cli: Cli) -> None:
    (cli.root / "glossary.toml").symlink_to("/proc/self/mem")
    answer = cli("suggest", "-", stdin=b"Lynas sold the kiln to the state on Monday.")
    assert answer.code == 3
    assert "glossary.toml: cannot be read" in answer.line
    assert cli("check").code in (0, 1), "an issue is checked all the same"
