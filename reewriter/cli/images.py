"""`image …`: pictures of stories."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reewriter.cli.inputs import ID, LINE
from reewriter.cli.output import Column, Json, table
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.tree import Group
from reewriter.errors import UsageError

if TYPE_CHECKING:
    from reewriter.model import Image

__all__ = ["image"]

_story = click.option("--story", "story_id", type=ID, required=True, metavar="STORY",
                      help="Whose picture it is.")  # fmt: skip
_texts = (
    click.option("--alt", type=LINE, metavar="TEXT", help="What it shows, for who cannot see it."),
    click.option("--credit", type=LINE, metavar="TEXT", help="Who made it, as it is printed."),
    click.option("--rights", type=LINE, metavar="TEXT", help="By what right we show it."),
)


@click.group(cls=Group, no_args_is_help=False)
def image() -> None:
    """Give stories pictures.

    They are kept in media/, at most 1,200 pixels wide; one without credit or rights is an error.
    """


@image.command()
@click.argument("file", type=click.Path(path_type=Path))
@_story
@_texts[0]
@_texts[1]
@_texts[2]
@as_json
@pass_session
def add(session: Session, /, *, file: Path, story_id: int, **texts: str | None) -> None:
    """Take a picture into a story."""
    given = {name: text for name, text in texts.items() if text}
    _answer(session, session.workspace().pictures.add(story_id, file, **given).images)


@image.command(name="set")
@click.argument("number", type=ID)
@_story
@_texts[0]
@_texts[1]
@_texts[2]
@as_json
@pass_session
def set_(session: Session, /, *, number: int, story_id: int, **texts: str | None) -> None:
    """Describe a picture, counted from 1."""
    given = {name: text for name, text in texts.items() if text is not None}
    if not given:
        raise UsageError("nothing to change", hint="Give --alt, --credit or --rights.")
    _answer(session, session.workspace().pictures.describe(story_id, number, given).images)


@image.command(name="list")
@_story
@as_json
@pass_session
def list_(session: Session, *, story_id: int) -> None:
    """List the pictures of a story."""
    _answer(session, session.workspace().writing.story(story_id).images)


@image.command()
@click.argument("number", type=ID)
@_story
@as_json
@pass_session
def rm(session: Session, *, number: int, story_id: int) -> None:
    """Take a picture out of a story; its file stays."""
    _answer(session, session.workspace().pictures.remove(story_id, number).images)


def _answer(session: Session, images: Sequence[Image]) -> None:
    value: list[Json] = [
        {
            "number": number,
            "path": one.path,
            "alt": one.alt,
            "width": one.width,
            "height": one.height,
            "credit": one.credit,
            "rights": one.rights,
        }
        for number, one in enumerate(images, 1)
    ]
    rows = [
        (str(n), one.path, f"{one.width}×{one.height}", one.credit, one.rights, one.alt)
        for n, one in enumerate(images, 1)
    ]
    names = ("", "file", "pixels", "credit", "rights")
    columns = (*map(Column, names), Column("alt", gives=False))
    session.answer(value, lambda: table(columns, rows))
    if not images:
        session.note("No picture: `reewriter image add FILE --story STORY` takes one in.")
