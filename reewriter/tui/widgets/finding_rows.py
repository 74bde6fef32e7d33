"""What the checks found, as rows: glyph, word and message. Checks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from reewriter.model import Finding, Severity
from reewriter.tui import paint
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.row_list import RowList

__all__ = ["SIGNS", "FindingRows", "counted", "summary"]

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


_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def summary(findings: Sequence[Finding]) -> str:
    """Return "2 errors · 1 warning", or that there is nothing to mend."""
    parts = []
    for severity, noun in _NOUNS.items():
        count = counted(findings, severity)
        if count:
            parts.append(f"{count} {noun}{'' if count == 1 else 's'}")
    waived = sum(finding.waived for finding in findings)
    if waived:
        parts.append(f"{waived} waived")
    return " · ".join(parts) or "nothing to mend"


class FindingRows(RowList):
    """Findings, errors first; where there is room, each with a second line of what to do."""

    ROOMY = 8
    """Lines from which on there is room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.findings: tuple[Finding, ...] = ()
        self.active = False
        """The editor is busy with the finding under the cursor."""
        self.empty = ("checking …",)

    def show(self, findings: Sequence[Finding]) -> None:
        """Show these findings; the cursor stays on its finding."""
        seen = self.finding
        self.findings, self.empty = tuple(findings), ("✓ nothing to mend",)
        self.rows_changed()
        if seen is not None:
            same = [(f.id, f.where) == (seen.id, seen.where) for f in self.findings]
            if True in same:
                self.move_to(same.index(True))

    def on_resize(self) -> None:
        """Give each finding as many lines as there is room for."""
        self.row_height = 2 if self.size.height >= self.ROOMY else 1

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.findings)

    @property
    def finding(self) -> Finding | None:
        """The finding under the cursor."""
        return self.findings[self.cursor] if self.cursor < len(self.findings) else None

    def paint_row(self, index: int, width: int) -> Sequence[Sequence[Piece]]:
        """Paint one finding: glyph, word, message, and what to do about it."""
        finding = self.findings[index]
        sign, style = ("= waived", "quiet") if finding.waived else SIGNS[finding.severity]
        bar = self.bar if index == self.cursor and self.active else " "
        message = paint.flat(finding.message)
        room = width - len(bar) - len(sign) - 2
        shown = paint.clip(message, room)
        if self.row_height > 1:
            margin = " " * (len(sign) + 2)
            hint = paint.clip(finding.hint, room)
            return [[(bar, "bar"), (f"{sign}  ", style), (shown, "")],
                    [(bar, "bar"), (margin, ""), (hint, "quiet")]]  # fmt: skip
        left = room - cell_len(shown) - 3
        rest = paint.clip(finding.hint, left) if left > _SHORTEST else ""
        return [[(bar, "bar"), (f"{sign}  ", style), (f"{shown}   ", ""), (rest, "quiet")]]
