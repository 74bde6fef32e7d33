"""The findings of an issue, and the line on which one of them is answered for. Checks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from reewriter.model import Finding
from reewriter.tui import paint
from reewriter.tui.verdict import summary
from reewriter.tui.widgets.fields import Line
from reewriter.tui.widgets.finding_rows import FindingRows
from reewriter.tui.widgets.row_list import RowList

__all__ = ["FindingsPanel"]


class FindingsPanel(Vertical):
    """Findings in rows; a reason is asked for under them."""

    DEFAULT_CSS = """
    FindingsPanel {
        height: 25%;
        min-height: 6;
        max-height: 14;
        border-top: solid $rule;
        border-title-color: $quiet;
        border-title-background: $background;
        &:focus-within { border-top: solid $primary; border-title-color: $primary; height: 45%; }
        & FindingRows { height: 1fr; }
        & #reason { display: none; padding: 0 1; }
        &.-waiving #reason { display: block; }
    }
    """

    @dataclass
    class Jump(Message):
        """The editor wants to mend this."""

        finding: Finding

    @dataclass
    class Waived(Message):
        """The editor answers for this."""

        finding: Finding
        reason: str

    def compose(self) -> ComposeResult:
        """Rows, and the line for a reason."""
        yield FindingRows(id="findings")
        yield Line("reason", "Why may it stand? enter saves, esc does not")

    @property
    def rows(self) -> FindingRows:
        """The rows."""
        return self.query_one(FindingRows)

    @property
    def waiving(self) -> bool:
        """Whether a reason is being asked for."""
        return self.has_class("-waiving")

    def show(self, findings: Sequence[Finding]) -> None:
        """Show others; the cursor stays on its finding."""
        self.rows.show(findings)
        self.border_title = paint.line(summary(findings))

    def step(self, by: int) -> None:
        """Go to the next finding or the one before; from elsewhere, to the one in sight."""
        if self.rows.has_focus:
            self.rows.move_to(self.rows.cursor + by)
        self.rows.focus()

    def ask_reason(self) -> None:
        """Ask why the finding under the cursor may stand."""
        self.add_class("-waiving")
        self.query_one("#reason", Input).focus()

    def leave(self) -> None:
        """Stop asking; what was typed is not taken."""
        if self.waiving:
            self.remove_class("-waiving")
            self.query_one("#reason", Input).value = ""

    def on_descendant_focus(self) -> None:
        """Show which finding it is about."""
        self.rows.active = True
        self.rows.refresh()

    def on_descendant_blur(self) -> None:
        """A reason is typed at one go, or not at all."""
        self.call_later(self._left)

    def _left(self) -> None:
        if not self.query_one("#reason", Input).has_focus:
            self.leave()
        self.rows.active = self.has_focus_within
        self.rows.refresh()

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        event.stop()
        if self.rows.finding is not None:
            self.post_message(self.Jump(self.rows.finding))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.rows.finding is not None:
            self.post_message(self.Waived(self.rows.finding, event.value))
