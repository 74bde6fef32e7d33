"""Goes round the story room: from field to field, pane to pane, story to story. Changes no text."""

from __future__ import annotations

from reewriter.tui.screens.story_citing import Cites
from reewriter.tui.widgets.highlight_rows import HighlightRows
from reewriter.tui.widgets.story_panes import StoryPanes

__all__ = ["GoesRound"]


class GoesRound(Cites, piece=True):
    """A room with the panes of a story, and the other stories of the issue before and behind it."""

    @property
    def _panes(self) -> StoryPanes:
        return self.query_one(StoryPanes)

    def open_story(self, story_id: int | None) -> None:
        """Open a story, or the one that was open last."""
        raise NotImplementedError

    def story_ids(self) -> list[int]:
        """Return the stories of the issue, in its order."""
        raise NotImplementedError

    def action_part(self) -> None:
        """Go to the next part of the story."""
        if self._story is not None:
            self._panes.to_next_part()

    def action_headline(self) -> None:
        """Go to the headline."""
        if self._story is not None:
            self._panes.to_field("headline")

    def action_move_down(self) -> None:
        """Move the highlight down."""
        self._move(1)

    def action_move_up(self) -> None:
        """Move the highlight up."""
        self._move(-1)

    def _move(self, by: int) -> None:
        if isinstance(self.focused, HighlightRows):
            self._panes.draft.highlights.move(by)
        else:
            self.say("no highlight has the cursor: it moves the one that has")

    def action_next(self) -> None:
        """Go to the next field; on a narrow screen that may bring the other pane."""
        self._panes.step(1)

    def action_previous(self) -> None:
        """Go to the field before."""
        self._panes.step(-1)

    def action_swap(self) -> None:
        """Show the other pane, or go to it where both are seen."""
        if self._story is None:
            return
        if self._panes.reader.has_focus:
            self._panes.to_draft()
        else:
            self._panes.draft.highlights.close()
            self.save_now()
            self._panes.to_source()

    def action_next_story(self) -> None:
        """Open the next story of the issue."""
        self._turn(1)

    def action_last_story(self) -> None:
        """Open the story before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        ids = self.story_ids()
        if self._story is None or not ids:
            return
        self.save_now(patient=True)
        at = ids.index(self._story.id) if self._story.id in ids else -by
        self.open_story(ids[(at + by) % len(ids)])
