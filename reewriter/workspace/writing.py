"""Stories of a workspace, for both front ends: make, edit, highlight, look back."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from reewriter.desk import compose, evidence, labels, past, suggesting, writing
from reewriter.errors import NotFoundError, StoreError, UnsoundError, UsageError
from reewriter.formats import CHOICES, FORMATS, PARTS, choice, format_of, with_text
from reewriter.model import Edit, Highlight, Issue, Revision, Source, Story
from reewriter.store import issues, progress, revisions, stories
from reewriter.text.nearest import did_you_mean

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Writing"]

_JOB = "written"


class Writing:
    """The writing desk."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def story(self, story_id: int) -> Story:
        """Return one whole story; raises NotFoundError."""
        story = stories.get(self._store, [story_id]).get(story_id)
        if story is None:
            raise NotFoundError(
                f"there is no story {story_id}", hint="`reewriter story list` lists them."
            )
        return story

    def listed(self) -> list[Story]:
        """Return all stories, newest first."""
        ids = stories.listed(self._store)
        found = stories.get(self._store, ids)
        return [found[story_id] for story_id in ids]

    def opened(self, story_id: int) -> None:
        """Note which story is being written, so that the next desk opens it again."""
        with contextlib.suppress(StoreError):  # a database that cannot be written: no matter
            progress.reach(self._store, _JOB, story_id)

    def last_opened(self) -> int | None:
        """Return the story that was opened last, unless it is gone."""
        story_id = progress.reached(self._store, _JOB)
        return story_id if stories.get(self._store, [story_id]) else None

    def of_item(self, item_id: int) -> Story | None:
        """Return the story an item belongs to, if it has one."""
        return stories.by_item(self._store, item_id)

    def editions(self, story_ids: Sequence[int]) -> dict[int, list[str]]:
        """Return story id → the editions it stands in."""
        return issues.editions_of(self._store, story_ids)

    def new(
        self,
        *,
        item_id: int | None = None,
        issue: Issue | None = None,
        section: str | None = None,
        story_format: str = "critique",
    ) -> Story:
        """Return an item's story, made when there is none, or a new empty one.

        With `issue` it is placed above the line there; without, it goes to the bench of the
        current issue. Raises NotFoundError for an unknown item or section, UsageError for an
        unknown format.
        """
        workspace = self._workspace
        self._known_format(story_format)
        into = workspace.issues.section_named(section) if section else None
        with workspace.together(
            workspace.triage.label("story of", [item_id]) if item_id else "new story"
        ):
            if item_id is not None:
                workspace.triage.keep([item_id], section=section, issue=issue)
                story = stories.by_item(self._store, item_id)
                if story is None:  # kept items always have one
                    raise NotFoundError(f"item {item_id} has no story")
                if story_format != "critique":
                    self.edit(story.id, {"format": story_format})
            else:
                ids = stories.next_ids(self._store)
                edits: list[Edit] = writing.new_story(None, ids, story_format=story_format)
                workspace.change("new story", edits)
                story = self.story(ids[0])
                target = issue or workspace.issues.current()
                workspace.issues.place(story.id, issue=target, section=into, bench=issue is None)
            if issue is not None and item_id is not None:
                workspace.issues.place(story.id, issue=issue, section=into)
        return self.story(story.id)

    def edit(
        self,
        story_id: int,
        changes: Mapping[str, object],
        *,
        base: Story | None = None,
        merge: bool = False,
    ) -> Story:
        """Set fields of a story and return it as it is then.

        `base` is the story the editor was looking at: where a field was changed elsewhere since,
        ConflictError is raised and nothing is written. Without it the present story is the base.
        """
        seen = base or self.story(story_id)
        if "format" in changes:
            self._known_format(str(changes["format"]), seen.format)
        edits = writing.edit_story(seen, changes)
        label = labels.edited(seen, labels.fields_of(edits))
        self._workspace.change(label, edits, merge=merge)
        return self.story(story_id)

    def formats(self) -> tuple[str, ...]:
        """Return the formats that a story may have: ours, then those with a template here."""
        folder = self._workspace.templates
        if folder is None:  # mostly: the desk waits for no renderer
            return tuple(FORMATS)
        from reewriter.render import own_formats

        return tuple(dict.fromkeys((*FORMATS, *own_formats(folder))))

    def _known_format(self, name: str, present: str = "") -> None:
        """Raise UsageError where neither we nor the workspace's templates have such a format."""
        known = self.formats()
        if name not in (*known, present):
            hint = did_you_mean(name, known, otherwise=f"Formats: {', '.join(known)}.")
            raise UsageError(f"“{name}” is no story format", hint=hint)

    def edit_part(self, story_id: int, name: str, text: str, *, base: Story | None = None) -> Story:
        """Write one part of a story's format; raises UsageError where the format has none such."""
        seen = base or self.story(story_id)
        known = [part.name for part in format_of(seen).parts]
        if name in CHOICES:
            text = choice(name, text)
        elif name not in known:
            hint = did_you_mean(name, known, otherwise=f"Its parts: {', '.join(known)}.")
            raise UsageError(f"a {seen.format} has no part “{name}”", hint=hint)
        return self.edit(story_id, with_text(seen, name, text), base=seen)

    def set_highlights(
        self,
        story_id: int,
        highlights: Sequence[Highlight],
        *,
        base: Story | None = None,
        merge: bool = False,
    ) -> Story:
        """Replace the highlights; raises ConflictError like `edit`."""
        seen = base or self.story(story_id)
        edits = writing.set_highlights(seen, highlights)
        self._workspace.change(labels.edited(seen, [writing.HIGHLIGHTS]), edits, merge=merge)
        return self.story(story_id)

    def suggest(self, story_id: int, n: int = suggesting.MOST) -> Story:
        """Offer sentences of the sources as highlights, in place of those offered before.

        Raises UsageError where there is nothing to suggest from.
        """
        story = self.story(story_id)
        return self.offer(story_id, suggesting.suggestions(story, n))

    def offer(self, story_id: int, suggested: Sequence[Highlight]) -> Story:
        """Offer these as highlights, in place of those offered before; they are no text yet."""
        return self.edit(story_id, {"suggested": tuple(suggested)})

    def take_suggestions(
        self, story_id: int, which: Collection[int], *, to_edit: bool = False
    ) -> Story:
        """Make highlights of the suggestions at these places, counted from 0.

        Raises UnsoundError where one has an unsupported figure, a quotation that differs or
        copied words, unless it is taken `to_edit`: then they are marked while it is written.
        """
        story = self._with_suggestions(story_id, which)
        if not to_edit:
            self._must_be_sound(story, which)
        after = suggesting.taken(story, which)
        with self._workspace.together(labels.edited(story, [writing.HIGHLIGHTS])):
            self.edit(story_id, {"suggested": after["suggested"]}, base=story)
            return self.set_highlights(story_id, after["highlights"], base=story)

    def _must_be_sound(self, story: Story, which: Collection[int]) -> None:
        findings = self._workspace.facts.review_suggestions(story)
        for at in sorted(which):
            wrong = suggesting.grave(story.suggested[at], findings[at])
            if wrong is not None:
                raise UnsoundError(wrong.message, hint="--to-edit takes it to be mended.")

    def drop_suggestions(self, story_id: int, which: Collection[int]) -> Story:
        """Refuse the suggestions at these places, counted from 0."""
        story = self._with_suggestions(story_id, which)
        return self.edit(story_id, {"suggested": suggesting.dropped(story, which)}, base=story)

    def _with_suggestions(self, story_id: int, which: Collection[int]) -> Story:
        """Return a story; raises NotFoundError where it has no suggestion at one of the places."""
        story = self.story(story_id)
        for at in which:
            if not 0 <= at < len(story.suggested):
                raise NotFoundError(
                    f"story {story_id} has no suggestion {at + 1}",
                    hint=f"`reewriter story suggest {story_id}` makes some.",
                )
        return story

    def edit_source(
        self,
        story_id: int,
        changes: Mapping[str, object],
        *,
        source_id: int | None = None,
        base: Story | None = None,
    ) -> Story:
        """Set outlet, reporter, address, date or text of a source (the main one by default).

        A story without a source gets one. Raises ConflictError like `edit`.
        """
        workspace = self._workspace
        story = base or self.story(story_id)
        label = labels.edited(story, changes)
        with workspace.together(label):
            source = next((s for s in story.sources if s.id == source_id), story.source)
            if source is None:
                source = self._empty_source(story_id)
                workspace.change(label, [writing.new_source(source)])
            workspace.change(label, writing.edit_source(source, changes))
        return self.story(story_id)

    def _empty_source(self, story_id: int) -> Source:
        _, new_id = stories.next_ids(self._store)
        return Source(
            id=new_id, story_id=story_id, item_id=None, outlet="", reporter="", url="",
            published=None, text="", text_hash=writing.text_hash(""),
            captured_at=self._workspace.now(), complete=True, primary=True,
        )  # fmt: skip

    def remove(self, story_id: int, *, issue: Issue | None = None) -> str:
        """Take a story out of an issue; the story itself, and all that was written, stays."""
        target = issue or self._workspace.issues.current()
        placements = issues.placements(self._store, target.id)
        edits = compose.remove(placements, story_id)
        whose = writing.called(self.story(story_id)) if edits else f"story {story_id}"
        return self._workspace.change(f"took {whose} out of {target.edition}", edits)

    def history(self, story_id: int) -> list[Revision]:
        """Return the earlier versions of a story's fields, newest first."""
        self.story(story_id)
        return revisions.listed(self._store, "story", story_id)

    def restore(self, story_id: int, revision_id: int) -> Story:
        """Put an earlier version of one field back; what stands there becomes one in its turn."""
        revision = revisions.get(self._store, revision_id)
        if revision is None or (revision.noun, revision.noun_id) != ("story", story_id):
            raise NotFoundError(
                f"story {story_id} has no version {revision_id}",
                hint=f"`reewriter story history {story_id}` lists them.",
            )
        story, value = self.story(story_id), past.value_of(revision)
        name = "" if revision.field == writing.HIGHLIGHTS else revision.field
        if (source := past.of_source(name)) is not None:
            with self._workspace.together(past.label(revision, writing.called(story)), keep=True):
                return self._restore_source(story, *source, str(value))
        if name and name not in (*writing.STORY_FIELDS, *PARTS):
            raise UsageError(
                f"the field “{name}” cannot be restored",
                hint="It is not of this reewriter: `story history` shows its text.",
            )
        with self._workspace.together(past.label(revision, writing.called(story)), keep=True):
            if name in PARTS:
                return self.edit(story_id, with_text(story, name, str(value)))
            if name:
                return self.edit(story_id, {name: value})
            known = {highlight.text: highlight for highlight in story.highlights}
            texts = value if isinstance(value, tuple) else ()
            return self.set_highlights(story_id, [known.get(t, Highlight(t)) for t in texts])

    def _restore_source(self, story: Story, source_id: int, name: str, value: str) -> Story:
        """Put a field of a source back; evidence is found again where it stands in that text."""
        source = next((one for one in story.sources if one.id == source_id), None)
        if source is None:
            raise NotFoundError(
                f"story {story.id} has no source {source_id} any more",
                hint=f"`reewriter story show {story.id}` names those it has.",
            )
        self.edit_source(story.id, {name: value}, source_id=source_id)
        if name == "text":
            citations = evidence.citations_in(value, source, story.citations)
            self.edit(story.id, {"citations": citations})
            moved = writing.relocate(story.highlights, source, value)
            return self.set_highlights(story.id, moved)
        return self.story(story.id)
