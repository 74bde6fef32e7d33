"""What the checks found, as rows: glyph, word and message. Checks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from reewriter.model import Finding, Severity
from reewriter.tui import paint
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.row_list import RowList

__all__ = ["SIGNS", "FindingRows", "counted"]

_SHORTEST = 12
"""A hint cut shorter than this, in cells, helps nobody."""

SIGNS = {
    Severity.ERROR: ("✗ error", "error"),
    Severity.WARNING: ("! warn ", "attention"),
    Severity.INFO: ("· note ", "info"),
}
"""Glyph and word of a severity, and its style."""


def counted(findings: Sequence[Finding], severity: Severity) -> int:
    """Count the findings of a severity that nobody answers for."""
    return sum(1 for f in findings if f.severity is severity and not f.waived)


class FindingRows(RowList):
    """Findings, errors first."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.findings: tuple[Finding, ...] = ()
        self.empty = ("✓ nothing to mend",)

    def show(self, findings: Sequence[Finding]) -> None:
        """Show these findings; the cursor stays where it is."""
        self.findings = tuple(findings)
        self.rows_changed()

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.findings)

    @property
    def finding(self) -> Finding | None:
        """The finding under the cursor."""
        return self.findings[self.cursor] if self.cursor < len(self.findings) else None

    def paint_row(self, index: int, width: int) -> Sequence[Sequence[Piece]]:
        """Paint one finding on one line."""
        finding = self.findings[index]
        sign, style = ("= waived", "quiet") if finding.waived else SIGNS[finding.severity]
        bar = self.bar if index == self.cursor and self.has_focus else " "
        message = paint.flat(finding.message)
        room = width - len(bar) - len(sign) - 2
        shown = paint.clip(message, room)
        left = room - cell_len(shown) - 3
        rest = paint.clip(finding.hint, left) if left > _SHORTEST else ""
        return [[(bar, "bar"), (f"{sign}  ", style), (f"{shown}   ", ""), (rest, "quiet")]]
