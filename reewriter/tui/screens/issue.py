"""The issue room: order, subject, preheader, intro; preview, check and export. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import TextArea

from reewriter.errors import SentError
from reewriter.model import IssueStatus
from reewriter.tui import commands
from reewriter.tui.autosave import Autosave
from reewriter.tui.frame import Target, is_text_field
from reewriter.tui.issue_writing import rebased, write_issue
from reewriter.tui.screens.issue_posts import PostsRoom
from reewriter.tui.screens.issue_press import EXPORT
from reewriter.tui.screens.whose import ask_whose
from reewriter.tui.sheet import ROOMS
from reewriter.tui.tour import tour
from reewriter.tui.widgets.findings_panel import FindingsPanel
from reewriter.tui.widgets.issue_fields import IssueFields
from reewriter.tui.widgets.menu import Menu
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.outline import Outline
from reewriter.tui.widgets.reader import Reader
from reewriter.tui.widgets.row_list import RowList

__all__ = ["IssueScreen"]


class IssueScreen(PostsRoom):
    """Order the stories, write the subject, check, and export a draft. Nothing is ever sent."""

    ROOM = "issue"
    CSS_PATH = ROOMS
    BINDINGS = commands.bindings("issue")
    AUTO_FOCUS = "#outline"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012 - Textual's own type

    def __init__(self) -> None:
        super().__init__()
        self._anew = True
        """What the fields hold gives way: it is another issue's, or the editor gave it up."""
        self._autosave = Autosave(self, self._read, self._write)

    def body(self) -> ComposeResult:
        """Fields and outline left, preview right; findings underneath."""
        with Horizontal(id="issue-panes"):
            with Vertical(id="issue-desk"):
                yield NoteLine(id="issue-place")
                yield IssueFields(id="issue-fields")
                yield Outline(id="outline")
                yield NoteLine(id="went-to")
                yield FindingsPanel(id="findings-panel")
                yield Menu(id="menu")
            preview = Reader(id="preview")
            preview.empty = "rendering …"
            yield preview

    def keys_shown(self) -> Sequence[str]:
        """Keys for what has the focus."""
        panel = self.query_one(FindingsPanel)
        if panel.waiving:
            return ("desk.back",)
        if is_text_field(self.focused):
            return ("desk.back", "desk.next")
        if self.focused is panel.rows:
            return ("list.open", "issue.waive", "issue.next-finding", "desk.back", "desk.help")
        if isinstance(self.focused, Menu):
            return ("list.open", "desk.back")
        if isinstance(self.focused, Reader):
            return ("desk.back", "reader.browser", "desk.export", "go.inbox", "desk.help")
        if not self.query_one(Outline).count:
            return ("go.inbox", "story.headline", "desk.preview", "desk.palette", "desk.help")
        if self._sent:
            return ("list.open", "desk.preview", "issue.deliveries", "go.archive", "desk.help")
        return ("issue.line", "issue.move-down", "issue.section", "desk.preview", "desk.export")

    def key_words(self) -> Mapping[str, str]:
        """Say what enter does in a menu."""
        if not isinstance(self.focused, Menu):
            return {}
        return {"list.open": "export" if self.focused.purpose == EXPORT else "choose"}

    def arrive(self, target: Target) -> None:
        """Show the edition asked for; to preview or export from elsewhere means the open one."""
        issues = self.workspace.issues
        if target is not None or self._issue is None:
            wanted = issues.current() if target in _ERRANDS else issues.get(str(target))
            self._turn_to(wanted.edition)
        self.refresh_data()
        if self.focused is None:
            self.query_one(Outline).focus()
        if target == "preview":
            self.action_preview()
        elif target == "export":
            self.action_export()

    @property
    def _sent(self) -> bool:
        """What is shown has been sent, and never changes again."""
        return self._issue is not None and self._issue.status is IssueStatus.SENT

    @on(events.ScreenSuspend)
    def _leave_what_was_sent(self) -> None:
        """Come back to the open issue: what was sent is looked up and left."""
        gone = self.desk.current_mode != self.ROOM  # and not a dialog above it
        if gone and self.has_class("-choosing"):
            self._leave_menu()
        if gone and self._sent and not self._autosave.unsaved:
            self._issue = None

    def _turn_to(self, edition: str) -> None:
        """Take another issue, once what was typed into this one is saved."""
        if self._issue is None or self._issue.edition != edition:
            self.save_now(patient=True)
            self._autosave.must_be_empty()
            self._issue = self.workspace.issues.get(edition)
            self._anew = True

    def refresh_data(self) -> None:
        """Read the issue again; what is typed and not saved yet stays."""
        seen = self._issue
        if seen is None or not self.is_attached or not self.query(Outline):
            return
        issues = self.workspace.issues
        unsaved = {} if self._anew else self._autosave.unsaved
        self._issue = rebased(issues.get(seen.edition), seen, unsaved)
        outline = self.query_one(Outline)
        outline.empty = tour("issue", self.desk.keymap)
        outline.brings = self.keyed("{issue.line}")
        fields = self.query_one(IssueFields)
        fields.called(self.workspace.brand.publication.sender_name)
        fields.show(self._issue, force=self._anew)
        fields.shut(self._sent and not unsaved)
        self._anew = False
        composition = issues.composition(self._issue)
        late = self.workspace.groups.late([placed.story.id for placed in composition.placed])
        more = {story_id: len(rows) for story_id, rows in late.items()}
        self.query_one(Outline).show(composition, more)
        self._say_place()
        self.show_keys()
        self.proof_soon()

    def _say_place(self) -> None:
        """Say which issue this is where it is not the one of the status row."""
        issue, place = self._issue, self.query_one("#issue-place", NoteLine)
        if issue is None:
            return
        old = issue.edition != self.workspace.issues.current().edition
        status = "" if issue.status is IssueStatus.DRAFT else f" · {issue.status}"
        back = self.keyed(" · {go.issue} goes to the open issue") if old else ""
        place.show(f"No. {issue.number} · {issue.edition}{status}{back}")
        place.display = old or bool(status)

    def action_go(self, room: str) -> None:
        """Go to another room; to this one again means the open issue."""
        if self.has_class("-choosing"):
            self._leave_menu()  # nobody comes back to what was not chosen
        self.desk.go(room, "open" if room == self.ROOM else None)

    def action_reload(self) -> None:
        """Bring the screen up to date; what could not be saved gives way to what is."""
        if self._autosave.refused:
            self._autosave.forget()
            self._anew = True
        super().action_reload()

    @on(IssueFields.Edited)
    def _typed(self, event: IssueFields.Edited) -> None:
        event.stop()
        if self._issue is not None:
            self._autosave.typed()

    def save_now(self, *, patient: bool = False) -> None:
        """Save everything typed so far."""
        self._autosave.save(patient=patient)

    @property
    def unsaved_text(self) -> str:
        """What was typed and could not be saved."""
        name = f"# issue {self._issue.edition}\n\n" if self._issue else ""
        return name + self._autosave.text if self._autosave.unsaved else ""

    def _read(self) -> Mapping[str, object]:
        fields = self.query(IssueFields)  # none any more while the desk closes
        return fields.first().typed() if self._issue and fields else {}

    def _write(self, fields: Mapping[str, object], over: bool) -> None:
        if self._issue is not None:
            self._issue = write_issue(self.workspace, self._issue, fields, over=over)
            self.query_one(IssueFields).saved(fields)
            self.query_one(IssueFields).offer(self._issue)
            self.desk.changed(here=False)
            self.proof_soon()

    def action_preview(self) -> None:
        """Go to the preview, or back from it."""
        reader = self.query_one("#preview", Reader)
        showing = reader.has_focus
        self.set_class(not showing, "-previewing")
        (self.query_one(Outline) if showing else reader).focus()

    @on(RowList.Opened, "#outline")
    def _open_story(self, event: RowList.Opened) -> None:
        event.stop()
        with self.told():
            self.action_edit()

    def action_adopt(self) -> None:
        """Take what has come late for the story under the cursor as further sources."""
        story_id = self.query_one(Outline).story_id
        if story_id is None:
            self.say("there is no story here")
            return
        self.done(self.workspace.groups.adopt(story_id).label)

    def action_edit(self) -> None:
        """Open the story under the cursor."""
        story_id = self.query_one(Outline).story_id
        if story_id is None:
            self.say("there is no story here to open")
            return
        self.save_now()
        self.desk.go("story", story_id)

    def action_headline(self) -> None:
        """Go to the subject."""
        if self._sent and not self._autosave.unsaved:
            raise SentError(
                "this issue has been sent and never changes again",
                hint="Write a correction into the next issue.",
            )
        self.query_one(IssueFields).go_to("subject")

    def action_back(self) -> None:
        """Leave the field, the menu, the findings or the preview."""
        panel = self.query_one(FindingsPanel)
        if panel.waiving:
            panel.leave()
            panel.rows.focus()
            return
        self.remove_class("-previewing")
        self._leave_menu()
        self.save_now()
        if self._autosave.contested and self._issue is not None:
            now = self.workspace.issues.get(self._issue.edition)
            stored = {name: getattr(now, name, "") for name in self._autosave.unsaved}
            ask_whose(self, self._autosave, stored, self.action_reload)

    def on_descendant_focus(self) -> None:
        """Menu and preview go when the focus leaves them."""
        if not isinstance(self.focused, Menu):
            self.remove_class("-choosing")
        if not isinstance(self.focused, Reader | TextArea):
            self.remove_class("-previewing")


_ERRANDS = ("preview", "export", "open", None)
"""What others ask for without naming an edition."""
