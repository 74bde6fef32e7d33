"""Brings what was typed into a story's fields to the workspace, as one change. Paints nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reewriter.model import Highlight, Story
from reewriter.workspace import Workspace

__all__ = ["with_evidence", "write_story"]

_STORY = ("headline", "deck", "tags", "critique", "format")
_SOURCE = ("outlet", "reporter", "url")


def write_story(
    workspace: Workspace, story: Story, fields: Mapping[str, object], *, bench: bool
) -> Story:
    """Write fields by name over the story as it was seen; return it as it is then.

    Raises ConflictError, having written nothing, where a field was changed elsewhere.
    """
    writing = workspace.writing
    label = f"edited {', '.join(fields)} of story {story.id}"
    with workspace.together(label, merge=True):
        own = {name: fields[name] for name in _STORY if name in fields}
        if own:
            story = writing.edit(story.id, own, base=story)
        if "highlights" in fields:
            wanted = with_evidence(story, fields["highlights"])
            story = writing.set_highlights(story.id, wanted, base=story)
        about = {name: fields[name] for name in _SOURCE if name in fields}
        if about:
            story = writing.edit_source(story.id, about)
        if "section" in fields:
            workspace.issues.place(story.id, section=str(fields["section"]), bench=bench)
    return story


def with_evidence(story: Story, texts: object) -> list[Highlight]:
    """Give highlights that were moved or reworded the evidence they had; empty ones go."""
    known = {highlight.text: highlight for highlight in story.highlights}
    wanted = [str(text) for text in texts] if isinstance(texts, tuple | list) else []
    return [_of(story, at, text, known) for at, text in enumerate(wanted) if text.strip()]


def _of(story: Story, at: int, text: str, known: Mapping[str, Highlight]) -> Highlight:
    if text in known:
        return known[text]
    if at < len(story.highlights):
        return replace(story.highlights[at], text=text)
    return Highlight(text)
