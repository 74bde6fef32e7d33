"""A list that paints only the rows on screen; knows how to move, not what the rows are."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reewriter.tui import commands
from reewriter.tui.inline import Span, wrap
from reewriter.tui.widgets.painted import FOCUSED, PLAIN, UNFOCUSED, Painted, Piece
from reewriter.values import dataclass

__all__ = ["Piece", "RowList"]


class RowList(Painted, can_focus=True, inherit_bindings=False):
    """Rows of equal height with a cursor. Subclasses say how many there are and paint one."""

    PLACE = "list"
    BINDINGS = commands.bindings("list")

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        rows: RowList
        index: int

        @property
        def control(self) -> RowList:
            """The list, for `@on(…, selector)`."""
            return self.rows

    @dataclass
    class Opened(Message):
        """Enter was pressed on a row, or it was clicked again."""

        rows: RowList
        index: int

        @property
        def control(self) -> RowList:
            """The list, for `@on(…, selector)`."""
            return self.rows

    cursor: reactive[int] = reactive(0, repaint=False)
    row_height: reactive[int] = reactive(1)
    bar = "▌"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.empty: tuple[str, ...] = ()
        """What is said, line by line, where there are no rows."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        return 0

    def paint_row(self, index: int, width: int) -> Sequence[Sequence[Piece]]:
        """Return the pieces of each line of a row; they are cut or filled to the width."""
        raise NotImplementedError

    def height_of(self, index: int) -> int:
        """Return how many lines a row has."""
        del index
        return self.row_height

    def top_of(self, index: int) -> int:
        """Return the line a row begins at; for the row after the last, how many lines there are."""
        return index * self.row_height

    def at_line(self, line: int) -> tuple[int, int]:
        """Return the row that a line belongs to, and which of its lines it is."""
        return divmod(line, self.row_height)

    def can_stand(self, index: int) -> bool:
        """Tell whether the cursor may be on this row; headings say no."""
        del index
        return True

    def rows_changed(self) -> None:
        """Paint again after the rows have become others; the cursor stays within them."""
        self.virtual_size = Size(self.size.width, max(self.top_of(self.count), 1))
        self.set_reactive(RowList.cursor, self._nearest(self.cursor, 1))
        self.refresh()

    @property
    def written(self) -> int | None:
        """The lines of all rows; where there is none, what is said stands further down."""
        return self.top_of(self.count) if self.count else None

    def render_line(self, y: int) -> Strip:
        """Paint one line of the widget."""
        width = self.scrollable_content_region.width
        if not self.count:
            return self._empty_line(y, width)
        index, line = self.at_line(y + self.scroll_offset.y)
        if index >= self.count:
            return Strip.blank(width, self.rich_style)
        lines = self.paint_row(index, width)
        look = PLAIN if index != self.cursor else FOCUSED if self.has_focus else UNFOCUSED
        return self.strip(lines[line] if line < len(lines) else (), width, look)

    def _empty_line(self, y: int, width: int) -> Strip:
        said = self._empty_lines(max(width - 2, 8))
        at = y - max(self.size.height // 3 - len(said) // 2, 0)
        if not 0 <= at < len(said):
            return Strip.blank(width, self.rich_style)
        left = max((width - max(cell_len(text) for text, _ in said)) // 2, 1)
        return self.strip([(" " * left, ""), said[at]], width)

    def _empty_lines(self, room: int) -> list[Piece]:
        """Break what is said where there are no rows, so that all of it can be read."""
        return [
            ("".join(span.text for span in line), "strong" if at == 0 else "quiet")
            for at, text in enumerate(self.empty)
            for line in wrap([Span(text)], room)
        ]

    def on_resize(self) -> None:
        """Keep the rows as wide as the widget, and the cursor in sight."""
        self.virtual_size = Size(self.size.width, max(self.top_of(self.count), 1))
        self._scroll_to_cursor()

    def watch_row_height(self) -> None:
        """Lay the rows out anew."""
        if self.is_mounted:
            self.rows_changed()
            self._scroll_to_cursor()

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, or the nearest it may be on."""
        self.cursor = self._nearest(index, 1 if index >= self.cursor else -1)

    def _nearest(self, index: int, step: int) -> int:
        index = max(0, min(index, self.count - 1))
        for way in (step, -step):
            at = index
            while 0 <= at < self.count:
                if self.can_stand(at):
                    return at
                at += way
        return index

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint both rows, scroll, and tell."""
        for index in (old, new):
            self.refresh_lines(self.top_of(index), self.height_of(index))
        self._scroll_to_cursor()
        if self.count:
            self.post_message(self.Moved(self, new))

    def _scroll_to_cursor(self) -> None:
        top, height = self.top_of(self.cursor), self.scrollable_content_region.height
        bottom = top + self.height_of(self.cursor)
        if not height:
            return
        first = self.scroll_offset.y
        if top < first:
            self.scroll_to(y=self._above(top), animate=False, force=True)
        elif bottom > first + height:
            self.scroll_to(y=bottom - height, animate=False, force=True)

    def _above(self, top: int) -> int:
        """Return the line to begin with so that headings above the first rows are seen too."""
        index = self.cursor
        while index and not self.can_stand(index - 1):
            index -= 1
        return 0 if index == 0 else top

    @property
    def page(self) -> int:
        """How many rows are on screen at once."""
        return max(self.scrollable_content_region.height // self.row_height, 1)

    def action_down(self) -> None:
        """Go one row down."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """Go one row up."""
        self.move_to(self.cursor - 1)

    def action_page_down(self) -> None:
        """Go one page down."""
        self.move_to(self.cursor + self.page - 1)

    def action_page_up(self) -> None:
        """Go one page up."""
        self.move_to(self.cursor - self.page + 1)

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.move_to(self.count - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.count:
            self.post_message(self.Opened(self, self.cursor))

    def row_under(self, event: events.Click) -> int:
        """Return the row under the mouse, which is counted from the widget's edge."""
        return self.at_line(event.y - self.gutter.top + self.scroll_offset.y)[0]

    def on_click(self, event: events.Click) -> None:
        """Go to the row under the mouse; a second click opens it."""
        index = self.row_under(event)
        if not 0 <= index < self.count or not self.can_stand(index):
            return
        if index == self.cursor and event.chain > 1:
            self.action_open()
        else:
            self.move_to(index)

    def on_focus(self) -> None:
        """Show the cursor at full strength."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor faintly."""
        self.refresh()
