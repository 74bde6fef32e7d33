"""`story draft` and `issue suggest`: texts of a language model, compared before they are put in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import LINE, edition_argument
from reewriter.cli.models import print_findings
from reewriter.cli.output import Json, echo
from reewriter.cli.placing import story_argument
from reewriter.cli.session import Session, as_json, pass_session

if TYPE_CHECKING:
    from reewriter.workspace.proposals import Field, Proposed

__all__ = ["draft", "subjects"]


@click.command()
@story_argument
@click.argument("field", type=click.Choice(["critique", "tldr"]), default="critique")
@click.option("--take", is_flag=True, help="Put its sound paragraphs below what is written.")
@click.option("--model", type=LINE, default="", metavar="NAME", help="Ask this one.")
@as_json
@pass_session
def draft(session: Session, *, story_id: int, field: Field, take: bool, model: str) -> None:
    """Ask a language model for a critique or a TL;DR.

    With --take what was shown last is put in, and only where nothing was, or with --model, is
    anything asked. Every quotation, figure and copied row of it is compared with the sources. A
    paragraph in which anything was found is never put in.
    """
    workspace = session.workspace()
    proposals = workspace.proposals
    story = workspace.writing.story(story_id)
    known = proposals.shown(story, field) if take and not model else ()
    found = known or proposals.text(story, field, model=model) or ()
    if take:
        proposals.take_text(workspace.writing.story(story_id), field, found)
    proposals.show(story, field, () if take else found)
    _answer(session, found, taken=take)


@click.command(name="suggest")
@edition_argument
@click.option("--take", is_flag=True, help="Put sound ones beside those to choose from.")
@click.option("--model", type=LINE, default="", metavar="NAME", help="Ask this one.")
@as_json
@pass_session
def subjects(session: Session, *, edition: str | None, take: bool, model: str) -> None:
    """Ask a language model for subjects of an issue.

    With --take those shown last are taken, and only where none were, or with --model, is anything
    asked. They are compared with the sources of its stories, and none is picked: `issue set --pick`
    does.
    """
    proposals = session.workspace().proposals
    issue = session.issue(edition)
    known = proposals.shown(issue, "subject") if take and not model else ()
    found = known or proposals.subjects(issue, proposals.going_out(issue), model=model) or ()
    if take:
        proposals.take_subjects(session.issue(edition), found)
    proposals.show(issue, "subject", () if take else found)
    _answer(session, found, taken=take)


def _answer(session: Session, found: Sequence[Proposed], *, taken: bool) -> None:
    value: list[Json] = [
        {
            "text": one.text,
            "sound": not one.wrong,
            "taken": taken and not one.wrong,
            "findings": [shapes.finding(each) for each in one.findings],
        }
        for one in found
    ]

    def human() -> None:
        for one in found:
            echo(f"{'✗' if one.wrong else '✓'} {one.text}")
            print_findings(one.findings, sentence=False)

    session.answer(value, human)
    sound = sum(not one.wrong for one in found)
    if taken:
        session.note(f"Put in {sound} of {len(found)}.")
    elif sound:
        session.note("Nothing was put in: with --take, what is sound of the answer is.")
