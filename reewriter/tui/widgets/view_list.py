"""The views of the inbox with their counts; posts which one was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual import events

from reewriter.tui import paint
from reewriter.tui.views import View
from reewriter.tui.widgets.row_list import Piece, RowList

__all__ = ["ViewList"]

_LEAST, _MOST = 24, 28
"""Cells: what the list of items beside it can spare. The style sheet says where that is less."""
_AROUND = 5
"""Cells of a row that are neither name nor count."""
_COUNT = 2
"""Figures of a count that is not known yet."""


class ViewList(RowList, inherit_bindings=False):
    """Headings and views; the cursor stands on views only."""

    BINDINGS = RowList.BINDINGS

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[View | str] = []
        self._counts: dict[str, int] = {}
        self._open = ""
        self._widest = _LEAST

    @property
    def count(self) -> int:
        """How many lines, headings and blank ones included."""
        return len(self._lines)

    def view_at(self, index: int) -> View | None:
        """Return the view on a line; None for a heading."""
        line = self._lines[index] if 0 <= index < len(self._lines) else None
        return line if isinstance(line, View) else None

    def show(self, views: Sequence[View], counts: Mapping[str, int], open_view: View) -> None:
        """Show these views, with the counts known by now, and which one is open."""
        lines: list[View | str] = []
        for view in views:
            if view.heading:
                lines += ["", view.heading]
            lines.append(view)
        moved = open_view.key != self._open
        here = self.view_at(self.cursor)
        self._lines, self._counts, self._open = lines, dict(counts), open_view.key
        wanted = open_view if moved or here is None else here
        at = [
            i for i, line in enumerate(lines) if isinstance(line, View) and line.key == wanted.key
        ]
        self.set_reactive(ViewList.cursor, at[0] if at else 0)
        self._widen(views)
        self.rows_changed()
        self._scroll_to_cursor()

    def _widen(self, views: Sequence[View]) -> None:
        """Be as wide as the longest name asks for; never narrower again, or lists would jump."""
        needed = max(
            (
                cell_len(paint.clip(view.name, _MOST)) + max(len(self._number(view)), _COUNT)
                for view in views
            ),
            default=0,
        )
        widest = min(max(needed + _AROUND, self._widest), _MOST)
        if widest != self._widest:
            self._widest = widest
            self.styles.width = widest

    def _number(self, view: View) -> str:
        count = self._counts.get(view.key)
        if count is None:
            return ""
        return f"{view.bound - 1:,}+" if count >= view.bound else f"{count:,}"

    def can_stand(self, index: int) -> bool:
        """On views only."""
        return self.view_at(index) is not None

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        """Write the name at the left, the count at the right."""
        line = self._lines[index]
        if isinstance(line, str):
            return [[(" " + paint.clip(line, width - 2), "heading")]]
        count = self._counts.get(line.key)
        number = self._number(line)
        sign = "!" if line.trouble else " "
        name = paint.fit(line.name, max(width - len(number) - _AROUND, 4))
        is_open = line.key == self._open
        return [
            [
                (self.bar if is_open else " ", "bar"),
                (f"{sign} ", "error"),
                (f"{name} ", "strong" if is_open else ""),
                (number, "quiet" if not count else "info"),
            ]
        ]

    def on_click(self, event: events.Click) -> None:
        """One click is enough to open a view."""
        event.stop()
        index = self.row_under(event)
        if self.view_at(index) is not None:
            self.move_to(index)
            self.action_open()
