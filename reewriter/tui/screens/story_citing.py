"""What a story rests on in its sources: pinned to highlights, cited, found again."""

from __future__ import annotations

from reewriter.desk import citing
from reewriter.errors import UsageError
from reewriter.model import Citation, Highlight, Source, Story
from reewriter.tui.autosave import Autosave
from reewriter.tui.citations import CITED, PIN, Span, chosen
from reewriter.tui.screens.story_past import LooksBack
from reewriter.tui.widgets.highlight_rows import HighlightRows
from reewriter.tui.widgets.source_reader import SourceReader
from reewriter.tui.widgets.story_panes import StoryPanes

__all__ = ["Cites"]


class Cites(LooksBack, piece=True):
    """A room where what is marked in the source is pinned, cited, and found again."""

    _autosave: Autosave
    _uses = (0, (0, 0), 0)
    """The source and passage whose uses are gone through, and which of them was shown last."""

    @property
    def _source_reader(self) -> SourceReader:
        return self.query_one(StoryPanes).reader

    def _passage(self) -> tuple[Source, Span] | None:
        """Return what is marked in the source, where that has the focus."""
        reader = self._source_reader
        source = self.shown_source(self._story) if self._story else None
        span = reader.walk.span_in_source if reader.has_focus and self.versions is None else None
        return None if source is None or span is None else (source, span)

    def to_place(self, place: str) -> None:
        """Go to a field, or to what another room has asked for."""
        kind, *numbers = place.split("/")
        panes = self.query_one(StoryPanes)
        if kind == PIN:
            source_id, start, end = map(int, numbers)
            panes.to_new_highlight(Highlight("", source_id, (start, end)))
        elif kind == CITED:
            self._write_on(int(numbers[0]))
        else:
            panes.to_field(place)

    def check_soon(self, story_id: int | None) -> None:
        """Check the story; whenever it is another than before, other passages may be used."""
        super().check_soon(story_id)
        reader = self._source_reader
        if self._story is not None and reader.article is not None and reader.article.key[1]:
            reader.underline(citing.used(self._story, reader.article.key[1]))

    def leave_marks(self) -> bool:
        """Choose one sentence only, then none; tells whether there was anything to leave."""
        reader = self._source_reader
        return reader.has_focus and (reader.leave_selection() or reader.unmark())

    def reader_keys(self) -> tuple[str, ...]:
        """Return the keys that matter in the source."""
        if self._source_reader.walk.cursor is None:
            return ("list.down", "story.highlight", "story.critique", "story.swap", "desk.help")
        return ("story.highlight", "story.critique", "reader.extend", "story.link", "desk.help")

    def on_source_reader_marked(self, event: SourceReader.Marked) -> None:
        """Say how much is chosen."""
        self.show_keys()
        if event.several:
            self.say(chosen(event))

    def action_highlight(self) -> None:
        """Write a new highlight; where a sentence is marked, it rests on that."""
        if self._story is None:
            return
        passage = self._passage()
        panes = self.query_one(StoryPanes)
        if passage is None:
            panes.to_new_highlight()
            return
        source, span = passage
        panes.reader.leave_selection()
        panes.to_new_highlight(Highlight("", source.id, span))

    def action_critique(self) -> None:
        """Go to the critique; where a sentence is marked, it is cited there."""
        story, passage = self._story, self._passage()
        if story is None:
            return
        panes = self.query_one(StoryPanes)
        if passage is None:
            panes.to_field("critique")
            return
        source, span = passage
        there = citing.cited_already(story, source, span)
        if there is not None:
            self._write_on(there[1])
            self.say("the critique has this already", "attention")
            return
        self.save_now(patient=True)
        if self._story is None or self._autosave.unsaved:
            return  # why it could not be saved stands on the message line
        at = panes.draft.parts.prose("critique").cursor_index
        done = self.workspace.citing.cite_at(self._story, source, span, at=at)
        panes.reader.leave_selection()
        self.desk.changed()
        self._write_on(done.end)
        undo = self.keyed("esc, {desk.undo} takes it back")  # the cursor goes into the critique
        self.say(f"cited {done.who} · {undo}", "good")

    def _write_on(self, at: int) -> None:
        """Go to a place of the critique."""
        panes = self.query_one(StoryPanes)
        panes.to_field("critique")
        panes.draft.parts.prose("critique").go_to(max(at, 0))

    def action_link(self) -> None:
        """Go from our words to the source's, or from the source to where it is used."""
        story = self._story
        if story is None:
            return
        if self._source_reader.has_focus:
            self._to_use(story)
            return
        origin = self._origin(story)
        if origin is None:
            raise UsageError(
                "this rests on no passage of a source",
                hint=self.keyed(
                    "In the source, mark a sentence; {story.highlight} pins it, {story.critique}"
                    " cites it."
                ),
            )
        self.save_now()
        self.leave_comparison()
        self.show_source(story, origin.source_id)
        panes = self.query_one(StoryPanes)
        panes.to_source()
        if not panes.reader.mark_passage(origin.span):
            raise UsageError(
                "the source does not say that any more",
                hint=self.keyed("Mark what it says now; {story.critique} cites it."),
            )

    def _origin(self, story: Story) -> Citation | None:
        """Return what the highlight, or the quotation, rests on that has the cursor."""
        draft = self.query_one(StoryPanes).draft
        if isinstance(self.focused, HighlightRows) or draft.highlights.editing:
            line = draft.highlights.current
            if line is None or line.source_id is None or line.span is None:
                return None
            return Citation(line.source_id, line.span)
        prose = draft.parts.prose("critique")
        if not prose.has_focus:
            raise UsageError("go to a highlight or a quotation first")
        self.save_now()
        return self.workspace.citing.origin(self._story or story, prose.cursor_index)

    def _to_use(self, story: Story) -> None:
        passage = self._passage()
        if passage is None:
            raise UsageError(
                "no sentence is marked",
                hint=self.keyed("{list.down} and {list.up} walk from one to the next."),
            )
        source, span = passage
        found = citing.uses(story, source.id, span)
        if not found:
            raise UsageError("nothing of ours rests on this sentence")
        last = self._uses
        at = (last[2] + 1) % len(found) if last[:2] == (source.id, span) else 0
        self._uses = (source.id, span, at)
        use, panes = found[at], self.query_one(StoryPanes)
        if use.highlight is not None:
            panes.to_draft()
            panes.draft.highlights.rows.move_to(use.highlight)
        elif use.span is not None:
            self._write_on(use.span[0])
        if len(found) > 1:
            self.say(f"use {at + 1} of {len(found)}")
