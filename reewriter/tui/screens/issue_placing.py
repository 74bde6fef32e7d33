"""Moves stories and sections of the issue that is open by keys. Saves no field, exports nothing."""

from __future__ import annotations

from functools import partial

from textual import on

from reewriter.tui.screens.issue_press import EXPORT, PressRoom
from reewriter.tui.widgets.menu import Entry, Menu
from reewriter.tui.widgets.outline import Outline

__all__ = ["PlacingRoom"]

_SECTION = "section"
_BENCH = "\0bench"
_NOTHING = "there is no story here to move"


class PlacingRoom(PressRoom, piece=True):
    """A room with the outline of one issue."""

    def _move(self, by: int) -> None:
        outline = self.query_one(Outline)
        story_id = outline.story_id
        if story_id is None or self._issue is None:
            self.say(_NOTHING)
            return
        outline.focus()
        before = outline.order
        label = self.workspace.issues.move(story_id, by, issue=self._issue)
        self.desk.changed()
        if outline.order == before:
            self.say(self.keyed("it cannot go further; {issue.line} moves it across the line"))
        else:
            self.say(label, "good")

    def action_move_down(self) -> None:
        """Move the story down, across sections too."""
        self._move(1)

    def action_move_up(self) -> None:
        """Move the story up."""
        self._move(-1)

    def action_section_down(self) -> None:
        """Move the section of the story under the cursor, with all its stories, one down."""
        self._move_section(1)

    def action_section_up(self) -> None:
        """Move the section one up."""
        self._move_section(-1)

    def _move_section(self, by: int) -> None:
        placed = self.query_one(Outline).placed
        if placed is None or placed.bench or self._issue is None:
            self.say("there is no section here to move: the bench has none")
            return
        outline = self.query_one(Outline)
        outline.focus()
        before = outline.order
        label = self.workspace.issues.layout.move_section(self._issue, placed.section, by)
        self.desk.changed()
        if outline.order == before:
            self.say("it cannot go further", "info")
        else:
            self.say(label, "good")

    def action_line(self) -> None:
        """Move the story across the line."""
        placed = self.query_one(Outline).placed
        if placed is None or self._issue is None:
            self.say(_NOTHING)
            return
        self.done(
            self.workspace.issues.place(placed.story.id, issue=self._issue, bench=not placed.bench)
        )

    def action_section(self) -> None:
        """Offer the sections for the story under the cursor."""
        placed = self.query_one(Outline).placed
        if placed is None:
            self.say(_NOTHING)
            return
        house = self.workspace.config.sections
        sections = self._issue.ordered(house) if self._issue else house
        entries = [Entry(name, name) for name in sections]
        entries.append(Entry(_BENCH, "the bench", "waits for another day"))
        at = len(sections) if placed.bench else 0
        if not placed.bench and placed.section in sections:
            at = sections.index(placed.section)
        self.offer(_SECTION, entries, at=at, title="move it to")

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        with self.told():
            if event.purpose == EXPORT:
                self.export_to(event.value)
            else:
                self._leave_menu()
                self._into(event.value)

    def _into(self, section: str) -> None:
        story_id = self.query_one(Outline).story_id
        if story_id is None or self._issue is None:
            return
        place = partial(self.workspace.issues.place, story_id, issue=self._issue)
        self.done(place(bench=True) if section == _BENCH else place(section=section))

    def _leave_menu(self) -> None:
        self.remove_class("-choosing")
        self.query_one(Outline).focus()
