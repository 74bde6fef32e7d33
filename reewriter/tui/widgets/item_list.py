"""The inbox's list: any number of items, of which only the pages on screen are ever read."""

from __future__ import annotations

import re
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from textual.message import Message

from reewriter.model import ItemRow, ItemState
from reewriter.tui.when import age, day_and_time
from reewriter.tui.widgets.item_lines import NARROW, RowLook, lay_out
from reewriter.tui.widgets.row_list import Piece, RowList

if TYPE_CHECKING:
    from reewriter.workspace.groups import Suggestion

__all__ = ["ItemList"]

Load = Callable[[Sequence[int]], list[ItemRow]]

_PAGE = 100
_ROWS_KEPT = 4_000
_LINES_KEPT = 1_000


class ItemList(RowList):
    """Lines of items by id. Gets its rows through a callable; decides nothing."""

    # The bar keeps its column where there is nothing to scroll: a search that finds less, or more,
    # would else lay the room out and paint the list three times over, a frame each.
    DEFAULT_CSS = """
    ItemList {
        overflow-y: scroll;
    }
    """

    class EndWanted(Message):
        """The last line of a list is wanted of which only a part is there."""

    def __init__(self, load: Load, now: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._load = load
        self._now = now
        self._ids: array[int] = array("q")
        self._rows: OrderedDict[int, ItemRow | None] = OrderedDict()
        self._lines: OrderedDict[tuple[object, ...], list[list[Piece]]] = OrderedDict()
        self.words: re.Pattern[str] | None = None
        """What is searched for, to be shown in titles and text."""
        self.local: tzinfo = UTC
        """The zone in which times are told."""
        self.whole = True
        """There are no more lines than these."""
        self.marks: set[int] = set()
        self.faded: frozenset[ItemState] = frozenset()
        """States that are painted quietly, besides skipped ones: decided lines of this view."""
        self._ran: dict[str, int] = {}
        self.suggestions: Mapping[int, Suggestion] = {}
        """Lines that may tell the same story as an earlier one."""

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._ids)

    @property
    def ids(self) -> array[int]:
        """The ids in order."""
        return self._ids

    @property
    def current(self) -> int | None:
        """The id under the cursor."""
        return self._ids[self.cursor] if self._ids else None

    def show_ids(self, ids: array[int], *, words: Sequence[str] = ()) -> None:
        """Show other lines; the cursor stays on its item where that is still among them."""
        before, at = self.current, self.cursor
        self._ids = ids
        if self.marks:
            self.marks &= set(ids)
        self.words = _pattern(words)
        self._lines.clear()
        self._rows.clear()
        if before is not None and before in ids:
            at = ids.index(before)
        self.set_reactive(ItemList.cursor, max(0, min(at, len(ids) - 1)))
        self.rows_changed()
        self._scroll_to_cursor()
        self.post_message(self.Moved(self, self.cursor))

    def reread(self, ids: Iterable[int] | None = None) -> None:
        """Read these rows again (all, when none are named): their state has changed."""
        if ids is None:
            self._rows.clear()
        else:
            for item_id in ids:
                self._rows.pop(item_id, None)
        self.refresh()

    def row(self, index: int) -> ItemRow | None:
        """Return a line, reading its whole page when it is not in memory."""
        item_id = self._ids[index]
        if item_id not in self._rows:
            start = index - index % _PAGE
            page = self._ids[start : start + _PAGE]
            missing = [i for i in page if i not in self._rows]
            self._rows.update(dict.fromkeys(missing))
            self._rows.update((row.id, row) for row in self._load(missing))
            while len(self._rows) > _ROWS_KEPT:
                self._rows.popitem(last=False)
        return self._rows.get(item_id)

    def chosen(self) -> list[int]:
        """Return the marked ids in the order of the list, or the one under the cursor."""
        if self.marks:
            return [item_id for item_id in self._ids if item_id in self.marks]
        return [self.current] if self.current is not None else []

    def below(self) -> list[int]:
        """Return the ids from the cursor to the end."""
        return list(self._ids[self.cursor :])

    def action_last(self) -> None:
        """Go to the last line, which may have to be looked up first."""
        if self.whole:
            super().action_last()
        else:
            self.post_message(self.EndWanted())

    def find(self, item_id: int) -> bool:
        """Put the cursor on an item; tells whether it is in the list."""
        if item_id not in self._ids:
            return False
        self.move_to(self._ids.index(item_id))
        return True

    def advance(self, undecided: Callable[[int], bool]) -> None:
        """Go down to the next line that is not decided; stay where there is none."""
        for index in range(self.cursor + 1, self.count):
            if undecided(self._ids[index]):
                self.cursor = index
                return

    def toggle_mark(self) -> None:
        """Mark the line under the cursor, or take its mark away, and go on."""
        if self.current is not None:
            self.marks ^= {self.current}
            self.refresh_lines(self.cursor * self.row_height, self.row_height)
            self.action_down()

    def mark_range(self) -> None:
        """Mark everything between the nearest mark above (or below) and the cursor."""
        if self.current is None:
            return
        marked = [i for i, item_id in enumerate(self._ids) if item_id in self.marks]
        above = [i for i in marked if i <= self.cursor]
        start = above[-1] if above else marked[0] if marked else self.cursor
        first, last = sorted((start, self.cursor))
        self.marks |= set(self._ids[first : last + 1])
        self.refresh()

    def mark_all(self) -> bool:
        """Mark every line, or none where all are; tells whether any is marked."""
        everything = set(self._ids)
        self.marks = set() if len(self.marks) == len(everything) else everything
        self.refresh()
        return bool(self.marks)

    def clear_marks(self) -> bool:
        """Take all marks away; tells whether there were any."""
        had = bool(self.marks)
        self.marks.clear()
        self.refresh()
        return had

    def tell_ran(self, numbers: Mapping[str, int]) -> None:
        """Learn what ran before: the key of an address, and the number of the issue."""
        if numbers != self._ran:
            self._ran = dict(numbers)
            self._lines.clear()
            self.refresh()

    def suggest(self, suggestions: Mapping[int, Suggestion]) -> None:
        """Learn which lines may tell the same story as an earlier one."""
        self.suggestions = suggestions
        self.refresh()

    def ran_in(self, index: int) -> int | None:
        """Return the number of the issue in which the item of a line ran."""
        row = self.row(index) if 0 <= index < self.count else None
        return self._ran.get(row.url_key) if row is not None else None

    def on_resize(self) -> None:
        """Give the title a line of its own where the list is narrow."""
        self.row_height = 2 if self.size.width < NARROW else 1

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        """Lay a line out, or take it from those laid out before."""
        row = self.row(index)
        if row is None:
            return [[("   this item is gone", "quiet")]]
        look = RowLook(
            old=age(row.published, self._now()),
            marked=row.id in self.marks,
            here=index == self.cursor,
            quiet=row.state in self.faded or row.state is ItemState.SKIPPED,
            ran=self._ran.get(row.url_key),
            maybe=self.suggestions[row.id].row.feed if row.id in self.suggestions else "",
            until=day_and_time(row.until, self.local) if row.until is not None else "",
            lines=self.row_height,
        )
        key = (row, look, width)
        if key not in self._lines:
            self._lines[key] = lay_out(row, look, width, self.words)
            if len(self._lines) > _LINES_KEPT:
                self._lines.popitem(last=False)
        return self._lines[key]


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Compile what is searched for: words match as beginnings, as in the index."""
    terms = [r"\W+".join(map(re.escape, word.split())) for word in words if word.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(terms)})\w*", re.IGNORECASE) if terms else None
