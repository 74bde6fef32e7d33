"""The subjects to choose from, side by side. Takes none itself; says which was clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.tui import paint
from reewriter.tui.inline import Span, wrap

__all__ = ["SubjectStrip"]

_GAP = 2
_LINES = 3
"""Lines of a subject that are shown; its length is told where there is room."""


class SubjectStrip(Widget):
    """Columns of subjects: number, length, and the one that is taken marked by sign and word."""

    DEFAULT_CSS = """
    SubjectStrip { height: auto; padding: 0 1 0 12; }
    """

    @dataclass
    class Picked(Message):
        """A subject was clicked."""

        number: int
        """Counted from 0."""

    subjects: reactive[tuple[str, ...]] = reactive[tuple[str, ...]]((), layout=True)
    taken: reactive[str] = reactive("")

    def show(self, subjects: Sequence[str], taken: str) -> None:
        """Show others."""
        self.subjects, self.taken = tuple(subjects), taken

    def _column(self, width: int) -> int:
        count = max(len(self.subjects), 1)
        return max((width - _GAP * (count - 1)) // count, 6)

    def _texts(self, width: int) -> list[list[str]]:
        """Return the lines of each subject, cut to a column's width and to so many lines."""
        room = self._column(width)
        found = []
        for text in self.subjects:
            lines = ["".join(s.text for s in line) for line in wrap([Span(paint.flat(text))], room)]
            if len(lines) > _LINES:
                lines = [*lines[: _LINES - 1], paint.clip(" ".join(lines[_LINES - 1 :]), room)]
            found.append(lines)
        return found

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a line for the heads, and as many as the longest subject needs."""
        del container, viewport
        return 1 + max((len(lines) for lines in self._texts(width)), default=0)

    def render(self) -> Content:
        """Write heads and texts, column by column."""
        width = self.content_size.width
        room = self._column(width)
        texts = self._texts(width)
        heads: list[Content | str] = []
        for number, text in enumerate(self.subjects, 1):
            mine = text == self.taken
            head = f"{'●' if mine else '○'} {number}{' taken' if mine else ''}"
            counted = f"{head} {len(text)}"  # the length of the one taken stands above, too
            head = counted if cell_len(counted) <= room else head
            style = "bold $primary" if mine else "$quiet"
            heads.append(Content.styled(paint.fit(head, room) + " " * _GAP, style))
        rows: list[Content | str] = [*heads]
        for at in range(max(map(len, texts), default=0)):
            rows.append("\n")
            for text, lines in zip(self.subjects, texts, strict=True):
                line = lines[at] if at < len(lines) else ""
                rows.append(
                    Content.styled(
                        paint.fit(line, room + _GAP), "" if text == self.taken else "$quiet"
                    )
                )
        return Content.assemble(*rows)

    def on_click(self, event: events.Click) -> None:
        """Take the subject under the mouse."""
        place = event.get_content_offset(self)
        if place is None or not self.subjects:
            return
        number = place.x // (self._column(self.content_size.width) + _GAP)
        if 0 <= number < len(self.subjects):
            self.post_message(self.Picked(number))
