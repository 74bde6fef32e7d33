"""How a subject and its preheader look in an inbox, cut as inboxes cut. Checks nothing."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.desk.skeleton import cuts
from reewriter.tui import paint
from reewriter.tui.inline import Span, wrap

__all__ = ["InboxPreview"]

_LABEL, _LONG = 11, 15
_ROOMY = 60
"""Columns from which on a label says what it counts."""


class InboxPreview(Widget):
    """What 40, 90 and 140 characters of the preheader say, until one shows all of it."""

    DEFAULT_CSS = """
    InboxPreview { height: auto; padding: 0 1; }
    """

    sender: reactive[str] = reactive("", layout=True)
    subject: reactive[str] = reactive("", layout=True)
    preheader: reactive[str] = reactive("", layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all of it takes."""
        del container, viewport
        return len(self._rows(width))

    def _rows(self, width: int) -> list[tuple[str, str, str]]:
        """Return label, text and style of each line."""
        roomy = width >= _ROOMY
        wide = _LONG if roomy else _LABEL
        room = max(width - wide, 8)
        head = f"{self.sender} — {self.subject}" if self.sender else self.subject
        rows = [("inbox", paint.clip(head, room), "bold")]
        for most, shown in cuts(paint.flat(self.preheader)):
            label = f"{most} characters" if roomy else f"{most:>6}"
            for line in wrap([Span(shown)], room) or [(Span("(no preheader)"),)]:
                rows.append((label, "".join(span.text for span in line), ""))
                label = ""
        return [(paint.fit(label, wide), text, style) for label, text, style in rows]

    def render(self) -> Content:
        """Write the lines."""
        parts: list[Content | str] = []
        for label, text, style in self._rows(self.content_size.width):
            parts += ["\n" if parts else "", Content.styled(label, "$quiet")]
            parts.append(Content.styled(text, style or "$foreground"))
        return Content.assemble(*parts)
