"""What is wrong with one story, on one line. Checks nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.model import Finding
from reewriter.tui import paint
from reewriter.tui.inline import Span, wrap
from reewriter.tui.widgets.finding_rows import SIGNS

__all__ = ["FindingLine", "without_name"]

_MARGIN = len(" ~ warn  ")
_COUNT = len("  12/12  ^n")
_MOST = 3
_NAME = re.compile(r" of “([^”]+)”")
_STYLES = {"error": "$error", "attention": "$warning", "info": "$secondary"}


def without_name(message: str, headline: str) -> str:
    """Take the name of a story, which may be cut short, out of what is said of it."""
    for found in _NAME.finditer(message):
        name = found[1].removesuffix("…")
        if name and headline.startswith(name):
            return message[: found.start()] + message[found.end() :]
    return message


class FindingLine(Widget):
    """Shows one finding, and how many more there are."""

    DEFAULT_CSS = "FindingLine { height: auto; max-height: 3; }"

    findings: reactive[tuple[Finding, ...]] = reactive[tuple[Finding, ...]]((), layout=True)
    at: reactive[int] = reactive(0, layout=True)
    remark: reactive[str] = reactive("")
    """What is said instead while there is nothing found."""

    onward: reactive[str] = reactive("]")
    """The key that goes on from where the focus is."""
    headline: str = ""
    """Of the story that is open: no finding need name it."""
    _gone_to = False
    """The editor has gone to the one in sight; until then the weightiest is shown."""

    def show(self, findings: Sequence[Finding], remark: str) -> None:
        """Show others; one that was gone to stays in sight while it is still found."""
        shown = self.finding
        self.findings, self.remark = tuple(findings), remark
        self._gone_to = self._gone_to and shown in self.findings
        self.at = self.findings.index(shown) if self._gone_to and shown else 0

    @property
    def finding(self) -> Finding | None:
        """The finding in sight."""
        return self.findings[self.at] if self.at < len(self.findings) else None

    def point_to(self, finding: Finding) -> None:
        """Show one of them."""
        if finding in self.findings:
            self.at = self.findings.index(finding)
            self._gone_to = True

    def point_to_same(self, finding: Finding) -> bool:
        """Show what another check has found in the same place, too; tell whether it is here."""
        sought = (finding.id, finding.place)
        same = next((f for f in self.findings if (f.id, f.place) == sought), None)
        if same is not None:
            self.point_to(same)
        return same is not None

    def step(self, by: int) -> Finding | None:
        """Show the next one, or the one before; return it."""
        if self.findings:
            self.at = (self.at + by) % len(self.findings)
            self._gone_to = True
        return self.finding

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the message needs."""
        del container, viewport
        return len(self._lines(width))

    def _lines(self, width: int) -> list[str]:
        """Break the message so that the count fits behind it."""
        finding = self.finding
        if finding is None:
            return [self.remark]
        room = max(width - _MARGIN - _COUNT, 8)
        lines = wrap([Span(paint.flat(without_name(finding.message, self.headline)))], room)[:_MOST]
        return ["".join(span.text for span in line) for line in lines] or [""]

    def render(self) -> Content:
        """Say the message whole, and how many there are."""
        width = self.size.width - 2
        finding = self.finding
        if finding is None:
            good = self.remark.startswith("✓")
            return Content.styled(
                " " + paint.clip(self.remark, width), "$success" if good else "$quiet"
            )
        sign, style = SIGNS[finding.severity]
        count = (
            f"  {self.at + 1}/{len(self.findings)}  {self.onward}" if len(self.findings) > 1 else ""
        )
        first, *more = self._lines(self.size.width)
        return Content.assemble(
            " ",
            Content.styled(f"{sign.rstrip():<{_MARGIN - 1}}", _STYLES[style]),
            first,
            *(f"\n{' ' * _MARGIN}{line}" for line in more),
            Content.styled(count, "$quiet"),
        )
