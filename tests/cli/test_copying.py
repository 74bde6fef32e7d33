"""`copy`: an issue on the clipboard, from a pipe as from a terminal, here as from afar."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, clipboard

ROOT = Path(__file__).parents[2]


@pytest.fixture
def subject(cli: Cli) -> str:
    cli("item", "keep", 1)
    cli("story", "place", 1)
    subject = "What the count leaves out"
    cli("issue", "set", "--subject", subject)
    with (cli.root / "feeds.toml").open("a", encoding="utf-8") as file:
        file.write('\n[targets.weekly]\ntype = "buttondown"\n')
    return subject


@pytest.mark.parametrize("form", ["html", "markdown", "text", "subject"])
def test_each_format_is_copied_whole(
    cli: Cli, subject: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = clipboard(cli.root / "bin", monkeypatch)
    answer = cli("copy", "--format", form, "--json").json
    copied = kept.read_text(encoding="utf-8")
    assert (answer["format"], answer["by"]) == (form, "xclip")
    assert answer["bytes"] == len(copied.encode())
    assert "⟦" not in copied
    if form == "subject":
        assert copied == subject
    else:
        written = cli("render", "--format", form, "--json").json["files"][form]
        assert copied == Path(written).read_text(encoding="utf-8")


def test_for_a_service_it_has_that_services_tags(
    cli: Cli, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = clipboard(cli.root / "bin", monkeypatch)
    answer = cli("copy", "--for", "weekly")
    assert answer.code == 0
    assert answer.out == ""
    assert answer.line.startswith("Copied the html of ")
    assert "{{ unsubscribe_url }}" in kept.read_text(encoding="utf-8")
    assert cli("copy", "--for", "nobody").code == 4
    assert cli("copy", "--format", "pdf").code == 2
    kept.unlink()
    cli("issue", "set", "--subject", "")
    empty = cli("copy", "--format", "subject")
    assert (empty.code, kept.exists()) == (2, False)
    assert "has no subject yet" in empty.line


def test_without_any_clipboard_one_line_says_so(
    cli: Cli, subject: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(cli.root))
    monkeypatch.setenv("TERM", "dumb")
    answer = cli("copy")
    assert answer.code == 1
    assert "no clipboard can be reached from here" in answer.line
    assert "reewriter copy --out FILE" in answer.line
    kept = cli.root / "pasted.html"
    answer = cli("copy", "--for", "weekly", "--out", str(kept))
    assert (answer.code, answer.out) == (0, "")
    assert answer.line.startswith("Copied the html of ")
    assert f"into {kept}" in answer.line
    assert "{{ unsubscribe_url }}" in kept.read_text(encoding="utf-8")
    a_folder = cli("copy", "--out", str(cli.root))
    assert a_folder.code == 1
    assert str(cli.root) in a_folder.line


def test_over_ssh_the_terminal_is_asked_even_when_the_output_is_piped(
    cli: Cli, subject: str
) -> None:
    program = (
        "import os, sys; os.setsid(); os.close(os.open(os.ttyname(0), os.O_RDWR));"
        "from reewriter.__main__ import main; sys.exit(main())"
    )
    edition = cli("issue", "show", "--json").json["edition"]
    master, slave = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, "-w", str(cli.root), "copy", edition,
             "--format", "subject"],
            stdin=slave, capture_output=True, timeout=60, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "DISPLAY": ":9",
                 "SSH_TTY": os.ttyname(slave)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        said = os.read(master, 10_000)
    finally:
        os.close(slave)
        os.close(master)
    found = re.search(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", said)
    assert found, said
    assert base64.b64decode(found[1]).decode() == subject
    assert done.stdout == b""
    assert b"by the terminal" in done.stderr
    assert b"paste it and look" in done.stderr
