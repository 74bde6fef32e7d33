"""What the checks found, as rows: glyph, word and message. Checks nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual.geometry import Size

from reewriter.model import Finding, Severity
from reewriter.tui import paint
from reewriter.tui.inline import Span, wrap
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.row_list import RowList

__all__ = ["SIGNS", "FindingRows"]

_SIGN = len("= waived")

SIGNS = {
    Severity.ERROR: ("✗ error", "error"),
    Severity.WARNING: ("~ warn ", "attention"),
    Severity.INFO: ("· note ", "info"),
}
"""Glyph and word of a severity, and its style."""


class FindingRows(RowList):
    """Findings, errors first, each said whole; what to do stands under it where there is room.

    Where there is none, it stands under the finding that the editor is busy with.
    """

    ROOMY = 12
    """Lines from which on there is room."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.findings: tuple[Finding, ...] = ()
        self._texts: list[tuple[list[str], list[str]]] = []
        """Of each finding: the lines of its message, and those of what to do."""
        self._tops: list[int] = [0]
        self._active = False
        self.empty = ("checking …",)

    @property
    def active(self) -> bool:
        """Whether the editor is busy with the finding under the cursor."""
        return self._active

    @active.setter
    def active(self, active: bool) -> None:
        if active != self._active:
            self._active = active
            self._lay_out()
            self._scroll_to_cursor()

    def show(self, findings: Sequence[Finding]) -> None:
        """Show these findings; the cursor stays on its finding."""
        seen = self.finding
        self.findings, self.empty = tuple(findings), ("✓ nothing to mend",)
        self._wrap()
        self.rows_changed()
        if seen is not None:
            same = [(f.id, f.where) == (seen.id, seen.where) for f in self.findings]
            if True in same:
                self.move_to(same.index(True))

    def on_resize(self) -> None:
        """Give each finding as many lines as it needs at this width."""
        self._wrap()
        self.rows_changed()
        self._scroll_to_cursor()

    def _wrap(self) -> None:
        # As if there were a scroll bar: it comes when all is wrapped, and takes a column then.
        room = max(self.outer_size.width - 1 - 1 - _SIGN - 2, 8)
        self._texts = [
            (_lines(f.message, room) or [""], _lines(f.hint, room)) for f in self.findings
        ]
        self._lay_out()

    def _lay_out(self) -> None:
        """Say where each finding begins: that under the cursor may be longer than before."""
        roomy = self.size.height >= self.ROOMY
        self._tops = [0]
        for index, (message, hint) in enumerate(self._texts):
            told = roomy or (self._active and index == self.cursor)
            self._tops.append(self._tops[-1] + len(message) + (len(hint) if told else 0))
        self.virtual_size = Size(self.size.width, max(self._tops[-1], 1))
        self.refresh()

    def watch_cursor(self, old: int, new: int) -> None:
        """Say of another finding what to do."""
        self._lay_out()
        super().watch_cursor(old, new)

    def top_of(self, index: int) -> int:
        """Return the line a finding begins at."""
        return self._tops[min(index, len(self._tops) - 1)]

    def height_of(self, index: int) -> int:
        """Return how many lines a finding has."""
        return self.top_of(index + 1) - self.top_of(index)

    def at_line(self, line: int) -> tuple[int, int]:
        """Return the finding that a line belongs to, and which of its lines it is."""
        index = bisect_right(self._tops, line) - 1
        return index, line - self.top_of(index)

    @property
    def page(self) -> int:
        """How many findings are on screen at once, or nearly."""
        lines = max(self._tops[-1] / max(self.count, 1), 1)
        return max(int(self.scrollable_content_region.height / lines), 1)

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
        message, hint = self._texts[index]
        head: list[Piece] = [(bar, "bar"), (f"{sign:<{_SIGN}}  ", style)]
        margin: list[Piece] = [(bar, "bar"), (" " * (_SIGN + 2), "")]
        return [
            [*head, (message[0], "")],
            *([*margin, (line, "")] for line in message[1:]),
            *([*margin, (line, "quiet")] for line in hint),
        ]


def _lines(text: str, room: int) -> list[str]:
    """Break a text into lines; none for an empty one."""
    lines = wrap([Span(paint.flat(text))], room)
    return ["".join(span.text for span in line) for line in lines]
