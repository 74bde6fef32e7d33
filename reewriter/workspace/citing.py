"""Passages of sources that a story rests on, for both front ends: pinned, cited, found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reewriter.desk import citing, writing
from reewriter.model import Citation, Highlight, Source, Story

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Cited", "Citing"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cited:
    """What citing a passage did."""

    story: Story
    who: str
    """Who said it, or who published it."""
    end: int
    """Where in the critique one goes on writing."""


class Citing:
    """Evidence and quotations."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def evidence(self, story_id: int, words: str, *, source_id: int | None = None) -> Highlight:
        """Return a highlight that is still to be written, resting on these words of a source.

        Raises UsageError where no source has them.
        """
        story = self._workspace.writing.story(story_id)
        source, span = citing.passage_in(story, words, source_id)
        return Highlight("", source.id, span)

    def cite(self, story_id: int, words: str, *, source_id: int | None = None) -> Cited:
        """Quote these words of a source at the end of a critique; raises as `evidence` does."""
        story = self._workspace.writing.story(story_id)
        source, span = citing.passage_in(story, words, source_id)
        return self.cite_at(story, source, span)

    def cite_at(self, story: Story, source: Source, span: Span, *, at: int | None = None) -> Cited:
        """Quote a passage at a place of the critique, one undo; raises ConflictError as `edit`."""
        quoted = citing.quote(source, span)
        changes, end = citing.cite(story, source, span, at)
        who = quoted.who or "the source"
        with self._workspace.together(f"cited {who} in {writing.called(story)}"):
            after = self._workspace.writing.edit(story.id, changes, base=story)
        return Cited(after, who, end)

    def origin(self, story: Story, at: int) -> Citation | None:
        """Return where in the sources the quotation at a place of the critique stands."""
        return citing.origin(story, at)
