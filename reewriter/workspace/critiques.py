"""The critique of a story as a person works on it: its moves, and how it will be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reewriter.desk import moves
from reewriter.model import Story
from reewriter.store import progress

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Critiques", "passage"]

_HEADING = 4
"""The level of a heading in a story's text: those above it are the issue's."""


def passage(markdown: str) -> str:
    """Return a text of a story as the issue's Markdown will have it."""
    from reewriter.render.markdown import to_markdown

    return to_markdown(markdown, heading=_HEADING)


class Critiques:
    """Moves that are there, missing, ticked, and written from a form."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def _house(self) -> str:
        return self._workspace.brand.publication.name

    def checklist(self, story: Story, *, critique: str | None = None) -> tuple[moves.Tick, ...]:
        """Tell which moves a story makes; `critique` is what stands in its field now."""
        return moves.checklist(story, house=self._house, critique=critique)

    def tick(self, story_id: int, kind: str, yes: bool) -> Story:
        """Tick a move by hand, or take the tick away."""
        writing = self._workspace.writing
        return writing.edit(story_id, {"moves": moves.ticked(writing.story(story_id), kind, yes)})

    def fill(
        self, story_id: int, lines: Sequence[tuple[str, str]], *, merge: bool = False
    ) -> Story:
        """Note what lines of the form say: kind of move, and `claim | quotation | answer`."""
        writing = self._workspace.writing
        noted = moves.moves_of(writing.story(story_id), lines)
        return writing.edit(story_id, {"moves": noted}, merge=merge)

    def prose(self, story: Story, lines: Sequence[tuple[str, str]]) -> str:
        """Return the critique with the lines as paragraphs of it; changes nothing."""
        return self._with_prose(story, story, moves.moves_of(story, lines))

    def write(self, story_id: int, lines: Sequence[tuple[str, str]], *, since: Story) -> Story:
        """Put the lines into the critique as paragraphs.

        `since` is the story with the moves it had when the form was opened: their paragraphs are
        replaced.
        """
        writing = self._workspace.writing
        story = writing.story(story_id)
        noted = moves.moves_of(story, lines)
        text = self._with_prose(story, since, noted)
        return writing.edit(story_id, {"critique": text, "moves": noted})

    def _with_prose(self, story: Story, since: Story, noted: Sequence[Mapping[str, str]]) -> str:
        outlet = story.source.outlet if story.source else ""
        return moves.with_prose(
            story.critique, since.moves, noted, outlet=outlet, house=self._house
        )

    def shows(self, what: str) -> bool | None:
        """Tell whether the desk shows `moves`, or a `preview`; None until somebody has said."""
        return {1: True, 2: False}.get(progress.reached(self._workspace.store, f"shows {what}"))

    def show(self, what: str, yes: bool) -> None:
        """Remember that for all desks to come."""
        progress.reach(self._workspace.store, f"shows {what}", 1 if yes else 2)
