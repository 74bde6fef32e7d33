"""Answers with stories, as a list for people or as JSON; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reewriter.cli import shapes
from reewriter.cli.output import Column, Json, table
from reewriter.cli.session import Session

if TYPE_CHECKING:
    from reewriter.model import Story
    from reewriter.workspace import Workspace

__all__ = ["answer", "answer_one", "answer_placed", "shapes_of"]


def shapes_of(workspace: Workspace, found: Sequence[Story]) -> list[Json]:
    """Return stories as JSON answers have them."""
    editions = workspace.writing.editions([one.id for one in found])
    return [shapes.story(one, editions.get(one.id)) for one in found]


def answer(session: Session, found: Sequence[Story]) -> None:
    """Answer with stories."""
    workspace = session.workspace()
    session.answer(shapes_of(workspace, found), lambda: _list(workspace, found))


def answer_one(session: Session, story_id: int) -> None:
    """Answer with one story, as a JSON object of its own."""
    workspace = session.workspace()
    found = workspace.writing.story(story_id)
    session.answer(shapes_of(workspace, [found])[0], lambda: _list(workspace, [found]))


def answer_placed(session: Session, ids: Sequence[int], edition: str) -> None:
    """Answer with stories, and show a person where they stand now."""
    workspace = session.workspace()
    found = [workspace.writing.story(story_id) for story_id in ids]

    def human() -> None:
        from reewriter.cli.outline import outline

        outline(workspace, workspace.issues.get(edition), marked=ids)

    session.answer(shapes_of(workspace, found), human)


def _list(workspace: Workspace, found: Sequence[Story]) -> None:
    from reewriter.desk.skeleton import words_written

    editions = workspace.writing.editions([one.id for one in found])
    columns = (
        Column("id", right=True),
        Column("format"),
        Column("highlights", right=True),
        Column("words", right=True),
        Column("issue"),
        Column("headline", gives=True),
    )
    table(
        columns,
        (
            (
                str(one.id),
                one.format,
                str(len(one.highlights)),
                str(words_written(one)),
                ", ".join(editions.get(one.id, ["-"])[-2:]),
                one.headline or "(no headline)",
            )
            for one in found
        ),
    )
