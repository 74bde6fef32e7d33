"""Proofs and exports the issue that is open, behind the screen. Places no story, saves no field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on, work
from textual.timer import Timer

from reewriter.checks.spec import passages
from reewriter.errors import ReewriterError
from reewriter.model import Finding, Issue, Severity
from reewriter.tui.handing_over import with_wants
from reewriter.tui.lending import Lends
from reewriter.tui.messages import Checked, Tone
from reewriter.tui.proofing import Proof, article_of, exported_line, field_of, offers, proof_of
from reewriter.tui.screens.history import show_history
from reewriter.tui.verdict import summary, unanswered
from reewriter.tui.widgets.findings_panel import FindingsPanel
from reewriter.tui.widgets.issue_fields import FIELDS, IssueFields
from reewriter.tui.widgets.menu import Entry, Menu
from reewriter.tui.widgets.outline import Outline
from reewriter.tui.widgets.reader import Reader

__all__ = ["EXPORT", "PressRoom"]

EXPORT = "export"
"""The purpose of the menu of targets."""


class PressRoom(Lends, piece=True):
    """A room with one issue, its preview, its findings, and a menu of targets."""

    PROOF_AFTER = 0.25
    """Seconds without a change after which the issue is rendered and checked."""

    def __init__(self) -> None:
        super().__init__()
        self._issue: Issue | None = None
        self._soon: Timer | None = None
        self._asked = False
        self._checked = ""
        """The edition whose findings are shown."""

    def done(self, label: str) -> None:
        """Show everywhere what was just changed, and say it."""
        self.desk.changed()
        self.say(label, "good")

    def action_edit_issue(self) -> None:
        """Write the whole issue in the editor's own program."""
        if self._issue is not None:
            self.edit_outside(self._issue)

    def proof_soon(self) -> None:
        """Render and check in a moment."""
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(self.PROOF_AFTER, self._begin_proof)

    def _begin_proof(self) -> None:
        if self._issue is not None:
            self._proof_behind(self._issue.edition)

    @work(thread=True, group="proof", exclusive=True, exit_on_error=False)
    def _proof_behind(self, edition: str) -> None:
        try:
            with self.workspace.fork() as workspace:
                proof = proof_of(workspace, edition)
        except ReewriterError as error:
            self.app.call_from_thread(self.desk.say_error, error)
            return
        self.app.call_from_thread(self._show_proof, proof)

    def _show_proof(self, proof: Proof) -> None:
        if not self.is_attached or self._issue is None or proof.issue.id != self._issue.id:
            return
        said = [replace(one, hint=self.at_desk(one.hint, stays=True)) for one in proof.findings]
        self.query_one(FindingsPanel).show(said)
        self._checked = proof.issue.edition
        article = article_of(proof, self.workspace.brand.publication)
        self.query_one("#preview", Reader).show(article)
        self.proved(proof)
        errors = unanswered(proof.findings, Severity.ERROR)
        warnings = unanswered(proof.findings, Severity.WARNING)
        if proof.issue.edition == self.workspace.issues.current().edition:  # that of the status row
            self.post_message(Checked(errors, warnings, proof.kilobytes, self.went(proof)))
        asked, self._asked = self._asked, False
        if proof.problem:
            self.say(proof.problem, "error")
        elif asked:
            tone: Tone = "error" if errors else "attention" if warnings else "good"
            self.say(f"checked: {summary(proof.findings)}", tone)

    def went(self, proof: Proof) -> str:
        """Say in a word or two how the targets stand to the issue; "" where it went nowhere."""
        raise NotImplementedError

    def proved(self, proof: Proof) -> None:
        """Show what else a proof says."""

    def action_check(self) -> None:
        """Check again, and go to what was found."""
        self.save_now(patient=True)
        self._asked = True
        self._begin_proof()
        self.query_one(FindingsPanel).rows.focus()

    def action_live(self) -> None:
        """Show the issue in the browser, where it follows every change."""
        self.save_now(patient=True)
        if self._issue is not None:
            self.desk.show_live(self._issue.edition)

    def action_browser(self) -> None:
        """Do the same: there is no article here."""
        self.action_live()

    def action_next_finding(self) -> None:
        """Go to the next finding."""
        self.query_one(FindingsPanel).step(1)

    def action_last_finding(self) -> None:
        """Go to the finding before."""
        self.query_one(FindingsPanel).step(-1)

    @on(FindingsPanel.Jump)
    def _jump(self, event: FindingsPanel.Jump) -> None:
        event.stop()
        with self.told():
            self._go_to(event.finding)

    def _go_to(self, finding: Finding) -> None:
        """Go where a finding can be mended, and say what to do there."""
        noun, _, rest = finding.where.partition("/")
        story_id = rest.partition("/")[0]
        field = finding.where.removeprefix("issue.")
        said = finding.hint or finding.message
        if noun == "story" and story_id.isdecimal():
            self.desk.onward.bound_for = finding
            self.desk.go("story", f"{story_id}/{field_of(finding)}")
            self.desk.say(said, "attention")
            return
        if field in FIELDS:
            self.query_one(IssueFields).go_to(field)
        elif finding.where.startswith("issue."):
            self.query_one(Outline).focus()
        elif finding.where.startswith("config."):
            name = finding.where.removeprefix("config.")
            said = said if "feeds.toml" in said else f"{name} stands in feeds.toml. {said}"
        self.say(said, "attention")

    def action_waive(self) -> None:
        """Ask why the finding may stand; what was waived counts again."""
        panel = self.query_one(FindingsPanel)
        finding = panel.rows.finding
        if finding is None or self._issue is None:
            self.say("there is no finding here")
        elif finding.waived:
            self.done(self.workspace.issues.unwaive(self._issue, finding.id, finding.place))
        elif not finding.waivable:
            self.say("this cannot be waived: it has to be mended", "attention")
        else:
            panel.ask_reason()

    def action_word(self) -> None:
        """Call the misspelt word in sight ours: it is spelt right from now on."""
        rows = self.query_one(FindingsPanel).rows
        seen = (rows.finding, *rows.findings) if rows.finding else ()
        found = next((one for one in seen if one.id == "spelling.word" and one.span), None)
        if found is None or found.span is None or self._issue is None:
            self.say("every word here is in a dictionary, or ours already")
            return
        composition = self.workspace.issues.composition(self._issue)
        texts = {passage.where: passage.text for passage in passages(composition)}
        word = self.workspace.facts.learn(texts.get(found.where, "")[slice(*found.span)])
        self.done(f"“{word}” is a word of the house now · {self.undoable}")

    @on(FindingsPanel.Waived)
    def _waived(self, event: FindingsPanel.Waived) -> None:
        event.stop()
        with self.told():
            if self._issue is not None:
                found = event.finding
                label = self.workspace.issues.waive(
                    self._issue, found.id, found.place, event.reason
                )
                panel = self.query_one(FindingsPanel)
                panel.leave()
                panel.rows.focus()
                self.done(label)

    def action_export(self) -> None:
        """Show for every target what would happen."""
        self.save_now(patient=True)
        if self._issue is not None:
            self.say("asking how they stand …")
            self._offers_behind(self._issue.edition)

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _offers_behind(self, edition: str) -> None:
        try:
            with self.workspace.fork() as workspace:
                entries = offers(workspace, edition)
        except ReewriterError as error:
            self.app.call_from_thread(self.desk.say_error, error)
            return
        self.app.call_from_thread(self._offer_targets, entries)

    def _offer_targets(self, entries: Sequence[Entry]) -> None:
        if self.is_attached and self._issue is not None:
            self.offer(EXPORT, entries, title=f"export {self._issue.edition} to; nothing is sent")
            found = ""  # of what has not been checked yet nothing is said
            if self._checked == self._issue.edition:
                found = f"{summary(self.query_one(FindingsPanel).rows.findings)}; "
            self.say(f"{found}enter exports a draft", asked=True)

    def offer(
        self, purpose: str, entries: Sequence[Entry], *, at: int = 0, title: str = ""
    ) -> None:
        """Let the editor choose from a menu in the place of the findings."""
        self.add_class("-choosing")
        menu = self.query_one(Menu)
        menu.offer(purpose, entries, at=at, title=title)
        menu.focus()

    def export_to(self, target: str) -> None:
        """Export the issue to a target."""
        if self._issue is not None:
            self.say(f"{target}: exporting …")
            self._export_behind(self._issue.edition, target)

    @work(thread=True, group="export", exclusive=True, exit_on_error=False)
    def _export_behind(self, edition: str, target: str) -> None:
        try:
            with self.workspace.fork() as workspace:
                receipt = workspace.press.export(workspace.issues.get(edition), target).receipt
                told = exported_line(workspace, target, receipt)
                entries = offers(workspace, edition)
        except ReewriterError as error:
            self.app.call_from_thread(self.desk.say_error, error)
            return
        self.app.call_from_thread(self._exported, told, entries)

    def _exported(self, told: str, entries: Sequence[Entry], asked: str = "") -> None:
        if not self.is_attached:
            return
        self.offer_again(entries, asked)
        self.desk.changed()
        self.say(told, "good")

    def offer_again(self, entries: Sequence[Entry], asked: str = "") -> None:
        """Show what an export would do now, where the menu of exports is open.

        `asked` is the one service that was asked for it; without it all were.
        """
        menu = self.query_one(Menu)
        if entries and self.has_class("-choosing") and menu.purpose == EXPORT:
            menu.offer_anew(with_wants(entries, menu.entries, asked) if asked else entries)

    def action_history(self) -> None:
        """Show the earlier versions of the field that has the focus, or of all fields."""
        self.save_now(patient=True)
        if self._issue is not None:
            name = (self.focused.id or "") if self.focused else ""
            show_history(self, self._issue, name if name in FIELDS else "")
