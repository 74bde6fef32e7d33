"""`issue text`: the plain text of an issue, and one by hand in its place."""

from __future__ import annotations

import click

from reewriter.cli.inputs import edition_argument, read_text
from reewriter.cli.output import Json, echo
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.errors import UsageError

__all__ = ["text"]


@click.command()
@edition_argument
@click.argument("file", required=False, metavar="[FILE|-]")
@click.option("--clear", is_flag=True, help="Take the text by hand away.")
@click.option("--keep", is_flag=True, help="It is right although the issue has changed since.")
@as_json
@pass_session
def text(
    session: Session, *, edition: str | None, file: str | None, clear: bool, keep: bool
) -> None:
    """Print the plain text of an issue, or put another in its place.

    One by hand goes out as it is; `check` says when the issue has changed since.
    """
    if edition == "-" and file is None:
        edition, file = None, "-"
    if sum((file is not None, clear, keep)) > 1:
        raise UsageError("give one of FILE, --clear and --keep", hint="Each stands alone.")
    desk, issue = session.workspace().plain_text, session.issue(edition)
    if file is not None:
        issue = desk.write(issue, read_text(file))
    elif clear:
        issue = desk.clear(issue)
    elif keep:
        issue = desk.keep(issue)
    printed = desk.in_force(issue)
    by_hand, stale = bool(issue.own_text), desk.is_stale(issue)
    value: dict[str, Json] = {
        "edition": issue.edition,
        "by_hand": by_hand,
        "stale": stale,
        "text": printed,
    }
    changing = clear or keep or file is not None
    session.answer(value, lambda: None if changing else echo(printed.rstrip("\n")))
    if changing or by_hand:
        whose = "by hand" if by_hand else "the template's"
        older = ", older than the issue" if stale else ""
        session.note(f"The plain text of {issue.edition} is {whose}{older}.")
