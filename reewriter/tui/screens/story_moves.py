"""The critique that is being written: which moves it makes, and how it will be read."""

from __future__ import annotations

from functools import cached_property

from textual import on
from textual.timer import Timer

from reewriter.errors import UsageError
from reewriter.model import Story
from reewriter.tui.screens.moves_form import Lines, MovesForm
from reewriter.tui.screens.story_showing import ShowsStory
from reewriter.tui.widgets.draft import Draft
from reewriter.tui.widgets.moves_margin import MovesMargin
from reewriter.tui.widgets.story_panes import StoryPanes
from reewriter.workspace.critiques import Critiques, passage

__all__ = ["WritesMoves"]

_AFTER = 0.25
"""Seconds without a key after which checklist and preview are what is written."""


class WritesMoves(ShowsStory, piece=True):
    """A room with a checklist beside the critique, and the text as readers will have it."""

    def __init__(self) -> None:
        super().__init__()
        self._later: Timer | None = None

    @cached_property
    def _critiques(self) -> Critiques:
        return Critiques(self.workspace)

    @property
    def _draft(self) -> Draft:
        return self.query_one(StoryPanes).draft

    def on_mount(self) -> None:
        """Show what was shown last."""
        critiques, draft = self._critiques, self._draft
        if critiques.shows("moves"):
            draft.add_margin()
        shown = critiques.shows("preview")
        draft.set_class(shown is True, "-preview")
        draft.set_class(shown is None, "-preview-wide")

    @on(Draft.Edited)
    @on(Draft.Shown)
    def _prove_soon(self) -> None:
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(_AFTER, self.prove)

    def prove(self) -> None:
        """Bring checklist and preview up to what is written now, where they are seen."""
        if not self.is_attached or self._story is None:
            return
        draft, parts = self._draft, self._draft.parts
        if draft.has_class("-preview") or (draft.has_class("-preview-wide") and self._is_wide):
            draft.add_preview()
        if draft.margin is not None and draft.margin.display:
            critique = parts.prose("critique").text
            draft.margin.show(self._critiques.checklist(self._story, critique=critique))
        if draft.preview is not None and draft.preview.display:
            prose = parts.prose(parts.active)
            line = 0 if prose.untouched else prose.cursor_location[0]
            place = line / max(prose.document.line_count - 1, 1)
            draft.preview.follow("As it will be read", passage(prose.text), place)

    @property
    def _is_wide(self) -> bool:
        return self.has_class("-wide")

    def action_moves(self) -> None:
        """Show the checklist of moves, or hide it."""
        self._story_here()
        draft, margin = self._draft, self._draft.margin
        shown = margin is None or not margin.display
        if margin is not None:
            if margin.has_focus:
                self.query_one(StoryPanes).to_draft()
            margin.set_class(not shown, "-hidden")
        draft.add_margin()
        self._critiques.show("moves", shown)
        self.call_after_refresh(self.prove)
        if shown and not draft.display:
            self.query_one(StoryPanes).to_draft()
        said = "checklist: {list.open} on a line ticks it by hand; {story.moves-form} fills them in"
        self.say(self.keyed(said) if shown else "")

    def action_prove(self) -> None:
        """Show the text as it will be read, or hide that."""
        self._story_here()
        draft, preview = self._draft, self._draft.preview
        shown = not (preview is not None and preview.display and draft.display)
        draft.remove_class("-preview-wide")
        draft.set_class(shown, "-preview")
        self._critiques.show("preview", shown)
        if shown:
            draft.add_preview()
            self.query_one(StoryPanes).to_field(draft.parts.active)
        self.call_after_refresh(self.prove)

    def action_moves_form(self) -> None:
        """Fill in the moves, a line each."""
        story = self._story_here()

        def note(lines: Lines) -> None:
            with self.told():
                self._critiques.fill(story.id, lines, merge=True)

        def prose(lines: Lines) -> str:
            return passage(self._critiques.prose(story, lines))

        def write(lines: Lines | None) -> None:
            with self.told():
                if lines is not None:
                    self._write_moves(story, lines)
                else:
                    self.desk.changed()

        self.app.push_screen(MovesForm(story, note=note, prose=prose), write)

    def _write_moves(self, since: Story, lines: Lines) -> None:
        before = self.workspace.writing.story(since.id).critique
        after = self._critiques.write(since.id, lines, since=since)
        self.desk.changed()
        if after.critique == before:
            raise UsageError("every move that is filled in stands in the critique already")
        self.query_one(StoryPanes).to_field("critique")
        self.say(
            self.keyed("the moves stand in the critique · esc, then {desk.undo} takes them back"),
            "good",
        )

    @on(MovesMargin.Ticked)
    def _ticked(self, event: MovesMargin.Ticked) -> None:
        event.stop()
        with self.told():
            story = self._story_here()
            self._critiques.tick(story.id, event.kind, event.yes)
            self.desk.changed()
            self.prove()
