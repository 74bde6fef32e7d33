"""`templates …`: the looks of an issue, and copies of them to change."""

from __future__ import annotations

import click

from reewriter.cli.inputs import LINE
from reewriter.cli.output import Cell, Column, Json, Paint, echo, table
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.tree import Group

__all__ = ["templates"]

_LOOKS: dict[str, Paint] = {"overridden": "note", "own": "good"}


@click.group(cls=Group, no_args_is_help=False)
def templates() -> None:
    """List, copy and check templates.

    Those in the workspace's templates/ come before ours.
    """


@templates.command(name="list")
@as_json
@pass_session
def list_(session: Session) -> None:
    """List all templates and where each comes from."""
    found = session.workspace().press.template_files()
    value: list[Json] = [
        {"name": one.name, "path": str(one.path), "origin": one.origin} for one in found
    ]
    rows = [(one.name, Cell(one.origin, _LOOKS.get(one.origin, "dim"))) for one in found]
    session.answer(value, lambda: table((Column("name"), Column("origin")), rows))


@templates.command()
@click.argument("names", nargs=-1, required=True, type=LINE, metavar="NAME…")
@as_json
@pass_session
def copy(session: Session, *, names: tuple[str, ...]) -> None:
    """Copy templates of ours, to be changed.

    The name of a look, as `daily`, copies all that it is made of.
    """
    workspace = session.workspace()
    folder = workspace.root / "templates"
    paths = [path for name in names for path in workspace.press.copy_templates(name)]
    value: list[Json] = [
        {"name": path.relative_to(folder).as_posix(), "path": str(path)} for path in paths
    ]

    def human() -> None:
        for path in paths:
            echo(str(path))

    session.answer(value, human)


@templates.command()
@as_json
@pass_session
def check(session: Session) -> None:
    """Try the workspace's templates.

    Each is tried on a made-up issue; the exit code is 1 where one has a mistake.
    """
    mistakes = session.workspace().press.check_templates()
    value: list[Json] = [{"message": one.message, "hint": one.hint} for one in mistakes]

    def human() -> None:
        for one in mistakes:
            echo(str(one))

    session.answer(value, human)
    count = len(mistakes)
    session.note(f"{count} mistake{'s' if count > 1 else ''}." if count else "All templates work.")
    session.fail(1 if mistakes else 0)
