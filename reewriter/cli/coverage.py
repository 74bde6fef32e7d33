"""`story related`: what the publication ran already on a story's subject."""

from __future__ import annotations

import click

from reewriter.cli.output import Column, Json, table
from reewriter.cli.placing import story_argument
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.errors import NotFoundError

__all__ = ["related"]


@click.command()
@story_argument
@click.option("--insert", type=click.IntRange(1), metavar="N",
              help="Put a sentence with the Nth's link behind the critique.")  # fmt: skip
@as_json
@pass_session
def related(session: Session, *, story_id: int, insert: int | None) -> None:
    """List what we ran before on its subject.

    Stories of issues that went out, and items of the publication's own feed.
    """
    workspace = session.workspace()
    found = workspace.coverage.related(workspace.writing.story(story_id))
    if insert is not None:
        if insert > len(found):
            raise NotFoundError(
                f"there is no number {insert}", hint="Without --insert they are listed."
            )
        workspace.coverage.insert(story_id, found[insert - 1])
        session.note(f"Inserted: {workspace.coverage.sentence(found[insert - 1])}")
    value: list[Json] = [
        {
            "headline": one.headline,
            "url": one.url,
            "date": one.date.isoformat(),
            "edition": one.edition,
            "number": one.number,
            "story": one.story_id,
            "item": one.item_id,
            "shared": list(one.shared),
        }
        for one in found
    ]
    columns = (
        Column("", right=True),
        Column("ran"),
        Column("date"),
        Column("headline", gives=True),
        Column("both about", gives=True),
    )
    rows = [
        (str(at), one.label, one.date.isoformat(), one.headline, ", ".join(one.shared))
        for at, one in enumerate(found, 1)
    ]
    session.answer(value, lambda: table(columns, rows))
    if not found:
        session.note("Nothing that went out is about the same.")
