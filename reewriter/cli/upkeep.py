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
@click.option("--daily", is_flag=True, help="Once a day, and no more of them than are kept.")
@click.option("--restore", is_flag=True, help="Bring a copy back; what is there is set aside.")
@as_json
@pass_session
def backup(session: Session, *, file: Path | None, daily: bool, restore: bool) -> None:
    """Copy the database, or bring a copy back.

    The copy is consistent, also while the desk is open; without FILE it goes into backups/.
    `--restore` takes the newest sound copy there, or FILE. `--daily` is what the desk does by
    itself, for cron: it does nothing where today's copy is there or nothing was written.
    """
    if daily and (restore or file):
        raise click.UsageError("--daily goes with nothing else.")
    if restore:
        _restore(session, file)
        return
    from reewriter.workspace.backups import back_up, back_up_daily

    workspace = session.workspace()
    path = back_up_daily(workspace) if daily else back_up(workspace, file)
    if path is None:
        session.answer({"file": None, "bytes": 0}, lambda: None)
        session.note("Nothing to copy: today's copy is there, or nothing was written since.")
        return
    size = path.stat().st_size
    session.answer({"file": str(path), "bytes": size}, lambda: echo(f"{path}  ({size:,} bytes)"))


def _restore(session: Session, file: Path | None) -> None:
    from reewriter.workspace.backups import restore

    done = restore(session.root(), file, now=session.now)
    aside = str(done.set_aside) if done.set_aside else None
    value: Json = {
        "file": str(done.copy),
        "made_at": done.made_at.isoformat(),
        "set_aside": aside,
        "passed_over": list(done.passed_over),
    }
    made = f"{done.made_at.astimezone():%Y-%m-%d %H:%M}"
    session.answer(value, lambda: echo(f"brought back {done.copy}, made {made}"))
    for reason in done.passed_over:
        session.note(f"Passed over {reason}.")
    if aside:
        session.note(f"What was there is kept: {aside}")


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
