"""Lets the plain text of the open issue be written by hand. Renders and checks nothing itself."""

from __future__ import annotations

from reewriter.errors import UsageError
from reewriter.tui.editing import edit_text
from reewriter.tui.screens.issue_form import FormRoom

__all__ = ["TextRoom"]


class TextRoom(FormRoom, piece=True):
    """A room from which the plain text goes to the editor's own program, and comes back."""

    def action_plain_text(self) -> None:
        """Write the plain text that goes out in the editor's own program."""
        self.save_now(patient=True)
        if self._issue is None:
            return
        desk = self.workspace.plain_text
        issue = self.workspace.issues.get(self._issue.edition)
        keep_in = self.workspace.root / "drop"
        text = edit_text(self.desk, desk.in_force(issue), keep_in=keep_in, name="issue.txt")
        if text is None:
            stale = (
                self.keyed("; {issue.waive} lets it stand although the issue has changed")
                if desk.is_stale(issue)
                else ""
            )
            self.say(f"nothing was changed{stale}")
        else:
            by_hand = desk.write(issue, text).own_text
            back = self.keyed("{issue.made-text} brings back the template's")
            whose = f"goes out by hand · {back}" if by_hand else "is as made"
            self.done(f"the plain text {whose} · {self.undoable}")

    def action_made_text(self) -> None:
        """Have the template's plain text go out again."""
        if self._issue is None:
            return
        issue = self.workspace.issues.get(self._issue.edition)
        if not issue.own_text:
            raise UsageError(
                "the plain text is the template's",
                hint=self.keyed("{issue.plain-text} writes it by hand."),
            )
        self.workspace.plain_text.clear(issue)
        self.done(self.keyed("the plain text is the template's again · {desk.undo} takes it back"))
