"""Brings what was typed into a story's fields to the workspace, as one change. Paints nothing."""

from __future__ import annotations

from collections.abc import Mapping

from reewriter.model import Highlight, Story
from reewriter.workspace import Workspace

__all__ = ["write_story"]

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
        lines = fields.get("highlights")
        if isinstance(lines, tuple):
            kept = [line for line in lines if isinstance(line, Highlight) and line.text.strip()]
            story = writing.set_highlights(story.id, kept, base=story)
        about = {name: fields[name] for name in _SOURCE if name in fields}
        if about:
            story = writing.edit_source(story.id, about)
        if "section" in fields:
            workspace.issues.place(story.id, section=str(fields["section"]), bench=bench)
    return story
