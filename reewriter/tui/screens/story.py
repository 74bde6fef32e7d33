"""The story room: the source on one side, the draft on the other. Saves as you type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static, TextArea

from reewriter.desk.calendar import zone
from reewriter.errors import NotFoundError, ReewriterError
from reewriter.model import Composition, Finding, Placed, Severity, Source, Story
from reewriter.tui import commands, paint
from reewriter.tui.article import Article
from reewriter.tui.autosave import Autosave
from reewriter.tui.editing import edit_text
from reewriter.tui.frame import DeskScreen, Target, is_text_field
from reewriter.tui.story_fields import write_story
from reewriter.tui.when import day_and_time
from reewriter.tui.widgets.draft import Draft
from reewriter.tui.widgets.highlight_rows import HighlightRows
from reewriter.tui.widgets.reader import Reader

__all__ = ["StoryScreen"]


class StoryScreen(DeskScreen):
    """Read the source, write highlights and critique. Everything is saved as you type."""

    ROOM = "story"
    BINDINGS = commands.bindings("story")
    AUTO_FOCUS = "#source"

    def __init__(self) -> None:
        super().__init__()
        self._story: Story | None = None
        self._composition: Composition | None = None
        self._section = ""
        self._autosave = Autosave(self, self._write)

    def body(self) -> ComposeResult:
        """Source left, draft right; below 120 columns one of them at a time."""
        yield Static("", id="story-place")
        with Horizontal(id="story-panes"):
            yield Reader(id="source")
            yield Draft(self.workspace.config.sections, id="draft")
        yield Static("", id="story-findings")

    def keys_shown(self) -> Sequence[str]:
        """Keys for the pane that has the focus."""
        if is_text_field(self.focused):
            return ("desk.back", "desk.next", "story.swap")
        if isinstance(self.focused, HighlightRows):
            return ("story.highlight", "list.open", "issue.move-down", "story.remove", "desk.help")
        return ("story.highlight", "story.critique", "story.next-story", "story.swap", "desk.help")

    # -- showing -------------------------------------------------------------------------------

    def arrive(self, target: Target) -> None:
        """Show the story asked for, the one that was shown, or the first of the issue."""
        if isinstance(target, int) or self._story is None:
            self.save_now()
            self._open(target if isinstance(target, int) else None)
        if self.focused is None:
            self.query_one(Reader).focus()

    def _open(self, story_id: int | None) -> None:
        self._read_issue()
        ids = self._ids()
        chosen = story_id if story_id is not None else (ids[0] if ids else None)
        self._story = self.workspace.writing.story(chosen) if chosen is not None else None
        self._autosave.forget()
        draft = self.query_one(Draft)
        draft.close_editor()
        self.set_class(self._story is None, "-empty")
        if self._story is None:
            reader = self.query_one(Reader)
            reader.empty = "No story yet. Keep an item in the inbox (F1, then y) to write about it."
            reader.show(None)
            self._say_place()
            return
        self._show()
        self._swap_to_source(show=True)

    def _read_issue(self) -> None:
        issues = self.workspace.issues
        self._composition = issues.composition(issues.current())

    def _ids(self) -> list[int]:
        return [p.story.id for p in self._composition.placed] if self._composition else []

    def refresh_data(self) -> None:
        """Read the story again; what is typed and not saved yet stays."""
        if not self.is_attached or not self.query(HighlightRows):
            return  # closing
        if self._story is None:
            self._open(None)
            return
        if self._autosave.contested:
            self._autosave.forget()
        self._read_issue()
        try:
            self._story = self.workspace.writing.story(self._story.id)
        except NotFoundError:  # undone: it was kept a moment ago
            self._story = None
            self._open(None)
            return
        self._show()

    def _show(self) -> None:
        story = self._story
        if story is None:
            return
        placed = next((p for p in self._placed() if p.story.id == story.id), None)
        self._section = placed.section if placed else self.workspace.config.sections[0]
        self.query_one(Draft).show(story, self._section, keep=frozenset(self._autosave.unsaved))
        self.query_one(Reader).show(self._article(story.source))
        self._say_place()
        self._check()

    def _placed(self) -> Sequence[Placed]:
        return self._composition.placed if self._composition else ()

    def _article(self, source: Source | None) -> Article | None:
        if source is None:
            return None
        zone_of = zone(self.workspace.brand.publication)
        when = day_and_time(source.published, zone_of) if source.published else ""
        note = "" if source.complete else "Only a teaser came with the feed."
        title = self._story.headline if self._story else ""
        if source.item_id is not None:
            with self.told():
                title = self.workspace.triage.item(source.item_id).title
        parts = [part for part in (source.outlet, source.reporter, when) if part]
        return Article(title, " · ".join(parts), source.url, source.text, note)

    def _say_place(self) -> None:
        line = self.query_one("#story-place", Static)
        story, ids = self._story, self._ids()
        if story is None:
            line.update("")
            return
        placed = next((p for p in self._placed() if p.story.id == story.id), None)
        edition = self._composition.issue.edition if self._composition else ""
        where = "not in this issue"
        if placed:
            where = "on the bench" if placed.bench else "goes out"
        at = f"story {ids.index(story.id) + 1} of {len(ids)}" if placed else f"story {story.id}"
        line.update(paint.line(f"{at} · {edition} · {where}"))

    # -- saving --------------------------------------------------------------------------------

    @on(Draft.Edited)
    def _typed(self, event: Draft.Edited) -> None:
        event.stop()
        if self._story is not None:
            self._autosave.typed(event.field, event.value)

    def save_now(self) -> None:
        """Save everything typed so far."""
        self._autosave.save()

    def _write(self, fields: Mapping[str, object], over: bool) -> None:
        if self._story is None:
            return
        story = self.workspace.writing.story(self._story.id) if over else self._story
        placed = next((p for p in self._placed() if p.story.id == story.id), None)
        self._story = write_story(
            self.workspace, story, fields, bench=placed.bench if placed else True
        )
        self.desk.changed(here=False)
        if "section" in fields:
            self._read_issue()
        self._check()

    # -- checking ------------------------------------------------------------------------------

    def _check(self) -> None:
        if self._story is not None:
            self._check_behind(self._story.id)

    @work(thread=True, group="story-check", exclusive=True, exit_on_error=False)
    def _check_behind(self, story_id: int) -> None:
        try:
            with self.workspace.fork() as workspace:
                findings = workspace.press.check(workspace.issues.current())
        except ReewriterError as error:
            self.app.call_from_thread(self._show_findings, [], str(error))
            return
        mine = [f for f in findings if f.where.startswith(f"story/{story_id}/") and not f.waived]
        self.app.call_from_thread(self._show_findings, mine, "")

    def _show_findings(self, findings: Sequence[Finding], problem: str) -> None:
        if not self.is_mounted:
            return
        line = self.query_one("#story-findings", Static)
        bad = problem or _worst(findings) is Severity.ERROR
        line.set_classes("-error" if bad else "" if findings else "-good")
        said = problem or "   ".join(f"{_SIGNS[f.severity]} {f.message}" for f in findings)
        line.update(paint.line(said or "✓ nothing to mend"))

    # -- actions -------------------------------------------------------------------------------

    def action_highlight(self) -> None:
        """Write a new highlight."""
        if self._story is not None:
            self._show_draft()
            self.query_one(Draft).new_highlight()

    def action_critique(self) -> None:
        """Go to the critique."""
        if self._story is not None:
            self._show_draft()
            self.query_one("#critique", TextArea).focus()

    def action_headline(self) -> None:
        """Go to the headline."""
        if self._story is not None:
            self._show_draft()
            self.query_one("#headline", Input).focus()

    def action_edit(self) -> None:
        """Write the critique in the editor's own program."""
        story = self._story
        if story is None:
            return
        self.save_now()
        text = edit_text(self.desk, story.critique, keep_in=self.workspace.root / "drop")
        if text is not None:
            self._story = self.workspace.writing.edit(story.id, {"critique": text})
            self.desk.changed()

    def action_move_down(self) -> None:
        """Move the highlight down."""
        if isinstance(self.focused, HighlightRows):
            self.query_one(Draft).move_highlight(1)

    def action_move_up(self) -> None:
        """Move the highlight up."""
        if isinstance(self.focused, HighlightRows):
            self.query_one(Draft).move_highlight(-1)

    def action_next(self) -> None:
        """Go to the next field; on a narrow screen that may bring the other pane."""
        self.query_one(Draft).close_editor()
        self._leave_hidden()
        self.focus_next()

    def action_previous(self) -> None:
        """Go to the field before."""
        self.query_one(Draft).close_editor()
        self._leave_hidden()
        self.focus_previous()

    def action_back(self) -> None:
        """Leave the field; from the draft, go back to the source."""
        draft = self.query_one(Draft)
        editing = draft.editing_highlight
        draft.close_editor()
        self.save_now()
        if editing:
            self.query_one(HighlightRows).focus()
        else:
            self._swap_to_source(show=True)

    def action_swap(self) -> None:
        """Show the other pane, or go to it where both are seen."""
        if self.query_one(Reader).has_focus:
            self.action_critique()
        else:
            self.query_one(Draft).close_editor()
            self.save_now()
            self._swap_to_source(show=True)

    def action_next_story(self) -> None:
        """Open the next story of the issue."""
        self._step(1)

    def action_last_story(self) -> None:
        """Open the story before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        ids = self._ids()
        if self._story is None or not ids:
            return
        self.save_now()
        at = ids.index(self._story.id) if self._story.id in ids else -by
        self._open(ids[(at + by) % len(ids)])

    # -- panes ---------------------------------------------------------------------------------

    def _leave_hidden(self) -> None:
        """Let both panes be reached by tab on a narrow screen: hidden fields cannot be focused."""
        self.remove_class("-source", "-draft")

    def _show_draft(self) -> None:
        self.remove_class("-source")
        self.add_class("-draft")

    def _swap_to_source(self, *, show: bool) -> None:
        if show:
            self.remove_class("-draft")
            self.add_class("-source")
        self.query_one(Reader).focus()

    def on_descendant_focus(self) -> None:
        """On a narrow screen, show the pane that has the focus."""
        if self.query_one(Reader).has_focus:
            self._swap_to_source(show=True)
        else:
            self._show_draft()


_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}


def _worst(findings: Sequence[Finding]) -> Severity | None:
    return findings[0].severity if findings else None
