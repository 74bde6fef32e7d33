"""What was otherwise before: what publishers changed, and the versions of our own fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import ID, LINE, edition_argument
from reewriter.cli.manuscripts import answer_issue
from reewriter.cli.output import Column, Json, echo, table
from reewriter.cli.placing import story_argument
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.story_lists import answer, answer_one
from reewriter.cli.times import local, utc
from reewriter.desk import past
from reewriter.errors import NotFoundError

if TYPE_CHECKING:
    from reewriter.model import Issue, ItemVersion, Revision, Story
    from reewriter.text.differ import Piece
    from reewriter.workspace import Workspace

__all__ = [
    "issue_history",
    "issue_restore",
    "item_diff",
    "story_diff",
    "story_history",
    "story_restore",
    "take_over",
]

field_option = click.option("--field", type=LINE, default="", help="Of this field only.")
diff_option = click.option("--diff", is_flag=True, help="Compare each with what is there now.")


@click.command(name="diff")
@click.argument("item_id", type=ID, metavar="ID")
@click.option("--version", type=ID, help="Since this version; else since you looked last.")
@as_json
@pass_session
def item_diff(session: Session, *, item_id: int, version: int | None) -> None:
    """Show what the publisher changed in an item.

    Words in [-…] were taken out, words in [+…] were put in. The item is no longer marked as
    changed then.
    """
    versions = session.workspace().triage.versions
    before = versions.of_item(item_id)
    known = [one.id for one in before]
    if version is not None and version not in known:
        there = ", ".join(map(str, known))
        raise NotFoundError(
            f"item {item_id} has no version {version}",
            hint=f"Its versions: {there}." if there else "Its publisher has not changed it.",
        )
    if not before:
        session.answer([], lambda: None)
        session.note(f"The publisher has not changed item {item_id}.")
        return
    at = versions.first_unseen(item_id, before) if version is None else known.index(version)
    _compare(session, before, at)
    versions.looked(item_id)


@click.command(name="diff")
@story_argument
@as_json
@pass_session
def story_diff(session: Session, *, story_id: int) -> None:
    """Show what publishers changed since a story was made.

    The story keeps the texts it was written about; `story take-over` takes the new ones.
    """
    workspace = session.workspace()
    news = workspace.triage.versions.news_of(workspace.writing.story(story_id))
    if not news:
        session.answer([], lambda: None)
        session.note(f"No publisher has changed what story {story_id} rests on.")
        return
    before = [one.before[-1] for one in news]
    _answer_compared(session, before)


@click.command(name="take-over")
@story_argument
@as_json
@pass_session
def take_over(session: Session, *, story_id: int) -> None:
    """Let a story rest on what publishers say now."""
    session.workspace().triage.versions.take_over(story_id)
    answer_one(session, story_id)


def _compare(session: Session, before: Sequence[ItemVersion], at: int) -> None:
    _answer_compared(session, [before[at]])
    others = ", ".join(str(one.id) for one in before)
    if len(before) > 1:
        session.note(f"Version {before[at].id} is compared; there are {others}.")


def _answer_compared(session: Session, before: Sequence[ItemVersion]) -> None:
    from reewriter.text.marking import marked

    workspace = session.workspace()
    compared = [(one, workspace.triage.versions.compare(one)) for one in before]
    answers: list[Json] = [
        {
            "item": one.item_id,
            "version": one.id,
            "since": utc(change.since),
            "replaced_at": utc(change.replaced_at),
            "title": _pieces(change.title),
            "text": _pieces(change.text),
        }
        for one, change in compared
    ]

    def human() -> None:
        publication = workspace.brand.publication
        for number, (one, change) in enumerate(compared):
            if number:
                echo()
            echo(marked(change.title), look="head")
            since = local(change.since, publication)
            until = local(change.replaced_at, publication)
            echo(f"item {one.item_id} as it was from {since} until {until}, and now", look="dim")
            echo()
            echo(marked(change.text))

    session.answer(answers, human)


def _pieces(pieces: Sequence[Piece]) -> list[Json]:
    return [{"kind": piece.kind, "text": piece.text} for piece in pieces]


@click.command(name="history")
@story_argument
@field_option
@diff_option
@as_json
@pass_session
def story_history(session: Session, *, story_id: int, field: str, diff: bool) -> None:
    """List earlier versions of a story's fields."""
    workspace = session.workspace()
    story = workspace.writing.story(story_id)
    found = past.of_field(workspace.writing.history(story_id), past.known_field(story, field))
    _answer_history(session, found, story, diff=diff)
    if not found:
        session.note(f"Story {story_id} has no earlier versions.")


@click.command(name="restore")
@story_argument
@click.argument("version", type=ID)
@as_json
@pass_session
def story_restore(session: Session, *, story_id: int, version: int) -> None:
    """Put an earlier version of a field back."""
    writing = session.workspace().writing
    writing.restore(story_id, version)
    answer(session, [writing.story(story_id)])


@click.command(name="history")
@edition_argument
@field_option
@diff_option
@as_json
@pass_session
def issue_history(session: Session, *, edition: str | None, field: str, diff: bool) -> None:
    """List earlier versions of an issue's fields."""
    issue = session.issue(edition)
    found = past.of_field(session.workspace().issues.history(issue), past.known_field(issue, field))
    _answer_history(session, found, issue, diff=diff)
    if not found:
        session.note(f"Issue {issue.edition} has no earlier versions.")


@click.command(name="restore")
@click.argument("version", type=ID)
@edition_argument
@as_json
@pass_session
def issue_restore(session: Session, *, edition: str | None, version: int) -> None:
    """Put an earlier version of a field back."""
    issue = session.workspace().issues.restore(session.issue(edition), version)
    answer_issue(session, issue)


def _answer_history(
    session: Session, found: Sequence[Revision], noun: Story | Issue, *, diff: bool
) -> None:
    workspace = session.workspace()

    def human() -> None:
        if diff:
            _compare_each(workspace, found, noun)
            return
        columns = (Column("version", right=True), Column("saved"), Column("field"),
                   Column("was", gives=True))  # fmt: skip
        publication = workspace.brand.publication
        rows = (
            (str(r.id), local(r.saved_at, publication), past.called(r.field), r.value[:200])
            for r in found
        )
        table(columns, rows)

    answers = [shapes.revision(one) for one in found]
    if diff:
        answers = [
            {**shape, "diff": _pieces(_differing(one, noun))}
            for shape, one in zip(answers, found, strict=True)
        ]
    session.answer(answers, human)


def _differing(revision: Revision, noun: Story | Issue) -> tuple[Piece, ...]:
    from reewriter.text.differ import compare

    return compare(past.text_of(revision), past.present(noun, revision.field))


def _compare_each(workspace: Workspace, found: Sequence[Revision], noun: Story | Issue) -> None:
    from reewriter.text.marking import marked

    for number, revision in enumerate(found):
        if number:
            echo()
        saved = local(revision.saved_at, workspace.brand.publication)
        echo(f"version {revision.id}: {past.called(revision.field)} until {saved}", look="head")
        echo(marked(_differing(revision, noun)))
