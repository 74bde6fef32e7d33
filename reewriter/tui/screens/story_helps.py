"""What helps to write the story that is open: suggestions, snippets. Holds no text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Event

from textual import on, work
from textual.message import Message

from reewriter.desk.suggesting import MOST
from reewriter.errors import ReewriterError, UnsoundError, UsageError
from reewriter.model import Highlight, Story
from reewriter.text.words import counted
from reewriter.tui.frame import is_text_field
from reewriter.tui.present import present
from reewriter.tui.screens.drafts import DraftsTexts
from reewriter.tui.widgets.fields import Prose
from reewriter.tui.widgets.story_panes import StoryPanes
from reewriter.tui.widgets.suggestion_rows import SuggestionRows
from reewriter.workspace.snippets import Snippet, listed

__all__ = ["WritingHelps"]


class WritingHelps(DraftsTexts, piece=True):
    """A room with a draft that can be helped along."""

    _story: Story | None = None
    _asked: Event | None = None
    """Set to stop asking a language model; None while none is asked."""

    @dataclass
    class Proposed(Message):
        """A language model has answered, nobody waits for it any more, or it failed."""

        story_id: int
        found: tuple[Highlight, ...] | None
        problem: str = ""

    def _story_here(self) -> Story:
        """Return the story with everything saved; raises UsageError where there is none."""
        self.save_now(patient=True)
        return self.workspace.writing.story(present(self._story).id)

    def action_suggest(self) -> None:
        """Offer highlights from the source; where some are offered, refuse them."""
        story = self._story_here()
        panes = self.query_one(StoryPanes)
        if story.suggested:
            self.workspace.writing.drop_suggestions(story.id, range(len(story.suggested)))
            self.desk.changed()
            panes.to_draft()
            self.say(self.keyed("suggestions dropped · {desk.undo} brings them back"))
            return
        offered = self.workspace.writing.suggest(story.id).suggested
        self.desk.changed()
        panes.to_draft()
        self.query_one(SuggestionRows).focus()
        how = self.keyed(
            "{story.take} takes one, {list.open} takes and edits it, {story.remove} drops it"
        )
        self.say(f"{counted(len(offered), 'suggestion')}: {how}")

    def action_ask_model(self) -> None:
        """Ask a language model for highlights; where one is being asked, stop."""
        if self._asked is not None:
            self._asked.set()
            return
        story = self._story_here()
        model = self.workspace.drafting.must_be_ready(story)
        self._asked = Event()
        self._ask_behind(story, self._asked)
        self.say(f"asking {model} · the same key stops it")

    @work(thread=True, group="story-model", exit_on_error=False)
    def _ask_behind(self, story: Story, stopped: Event) -> None:
        try:
            found = self.workspace.drafting.propose(story, MOST, cancelled=stopped)
            self.post_message(self.Proposed(story.id, found))
        except ReewriterError as error:
            self.post_message(self.Proposed(story.id, None, str(error)))

    @on(Proposed)
    def _proposed(self, event: Proposed) -> None:
        event.stop()
        self._asked = None
        with self.told():
            if event.problem or event.found is None:
                self.say(
                    event.problem or "no longer asking", "attention" if event.problem else "info"
                )
                return
            story = self.workspace.writing.offer(event.story_id, event.found)
            self.desk.changed()
            count = counted(len(story.suggested), "suggestion")
            if self._story is None or self._story.id != story.id:
                self.say(f"{count} for “{story.headline}”")
                return
            if not is_text_field(self.focused):
                self.query_one(StoryPanes).to_draft()
                self.query_one(SuggestionRows).focus()
            how = self.keyed("{story.take} takes one, {list.open} takes and edits it")
            self.say(f"{count}, compared with the sources: {how}")

    def action_draft_critique(self) -> None:
        """Ask a language model for a critique; where one is being asked, stop."""
        self.ask_for("critique", self._story_here())

    def action_draft_tldr(self) -> None:
        """Ask a language model for a TL;DR; where one is being asked, stop."""
        self.ask_for("tldr", self._story_here())

    def on_unmount(self) -> None:
        """Let no model go on for a desk that is closed."""
        super().on_unmount()
        if self._asked is not None:
            self._asked.set()

    @on(SuggestionRows.Answered)
    def _answered_suggestion(self, event: SuggestionRows.Answered) -> None:
        event.stop()
        with self.told():
            story, writing = self._story_here(), self.workspace.writing
            if event.answer == "drop":
                story = writing.drop_suggestions(story.id, [event.index])
            else:
                to_edit = event.answer == "edit"
                try:
                    story = writing.take_suggestions(story.id, [event.index], to_edit=to_edit)
                except UnsoundError as error:
                    mends = self.keyed("{list.open} takes it to be mended")
                    self.say(f"{error.message} · {mends}", "attention")
                    return
            self.desk.changed()
            panes = self.query_one(StoryPanes)
            if event.answer == "edit":
                panes.draft.highlights.write_last()
            elif not story.suggested:
                panes.to_draft()
            took = "dropped" if event.answer == "drop" else "taken as a highlight"
            self.say(f"{took} · {self.undoable}", "good")

    def action_snippet(self) -> None:
        """Choose a text of the house, to be put in at the cursor."""
        from reewriter.tui.screens.snippets import Snippets

        present(self._story)
        found = listed(self.workspace)
        if not found:
            raise UsageError(
                "there are no snippets yet",
                hint='Write [snippets] into feeds.toml, as position = "We hold that …".',
            )
        at = self.focused
        prose = (
            at
            if isinstance(at, Prose)
            else self.query_one(StoryPanes).draft.parts.prose("critique")
        )
        self.app.push_screen(Snippets(found), partial(self._insert, prose))

    def _insert(self, prose: Prose, snippet: Snippet | None) -> None:
        if snippet is None:
            return
        if prose.id in self.query_one(StoryPanes).draft.parts.names:
            self.query_one(StoryPanes).to_field(str(prose.id))
        # Before a paragraph it is one of its own; within a line it goes just where the cursor is.
        _, column = min(prose.selection)
        row, end = max(prose.selection)
        leads = not column and prose.document.get_line(row)[end:].strip()
        prose.replace(snippet.text + ("\n\n" if leads else ""), *prose.selection)
        self.say(f"put in: {snippet.name} · ^z takes it out", "good")
