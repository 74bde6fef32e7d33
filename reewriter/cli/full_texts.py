"""`item text` and `story text`: the full text of articles, from their pages or by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import ID, read_text
from reewriter.cli.output import Json, echo
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.story_lists import answer_one
from reewriter.errors import ReewriterError, UsageError

if TYPE_CHECKING:
    from reewriter.workspace import Done, Workspace

__all__ = ["item_text", "load_kept", "story_text"]

refresh_option = click.option(
    "--refresh", is_flag=True, help="Ask the page anew, although it was asked before."
)


@click.command(name="text")
@click.argument("item_id", type=ID, metavar="ID")
@click.argument("file", required=False, metavar="[FILE|-]")
@refresh_option
@as_json
@pass_session
def item_text(session: Session, *, item_id: int, file: str | None, refresh: bool) -> None:
    """Load the full text of an item, or attach one.

    Without a file its page is asked, once; the text is kept, and becomes what the item's story
    rests on. A file, or - for a pasted text, is attached, and keeps the item.
    """
    workspace = session.workspace()
    if file is not None:
        _must_not_refresh(refresh)
        workspace.triage.item(item_id)
        _answer_item(session, workspace.triage.attach(item_id, read_text(file)), item_id)
        return
    with workspace.full_texts.loader() as loader:
        loader.item(item_id, refresh=refresh)
    _answer_item(session, workspace.full_texts.use_for_item(item_id, again=refresh), item_id)


@click.command(name="text")
@click.argument("story_id", type=ID, metavar="STORY")
@click.argument("file", required=False, metavar="[FILE|-]")
@click.option("--source", "source_id", type=ID, metavar="ID", help="The source; else the main one.")
@refresh_option
@as_json
@pass_session
def story_text(
    session: Session, *, story_id: int, file: str | None, source_id: int | None, refresh: bool
) -> None:
    """Load the full text of a story's source, or attach one.

    What highlights rest on is found again in it; where it is gone, the text before stays as well.
    """
    texts = session.workspace().full_texts
    if file is not None:
        _must_not_refresh(refresh)
        done = texts.attach(story_id, read_text(file), source_id=source_id)
    else:
        with texts.loader() as loader:
            loader.source(story_id, source_id, refresh=refresh)
        done = texts.use_for_story(story_id, source_id, again=refresh)
    session.note(" · ".join(filter(None, (done.label, done.note))))
    answer_one(session, story_id)


def load_kept(session: Session, item_ids: Sequence[int]) -> None:
    """Load the full text of kept items, where feeds.toml wants that; failures are only noted."""
    workspace = session.workspace()
    if workspace.config.full_text != "kept":
        return
    with workspace.full_texts.loader() as loader:
        for item_id in item_ids:
            try:
                loader.item(item_id)
                session.note(f"{item_id}: {workspace.full_texts.use_for_item(item_id).label}")
            except ReewriterError as error:
                session.note(f"{item_id}: {error}")


def _must_not_refresh(refresh: bool) -> None:
    if refresh:
        raise UsageError("--refresh asks the page, and a file is no page", hint="Leave out one.")


def _answer_item(session: Session, done: Done, item_id: int) -> None:
    workspace = session.workspace()
    (row,) = workspace.triage.rows([item_id])
    story = workspace.writing.of_item(item_id)
    answer: Json = {
        **shapes.item(row),
        "story": story.id if story else None,
        "full_text": _shape(workspace, item_id),
    }
    session.answer([answer], lambda: echo(f"{done.label}  ({row.feed}: {row.title})"))
    if done.note:
        session.note(done.note)


def _shape(workspace: Workspace, item_id: int) -> Json:
    found = workspace.full_texts.of(workspace.triage.item(item_id).url)
    return None if found is None else shapes.full_text(found)
