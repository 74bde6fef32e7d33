"""The story room: the source on one side, the draft on the other. Saves as you type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult

from reewriter.desk.calendar import zone
from reewriter.desk.moments import written
from reewriter.errors import NotFoundError, UsageError
from reewriter.model import Composition, Placed, Story
from reewriter.text import safe_url
from reewriter.tui import commands
from reewriter.tui.autosave import Autosave
from reewriter.tui.browser import browse
from reewriter.tui.frame import Target, is_text_field
from reewriter.tui.lending import Lends
from reewriter.tui.screens.comparing_room import COMPARING_KEYS
from reewriter.tui.screens.story_moves import WritesMoves
from reewriter.tui.screens.story_round import GoesRound
from reewriter.tui.screens.whose import ask_whose
from reewriter.tui.sheet import ROOMS
from reewriter.tui.story_fields import rebased, stored_in, stroke_of, write_story
from reewriter.tui.tour import tour
from reewriter.tui.widgets.draft import Draft
from reewriter.tui.widgets.finding_line import FindingLine
from reewriter.tui.widgets.highlight_rows import HighlightRows
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.story_panes import StoryPanes
from reewriter.tui.widgets.suggestion_rows import SuggestionRows

__all__ = ["StoryScreen"]


class StoryScreen(Lends, WritesMoves, GoesRound):
    """Read the source, write highlights and critique. Everything is saved as you type."""

    ROOM = "story"
    CSS_PATH = ROOMS
    BINDINGS = commands.bindings("story")
    AUTO_FOCUS = "#source"

    def __init__(self) -> None:
        super().__init__()
        self._story: Story | None = None
        self._composition: Composition | None = None
        self._anew = True
        """What the fields hold gives way: it is another story's, or the editor gave it up."""
        self._autosave = Autosave(self, self._read, self._write)

    def body(self) -> ComposeResult:
        """Source left, draft right; below 120 columns one of them at a time."""
        yield NoteLine(id="story-place")
        yield StoryPanes(self.workspace.config.sections, id="story-panes")
        yield FindingLine(id="story-findings")

    def keys_shown(self) -> Sequence[str]:
        """Keys for the pane that has the focus."""
        if self._story is None:
            return ("go.inbox", "go.issue", "desk.palette", "desk.help")
        if is_text_field(self.focused):
            return ("desk.back", "desk.next", "story.swap", "issue.next-finding", "story.snippet")
        if isinstance(self.focused, SuggestionRows):
            return ("story.take", "list.open", "story.remove", "story.suggest", "desk.help")
        if self.versions is not None:
            return ("reader.take-over", *COMPARING_KEYS[:4])
        if isinstance(self.focused, HighlightRows):
            return ("story.highlight", "list.open", "issue.move-down", "story.remove", "desk.help")
        if self.focused is self._panes.reader:
            return self.reader_keys()
        return ("story.highlight", "story.critique", "story.next-story", "story.swap", "desk.help")

    def arrive(self, target: Target) -> None:
        """Show the story asked for ("12/critique" names a field), else the one shown before."""
        wanted, _, field = str(target or "").partition("/")
        if wanted.isdecimal() or self._story is None:
            self.save_now(patient=True)
            self.open_story(int(wanted) if wanted.isdecimal() else None)
        if field and self._story is not None:
            self.to_place(field)
        if self.focused is None:
            self._panes.to_source()

    def open_story(self, story_id: int | None) -> None:
        """Show a story, that which was open last, or what to do where there is none."""
        self._read_issue()
        ids = self.story_ids()
        if story_id is None and self._story is None:
            story_id = self.workspace.writing.last_opened()
        chosen = story_id if story_id is not None else (ids[0] if ids else None)
        if self._story is not None and chosen != self._story.id:
            self._autosave.must_be_empty()
        self._story = self.workspace.writing.story(chosen) if chosen is not None else None
        if self._story is not None:
            self.workspace.writing.opened(self._story.id)
        self._autosave.forget()
        self._anew = True
        self._panes.draft.highlights.close()
        self._panes.draft.highlights.rows.write_with(self.keyed("{story.highlight}"))
        self.set_class(self._story is None, "-empty")
        self.show_keys()
        if self._story is None:
            self._panes.reader.empty = "\n".join(tour("story", self.desk.keymap))
            self._panes.reader.show(None)
            self.say_place()
            self.check_soon(None)
            return
        self._show()
        self._panes.to_source()

    def _read_issue(self) -> None:
        issues = self.workspace.issues
        self._composition = issues.composition(issues.current())

    def story_ids(self) -> list[int]:
        """Return the stories of the issue, in its order."""
        return [p.story.id for p in self._composition.placed] if self._composition else []

    def _placed(self) -> Placed | None:
        """Where the story stands in the issue."""
        placed = self._composition.placed if self._composition else ()
        return next((p for p in placed if self._story and p.story.id == self._story.id), None)

    def refresh_data(self) -> None:
        """Read the story again; what is typed and not saved yet stays."""
        if not self.is_attached or not self.query(HighlightRows):
            return  # closing
        seen = self._story
        if seen is None:
            self.open_story(None)
            return
        self._read_issue()
        try:
            story = self.workspace.writing.story(seen.id)
        except NotFoundError:  # undone: it was kept a moment ago
            self._autosave.forget()
            self._story = None
            self.open_story(None)
            return
        self._story = rebased(story, seen, {} if self._anew else self._autosave.unsaved)
        self._show()

    def action_reload(self) -> None:
        """Bring the screen up to date; what could not be saved gives way to what is."""
        if self._autosave.refused:
            self._autosave.forget()
            self._anew = True
        super().action_reload()

    def _show(self) -> None:
        story = self._story
        if story is None:
            return
        placed = self._placed()
        section = placed.section if placed else self.workspace.config.sections[0]
        embargo = written(story.embargo_until, zone(self.workspace.brand.publication))
        formats = self.workspace.writing.formats()
        self._panes.draft.show(story, section, embargo=embargo, formats=formats, force=self._anew)
        self._anew = False
        self.show_text()
        self.say_place()
        self.check_soon(story.id)

    def say_place(self) -> None:
        """Say which story of the issue it is, and what came late or was run before."""
        story, ids, placed = self._story, self.story_ids(), self._placed()
        said = ""
        if story is not None and self._composition is not None:
            at = f"story {ids.index(story.id) + 1} of {len(ids)}" if placed else f"story {story.id}"
            where = "not in this issue"
            if placed:
                where = "on the bench" if placed.bench else "goes out"
            said = f"{at} · {self._composition.issue.edition} · {where}"
        self.query_one("#story-place", NoteLine).show(said, self.late_note() if story else "")

    @on(Draft.Edited)
    def _typed(self, event: Draft.Edited) -> None:
        event.stop()
        if self._story is not None:
            self._autosave.typed()

    def save_now(self, *, patient: bool = False) -> None:
        """Save everything typed so far."""
        self._autosave.save(patient=patient)

    @property
    def unsaved_text(self) -> str:
        """What was typed and could not be saved."""
        name = f"# story {self._story.id}\n\n" if self._story else ""
        return name + self._autosave.text if self._autosave.unsaved else ""

    def _read(self) -> Mapping[str, object]:
        draft = self.query(Draft)  # none any more while the desk closes
        return draft.first().typed() if self._story and draft else {}

    def _write(self, fields: Mapping[str, object], over: bool) -> None:
        if self._story is None:
            return
        placed = self._placed()
        bench = placed.bench if placed else True
        stroke = stroke_of(self._story, fields)
        self._story = write_story(self.workspace, self._story, fields, bench=bench, over=over)
        self._panes.draft.saved(fields)
        self.desk.changed(here=False)
        if stroke and not is_text_field(self.focused):
            self.say(f"{stroke} · {self.undoable}", "good")
        if "section" in fields:
            self._read_issue()
        self.check_soon(self._story.id)

    def action_edit(self) -> None:
        """Write the story in the editor's own program."""
        if self._story is not None:
            self.edit_outside(self._story)

    def action_edit_issue(self) -> None:
        """Write the whole issue in the editor's own program."""
        if self._composition is not None:
            self.edit_outside(self._composition.issue)

    def action_browser(self) -> None:
        """Open the source in the web browser."""
        source = self._story.source if self._story else None
        url = safe_url(source.url) if source else ""
        if not url:
            raise UsageError("this story has no address that a browser may open")
        browse(url)
        self.say(f"opening {url}")

    def action_back(self) -> None:
        """Leave the field, and stay with the draft; from there, go back to the source."""
        writing = is_text_field(self.focused)
        self._panes.draft.highlights.close()
        self.save_now()
        if writing:
            self._panes.to_draft()
        if self._autosave.contested and self._story is not None:
            now = self.workspace.writing.story(self._story.id)
            stored = stored_in(now, self._autosave.unsaved)
            ask_whose(self, self._autosave, stored, self.action_reload)
        elif not writing and not (self.leave_comparison() or self.leave_marks()):
            self._panes.to_source()
