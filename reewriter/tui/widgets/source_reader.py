"""The reader in which one walks from sentence to sentence and chooses what to rest on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.message import Message

from reewriter.tui import commands
from reewriter.tui.widgets.marking_reader import MarkingReader
from reewriter.values import dataclass

__all__ = ["SourceReader"]


class SourceReader(MarkingReader, inherit_bindings=False):
    """An article with a mark on one sentence, or on several in a row."""

    BINDINGS = [*commands.bindings("reader"), *commands.bindings("source")]  # noqa: RUF012 - Textual's own type
    PLACE = "source"

    @dataclass
    class Marked(Message):
        """Another sentence is marked, or none any more."""

        several: int = 0
        """How many, while several are being chosen."""
        words: int = 0

    def mark_passage(self, span: tuple[int, int]) -> bool:
        """Mark the sentences of a passage of the article's Markdown, and go there."""
        if not self.walk.mark(self.walk.places.on_screen(span)):
            return False
        self.walk.shown = True
        self.reveal()
        self._tell()
        return True

    def begin(self) -> None:
        """Mark the first sentence in sight, if none is marked."""
        if self.walk.cursor is None and self.walk.units:
            self.walk.cursor = self._in_sight(1)
            self._tell()

    def leave_selection(self) -> bool:
        """Choose only the one sentence again; tells whether several were being chosen."""
        several, self.walk.anchor = self.walk.anchor is not None, None
        if several:
            self._tell()
        return several

    def unmark(self) -> bool:
        """Mark no sentence; tells whether one was marked."""
        marked, self.walk.cursor, self.walk.anchor = self.walk.cursor is not None, None, None
        if marked:
            self._tell()
        return marked

    def _tell(self) -> None:
        self._paint_anew()
        several = self.walk.anchor is not None and not self.walk.shown
        words = self.walk.words if several else 0
        self.post_message(self.Marked(len(self.walk.marked) if several else 0, words))

    def _paint_anew(self) -> None:
        self._strips.clear()
        self.refresh()

    def _in_sight(self, by: int) -> int:
        """Return the first sentence that begins in sight; going back, the last one."""
        top, behind = self.view
        starts = [self._line_of(one.start) for one in self.walk.units]
        at = bisect_left(starts, top) if by > 0 else bisect_right(starts, behind - 1) - 1
        return min(max(at, 0), len(starts) - 1)

    def _walk(self, by: int) -> None:
        """Go to the next sentence or the one before; of a longer one than the screen see all."""
        units, at = self.walk.units, self.walk.cursor
        if not units:
            self._move_view(by)
            return
        if at is None:
            self._go(self._in_sight(by))
            return
        first, last = self.lines_of(at)
        top, behind = self.view
        if top == behind:  # it is not laid out yet
            self._go(min(max(at + by, 0), len(units) - 1))
        elif last < top or first >= behind:
            self._go(self._in_sight(by))
        elif (last >= behind and by > 0) or (first < top and by < 0):
            self._move_view(by * self._page)
        elif 0 <= at + by < len(units):
            self._go(at + by)
        else:
            self._move_view(by * self._page)

    def _go(self, index: int) -> None:
        begins = self.walk.cursor is None
        if self.walk.shown:  # several were shown, and nobody chose them
            self.walk.shown, self.walk.anchor, begins = False, None, True
        self.walk.cursor = index
        self.reveal()
        if begins or self.walk.anchor is not None:
            self._tell()
        else:
            self._paint_anew()

    @property
    def _page(self) -> int:
        return max(self.size.height - 2, 1)

    def _move_view(self, by: int) -> None:
        """Scroll; a mark that goes out of sight comes along."""
        y = self.scroll_offset.y + by
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
        if self.walk.cursor is None:
            return
        first, last = self.lines_of(self.walk.cursor)
        top, behind = self.view
        if last < top or first >= behind:
            self.walk.cursor = self._in_sight(1 if by > 0 else -1)
            self._tell()

    def action_down(self) -> None:
        """Go to the next sentence."""
        self._walk(1)

    def action_up(self) -> None:
        """Go to the sentence before."""
        self._walk(-1)

    def action_page_down(self) -> None:
        """Go one page down; two lines stay, so that the eye finds its place."""
        self._move_view(self._page)

    def action_page_up(self) -> None:
        """Go one page up."""
        self._move_view(-self._page)

    def action_first(self) -> None:
        """Go to the headline, and the first sentence."""
        self._move_view(-len(self._lines))
        if self.walk.cursor is not None:
            self._go(0)

    def action_last(self) -> None:
        """Go to the end."""
        self._move_view(len(self._lines))
        if self.walk.cursor is not None:
            self._go(len(self.walk.units) - 1)

    def action_next_paragraph(self) -> None:
        """Go to the first sentence of the next paragraph."""
        self._leap(1)

    def action_last_paragraph(self) -> None:
        """Go to the first sentence of the paragraph, or of the one before."""
        self._leap(-1)

    def _leap(self, by: int) -> None:
        if self.walk.cursor is None:
            self._walk(by)
        else:
            self._go(self.walk.paragraph(by))

    def action_extend(self) -> None:
        """Begin to choose several sentences, or choose only the one again."""
        self.begin()
        if self.walk.cursor is not None and (self.walk.shown or not self.leave_selection()):
            self.walk.shown = False
            self.walk.anchor = self.walk.cursor
            self._tell()

    def go_to_match(self, by: int) -> tuple[int, int]:
        """Go to the next line with what is searched for, and mark its sentence."""
        number, count = super().go_to_match(by)
        if count and self._matches:
            line = self._lines[self._matches[self._match]]
            place = next((span.at for span in self._found(line) if span.style == "match"), -1)
            self._mark_at(place)
        return number, count

    def on_click(self, event: events.Click) -> None:
        """Mark the sentence that is clicked; while several are chosen, all up to it."""
        offset = event.get_content_offset(self)
        if offset is None or not 0 <= self.scroll_offset.y + offset.y < len(self._lines):
            return
        place = self._place_at(self.scroll_offset.y + offset.y, offset.x - self._indent)
        self._mark_at(place)

    def _mark_at(self, place: int) -> None:
        index = self.walk.unit_at(place)
        if index is None:
            return
        if self.walk.shown:
            self.walk.shown, self.walk.anchor = False, None
        self.walk.cursor = index
        self._tell()

    def _place_at(self, line: int, x: int) -> int:
        """Return which place of the text is shown in a cell, or the nearest one of its line."""
        place, cells = -1, 0
        for span in self._lines[line]:
            if cells > x and place >= 0:
                break
            if span.at >= 0:
                before = len(set_cell_size(span.text, max(x - cells, 0)))
                place = span.at + min(before, len(span.text) - 1)
            cells += cell_len(span.text)
        return place
