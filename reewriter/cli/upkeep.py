"""`backup` and `doctor`: look after a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from reewriter.cli import shapes
from reewriter.cli.output import Json, echo
from reewriter.cli.press import print_findings, totals
from reewriter.cli.session import Session, as_json, pass_session

__all__ = ["backup", "doctor"]


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@as_json
@pass_session
def backup(session: Session, *, file: Path | None) -> None:
    """Copy the database.

    The copy is consistent, also while the desk is open; else it goes into backups/.
    """
    from reewriter.workspace.upkeep import back_up

    path = back_up(session.workspace(), file)
    size = path.stat().st_size
    session.answer({"file": str(path), "bytes": size}, lambda: echo(f"{path}  ({size:,} bytes)"))


@click.command()
@as_json
@pass_session
def doctor(session: Session) -> None:
    """Say what is wrong with the workspace.

    And what to do; the exit code is 1 where something is broken.
    """
    from reewriter.workspace.upkeep import examine

    findings = examine(session.root(), now=session.now)
    value: list[Json] = [shapes.finding(one) for one in findings]
    session.answer(value, lambda: print_findings(findings, err=False))
    errors = [one for one in findings if one.severity.value == "error"]
    troubles = [one for one in findings if one.severity.value != "info"]
    session.note("This workspace is well." if not troubles else f"Found {totals(troubles)}.")
    session.fail(1 if errors else 0)
