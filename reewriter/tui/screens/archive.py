"""The archive: every issue so far, and where it went. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult

from reewriter.model import Issue, IssueStatus
from reewriter.tui import commands, paint
from reewriter.tui.frame import DeskScreen
from reewriter.tui.sheet import ROOMS
from reewriter.tui.tour import tour
from reewriter.tui.widgets.column_heads import ColumnHeads
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.row_list import Piece, RowList

__all__ = ["ArchiveScreen"]

_STATUS: dict[IssueStatus, tuple[str, str, str]] = {
    IssueStatus.DRAFT: ("○", "draft", "info"),
    IssueStatus.READY: ("●", "ready", "good"),
    IssueStatus.PUSHED: ("→", "pushed", "accent"),
    IssueStatus.SCHEDULED: ("→", "timed", "accent"),
    IssueStatus.SENT: ("✓", "sent", "good"),
}


_DATE = len("2026-01-31")


class IssueList(RowList, inherit_bindings=False):
    """One line an issue, newest first."""

    BINDINGS = RowList.BINDINGS

    def __init__(self, went_to: Callable[[Issue], Sequence[str]]) -> None:
        super().__init__(id="issues")
        self._went_to = went_to
        self._edition = _DATE
        """How wide the editions are: most are dates."""
        self._issues: Sequence[Issue] = ()
        self._targets: dict[int, str] = {}

    @property
    def count(self) -> int:
        """How many issues."""
        return len(self._issues)

    @property
    def current(self) -> Issue | None:
        """The issue under the cursor."""
        return self._issues[self.cursor] if self._issues else None

    def show(self, issues: Sequence[Issue]) -> None:
        """Show these issues."""
        self._issues = issues
        self._edition = min(max((len(i.edition) for i in issues), default=_DATE), 17)
        self._targets.clear()
        self.rows_changed()

    def heads(self, width: int) -> str:
        """Name the columns."""
        subject = paint.fit("subject", self._subject(width))
        return f"   {'status':<9}{'No.':>5}  {'edition':<{self._edition}} {subject}  delivered"

    def _subject(self, width: int) -> int:
        """Return the room that the other columns leave."""
        return max(width - 12 - 7 - (self._edition + 1) - 2 - _targets_width(width) - 1, 10)

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        """Write an issue's line; where it went is asked for the first time it is painted."""
        issue = self._issues[index]
        if issue.id not in self._targets:
            self._targets[issue.id] = ", ".join(self._went_to(issue))
        glyph, word, style = _STATUS[issue.status]
        subject = issue.subject or "(no subject yet)"
        return [
            [
                (self.bar if index == self.cursor else " ", "bar"),
                (f"  {glyph} {word:<7}", style),
                (f"{issue.number:>5}  ", "strong"),
                (paint.fit(issue.edition, self._edition) + " ", "quiet"),
                (paint.fit(subject, self._subject(width)), "" if issue.subject else "quiet"),
                ("  " + paint.clip(self._targets[issue.id] or "-", _targets_width(width)), "quiet"),
            ]
        ]


def _targets_width(width: int) -> int:
    return 18 if width >= 100 else 10


class ArchiveScreen(DeskScreen):
    """Every issue so far."""

    ABOUT = "Every issue so far; {list.open} opens one."

    ROOM = "archive"
    CSS_PATH = ROOMS
    BINDINGS = commands.bindings("archive")

    def body(self) -> ComposeResult:
        """A table, and what is odd about the numbers."""
        table = IssueList(self._went_to)
        yield ColumnHeads(table.heads)
        yield table
        yield NoteLine(id="gaps")

    def keys_shown(self) -> Sequence[str]:
        """Return the keys of this room."""
        return ("list.open", "go.issue", "go.inbox", "desk.palette", "desk.help")

    def on_mount(self) -> None:
        """Show the table."""
        self.refresh_data()
        self.query_one(IssueList).focus()

    def refresh_data(self) -> None:
        """Read the issues again."""
        self.query_one(IssueList).empty = tour("archive", self.desk.keymap)
        self.query_one(IssueList).show(self.workspace.issues.listed())
        self.query_one(ColumnHeads).refresh()
        missing = ", ".join(map(str, self.workspace.issues.gaps()))
        self.query_one("#gaps", NoteLine).show(f"numbers left out: {missing}" if missing else "")

    def _went_to(self, issue: Issue) -> list[str]:
        """Return the targets of an issue, the last one first, each once."""
        return list(dict.fromkeys(d.target for d in self.workspace.issues.deliveries(issue)))

    @on(RowList.Opened)
    def _opened(self) -> None:
        issue = self.query_one(IssueList).current
        if issue is not None:
            self.desk.go("issue", issue.edition)
