"""`issue dump, load, edit`: whole issues as one Markdown file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import decode, edition_argument, read_bytes
from reewriter.cli.output import Json, echo
from reewriter.cli.session import Session, as_json, pass_session

if TYPE_CHECKING:
    from reewriter.model import Issue
    from reewriter.workspace.copydesk import Loaded

__all__ = ["answer_issue", "dump", "edit", "load"]


@click.command()
@edition_argument
@click.option("--out", metavar="FILE", help="Into a file instead of stdout.")
@click.option("--without-sources", is_flag=True, help="Leave out what the stories rest on.")
@as_json
@pass_session
def dump(session: Session, *, edition: str | None, out: str | None, without_sources: bool) -> None:
    """Print a whole issue as one Markdown file.

    At its end stand the sources, word for word: with them it is the same issue in any workspace.
    They are other people's texts: leave them out where the file is published.
    """
    workspace = session.workspace()
    found = session.issue(edition)
    composition = workspace.issues.composition(found)
    text = workspace.copydesk.dump(composition, whole=not without_sources)
    if out is not None and out != "-":
        from reewriter.atomic import write_files

        path = Path(out).expanduser()
        write_files({path: text.encode()})
    value: dict[str, Json] = {**shapes.issue(found), "markdown": text}
    session.answer(value, lambda: echo(out if out not in (None, "-") else text.rstrip("\n")))


@click.command()
@click.argument("file", metavar="FILE|-")
@as_json
@pass_session
def load(session: Session, *, file: str) -> None:
    """Read such a file back, whole or not at all.

    An issue that is not here yet is made, with its stories and their sources.
    """
    from reewriter.cli.editor import load_issue

    loaded = load_issue(session, file, decode(read_bytes(file), file))
    _notes(session, loaded)
    answer_issue(session, loaded.issue)


@click.command()
@edition_argument
@pass_session
def edit(session: Session, *, edition: str | None) -> None:
    """Open the whole issue in $EDITOR."""
    from reewriter.cli.editor import edit_issue

    loaded = edit_issue(session, session.issue(edition))
    for one in loaded:
        _notes(session, one)
    if loaded:
        answer_issue(session, loaded[-1].issue)


def _notes(session: Session, loaded: Loaded) -> None:
    """Say what a loaded file changed."""
    stories = ", ".join(map(str, loaded.changed))
    session.note(f"Changed stories: {stories}." if stories else "No story was changed.")
    for story_id in loaded.benched:
        session.note(f"Story {story_id} is no longer in the file: it waits on the bench.")
    if loaded.waived:
        many = "s are" if loaded.waived > 1 else " is"
        session.note(
            f"{loaded.waived} finding{many} waived by the file: `reewriter check` lists them."
        )


def answer_issue(session: Session, found: Issue) -> None:
    """Answer with the whole of an issue; a person gets its outline."""
    from reewriter.cli.outline import outline

    workspace = session.workspace()
    value = shapes.whole_issue(workspace.issues.composition(found))
    session.answer(value, lambda: outline(workspace, found))
