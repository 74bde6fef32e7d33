"""What is wrong with one story, on one line. Checks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.model import Finding
from reewriter.tui import paint
from reewriter.tui.widgets.finding_rows import SIGNS

__all__ = ["FindingLine"]

_STYLES = {"error": "$error", "attention": "$warning", "info": "$secondary"}


class FindingLine(Widget):
    """Shows one finding, and how many more there are."""

    DEFAULT_CSS = "FindingLine { height: 1; }"

    findings: reactive[tuple[Finding, ...]] = reactive[tuple[Finding, ...]](())
    at: reactive[int] = reactive(0)
    remark: reactive[str] = reactive("")
    """What is said instead while there is nothing found."""

    def show(self, findings: Sequence[Finding], remark: str) -> None:
        """Show others; the same one stays in sight while it is still found."""
        shown = self.finding
        self.findings, self.remark = tuple(findings), remark
        self.at = self.findings.index(shown) if shown in self.findings else 0

    @property
    def finding(self) -> Finding | None:
        """The finding in sight."""
        return self.findings[self.at] if self.at < len(self.findings) else None

    def point_to(self, finding: Finding) -> None:
        """Show one of them."""
        if finding in self.findings:
            self.at = self.findings.index(finding)

    def step(self, by: int) -> Finding | None:
        """Show the next one, or the one before; return it."""
        if self.findings:
            self.at = (self.at + by) % len(self.findings)
        return self.finding

    def render(self) -> Content:
        """Cut the message so that the count always fits."""
        width = self.size.width - 2
        finding = self.finding
        if finding is None:
            good = self.remark.startswith("✓")
            return Content.styled(
                " " + paint.clip(self.remark, width), "$success" if good else "$quiet"
            )
        sign, style = SIGNS[finding.severity]
        count = f"  {self.at + 1}/{len(self.findings)}  ]" if len(self.findings) > 1 else ""
        room = width - cell_len(sign) - 2 - cell_len(count)
        return Content.assemble(
            " ",
            Content.styled(sign.rstrip() + "  ", _STYLES[style]),
            paint.clip(finding.message, room),
            Content.styled(count, "$quiet"),
        )
