"""`issue posts`: the stories of an issue as draft posts of the publication's site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli.inputs import LINE, edition_argument
from reewriter.cli.output import Cell, Column, Json, Paint, table
from reewriter.cli.session import Session, as_json, pass_session

if TYPE_CHECKING:
    from reewriter.workspace.posts import Posted, PostState

__all__ = ["posts"]

_CHOICES = {"": "", "keep-theirs": "keep", "overwrite": "overwrite", "new-draft": "new"}
_COLUMNS = (Column("id", right=True), Column("post"), Column("story", gives=True), Column(""))
_WOULD = {
    "never pushed": "makes a draft post",
    "in sync": "nothing to do",
    "local ahead": "updates the draft post",
    "remote changed": "edited there: --edited says what becomes of it",
    "scheduled": "not touched",
    "sent": "not touched",
    "unknown": "looks, and goes on",
}


@click.command()
@edition_argument
@click.option("--to", "target", required=True, type=LINE, metavar="TARGET",
              help="A target of type wordpress.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Ask how each post stands, and write nothing.")
@click.option("--edited", type=click.Choice([name for name in _CHOICES if name]),
              help="What becomes of posts that were edited there.")  # fmt: skip
@as_json
@pass_session
def posts(
    session: Session, *, edition: str | None, target: str, dry_run: bool, edited: str | None
) -> None:
    """Bring each story that goes out to the site, as a draft post.

    Its address becomes the story's own page, where it has none. Nothing is published, and what
    is published already is left alone.
    """
    from reewriter.export import Choice

    workspace = session.workspace()
    issue = session.issue(edition)
    if dry_run:
        states = workspace.posts.states(issue, target, look=True)
        session.answer([_told(one) for one in states], lambda: _show_states(session, states))
        troubles = any(one.trouble for one in states)
        none = not states
    else:
        done = workspace.posts.push(issue, target, choice=Choice(_CHOICES[edited or ""]))
        session.answer([_did(one) for one in done], lambda: _show(session, done))
        troubles = any(one.trouble for one in done)
        none = not done
    if none:
        session.note(f"No story of {issue.edition} stands above the line yet.")
    session.fail(1 if troubles else 0)


def _told(one: PostState) -> Json:
    return {"story": one.story.id, "action": "dry run", "state": one.state, "url": one.url,
            "trouble": one.trouble, "difference": one.difference}  # fmt: skip


def _did(one: Posted) -> Json:
    receipt = one.receipt
    action = receipt.action.value if receipt else "error" if one.trouble else "unchanged"
    return {"story": one.story.id, "action": action, "url": receipt.url if receipt else "",
            "trouble": one.trouble, "difference": one.difference}  # fmt: skip


def _show_states(session: Session, states: Sequence[PostState]) -> None:
    rows = []
    for one in states:
        gone = "deleted there: --edited new-draft makes another" if one.gone else ""
        look: Paint = "bad" if one.trouble else "good" if one.state == "in sync" else "note"
        said = one.trouble or gone or _WOULD[one.state]
        state = "published" if one.state == "sent" else one.state
        rows.append((str(one.story.id), Cell(state, look), one.story.headline, said))
    table(_COLUMNS, rows)
    _show_differences(session, states)


def _show(session: Session, done: Sequence[Posted]) -> None:
    rows = []
    for one in done:
        action = one.receipt.action.value if one.receipt else "left" if one.trouble else "published"
        url = one.receipt.url if one.receipt else ""
        look: Paint = "bad" if one.trouble else "good"
        rows.append((str(one.story.id), Cell(action, look), one.story.headline, one.trouble or url))
    table(_COLUMNS, rows)
    _show_differences(session, done)


def _show_differences(session: Session, found: Sequence[Posted | PostState]) -> None:
    for one in found:
        if one.difference:
            session.note(f"{one.story.headline}, as it stands there:\n{one.difference}")
    if any(one.difference for one in found):
        session.note("--edited keep-theirs, overwrite or new-draft says what becomes of it.")
