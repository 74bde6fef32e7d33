"""Finds a command, view, story, issue or feed by a few letters. Runs nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from reewriter.tui import commands, paint
from reewriter.tui.choices import Choice, matching
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.widgets.row_list import Piece, RowList

__all__ = ["Palette"]

_BOUND = ("list.down", "list.up", "list.page-down", "list.page-up", "desk.back", "desk.palette")


class ChoiceList(RowList, inherit_bindings=False):
    """What fits, best first."""

    BINDINGS = RowList.BINDINGS

    def __init__(self) -> None:
        super().__init__(id="choices")
        self.choices: Sequence[Choice] = ()
        self.empty = ("Nothing is called that.",)

    @property
    def count(self) -> int:
        """How many fit."""
        return len(self.choices)

    def show(self, choices: Sequence[Choice]) -> None:
        """Show others, from the first on."""
        self.choices = choices
        self.set_reactive(ChoiceList.cursor, 0)
        self.rows_changed()
        self.scroll_to(y=0, animate=False)

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        """Write the label, what it is, and its key."""
        choice = self.choices[index]
        edge: Piece = (self.bar + " " if index == self.cursor else "  ", "bar")
        if choice.kind != "command":
            label = paint.fit(choice.label, max(width - 11, 1))
            return [[edge, (label, ""), (f" {choice.kind:>7} ", "quiet")]]
        about = paint.fit(choice.help, max(width - 18 - 8, 1))
        return [
            [
                edge,
                (paint.fit(choice.label, 15) + " ", "strong"),
                (about, "quiet"),
                (f"{choice.key:>6} ", "accent"),
            ]
        ]


class Palette(Dialog[Choice | None], inherit_bindings=False):
    """A field, and the list of what fits."""

    BINDINGS = commands.bindings_of(*_BOUND)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's own type

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The field above, the list below."""
        with Vertical(id="palette"):
            yield Input(placeholder="a command, view, story, issue or feed", compact=True)
            yield ChoiceList()

    def on_mount(self) -> None:
        """Offer everything."""
        self._rows.show(matching(self._choices, ""))
        self.query_one(Input).focus()

    @property
    def _rows(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._rows.show(matching(self._choices, event.value))

    @on(Input.Submitted)
    @on(RowList.Opened)
    def _chosen(self) -> None:
        rows = self._rows
        self.dismiss(rows.choices[rows.cursor] if rows.count else None)

    def action_down(self) -> None:
        """Go one choice down."""
        self._rows.action_down()

    def action_up(self) -> None:
        """Go one choice up."""
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

    action_palette = action_back
