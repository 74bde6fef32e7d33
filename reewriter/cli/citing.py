"""`story cite`, and what highlights rest on: words of a source, found there by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from reewriter.cli.inputs import ID, TEXT
from reewriter.cli.placing import story_argument
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.cli.story_lists import answer_one
from reewriter.errors import UsageError

if TYPE_CHECKING:
    from reewriter.model import Highlight
    from reewriter.workspace import Workspace

__all__ = ["cite", "new_highlights"]


@click.command()
@story_argument
@click.argument("words", type=TEXT, metavar="WORDS")
@click.option("--source", "source_id", type=ID, metavar="ID", help="The source; else any.")
@as_json
@pass_session
def cite(session: Session, *, story_id: int, words: str, source_id: int | None) -> None:
    """Quote words of a source at the end of the critique.

    A short passage stands within the line, a longer one as a quotation of its own. Each is signed
    by who said it, or else by the outlet.
    """
    cited = session.workspace().citing.cite(story_id, words, source_id=source_id)
    session.note(f"cited {cited.who}")
    answer_one(session, story_id)


def new_highlights(
    workspace: Workspace, story_id: int, texts: Sequence[str], evidence: Sequence[str]
) -> list[Highlight]:
    """Return new highlights, the first of them resting on the first evidence, and so on."""
    from reewriter.model import Highlight

    if len(evidence) > len(texts):
        raise UsageError(
            "there is more --evidence than --add-highlight",
            hint="Each names what the highlight added at its place rests on.",
        )
    found = [Highlight(text) for text in texts if text]
    for at, words in enumerate(evidence[: len(found)]):
        if words:
            rests = workspace.citing.evidence(story_id, words)
            found[at] = replace(rests, text=found[at].text)
    return found
