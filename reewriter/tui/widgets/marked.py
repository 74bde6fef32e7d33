"""A text field that shows what was found in it: a sign in the margin, and the words underlined.

Is given places and signs; compares nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.strip import Strip
from textual.widgets.text_area import Edit, EditResult, Selection

from reewriter.tui.widgets.fields import Prose, location_of

__all__ = ["SIGNS", "Look", "MarkedProse", "Place"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark is shown."""

    glyph: str
    style: str
    """Of the words: "wrong", "doubt" or "" for none; of the glyph: these or "good"."""
    rank: int
    """Of several in one line, the highest is shown in the margin."""


SIGNS: dict[str, Look] = {
    "exact": Look("✓", "", 0),
    "coined": Look("”", "doubt", 1),
    "misspelt": Look("¬", "doubt", 2),
    "unverifiable": Look("?", "doubt", 3),
    "unsupported": Look("#", "doubt", 4),
    "speaker": Look("!", "doubt", 5),
    "copied": Look("≡", "wrong", 6),
    "near": Look("~", "wrong", 7),
    "missing": Look("✗", "wrong", 8),
}
"""Sign of a mark → its look. A glyph means one thing, whatever the colours."""

Place = tuple[int, int, str]
"""First character, the one behind the last, and the sign."""
MARGIN = 2


class MarkedProse(Prose):
    """Prose with a margin of two columns for signs."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("marked--wrong", "marked--doubt"),
        *("marked--wrong-sign", "marked--doubt-sign", "marked--good-sign"),
    }
    DEFAULT_CSS = """
    MarkedProse {
        & > .marked--wrong { color: $error; text-style: underline; }
        & > .marked--doubt { color: $warning; text-style: underline; }
        & > .marked--wrong-sign { color: $error; }
        & > .marked--doubt-sign { color: $warning; }
        & > .marked--good-sign { color: $success; }
    }
    """

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(name, placeholder)
        self.marks: tuple[Place, ...] = ()
        self._lines: dict[int, list[tuple[int, int, str]]] = {}
        self._rows: dict[int, str] | None = None

    @property
    def gutter_width(self) -> int:
        """The margin is there whether or not something stands in it: no text jumps."""
        return MARGIN

    def mark(self, marks: Sequence[Place]) -> None:
        """Show these marks instead of those before."""
        if tuple(marks) != self.marks:
            self.marks = tuple(marks)
            self._place()
            self.notify_style_update()
            self.refresh()

    def select(self, span: tuple[int, int]) -> None:
        """Select what a finding is about."""
        start, end = (location_of(self.text, at) for at in span)
        self.selection = Selection(start, end)
        self.scroll_cursor_visible(center=True)

    def edit(self, edit: Edit) -> EditResult:
        """Let marks behind what is typed move along; they are looked for anew in a moment."""
        if not self.marks:
            return super().edit(edit)
        start, end = map(self.index_of, (edit.top, edit.bottom))
        result = super().edit(edit)
        grown = len(edit.text) - (end - start)
        self.marks = tuple(
            (
                first + grown if first >= end else min(first, start),
                behind + grown if behind >= end else min(behind, start),
                sign,
            )
            for first, behind, sign in self.marks
            if not (start <= first and behind <= end and start < end)
        )
        self._place()
        return result

    def _place(self) -> None:
        """Note which characters of which line are underlined."""
        self._rows = None
        self._lines = {}
        text = self.text
        for first, behind, sign in self.marks:
            style = SIGNS[sign].style
            if not style:
                continue
            (row, column), (last, end) = location_of(text, first), location_of(text, behind)
            for line in range(row, last + 1):
                start = column if line == row else 0
                stop = end if line == last else len(self.document.get_line(line))
                self._lines.setdefault(line, []).append((start, stop, style))

    def get_line(self, line_index: int) -> Text:
        """Underline what is marked."""
        line = super().get_line(line_index)
        for start, stop, style in self._lines.get(line_index, ()):
            look = self.get_component_rich_style(f"marked--{style}", partial=True)
            line.stylize(look, start, stop)
        return line

    def _signs(self) -> dict[int, str]:
        """Return the sign of each row of the screen that begins something marked."""
        if self._rows is None:
            rows: dict[int, str] = {}
            text = self.text
            for first, _, sign in self.marks:
                row = self.wrapped_document.location_to_offset(location_of(text, first)).y
                if row not in rows or SIGNS[sign].rank > SIGNS[rows[row]].rank:
                    rows[row] = sign
            self._rows = rows
        return self._rows

    def on_resize(self) -> None:
        """Lines are wrapped otherwise: signs stand elsewhere."""
        self._rows = None

    def render_line(self, y: int) -> Strip:
        """Put the margin before the text."""
        strip = super().render_line(y)
        style = self.rich_style
        sign = self._signs().get(y + self.scroll_offset.y, "") if self.marks else ""
        if not sign:
            margin = Segment(" " * MARGIN, style)
        else:
            look = SIGNS[sign]
            tone = self.get_component_rich_style(
                f"marked--{look.style or 'good'}-sign", partial=True
            )
            margin = Segment(f"{look.glyph} ", style + tone)
        joined = Strip([margin, *strip], strip.cell_length + MARGIN)
        return joined.crop(0, self.size.width) if joined.cell_length > self.size.width else joined
