"""Whole issues and stories as text files, for both front ends: out, and back in as one change."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter.desk import manuscript
from reewriter.desk.calendar import due_at, zone
from reewriter.desk.writing import called
from reewriter.errors import NotFoundError, UsageError, WorkspaceError
from reewriter.model import Composition, Issue, IssueStatus, Story
from reewriter.store import issues
from reewriter.workspace import remote_drafts
from reewriter.workspace.incoming import Incoming

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["CopyDesk", "Loaded", "editor_command"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a file did."""

    issue: Issue
    changed: tuple[int, ...]
    """The stories whose words are not what they were; those made anew are among them."""
    benched: tuple[int, ...]
    """The stories that were taken out of the file, and wait on the bench now."""
    waived: int = 0
    """How many findings the file answers for that counted until now."""


class CopyDesk:
    """Writes manuscripts and takes them back."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._zone = zone(workspace.brand.publication)

    def dump(self, composition: Composition, *, whole: bool = False) -> str:
        """Return an issue as one Markdown file; `whole` is with what its stories rest on.

        A whole file is the same issue in any workspace. Without, it is for an editor's eyes.
        """
        publication = self._workspace.brand.publication
        return manuscript.dump(
            composition,
            self._workspace.config.sections,
            zone=self._zone,
            remotes=remote_drafts.known(self._workspace, composition.issue),
            usual=due_at(publication, composition.issue.date),
            out=self._workspace.issues.went_out(composition.issue),
            whole=whole,
        )

    def dump_story(self, story: Story) -> str:
        """Return one story as a Markdown file."""
        return manuscript.dump_story(story, zone=self._zone)

    def load(
        self,
        text: str,
        *,
        file: str,
        base: Composition | None = None,
        before: str = "",
        over: bool = False,
    ) -> Loaded:
        """Make an issue say what a file says: all of it or, on any error, nothing.

        `base` is the issue as it was when the file was written, or `before` what the file said
        then: where a changed field was changed elsewhere too, ConflictError is raised; with `over`
        that is written over, and becomes a version. Raises ManuscriptError with the line of a
        mistake.
        """
        workspace = self._workspace
        edition = manuscript.edition_of(text, file=file)
        sections = list(workspace.config.sections)
        if base is None and not Incoming.knows(workspace, edition):
            # Read first: a file with a mistake makes no issue.
            written = manuscript.read(text, sections, file=file)
            with workspace.together(f"loaded {edition}"):
                issue = Incoming(workspace, file).issue(written, edition)
                seen = workspace.issues.composition(issue)
                return self._load(text, written, seen, over=over, fresh=True)
        seen = base or workspace.issues.composition(workspace.issues.get(edition))
        sections = manuscript.sections_of(seen, sections)
        written = manuscript.read(text, sections, file=file)
        made: list[str] = []
        if before:
            said = manuscript.read(before, sections, file=file)
            seen = manuscript.as_it_was(seen, said, zone=self._zone)
            made = _made_anew(said)
        return self._load(text, written, seen, made=made, over=over)

    def _load(
        self,
        text: str,
        written: manuscript.Manuscript,
        seen: Composition,
        *,
        made: Sequence[str] = (),
        over: bool,
        fresh: bool = False,
    ) -> Loaded:
        workspace, issue = self._workspace, seen.issue
        sections = manuscript.sections_of(seen, workspace.config.sections)
        changes = manuscript.issue_changes(issue, written, zone=self._zone)
        with workspace.together(f"loaded {issue.edition}", keep=over):
            if changes:
                workspace.issues.edit(issue.edition, changes, base=None if over else issue)
            ids, changed = self._load_stories(written, seen, made, over=over, fresh=fresh)
            above = {placed.story.id for placed in seen.above}
            now = issues.placements(workspace.store, issue.id)
            edits = manuscript.order(written, ids, now, above, issue_id=issue.id, sections=sections)
            workspace.change(f"ordered {issue.edition}", edits)
            if changes.get("own_text") and "plain_text_of" not in written.front:
                # Written into the file just now: it stands for what the issue says just now.
                workspace.plain_text.keep(workspace.issues.get(issue.edition))
            waived = Incoming(workspace, written.file).waive(issue, written, ids)
            remote_drafts.adopt(workspace, issue, manuscript.remotes_of(text))
            out = written.front.get("went_out")
            if out is not None and out.value == "yes" and not workspace.issues.went_out(issue):
                workspace.issues.edit(issue.edition, {"status": IssueStatus.PUSHED})
        after = workspace.issues.composition(workspace.issues.get(issue.edition))
        benched = above & {placed.story.id for placed in after.bench} - set(ids.values())
        return Loaded(after.issue, tuple(changed), tuple(sorted(benched)), waived)

    def _load_stories(
        self,
        written: manuscript.Manuscript,
        seen: Composition,
        made: Sequence[str],
        *,
        over: bool,
        fresh: bool,
    ) -> tuple[dict[int, int], list[int]]:
        """Change the stories; returns line of the file → story, and which were changed.

        `made` are the headlines of stories that an earlier text of the same file has begun. Of a
        `fresh` issue every story may be one that is not here yet.
        """
        ids: dict[int, int] = {}
        changed: list[int] = []
        incoming = Incoming(self._workspace, written.file)
        known = {placed.story.id: placed.story for placed in seen.placed}
        named = {one.id for one in written.stories}
        spare = {s.headline: s for s in known.values() if s.id not in named and s.headline}
        for one, was in _renamed(written, made):
            if one.id is None:
                # Loading the same file twice must not write its new stories twice.
                again = spare.pop(one.headline, None) or spare.pop(was, None)
                story = again or self._workspace.writing.new(issue=seen.issue)
            elif (rest := written.rests.get(one.id)) is not None or fresh:
                rest = rest or manuscript.Rest(one.id, one.line)
                story = incoming.story(one, rest, known)
            else:
                story = known.get(one.id) or self._story_named(one.id, one.line, written.file)
            ids[one.line] = story.id
            if self._apply(story, one, written.file, over=over) or story.id not in known:
                changed.append(story.id)
        return ids, changed

    def _story_named(self, story_id: int, line: int, file: str) -> Story:
        try:
            return self._workspace.writing.story(story_id)
        except NotFoundError as error:
            raise manuscript.ManuscriptError(
                error.message,
                file=file,
                line=line,
                hint="A story that does not exist yet begins with `## new: Headline`.",
            ) from None

    def load_story(
        self, text: str, story: Story, *, file: str, before: str = "", over: bool = False
    ) -> Story:
        """Make a story say what a file says; `story` is what was written into the file.

        `before` and `over` are what they are for a whole issue.
        """
        written = manuscript.read_story(text, file=file)
        if written.id != story.id:
            raise manuscript.ManuscriptError(
                f"this is story {story.id}, not {written.id or 'new'}",
                file=file,
                line=written.line,
                hint=f"Put {story.id} back.",
            )
        if before:
            said = manuscript.read_story(before, file=file)
            story = manuscript.story_as_it_was(story, said, zone=self._zone)
        with self._workspace.together(f"{called(story)} in the editor", keep=over):
            self._apply(story, written, file, over=over)
        return self._workspace.writing.story(story.id)

    def _apply(self, story: Story, written: manuscript.Written, file: str, *, over: bool) -> bool:
        """Make the edits of one story; returns whether there were any."""
        writing = self._workspace.writing
        onto = writing.story(story.id) if over else story
        changes = manuscript.story_changes(story, written, zone=self._zone, file=file, onto=onto)
        story = onto
        if changes.fields:
            writing.edit(story.id, changes.fields, base=story)
        if changes.highlights is not None:
            writing.set_highlights(story.id, changes.highlights, base=story)
        if changes.source:
            writing.edit_source(story.id, changes.source, base=story)
        return bool(changes)

    def set_aside(self, name: str, text: str) -> Path:
        """Keep a text that somebody is writing as a file of the workspace; returns its path."""
        folder = self._workspace.root / "backups"
        try:
            folder.mkdir(exist_ok=True)
            for number in range(1, 1000):
                path = folder / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
                if not path.exists():
                    path.write_text(text, encoding="utf-8", newline="")
                    return path
        except OSError as error:
            raise WorkspaceError(
                f"{folder}: cannot be written ({error.strerror})",
                hint="Give yourself write permission on the workspace.",
            ) from error
        raise WorkspaceError(f"{folder}: full of {name}.md", hint="Clear away what was loaded.")


def _made_anew(written: manuscript.Manuscript) -> list[str]:
    return [one.headline for one in written.stories if one.id is None]


def _renamed(
    written: manuscript.Manuscript, made: Sequence[str]
) -> Iterator[tuple[manuscript.Written, str]]:
    """Return each story, and for a new one the headline it was begun with."""
    begun = iter(made)
    for one in written.stories:
        yield one, next(begun, "") if one.id is None else ""


def editor_command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the person's editor as the beginning of an argument list; no shell ever sees it."""
    for name in ("VISUAL", "EDITOR"):
        if environment.get(name, "").strip():
            try:
                return shlex.split(environment[name])
            except ValueError:
                raise UsageError(
                    f"${name} cannot be read: {environment[name]}", hint="Close its quotes."
                ) from None
    return ["vi"]
