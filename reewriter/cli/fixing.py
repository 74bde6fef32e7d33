"""`story fix`: the true wording of quotations and the house's style, put into a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reewriter.cli.output import Json, echo
from reewriter.cli.placing import story_argument
from reewriter.cli.session import Session, as_json, pass_session

if TYPE_CHECKING:
    from reewriter.workspace.factdesk import Mend

__all__ = ["fix"]


@click.command()
@story_argument
@click.option("--quotations", is_flag=True, help="Only the true wording of quotations.")
@click.option("--style", is_flag=True, help="Only slips and the house's style.")
@click.option("--dry-run", is_flag=True, help="Say what would be changed; change nothing.")
@as_json
@pass_session
def fix(session: Session, *, story_id: int, quotations: bool, style: bool, dry_run: bool) -> None:
    """Mend a story.

    Quotations that are not word for word get their source's wording; straight quotation marks,
    dashes, doubled words and the like are mended outside of what others said. The texts before
    stay in `story history`.
    """
    workspace = session.workspace()
    desk, both = workspace.facts, quotations == style
    story = workspace.writing.story(story_id)
    done: list[tuple[str, Mend]] = []
    refused: list[tuple[str, str]] = []
    with workspace.together(f"mended story {story_id}", keep=True):
        if quotations or both:
            mends, refused = desk.true_wordings(story), desk.unmendable(story)
            done += [("quotation", mend) for mend in mends]
            if not dry_run:
                story = desk.apply(story, mends, f"true wordings in story {story_id}")
        if style or both:
            mends = desk.style_mends(story)
            done += [("style", mend) for mend in mends]
            if not dry_run:
                desk.apply(story, mends, f"house style in story {story_id}")
    value: list[Json] = [
        {
            "kind": kind,
            "where": mend.where,
            "done": list(mend.done),
            "before": mend.before,
            "after": mend.after,
        }
        for kind, mend in done
    ]

    def human() -> None:
        for kind, mend in done:
            name = mend.where.split("/", 2)[2]
            for said in mend.done:
                echo(f"{name}: {said}" if kind == "quotation" else f"{name}: mended {said}")

    session.answer(value, human)
    _tell_of_the_rest(session, refused, done=bool(done))
    if done and not dry_run:
        session.note(f"`reewriter story history {story_id}` has the texts before.")


def _tell_of_the_rest(session: Session, refused: list[tuple[str, str]], *, done: bool) -> None:
    for where, why in refused:
        session.note(f"left as it is, {where.split('/', 2)[2]}: {why}")
    if not done:
        session.note("Nothing was mended." if refused else "Nothing to mend.")
