"""The checklist of critique moves beside the text. Recognises none and stores no tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from reewriter.desk.moves import Tick
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.row_list import RowList

__all__ = ["MovesMargin"]

_SIGNS: dict[str, tuple[str, str, str]] = {
    "found": ("✓", "there", "good"),
    "ticked": ("+", "ticked", "good"),
    "missing": ("·", "missing", "quiet"),
}
"""Sign, word and colour of each state."""
_TITLE = 14


class MovesMargin(RowList, inherit_bindings=False):
    """One line a move: enter ticks it by hand."""

    BINDINGS = RowList.BINDINGS

    DEFAULT_CSS = """
    MovesMargin {
        width: 27;
        height: 1fr;
        margin-left: 1;
        padding-left: 1;
        border-left: solid $rule;
        border-title-color: $quiet;
        &.-hidden { display: none; }
    }
    """

    @dataclass
    class Ticked(Message):
        """The editor has ticked a move by hand, or taken the tick away."""

        kind: str
        yes: bool

    def __init__(self) -> None:
        super().__init__(id="moves")
        self.ticks: tuple[Tick, ...] = ()

    def show(self, ticks: Sequence[Tick]) -> None:
        """Show another checklist."""
        self.ticks = tuple(ticks)
        self.rows_changed()

    @property
    def count(self) -> int:
        """How many kinds of move there are, and a line above them."""
        return len(self.ticks) + 1

    def can_stand(self, index: int) -> bool:
        """Only on a move."""
        return index > 0

    def paint_row(self, index: int, width: int) -> Sequence[Sequence[Piece]]:
        """Paint sign, move and word; the heading counts them."""
        if index == 0:
            there = sum(tick.state != "missing" for tick in self.ticks)
            return [[("MOVES", "accent"), (f"  {there} of {len(self.ticks)}", "quiet")]]
        tick = self.ticks[index - 1]
        sign, word, tone = _SIGNS[tick.state]
        look = "" if tick.state != "missing" else "quiet"
        bar = self.bar if index == self.cursor and self.has_focus else " "
        return [[(bar, "bar"), (f"{sign} ", tone), (f"{tick.title:<{_TITLE}}", look), (word, tone)]]

    def action_open(self) -> None:
        """Tick by hand; what the wording tells needs no tick."""
        if not 0 < self.cursor <= len(self.ticks):
            return
        tick = self.ticks[self.cursor - 1]
        if tick.state != "found":
            self.post_message(self.Ticked(tick.kind, tick.state == "missing"))
