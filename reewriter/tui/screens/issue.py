"""The issue room: order, subject, preheader, intro; preview, check and export. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, TextArea

from reewriter.errors import ReewriterError
from reewriter.model import Finding, Issue, Severity
from reewriter.tui import commands
from reewriter.tui.autosave import Autosave
from reewriter.tui.frame import DeskScreen, Target, is_text_field
from reewriter.tui.messages import Checked
from reewriter.tui.proofing import Proof, exported_line, offers, proof_of
from reewriter.tui.screens.issue_preview import article_of, open_in_browser
from reewriter.tui.widgets.finding_rows import FindingRows, counted
from reewriter.tui.widgets.issue_fields import IssueFields
from reewriter.tui.widgets.menu import Entry, Menu
from reewriter.tui.widgets.outline import Outline
from reewriter.tui.widgets.reader import Reader
from reewriter.tui.widgets.row_list import RowList

__all__ = ["IssueScreen"]

_BENCH = "\0bench"


class IssueScreen(DeskScreen):
    """Order the stories, write the subject, check, and export a draft. Nothing is ever sent."""

    ROOM = "issue"
    BINDINGS = commands.bindings("issue")
    AUTO_FOCUS = "#outline"

    def __init__(self) -> None:
        super().__init__()
        self._issue: Issue | None = None
        self._proof: Proof | None = None
        self._autosave = Autosave(self, self._write)
        self._soon: Timer | None = None
        self._wanted_target = ""

    def body(self) -> ComposeResult:
        """Fields and outline left, preview right; findings underneath."""
        with Horizontal(id="issue-panes"):
            with Vertical(id="issue-desk"):
                yield IssueFields(id="issue-fields")
                yield Outline(id="outline")
                yield FindingRows(id="findings")
                yield Menu(id="menu")
                yield Input(id="reason", placeholder="Why may it stand?  enter saves", compact=True)
            yield Reader(id="preview")

    def keys_shown(self) -> Sequence[str]:
        """Keys for what has the focus."""
        if is_text_field(self.focused):
            return ("desk.back", "desk.next")
        if isinstance(self.focused, FindingRows):
            return ("list.open", "issue.waive", "issue.next-finding", "desk.back", "desk.help")
        if isinstance(self.focused, Menu):
            return ("list.open", "desk.back")
        return ("issue.line", "issue.move-down", "issue.section", "desk.preview", "desk.export")

    # -- showing -------------------------------------------------------------------------------

    def arrive(self, target: Target) -> None:
        """Show the open issue, or the edition asked for."""
        if isinstance(target, str) and target not in ("preview", "export"):
            self.save_now()
            self._issue = self.workspace.issues.get(target)
        if self._issue is None:
            self._issue = self.workspace.issues.current()
        self.refresh_data()
        if self.focused is None:
            self.query_one(Outline).focus()
        if target == "preview":
            self.action_preview()
        elif target == "export":
            self.action_export()

    def refresh_data(self) -> None:
        """Read the issue again; what is typed and not saved yet stays."""
        if self._issue is None or not self.is_attached or not self.query(Outline):
            return
        if self._autosave.contested:
            self._autosave.forget()
        issues = self.workspace.issues
        self._issue = issues.get(self._issue.edition)
        self.query_one(IssueFields).show(self._issue, keep=frozenset(self._autosave.unsaved))
        self.query_one(Outline).show(issues.composition(self._issue))
        self._proof_soon()

    def _proof_soon(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(0.25, self._begin_proof)

    def _begin_proof(self) -> None:
        if self._issue is not None:
            self._proof_behind(self._issue.edition)

    @work(thread=True, group="proof", exclusive=True, exit_on_error=False)
    def _proof_behind(self, edition: str) -> None:
        try:
            with self.workspace.fork() as workspace:
                proof = proof_of(workspace, edition)
        except ReewriterError as error:
            self.app.call_from_thread(self.say, str(error), "error")
            return
        self.app.call_from_thread(self._show_proof, proof)

    def _show_proof(self, proof: Proof) -> None:
        if not self.is_attached or self._issue is None or proof.issue.id != self._issue.id:
            return
        self._proof = proof
        self.query_one(FindingRows).show(proof.findings)
        if proof.problem:
            self.say(proof.problem, "error")
        self.query_one(Reader).show(article_of(proof, self.workspace.brand.publication))
        errors = counted(proof.findings, Severity.ERROR)
        warnings = counted(proof.findings, Severity.WARNING)
        self.post_message(Checked(errors, warnings, proof.kilobytes))

    # -- saving --------------------------------------------------------------------------------

    @on(IssueFields.Edited)
    def _typed(self, event: IssueFields.Edited) -> None:
        event.stop()
        if self._issue is not None:
            self._autosave.typed(event.field, event.value)

    def save_now(self) -> None:
        """Save everything typed so far."""
        self._autosave.save()

    def _write(self, fields: Mapping[str, object], over: bool) -> None:
        if self._issue is None:
            return
        issues = self.workspace.issues
        seen = issues.get(self._issue.edition) if over else self._issue
        self._issue = issues.edit(None, fields, base=seen, merge=True)
        self.desk.changed(here=False)
        self._proof_soon()

    # -- placing -------------------------------------------------------------------------------

    def _chosen_story(self) -> int | None:
        outline = self.query_one(Outline)
        if outline.story_id is None:
            self.say("there is no story here to move")
        return outline.story_id

    def _done(self, label: str) -> None:
        self.desk.changed()
        self.say(label, "good")

    def _move(self, by: int) -> None:
        story_id = self._chosen_story()
        if story_id is not None and self._issue is not None:
            self.query_one(Outline).focus()
            self._done(self.workspace.issues.move(story_id, by, issue=self._issue))

    def action_move_down(self) -> None:
        """Move the story down, across sections too."""
        self._move(1)

    def action_move_up(self) -> None:
        """Move the story up."""
        self._move(-1)

    def action_line(self) -> None:
        """Move the story across the line."""
        placed = self.query_one(Outline).placed
        if placed is None or self._issue is None:
            self.say("there is no story here to move")
            return
        self._done(
            self.workspace.issues.place(placed.story.id, issue=self._issue, bench=not placed.bench)
        )

    def action_section(self) -> None:
        """Offer the sections for the story under the cursor."""
        placed = self.query_one(Outline).placed
        if placed is None:
            self.say("there is no story here to move")
            return
        sections = self.workspace.config.sections
        entries = [Entry(name, name) for name in sections]
        entries.append(Entry(_BENCH, "the bench", "waits for the next issue"))
        at = sections.index(placed.section) if placed.section in sections else 0
        self._offer("section", entries, at=at)

    def _offer(self, purpose: str, entries: Sequence[Entry], *, at: int = 0) -> None:
        self.set_class(True, "-choosing")
        menu = self.query_one(Menu)
        menu.offer(purpose, entries, at=at)
        menu.focus()

    @on(Menu.Chosen)
    def _menu_chosen(self, event: Menu.Chosen) -> None:
        event.stop()
        with self.told():
            if event.purpose == "section":
                self._close_menu()
                self._into(event.value)
            elif event.purpose == "export" and self._issue is not None:
                self.say(f"{event.value}: exporting …")
                self._export_behind(self._issue.edition, event.value)

    def _into(self, section: str) -> None:
        story_id = self._chosen_story()
        if story_id is None or self._issue is None:
            return
        place = partial(self.workspace.issues.place, story_id, issue=self._issue)
        self._done(place(bench=True) if section == _BENCH else place(section=section))

    def _close_menu(self) -> None:
        self.remove_class("-choosing", "-waiving")
        self.query_one(Outline).focus()

    # -- findings ------------------------------------------------------------------------------

    def action_check(self) -> None:
        """Check again, and go to what was found."""
        self.save_now()
        self._begin_proof()
        self.query_one(FindingRows).focus()

    def action_next_finding(self) -> None:
        """Go to the next finding."""
        self._step_finding(1)

    def action_last_finding(self) -> None:
        """Go to the finding before."""
        self._step_finding(-1)

    def _step_finding(self, by: int) -> None:
        rows = self.query_one(FindingRows)
        if rows.has_focus:
            rows.move_to(rows.cursor + by)
        rows.focus()

    @on(RowList.Opened, "#findings")
    def _jump(self, event: RowList.Opened) -> None:
        event.stop()
        finding = self.query_one(FindingRows).finding
        if finding is not None:
            self._go_to(finding)

    def _go_to(self, finding: Finding) -> None:
        """Go where a finding can be mended."""
        noun, _, rest = finding.where.partition("/")
        if noun == "story" and rest.split("/")[0].isdigit():
            self.desk.go("story", int(rest.split("/")[0]))
        elif finding.where.startswith("issue."):
            self.query_one(IssueFields).go_to(finding.where.removeprefix("issue."))
        elif finding.where.startswith("config."):
            self.say(f"{finding.where.removeprefix('config.')} stands in feeds.toml", "attention")
        else:
            self.say(finding.hint or finding.message, "attention")

    def action_waive(self) -> None:
        """Ask why the finding may stand."""
        finding = self.query_one(FindingRows).finding
        if finding is None or not finding.waivable:
            self.say("nothing here may be waived" if finding else "there is no finding here")
            return
        self.add_class("-waiving")
        self.query_one("#reason", Input).focus()

    @on(Input.Submitted, "#reason")
    def _waived(self, event: Input.Submitted) -> None:
        event.stop()
        finding = self.query_one(FindingRows).finding
        with self.told():
            if finding is not None and self._issue is not None:
                issues = self.workspace.issues
                label = issues.waive(self._issue, finding.id, finding.where, event.value)
                event.input.value = ""
                self._close_menu()
                self._done(label)

    # -- preview and export --------------------------------------------------------------------

    def action_preview(self) -> None:
        """Go to the preview, or back from it."""
        showing = self.query_one(Reader).has_focus
        self.set_class(not showing, "-previewing")
        self.query_one(Outline if showing else Reader).focus()

    def action_browser(self) -> None:
        """Open the issue in the web browser."""
        self.save_now()
        if self._issue is not None:
            self.say(open_in_browser(self.workspace, self._issue))

    def action_export(self) -> None:
        """Show for every target what would happen."""
        self.save_now()
        if self._issue is not None:
            self.say("looking at the targets …")
            self._offers_behind(self._issue.edition)

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _offers_behind(self, edition: str) -> None:
        with self.workspace.fork() as workspace:
            entries = offers(workspace, edition)
        self.app.call_from_thread(self._offer_targets, entries)

    def _offer_targets(self, entries: Sequence[Entry]) -> None:
        if self.is_attached:
            self._offer("export", entries)
            self.say("enter exports a draft to the target under the cursor; nothing is sent")

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _export_behind(self, edition: str, target: str) -> None:
        try:
            with self.workspace.fork() as workspace:
                done = workspace.press.export(workspace.issues.get(edition), target)
                receipt = done.receipt
                told = exported_line(workspace, target, receipt.action, receipt.url)
                entries = offers(workspace, edition)
        except ReewriterError as error:
            self.app.call_from_thread(self.say, str(error), "error")
            return
        self.app.call_from_thread(self._exported, told, entries)

    def _exported(self, told: str, entries: Sequence[Entry]) -> None:
        if not self.is_attached:
            return
        menu = self.query_one(Menu)
        if self.has_class("-choosing") and menu.purpose == "export":
            menu.offer("export", entries, at=menu.cursor)
        self.desk.changed()
        self.say(told, "good")

    # -- going ---------------------------------------------------------------------------------

    @on(RowList.Opened, "#outline")
    def _open_story(self, event: RowList.Opened) -> None:
        event.stop()
        self.action_edit()

    def action_edit(self) -> None:
        """Open the story under the cursor."""
        story_id = self._chosen_story()
        if story_id is not None:
            self.save_now()
            self.desk.go("story", story_id)

    def action_headline(self) -> None:
        """Go to the subject."""
        self.query_one(IssueFields).go_to("subject")

    def action_back(self) -> None:
        """Leave the field, the menu, the findings or the preview."""
        self.save_now()
        self.remove_class("-previewing")
        self._close_menu()

    def on_descendant_focus(self) -> None:
        """The menu goes when the focus leaves it."""
        if not isinstance(self.focused, Menu):
            self.remove_class("-choosing")
        if not (isinstance(self.focused, Input) and self.focused.id == "reason"):
            self.remove_class("-waiving")
        if not isinstance(self.focused, Reader | TextArea):
            self.remove_class("-previewing")
