"""Finds a snippet by a few letters of its name or text. Inserts nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from reewriter.tui import commands, paint
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.widgets.row_list import Piece, RowList
from reewriter.workspace.snippets import Snippet

__all__ = ["Snippets", "fitting"]

_BOUND = ("list.down", "list.up", "list.page-down", "list.page-up", "desk.back", "story.snippet")
_NAME = 22


def fitting(snippets: Sequence[Snippet], typed: str) -> list[Snippet]:
    """Return the snippets that hold every word typed; those that do in their names stand first."""
    words = typed.casefold().split()
    found = [
        one
        for one in snippets
        if all(word in f"{one.name} {one.text}".casefold() for word in words)
    ]
    return sorted(found, key=lambda one: not all(word in one.name.casefold() for word in words))


class _Rows(RowList, inherit_bindings=False):
    BINDINGS = RowList.BINDINGS

    def __init__(self) -> None:
        super().__init__(id="choices")
        self.snippets: Sequence[Snippet] = ()
        self.empty = ("No snippet has these words.",)

    @property
    def count(self) -> int:
        return len(self.snippets)

    def show(self, snippets: Sequence[Snippet]) -> None:
        self.snippets = snippets
        self.set_reactive(_Rows.cursor, 0)
        self.rows_changed()
        self.scroll_to(y=0, animate=False)

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        snippet = self.snippets[index]
        edge: Piece = (f"{self.bar} " if index == self.cursor else "  ", "bar")
        room = max(width - _NAME - 4, 1)
        begins = paint.clip(" ".join(snippet.text.split()), room)
        return [[edge, (paint.fit(snippet.name, _NAME) + " ", "strong"), (begins, "quiet")]]


class Snippets(Dialog[Snippet | None], inherit_bindings=False):
    """A field, and the snippets that fit."""

    BINDINGS = commands.bindings_of(*_BOUND)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's own type

    def __init__(self, snippets: Sequence[Snippet]) -> None:
        super().__init__()
        self._snippets = snippets

    def compose(self) -> ComposeResult:
        """The field above, the list below."""
        with Vertical(id="palette"):
            yield Input(placeholder="a snippet, by its name or words", compact=True)
            yield _Rows()

    def on_mount(self) -> None:
        """Offer all of them."""
        self._rows.show(self._snippets)
        self.query_one(Input).focus()

    @property
    def _rows(self) -> _Rows:
        return self.query_one(_Rows)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._rows.show(fitting(self._snippets, event.value))

    @on(Input.Submitted)
    @on(RowList.Opened)
    def _chosen(self) -> None:
        rows = self._rows
        self.dismiss(rows.snippets[rows.cursor] if rows.count else None)

    def action_down(self) -> None:
        """Go one snippet down."""
        self._rows.action_down()

    def action_up(self) -> None:
        """Go one snippet up."""
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

    action_snippet = action_back
