"""Brings what was typed into a story's fields to the workspace, as one change. Paints nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from reewriter.desk.calendar import zone
from reewriter.desk.labels import edited, of_highlights
from reewriter.desk.moments import moment_of
from reewriter.formats import PARTS
from reewriter.model import Highlight, Story
from reewriter.workspace import Workspace

__all__ = ["rebased", "stored_in", "stroke_of", "write_story"]

_STORY = (
    *("headline", "deck", "tags", "critique", "tldr", "format", "authors", "own_url", "note"),
    "embargo_until",
)
_PARTS = tuple(name for name in PARTS if name != "tldr")
_SOURCE = ("outlet", "reporter", "url")


def rebased(story: Story, seen: Story, unsaved: Collection[str]) -> Story:
    """Return a story read anew, but the unsaved fields as the editor saw them before typing.

    So a save still notices that somebody else wrote into the same field meanwhile.
    """
    names = [name for name in (*_STORY, "highlights") if name in unsaved]
    names += ["extra"] if any(name in unsaved for name in _PARTS) else []
    return replace(story, **{name: getattr(seen, name) for name in names})


def stored_in(story: Story, names: Collection[str]) -> Mapping[str, object]:
    """Return fields by the names that the room gives them, as a story has them."""
    own = {name: getattr(story, name) for name in (*_STORY, "highlights") if name in names}
    return own | {name: story.extra.get(name, "") for name in _PARTS if name in names}


def stroke_of(story: Story, fields: Mapping[str, object]) -> str:
    """Name what one key did to the highlights, where nothing else was changed; else ""."""
    lines = fields.get("highlights")
    if len(fields) != 1 or not isinstance(lines, tuple):
        return ""
    return of_highlights(story, [one for one in lines if isinstance(one, Highlight) and one.text])


def write_story(
    workspace: Workspace,
    story: Story,
    fields: Mapping[str, object],
    *,
    bench: bool,
    over: bool = False,
) -> Story:
    """Write fields by name over the story as it was seen; return it as it is then.

    Raises ConflictError, having written nothing, where a field was changed elsewhere. With `over`
    whatever stands there is written over, and kept as a version.
    """
    writing = workspace.writing
    label = stroke_of(story, fields) or edited(story, fields)
    seen = writing.story(story.id) if over else story
    with workspace.together(label, merge=not over, keep=over):
        own = {name: fields[name] for name in _STORY if name in fields}
        if "embargo_until" in own:
            own["embargo_until"] = moment_of(
                str(own["embargo_until"]), zone(workspace.brand.publication)
            )
        changed = {name: str(fields[name]).strip("\n") for name in _PARTS if name in fields}
        if changed:
            whole = {**seen.extra, **changed}
            own["extra"] = {name: text for name, text in whole.items() if text.strip()}
        if own:
            story = writing.edit(story.id, own, base=seen)
        lines = fields.get("highlights")
        if isinstance(lines, tuple):
            kept = [line for line in lines if isinstance(line, Highlight) and line.text.strip()]
            story = writing.set_highlights(story.id, kept, base=seen)
        about = {name: fields[name] for name in _SOURCE if name in fields}
        if about:
            story = writing.edit_source(story.id, about)
        if "section" in fields:
            workspace.issues.place(story.id, section=str(fields["section"]), bench=bench)
    return story
