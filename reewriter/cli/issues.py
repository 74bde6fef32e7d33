"""`issue …`: the issues, their words, and whole issues as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from reewriter.cli import shapes
from reewriter.cli.answering import deliveries, waive, weigh
from reewriter.cli.inputs import (
    LINE,
    edition_argument,
    issue_option,
    read_text,
)
from reewriter.cli.manuscripts import answer_issue, dump, edit, load
from reewriter.cli.output import Cell, Column, Paint, echo, one_line, table
from reewriter.cli.past import issue_history, issue_restore
from reewriter.cli.plain_text import text
from reewriter.cli.posts import posts
from reewriter.cli.proposing import subjects
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.times import local
from reewriter.cli.tree import Group
from reewriter.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reewriter.model import Issue
    from reewriter.workspace.service_state import ServiceState

__all__ = ["issue"]

_LAST = 5
"""How many exports an outline tells."""

_LIKE = "Take its intro and order of sections, where there are none; or `last`."
_LOOKS: dict[str, Paint] = {"sent": "dim", "pushed": "good", "ready": "note"}


@click.group(cls=Group, no_args_is_help=False)
def issue() -> None:
    """Make issues, set their words, edit them whole."""


@issue.command()
@click.option(
    "--date", "day", type=LINE, metavar="DATE", help="Its day, as 2026-03-02; else the next open."
)
@click.option("--edition", type=LINE, metavar="NAME", help="As 2026-03-02-weekly.")
@click.option("--subject", type=LINE, metavar="TEXT", help="The subject line.")
@click.option("--preheader", type=LINE, metavar="TEXT", help="What inboxes show behind it.")
@click.option("--intro-file", metavar="FILE|-", help="The intro, as Markdown.")
@click.option("--like", type=LINE, metavar="EDITION", help=_LIKE)
@as_json
@pass_session
def new(
    session: Session,
    *,
    day: str | None,
    edition: str | None,
    subject: str | None,
    preheader: str | None,
    intro_file: str | None,
    like: str | None,
) -> None:
    """Make an issue, or return the one there is."""
    from reewriter.desk.calendar import parse_date

    workspace = session.workspace()
    given = parse_date(day) if day is not None else None
    if given is None and edition is not None:
        given = parse_date(edition[:10])
    changes = _words(subject=subject, preheader=preheader, intro_file=intro_file)
    made = workspace.issues.new(given, edition=edition, changes=changes)
    answer_issue(session, _like(session, made, like))


@issue.command(name="list")
@as_json
@pass_session
def list_(session: Session) -> None:
    """List all issues, newest first."""
    workspace = session.workspace()
    found = workspace.issues.listed()
    publication = workspace.brand.publication

    def human() -> None:
        columns = (
            Column("edition"),
            Column("no.", right=True),
            Column("status"),
            Column("due"),
            Column("stories", right=True),
            Column("bench", right=True),
            Column("subject", gives=True),
        )
        rows = []
        for one in found:
            composition = workspace.issues.composition(one)
            rows.append(
                (
                    one.edition,
                    str(one.number),
                    Cell(one.status.value, _LOOKS.get(one.status.value, "")),
                    local(one.due_at, publication),
                    str(len(composition.above)),
                    str(len(composition.bench)),
                    one.subject,
                )
            )
        table(columns, rows)

    session.answer([shapes.issue(one) for one in found], human)
    if not found:
        session.note("No issues yet: `reewriter issue new` makes the first.")


@issue.command()
@edition_argument
@click.option("--look", is_flag=True, help="Ask the mailing services what stands there now.")
@as_json
@pass_session
def show(session: Session, *, edition: str | None, look: bool) -> None:
    """Print an issue as an outline.

    Says how it stands at the mailing services, too. With --look the exit code is 5 where none of
    them could be asked, 1 where some could not.
    """
    from reewriter.cli.outline import outline
    from reewriter.cli.standing import standing
    from reewriter.workspace import remote_drafts
    from reewriter.workspace.deliveries import ended, told
    from reewriter.workspace.looking import everywhere

    workspace = session.workspace()
    found = session.issue(edition)
    services, posted = everywhere(workspace, found, look=look)
    deliveries = workspace.issues.deliveries(found)

    def human() -> None:
        outline(workspace, found)
        standing(services, posted)
        if deliveries:
            echo()
            echo("Where it went", look="head")
        for one in ended(deliveries)[:_LAST]:
            when = local(one.at, workspace.brand.publication)
            why = f"  in spite of errors: {one.reason}" if one.reason else ""
            echo("  " + one_line(f"{when}  {told(one)}  {one.url}{why}"), look="dim")

    value = shapes.whole_issue(workspace.issues.composition(found), deliveries)
    value["services"] = [shapes.service_state(one) for one in services]
    value["posts"] = posted
    session.answer(value, human)
    if look:
        session.fail(_silence(services, posted))
    if alarm := remote_drafts.alarm(workspace, found):
        session.note(f"{alarm}.")


def _silence(
    services: Sequence[ServiceState], posted: Mapping[str, Mapping[str, int]]
) -> Literal[0, 1, 5]:
    """Return the exit code of a look: whether all, some or none answered of those that were asked.

    Who has nothing of the issue was not asked.
    """
    troubles = [bool(one.trouble) for one in services if one.at is not None]
    troubles += [state == "trouble" for counts in posted.values() for state in counts
                 if state != "never pushed"]  # fmt: skip
    if not any(troubles):
        return 0
    return 5 if all(troubles) else 1


@issue.command(name="set")
@edition_argument
@click.option("--subject", type=LINE, metavar="TEXT", help="The subject line.")
@click.option("--alternative", "subjects", multiple=True, type=LINE, metavar="TEXT",
              help="A further subject; replaces all, repeatable.")  # fmt: skip
@click.option("--preheader", type=LINE, metavar="TEXT", help="What inboxes show behind it.")
@click.option("--intro-file", metavar="FILE|-", help="The intro, as Markdown.")
@click.option("--status", type=click.Choice(["draft", "ready"]),
              help="How far it is.")  # fmt: skip
@click.option("--due", type=LINE, metavar="TIME", help="When it must go out.")
@click.option("--pick", type=click.IntRange(1), metavar="N",
              help="Take the Nth of its subjects, as `issue show` numbers them.")  # fmt: skip
@click.option("--like", type=LINE, metavar="EDITION", help=_LIKE)
@as_json
@pass_session
def set_(session: Session, /, *, edition: str | None, **options: object) -> None:
    """Set words of an issue; what is not named stays."""
    from reewriter.desk.calendar import zone
    from reewriter.desk.moments import moment_of
    from reewriter.model import IssueStatus

    workspace = session.workspace()
    found = session.issue(edition)
    given = {name: value for name, value in options.items() if value not in (None, ())}
    if not given:
        raise UsageError("nothing to set", hint="`reewriter issue set --help` lists it all.")
    pick, like = given.pop("pick", None), given.pop("like", None)
    changes = _words(**{name: given.pop(name, None) for name in ("subject", "preheader")})
    if "intro_file" in given:
        changes |= _words(intro_file=given.pop("intro_file"))
    if "status" in given:
        changes["status"] = IssueStatus(str(given.pop("status")))
    if "due" in given:
        here = zone(workspace.brand.publication)
        changes["due_at"] = moment_of(str(given.pop("due")), here)
    if changes or given:
        found = workspace.issues.edit(found.edition, {**changes, **given})
    if pick is not None:
        found = _picked(session, found, int(str(pick)))
    answer_issue(session, _like(session, found, None if like is None else str(like)))


@issue.command()
@click.argument("section", type=LINE)
@click.option("--up", is_flag=True, help="Above the section before it.")
@click.option("--down", is_flag=True, help="Below the section after it.")
@issue_option
@as_json
@pass_session
def move(session: Session, *, section: str, up: bool, down: bool, edition: str | None) -> None:
    """Move a whole section up or down, in this issue only."""
    if up == down:
        raise UsageError("say one of --up and --down", hint="As `issue move Markets --up`.")
    issues = session.workspace().issues
    found = session.issue(edition)
    session.note(issues.layout.move_section(found, section, -1 if up else 1))
    answer_issue(session, issues.get(found.edition))


def _picked(session: Session, found: Issue, number: int) -> Issue:
    """Take one of the subjects of an issue."""
    from reewriter.desk.skeleton import subjects_of

    known = [text for text in subjects_of(found) if text]
    if number > len(known):
        raise NotFoundError(
            f"there is no subject {number}",
            hint=f"There are {len(known)}; `issue set --alternative TEXT` writes further ones.",
        )
    return session.workspace().issues.layout.pick(found, number - 1)


def _like(session: Session, found: Issue, other: str | None) -> Issue:
    """Take the form of another issue; "last" is the one before."""
    if other is None:
        return found
    issues = session.workspace().issues
    took = issues.layout.like(found, None if other == "last" else issues.get(other))
    session.note(took or f"There was nothing to take over into {found.edition}.")
    return issues.get(found.edition)


def _words(**given: object) -> dict[str, object]:
    """Return the changes that options name."""
    changes = {name: value for name, value in given.items() if value is not None}
    if "intro_file" in changes:
        changes["intro"] = read_text(str(changes.pop("intro_file"))).strip("\n")
    return changes


_FURTHER = (dump, load, edit, posts, text, weigh, deliveries, waive)
for command in (*_FURTHER, issue_history, issue_restore, subjects):
    issue.add_command(command)
