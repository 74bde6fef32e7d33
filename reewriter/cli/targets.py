"""`targets list`, `login` and `check`: where issues can go, and with which keys."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reewriter.cli.inputs import LINE
from reewriter.cli.output import Cell, Column, Json, table
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.tree import Group
from reewriter.errors import NoKeyError, ReewriterError, UsageError

if TYPE_CHECKING:
    from reewriter.workspace.services import Services

__all__ = ["targets"]


@click.group(cls=Group, no_args_is_help=False)
def targets() -> None:
    """List and check where issues can go."""


@targets.command(name="list")
@as_json
@pass_session
def list_(session: Session) -> None:
    """List the targets of feeds.toml and those that are always there.

    Says where the key of a service was found, never the key.
    """
    workspace = session.workspace()
    found = workspace.press.targets()
    services = workspace.services.names()
    keyed = (*services, *workspace.services.testers())
    value: list[Json] = []
    rows = []
    for name, type_ in found.items():
        service, source, trouble, said = name in services, "", "", Cell("")
        if name in keyed:
            try:
                source = workspace.services.key_source(name)
                said = Cell(_from_home(source))
            except NoKeyError as error:
                trouble = str(error)
                # What to do comes first: a narrow table cuts the rest off.
                said = Cell(f"none yet: `reewriter targets login {name}`", "bad")
            except ReewriterError as error:
                trouble = str(error)
                said = Cell(trouble, "bad")
        value.append(
            {"name": name, "type": type_, "service": service, "key": source, "trouble": trouble}
        )
        kind = "service" if service else "mail" if name in keyed else "file"
        rows.append((name, type_, kind, said))
    columns = (Column("name"), Column("type"), Column("kind"), Column("key", gives=True))
    session.answer(value, lambda: table(columns, rows))


def _tried(services: Services, name: str, typed: bool) -> str:
    """Say whether a key that a person has just typed works; a script is not kept waiting."""
    if not typed:
        return f"`reewriter targets check {name}` tries it."
    try:
        return f"It works, for {services.greet(name) or name}."
    except ReewriterError as error:
        return f"It does not work yet: {error}"


def _from_home(source: str) -> str:
    home = str(Path.home())
    return f"~{source[len(home) :]}" if source.startswith(f"{home}/") else source


@targets.command()
@click.argument("name", type=LINE, metavar="TARGET")
@click.option("--command", type=LINE, metavar="LINE",
              help="A program that prints the key, instead of the key.")  # fmt: skip
@as_json
@pass_session
def login(session: Session, *, name: str, command: str | None) -> None:
    """Store the key of a mailing service for you alone.

    It is asked for without showing it, then tried, or read from stdin where that is no terminal;
    it is never an argument, where other programs could see it.
    """
    from reewriter.net import Secret

    services = session.workspace().services
    services.assert_keyed(name)  # tells an unknown target before anything is typed
    typed = False
    if command is not None:
        secret = Secret(command)
    elif sys.stdin is None:
        raise UsageError("standard input is closed", hint="Pipe the key in, or type it.")
    elif sys.stdin.isatty():
        secret = Secret(click.prompt(f"Key of {name}", hide_input=True, err=True).strip())
        typed = True
    else:
        secret = Secret(sys.stdin.readline(10_000).strip())
    if not secret:
        raise UsageError("that is no key", hint="Nothing was stored.")
    where = services.log_in(name, secret, command=command is not None)
    session.answer(
        {"name": name, "key": where},
        lambda: session.note(f"Stored in {_from_home(where)}. {_tried(services, name, typed)}"),
    )
    if ahead := services.key_ahead(name, where):
        session.note(
            f"The key in {_from_home(ahead)} comes first, and is used: take it away there."
        )


@targets.command(name="check")
@click.argument("names", nargs=-1, type=LINE, metavar="[TARGET]…")
@as_json
@pass_session
def check_(session: Session, *, names: tuple[str, ...]) -> None:
    """Try whether targets could take the issue.

    A service is asked harmless things only: whether the key is right, and, where it keeps a
    checklist of its own, what its draft of the current issue still wants.
    """
    workspace = session.workspace()
    press, services = workspace.press, workspace.services
    keyed = (*services.names(), *services.testers())
    issue = session.issue(None)
    results: list[tuple[str, bool, str]] = []
    for name in names or tuple(press.targets()):
        try:
            found = press.check_target(issue, name)
            greeted = services.greet(name) if name in keyed else ""
            found += services.wants(issue, name) if greeted and name in services.names() else []
        except ReewriterError as error:
            results.append((name, False, str(error)))
            session.fail(error.exit_code if len(names) == 1 else 1)
        else:
            said = "; ".join(one.message for one in found)
            results.append((name, not found, said or greeted))
            session.fail(1 if any(one.severity.value == "error" for one in found) else 0)
    value: list[Json] = [
        {"name": name, "ok": fine, "message": message} for name, fine, message in results
    ]
    rows = [
        (name, Cell("ok", "good") if fine else Cell("trouble", "bad"), message)
        for name, fine, message in results
    ]
    columns = (Column("name"), Column("state"), Column("", gives=False))
    session.answer(value, lambda: table(columns, rows))
