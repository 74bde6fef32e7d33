"""`item join`, `split` and `apart`, and `story adopt`: which items tell one story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import ID
from reewriter.cli.output import Json, echo
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.story_lists import answer_one
from reewriter.errors import UsageError

if TYPE_CHECKING:
    from reewriter.workspace import Done

__all__ = ["adopt", "apart", "join", "split"]

item_argument = click.argument("item_id", type=ID, metavar="ID")


@click.command()
@click.argument("ids", nargs=-1, required=True, type=ID, metavar="ID…")
@as_json
@pass_session
def join(session: Session, *, ids: tuple[int, ...]) -> None:
    """Make items one story: one line, the first one's.

    All items of their groups come along, and take its state. No fetch ever parts them.
    """
    _answer(session, session.workspace().groups.join(ids), ids)


@click.command()
@item_argument
@as_json
@pass_session
def split(session: Session, *, item_id: int) -> None:
    """Take an item out of its group.

    It becomes a line of its own, which no fetch ever puts back. What only came for a kept story is
    new then.
    """
    groups = session.workspace().groups
    others = [row.id for row in session.workspace().triage.group(item_id)[1:]]
    _answer(session, groups.split(item_id), [item_id, *others])


@click.command()
@item_argument
@click.argument("other", type=ID, metavar="OTHER")
@as_json
@pass_session
def apart(session: Session, *, item_id: int, other: int) -> None:
    """Say that two items are two stories.

    They are not suggested as one again. To part those that are one, use `split`.
    """
    if item_id == other:
        raise UsageError("an item is one story with itself", hint="Name two different items.")
    _answer(session, session.workspace().groups.refuse(item_id, other), [item_id, other])


@click.command()
@click.argument("story_id", type=ID, metavar="STORY")
@click.argument("ids", nargs=-1, type=ID, metavar="[ITEM…]")
@as_json
@pass_session
def adopt(session: Session, *, story_id: int, ids: tuple[int, ...]) -> None:
    """Take items that came later as further sources.

    Those named, or all that tell the story and are no sources of it yet.
    """
    session.workspace().groups.adopt(story_id, ids)
    answer_one(session, story_id)


def _answer(session: Session, done: Done, ids: Sequence[int]) -> None:
    """Answer with the items as they are now."""
    rows = session.workspace().triage.rows(list(dict.fromkeys(ids)))
    answers: list[Json] = [shapes.item(row) for row in rows]

    def human() -> None:
        echo(f"{done.label}:")
        for row in rows:
            others = f" (+{row.others})" if row.others else ""
            echo(f"  {row.id}  {row.state.value}  {row.feed}: {row.title}{others}")

    session.answer(answers, human)
    if done.note:
        session.note(done.note)
