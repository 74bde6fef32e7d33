"""Finds one of many things by a few letters: a field, and what fits. Knows not what they are."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from reewriter.tui.frame import WIDE
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.text_fields import OneLine
from reewriter.tui.widgets.row_list import Piece, RowList

__all__ = ["BOUND", "Finder"]

BOUND = ("list.down", "list.up", "list.page-down", "list.page-up", "desk.back")
"""The keys of a finder; each has one more, which opened it and closes it, too."""
_Thing = TypeVar("_Thing")


class _Fitting(RowList, Generic[_Thing], inherit_bindings=False):
    BINDINGS = RowList.BINDINGS

    def __init__(self, finder: Finder[_Thing]) -> None:
        super().__init__(id="choices")
        self._finder = finder
        self.things: Sequence[_Thing] = ()
        self.empty = (finder.NOTHING,)

    @property
    def count(self) -> int:
        return len(self.things)

    def show(self, things: Sequence[_Thing]) -> None:
        self.things = things
        self.set_reactive(RowList.cursor, 0)
        self.rows_changed()
        self.scroll_to(y=0, animate=False)

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        edge: Piece = (f"{self.bar} " if index == self.cursor else "  ", "bar")
        return [[edge, *self._finder.row(self.things[index], width)]]


class Finder(Dialog[_Thing | None], Generic[_Thing], inherit_bindings=False):
    """A field, and the list of what fits; ends with what was chosen, or None."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's own type
    ASKS: ClassVar[str] = ""
    """What stands in the empty field."""
    NOTHING: ClassVar[str] = ""
    """What stands in the empty list."""

    @abstractmethod
    def fitting(self, typed: str) -> Sequence[_Thing]:
        """Return what fits, best first; everything if nothing is typed."""

    @abstractmethod
    def row(self, thing: _Thing, width: int) -> list[Piece]:
        """Write one of them, but for the bar at its left."""

    def compose(self) -> ComposeResult:
        """The field above, the list below."""
        with Vertical(id="palette"):
            yield OneLine(placeholder=self.ASKS, compact=True)
            yield _Fitting(self)

    def on_mount(self) -> None:
        """Offer everything."""
        self._rows.show(self.fitting(""))
        self.query_one(Input).focus()

    @property
    def _rows(self) -> _Fitting[_Thing]:
        return self.query_one(_Fitting)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self.children:  # what was typed last may come when the choice has been made
            self._rows.show(self.fitting(event.value))

    @on(Input.Submitted)
    @on(RowList.Opened)
    def _chosen(self) -> None:
        rows = self._rows
        self.dismiss(rows.things[rows.cursor] if rows.count else None)

    def action_down(self) -> None:
        """Go one line down."""
        self._rows.action_down()

    def action_up(self) -> None:
        """Go one line up."""
        self._rows.action_up()

    def action_page_down(self) -> None:
        """Go one page down."""
        self._rows.action_page_down()

    def action_page_up(self) -> None:
        """Go one page up."""
        self._rows.action_page_up()

    def action_back(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
