"""`story moves` and `story suggest`: what the desk offers while a story is written."""

from __future__ import annotations

from collections.abc import Sequence

import click

from reewriter.cli import shapes
from reewriter.cli.inputs import LINE
from reewriter.cli.models import llm_options, print_findings
from reewriter.cli.output import Cell, Column, Json, Paint, echo, table
from reewriter.cli.placing import story_argument
from reewriter.cli.session import Session, as_json, pass_session
from reewriter.errors import UsageError
from reewriter.model import Finding, Highlight, Story

__all__ = ["moves", "suggest"]

_LOOKS: dict[str, Paint] = {"found": "good", "ticked": "good", "missing": "note"}
_SIGNS = {"found": "✓", "ticked": "+", "missing": "·"}


@click.command()
@story_argument
@click.option("--set", "lines", multiple=True, type=(LINE, LINE), metavar="MOVE TEXT",
              help="Note `claim | quotation | answer`; empty takes it out.")  # fmt: skip
@click.option("--tick", "ticks", multiple=True, type=LINE, metavar="MOVE", help="It is there.")
@click.option("--untick", "unticks", multiple=True, type=LINE, metavar="MOVE",
              help="Take that back.")  # fmt: skip
@click.option("--write", is_flag=True, help="Put what is noted into the critique, as paragraphs.")
@as_json
@pass_session
def moves(
    session: Session,
    /,
    *,
    story_id: int,
    lines: tuple[tuple[str, str], ...],
    ticks: tuple[str, ...],
    unticks: tuple[str, ...],
    write: bool,
) -> None:
    """Tell which moves a critique makes.

    They are concession, omission, assumption, refuted, overstatement and position: found in its
    wording, ticked by hand, or missing.
    """
    from reewriter.desk.moves import line_of
    from reewriter.workspace.critiques import Critiques

    workspace = session.workspace()
    desk, since = Critiques(workspace), workspace.writing.story(story_id)
    for kind in (*ticks, *unticks, *(kind for kind, _ in lines)):
        _known(kind)
    with workspace.together("moves"):
        noted = {move["kind"]: line_of(move) for move in since.moves} | dict(lines)
        if lines:
            desk.fill(story_id, list(noted.items()))
        for kind in ticks:
            desk.tick(story_id, kind, True)
        for kind in unticks:
            desk.tick(story_id, kind, False)
        if write:
            desk.write(story_id, list(noted.items()), since=since)
    story = workspace.writing.story(story_id)
    found = desk.checklist(story)
    noted = {move["kind"]: line_of(move) for move in story.moves}
    value: list[Json] = [
        {
            "move": one.kind,
            "state": one.state,
            "sentence": story.critique[slice(*one.passage)] if one.passage else "",
            "noted": noted.get(one.kind, ""),
        }
        for one in found
    ]
    rows = [
        (
            one.kind,
            Cell(f"{_SIGNS[one.state]} {one.state}", _LOOKS[one.state]),
            story.critique[slice(*one.passage)] if one.passage else noted.get(one.kind, ""),
        )
        for one in found
    ]
    columns = (Column("move"), Column("state"), Column("sentence, or note", gives=True))
    session.answer(value, lambda: table(columns, rows))


def _known(kind: str) -> None:
    from reewriter.text.moves import KINDS
    from reewriter.text.nearest import did_you_mean

    if kind not in KINDS:
        raise UsageError(f"there is no move “{kind}”", hint=did_you_mean(kind, list(KINDS)))


@click.command()
@story_argument
@click.option("--count", "count", type=click.IntRange(1, 10), default=None, metavar="N",
              help="How many; 3 without it.")  # fmt: skip
@click.option("--take", "take", multiple=True, type=click.IntRange(1), metavar="N",
              help="Make a highlight of this one; repeatable.")  # fmt: skip
@click.option("--to-edit", is_flag=True, help="Take it whatever was found in it, to be mended.")
@click.option("--drop", is_flag=True, help="Refuse those that are left.")
@llm_options
@as_json
@pass_session
def suggest(
    session: Session,
    /,
    *,
    story_id: int,
    count: int | None,
    take: tuple[int, ...],
    to_edit: bool,
    drop: bool,
    llm: bool,
    model: str,
) -> None:
    """Suggest highlights from its sources.

    They are kept apart, and never printed or counted, until they are taken. Those of a language
    model are compared with the sources first; one that says something else is not taken as it is.
    """
    if (llm or model) and (take or drop):
        raise UsageError("--llm asks anew; take or drop what there is in a call of its own")
    workspace = session.workspace()
    writing = workspace.writing
    offered: tuple[Highlight, ...] | None = None
    if llm or model:
        offered = workspace.drafting.propose(writing.story(story_id), count or 3, model=model)
    with session.workspace().together("suggestions"):
        if take:
            writing.take_suggestions(story_id, [at - 1 for at in take], to_edit=to_edit)
        if drop:
            left = writing.story(story_id).suggested
            writing.drop_suggestions(story_id, range(len(left)))
        if offered is not None:
            writing.offer(story_id, offered)
        elif not (take or drop):
            writing.suggest(story_id, count or 3)
    story = writing.story(story_id)
    findings = workspace.facts.review_suggestions(story)
    value: dict[str, Json] = {
        "suggested": [one.text for one in story.suggested],
        "highlights": [one.text for one in story.highlights],
        "findings": [[shapes.finding(one) for one in found] for found in findings],
    }
    session.answer(value, lambda: _print(story, findings))
    if not story.suggested:
        session.note("No suggestions are left.")


def _print(story: Story, findings: Sequence[Sequence[Finding]]) -> None:
    for number, (one, found) in enumerate(zip(story.suggested, findings, strict=True), 1):
        echo(f"{number}  {one.text}")
        print_findings(found, sentence=one.span is not None)
    if story.suggested:
        echo(f"--take N makes a highlight of one; there are {len(story.highlights)}.", look="dim")
