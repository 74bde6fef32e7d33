"""The critique that is being written: which moves it makes, and how it will be read."""

from __future__ import annotations

from functools import cached_property

from textual import on
from textual.timer import Timer

from reewriter.errors import UsageError
from reewriter.model import Story
from reewriter.tui.screens.moves_form import Lines, MovesForm
from reewriter.tui.screens.story_helps import WritingHelps
from reewriter.tui.widgets.draft import Draft
from reewriter.tui.widgets.moves_margin import MovesMargin
from reewriter.tui.widgets.preview import Preview
from reewriter.tui.widgets.story_panes import StoryPanes
from reewriter.workspace.critiques import Critiques, passage

__all__ = ["WritesMoves"]

_AFTER = 0.25
"""Seconds without a key after which checklist and preview are what is written."""


class WritesMoves(WritingHelps):
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
        critiques = self._critiques
        self.query_one(MovesMargin).set_class(critiques.shows("moves") is True, "-shown")
        shown = critiques.shows("preview")
        self._draft.set_class(shown is True, "-preview")
        self._draft.set_class(shown is None, "-preview-wide")

    # -- kept up to date -----------------------------------------------------------------------

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
        parts = self._draft.parts
        margin, preview = self.query_one(MovesMargin), self.query_one(Preview)
        if margin.display:
            critique = parts.prose("critique").text
            margin.show(self._critiques.checklist(self._story, critique=critique))
        if preview.display:
            prose = parts.prose(parts.active)
            line, _ = prose.cursor_location
            place = line / max(prose.document.line_count - 1, 1)
            preview.follow("As it will be read", passage(prose.text), place)

    # -- actions -------------------------------------------------------------------------------

    def action_moves(self) -> None:
        """Show the checklist of moves, or hide it."""
        margin = self.query_one(MovesMargin)
        shown = not margin.display
        if margin.has_focus:
            self.query_one(StoryPanes).to_draft()
        margin.set_class(shown, "-shown")
        self._critiques.show("moves", shown)
        self.call_after_refresh(self.prove)
        if shown and not self._draft.display:
            self.query_one(StoryPanes).to_draft()
        self.say("checklist: enter on a line ticks it by hand; M fills them in" if shown else "")

    def action_prove(self) -> None:
        """Show the text as it will be read, or hide that."""
        preview, draft = self.query_one(Preview), self._draft
        shown = not (preview.display and draft.display)
        draft.remove_class("-preview-wide")
        draft.set_class(shown, "-preview")
        self._critiques.show("preview", shown)
        if shown:
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
        self.say("the moves stand in the critique · esc, then u takes them back", "good")

    @on(MovesMargin.Ticked)
    def _ticked(self, event: MovesMargin.Ticked) -> None:
        event.stop()
        with self.told():
            story = self._story_here()
            self._critiques.tick(story.id, event.kind, event.yes)
            self.desk.changed()
            self.prove()
