"""Calls the command line as a shell would, in this process: arguments in, code and streams out."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reewriter.cli.main import run
from reewriter.cli.session import Session
from reewriter.workspace import Workspace, logs
from tests.workshop import CONFIG, NOW, invent, make_workspace


def clipboard(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str = "xclip") -> Path:
    """Put a program there that keeps a clipboard in a file, and no other; returns the file."""
    kept = folder / "clipboard"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f'#!/bin/sh\nexec /bin/cat > "{kept}"\n', encoding="utf-8")
    (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":9")
    return kept


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout; anything more, or less, is an error."""
        return json.loads(self.out)

    @property
    def line(self) -> str:
        """The one line on stderr."""
        assert self.err.count("\n") == 1, self.err
        assert self.err.endswith("\n")
        return self.err[:-1]


class Stream(io.TextIOWrapper):
    """A stream that may be a terminal."""

    def __init__(self, content: bytes = b"", *, encoding: str = "utf-8", tty: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding=encoding, newline="")
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode(self.encoding)


class Cli:
    """The command line, on the folder it was made for."""

    def __init__(self, root: Path, now: Callable[[], datetime] = lambda: NOW) -> None:
        self.root = root
        self.now = now

    def __call__(
        self, *words: object, stdin: bytes = b"", encoding: str = "utf-8", tty: bool = False
    ) -> Answer:
        """Run one command in the workspace."""
        arguments = ["-w", str(self.root), *map(str, words)]
        return self.bare(*arguments, stdin=stdin, encoding=encoding, tty=tty)

    def bare(
        self, *arguments: str, stdin: bytes = b"", encoding: str = "utf-8", tty: bool = False
    ) -> Answer:
        """Run exactly these arguments."""
        out, err = Stream(encoding=encoding, tty=tty), Stream(encoding=encoding, tty=tty)
        before = sys.stdin
        sys.stdin = Stream(stdin, tty=tty)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run(arguments, session=Session(now=self.now))
        finally:
            sys.stdin = before
        return Answer(code, out.text(), err.text())

    def open(self) -> Workspace:
        """Open the workspace beside the command line, as another desk would."""
        return Workspace.open(self.root, now=self.now)


@pytest.fixture(autouse=True)
def no_log_stays_open() -> Iterator[None]:
    yield
    logs.stop()


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command line on a workspace of ten items, the newest first of which is item 1."""
    make_workspace(tmp_path / "desk", [invent(n) for n in range(1, 11)]).close()
    return Cli(tmp_path / "desk")


@pytest.fixture
def empty(tmp_path: Path) -> Cli:
    """The command line on a workspace that has its feeds.toml and nothing else."""
    root = tmp_path / "desk"
    root.mkdir()
    (root / "feeds.toml").write_text(CONFIG, encoding="utf-8")
    return Cli(root)


def make_ready(cli: Cli) -> None:
    """Make an issue that may go out: one story, above the line, with all its words."""
    cli("item", "keep", 1)
    cli("story", "place", 1)
    critique = cli.root / "c.md"
    critique.write_text("The count is real; **what is counted** is not said.\n", encoding="utf-8")
    cli(
        *("story", "edit", 1, "--critique-file", critique, "--tag", "licences"),
        *("--highlight", "The ministry counts applications and not permits, so its figure says"
          " little about what leaves the port."),
        *("--highlight", "Buyers move their stock to Rotterdam before a rule is known, which the"
          " piece mentions only at its end."),
    )  # fmt: skip
    cli("issue", "set", "--subject", "What the count leaves out", "--preheader", "Plants apply")
