"""What the commands of one call share: the workspace, opened once, and how to answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from reewriter.cli.output import Json, echo, echo_json

if TYPE_CHECKING:
    from datetime import datetime

    from reewriter.model import Issue
    from reewriter.workspace import Workspace

__all__ = ["Session", "as_json", "pass_session"]

_UPGRADING = "Bringing the database up to date, once; a copy of it goes to backups/ first …"

F = TypeVar("F", bound=Callable[..., object])


class Session:
    """One call of the command line."""

    def __init__(self, *, now: Callable[[], datetime] | None = None) -> None:
        self._now = now
        self.folder: Path | None = None
        """What `-w` named."""
        self.debug = False
        self.json = False
        self.exit_code = 0
        self._open: Workspace | None = None

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock of this call."""
        from reewriter.workspace import utc_now

        return self._now or utc_now

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends of the terminal."""
        ends = (sys.stdin, sys.stdout)  # None where one was closed
        return all(end is not None and end.isatty() for end in ends)

    def root(self) -> Path:
        """Return the folder of the workspace; raises WorkspaceError."""
        from reewriter.workspace import locate

        return locate(self.folder, os.environ, Path.cwd())

    def root_if_any(self) -> Path | None:
        """Return the folder of the workspace where the call names or stands in one."""
        if self.folder or os.environ.get("REEWRITER_WORKSPACE"):
            return self.root()
        from reewriter.workspace.folder import nearest

        return nearest(Path.cwd())

    def workspace(self, *, durable: bool = True) -> Workspace:
        """Open the workspace; the same one for the whole call."""
        if self._open is None:
            from reewriter.workspace import Workspace, logs

            root = self.root()
            logs.start(root)
            self._open = Workspace.open(
                root, now=self.now, durable=durable, on_wait=lambda: self.note(_UPGRADING)
            )
        return self._open

    def issue(self, edition: str | None) -> Issue:
        """Return the issue of this name, or the current one."""
        return self.workspace().issues.get(edition)

    def close(self) -> None:
        """Close the workspace, if one was opened."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def answer(self, value: Json, human: Callable[[], None]) -> None:
        """Print the command's answer: the JSON value, or what a person reads."""
        if self.json:
            echo_json(value)
        else:
            human()

    def note(self, text: str) -> None:
        """Say something besides the answer."""
        echo(text, err=True)

    def fail(self, code: int = 1) -> None:
        """End with this exit code although the command was carried out."""
        self.exit_code = max(self.exit_code, code)


pass_session = click.make_pass_decorator(Session)


def as_json(command: F) -> F:
    """Give a command its `--json`."""

    def remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value:
            context.ensure_object(Session).json = True

    option = click.option(
        "--json", is_flag=True, expose_value=False, callback=remember,
        help="Print exactly one JSON value.",
    )  # fmt: skip
    return option(command)
