"""What of a story was otherwise before: its source at the publisher's, and its fields here."""

from __future__ import annotations

from reewriter.errors import UsageError
from reewriter.model import Story
from reewriter.tui.article import Article
from reewriter.tui.present import present
from reewriter.tui.screens.comparing_room import Compares, Versions
from reewriter.tui.screens.history import show_history
from reewriter.tui.screens.story_coverage import CoverageRoom
from reewriter.tui.widgets.story_panes import StoryPanes

__all__ = ["LooksBack"]

_FIELD_OF = {
    "highlight-editor": "highlights",
    "suggestions": "highlights",
}


class LooksBack(Compares, CoverageRoom, piece=True):
    """Compares the source with what its publisher says now, and fields with what they were."""

    _story: Story | None = None

    def find_versions(self) -> Versions:
        """Take what was changed since the source was taken."""
        story = self._story
        news = self.workspace.triage.versions.news_of(story) if story else []
        if not news:
            raise UsageError("no publisher has changed what this story rests on")
        shown = self.shown_source(story) if story else None
        first = next((one for one in news if one.source == shown), news[0])
        self.query_one(StoryPanes).to_source()
        return Versions(first.before, len(first.before) - 1)

    def show_text(self) -> None:
        """Show the source, or how its publisher changed it."""
        if self._story is not None:
            self.query_one(StoryPanes).reader.show(self._source_or_changes(self._story))

    def _source_or_changes(self, story: Story) -> Article | None:
        items = {source.item_id for source in story.sources}
        known = self.versions.item_id if self.versions is not None else None
        compared = self.comparison(known if known in items else None)
        return compared or self.source_here(story)

    def action_source(self) -> None:
        """Show the next source as it was taken."""
        self.versions = None
        super().action_source()
        self.show_keys()

    def action_take_over(self) -> None:
        """Let the source say what its publisher says now."""
        story = present(self._story)
        self.save_now(patient=True)
        label = self.workspace.triage.versions.take_over(story.id)
        self.versions = None
        self.desk.changed()
        self.show_keys()
        self.say(f"{label} · {self.undoable}", "good")

    def action_history(self) -> None:
        """Show the earlier versions of the field that has the focus, or of all fields."""
        self.save_now(patient=True)
        story = present(self._story)
        at, draft = self.focused, self.query_one(StoryPanes).draft
        name = (at.id or "") if at is not None and draft in at.ancestors else ""
        show_history(self, story, _FIELD_OF.get(name, name))
