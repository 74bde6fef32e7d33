"""`story place`, `bench`, `move` and `rm`: where stories stand in an issue."""

from __future__ import annotations

import click

from reewriter.cli.inputs import ID, issue_option, section_option
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.story_lists import answer, answer_placed
from reewriter.errors import UsageError

__all__ = ["bench", "move", "place", "rm", "stories_argument", "story_argument"]

story_argument = click.argument("story_id", type=ID, metavar="STORY")
stories_argument = click.argument("ids", nargs=-1, required=True, type=ID, metavar="STORY…")


@click.command()
@stories_argument
@issue_option
@section_option
@click.option("--position", type=click.IntRange(1), metavar="N", help="Counted from 1.")
@as_json
@pass_session
def place(
    session: Session,
    *,
    ids: tuple[int, ...],
    edition: str | None,
    section: str | None,
    position: int | None,
) -> None:
    """Put stories above the line: they go out."""
    workspace = session.workspace()
    issue = session.issue(edition)
    into = workspace.issues.section_named(section) if section else None
    with workspace.together("placed stories"):
        for offset, story_id in enumerate(ids):
            at = None if position is None else position - 1 + offset
            workspace.issues.place(story_id, issue=issue, section=into, position=at)
    answer_placed(session, ids, issue.edition)


@click.command()
@stories_argument
@issue_option
@as_json
@pass_session
def bench(session: Session, *, ids: tuple[int, ...], edition: str | None) -> None:
    """Put stories on the bench, for the next issue."""
    workspace = session.workspace()
    issue = session.issue(edition)
    with workspace.together("benched stories"):
        for story_id in ids:
            workspace.issues.place(story_id, issue=issue, bench=True)
    answer_placed(session, ids, issue.edition)


@click.command()
@story_argument
@click.option("--up", type=click.IntRange(1, 1000), metavar="LINES", help="Towards the top.")
@click.option("--down", type=click.IntRange(1, 1000), metavar="LINES", help="Towards the end.")
@issue_option
@as_json
@pass_session
def move(
    session: Session, *, story_id: int, up: int | None, down: int | None, edition: str | None
) -> None:
    """Move a story up or down by some lines, across sections."""
    if bool(up) == bool(down):
        raise UsageError("say one of --up and --down", hint="As `story move 12 --up 1`.")
    workspace = session.workspace()
    issue = session.issue(edition)
    with workspace.together(f"moved story {story_id}"):
        for _ in range(up or down or 0):
            workspace.issues.move(story_id, -1 if up else 1, issue=issue)
    answer_placed(session, [story_id], issue.edition)


@click.command()
@stories_argument
@issue_option
@as_json
@pass_session
def rm(session: Session, *, ids: tuple[int, ...], edition: str | None) -> None:
    """Take stories out of an issue.

    What was written stays; `story place` brings it back.
    """
    workspace = session.workspace()
    issue = session.issue(edition)
    with workspace.together("took stories out"):
        for story_id in ids:
            workspace.writing.story(story_id)
            workspace.writing.remove(story_id, issue=issue)
    answer(session, [workspace.writing.story(story_id) for story_id in ids])
