"""Checks the story that is open a moment after each change, and goes to what was found."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work
from textual.timer import Timer

from reewriter.errors import ReewriterError
from reewriter.model import Finding, Severity
from reewriter.tui.frame import DeskScreen
from reewriter.tui.messages import Checked
from reewriter.tui.proofing import StoryProof, field_of, findings_of
from reewriter.tui.verdict import unanswered
from reewriter.tui.widgets.finding_line import FindingLine
from reewriter.tui.widgets.story_panes import StoryPanes

__all__ = ["ChecksStories"]


class ChecksStories(DeskScreen, piece=True):
    """A room with a finding line under the panes of a story."""

    CHECK_AFTER = 0.6
    """Seconds without a change after which the story is checked."""

    def __init__(self) -> None:
        super().__init__()
        self._soon: Timer | None = None
        self._checked: int | None = None

    def check_soon(self, story_id: int | None) -> None:
        """Check this story in a moment; None is no story, of which nothing is found."""
        if self._soon is not None:
            self._soon.stop()
        if story_id != self._checked:
            self._checked = story_id
            self.query_one(FindingLine).show((), "")
        if story_id is not None:
            self._soon = self.set_timer(self.CHECK_AFTER, self._begin_check)

    def _begin_check(self) -> None:
        if self._checked is not None:
            self._check_behind(self._checked)

    @work(thread=True, group="story-check", exclusive=True, exit_on_error=False)
    def _check_behind(self, story_id: int) -> None:
        try:
            with self.workspace.fork() as workspace:
                proof = findings_of(workspace, story_id)
        except ReewriterError as error:
            proof = StoryProof(remark=str(error))
        if proof.issue is not None:  # row one counts what is found in all of it
            errors, warnings = (
                unanswered(proof.issue, one) for one in (Severity.ERROR, Severity.WARNING)
            )
            self.post_message(Checked(errors, warnings))
        self.app.call_from_thread(self._show_findings, story_id, proof.findings, proof.remark)

    def _show_findings(self, story_id: int, findings: Sequence[Finding], remark: str) -> None:
        if self.is_attached and story_id == self._checked:
            self.query_one(FindingLine).show(findings, remark)

    @property
    def nothing_found(self) -> str:
        """What is said where there is no finding to go to: one may still come."""
        remark = self.query_one(FindingLine).remark or "checking …"
        return "nothing to mend here" if self._checked is None or remark[0] == "✓" else remark

    def action_next_finding(self) -> None:
        """Go to where the next finding can be mended."""
        self._go_on(1)

    def action_last_finding(self) -> None:
        """Go to where the finding before can be mended."""
        self._go_on(-1)

    def _go_on(self, by: int) -> None:
        """From the source, go to the finding in sight; from a field, to the one after it."""
        panes = self.query_one(StoryPanes)
        finding = self.query_one(FindingLine).step(0 if panes.reader.has_focus else by)
        if finding is None:
            self.say(self.nothing_found)
            return
        panes.to_field(field_of(finding))
        self.say(self.at_desk(finding.hint) or finding.message, "attention")
