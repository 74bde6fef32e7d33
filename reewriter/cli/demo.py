"""`demo`: the desk on bundled samples, or the whole path without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reewriter.cli.output import Json, echo
from reewriter.cli.press import totals
from reewriter.cli.session import Session, as_json, pass_session

if TYPE_CHECKING:
    from reewriter.feeds.outcome import FeedOutcome
    from reewriter.workspace import Workspace

__all__ = ["demo"]

_TARGETS = ("file", "eml", "zip")


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--headless", is_flag=True, help="Run the whole path and print the files.")
@click.option("--fresh", is_flag=True, help="Make it anew.")
@as_json
@pass_session
def demo(session: Session, *, folder: Path | None, headless: bool, fresh: bool) -> None:
    """Open the desk on bundled samples.

    Sample feeds and a half-made issue; no network is needed.

    DIR is demo/ beside the checkout's files, else here; what is there already is opened again.
    Without a terminal the whole path is run instead: fetch, keep, compose, check, render, export.
    """
    from reewriter.workspace import logs
    from reewriter.workspace.demo import default_folder, open_demo

    root = (folder or default_folder(Path.cwd())).expanduser().absolute()
    outcomes: list[FeedOutcome] = []
    with open_demo(root, now=session.now, fresh=fresh, on_outcome=outcomes.append) as workspace:
        logs.start(root)
        if session.interactive and not headless and not session.json:
            from reewriter.tui import run as run_desk

            session.fail(run_desk(workspace))
            session.note(f"Saved in {root}; what was exported is in {root / 'out'}.")
        else:
            _tell(session, outcomes)
            _print_issue(session, workspace)


def _tell(session: Session, outcomes: list[FeedOutcome]) -> None:
    from reewriter.cli.fetch import summary

    if not outcomes:
        session.note("The demonstration was there already; --fresh makes it anew.")
        return
    session.note(f"fetch   {summary(outcomes)}")
    for outcome in outcomes:
        if outcome.failed:
            session.note(f"        one fails on purpose: {outcome.title}: {outcome.error}")


def _print_issue(session: Session, workspace: Workspace) -> None:
    """Check, render and export the half-made issue, and say each step."""
    issue = workspace.issues.current()
    composition = workspace.issues.composition(issue)
    above, bench = len(composition.above), len(composition.bench)
    session.note(
        f"issue   {issue.edition}, No. {issue.number}: {above} stories, {bench} on the bench"
    )
    session.note(f"check   {totals(workspace.press.check(issue, composition=composition))}")
    files = list(workspace.press.write(issue).values())
    session.note(f"render  {workspace.press.out_folder(issue)}")
    for name in _TARGETS:
        receipt = workspace.press.export(issue, name).receipt
        session.note(f"export  {name}: {receipt.action.value}")
        files += receipt.files
    paths: list[Json] = [str(path) for path in dict.fromkeys(files)]

    def human() -> None:
        for path in paths:
            echo(str(path))

    session.answer(
        {"workspace": str(workspace.root), "edition": issue.edition, "files": paths}, human
    )
