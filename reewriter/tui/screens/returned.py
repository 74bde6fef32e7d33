"""Shows what came back from the person's editor and could not be taken, and asks what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widget import Widget

from reewriter.text.differ import compare
from reewriter.tui import commands, paint
from reewriter.tui.article import Article
from reewriter.tui.comparing import Compared
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.widgets.key_bar import KeyBar
from reewriter.tui.widgets.menu import Entry, Menu
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.reader import Reader
from reewriter.tui.widgets.row_list import RowList
from reewriter.tui.widgets.status_row import StatusRow

__all__ = ["NumberedLines", "ReturnedScreen", "both_versions"]


class NumberedLines(RowList, inherit_bindings=False):
    """A text as it stands in its file; the line that is wrong is marked."""

    BINDINGS = RowList.BINDINGS

    def __init__(self, text: str, wrong: int = 0) -> None:
        super().__init__(id="numbered")
        self._text = text.split("\n")
        self._wrong = wrong

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self._text)

    def on_mount(self) -> None:
        """Begin where it is wrong, with some lines around it in sight."""
        self.call_after_refresh(self._to_wrong)

    def _to_wrong(self) -> None:
        self.move_to(self._wrong + self.size.height // 2)
        self.move_to(max(self._wrong - 1, 0))

    def paint_row(self, index: int, width: int) -> Sequence[Sequence[Piece]]:
        """Paint number, mark and line."""
        wrong = index + 1 == self._wrong
        sign = "✗" if wrong else " "
        look = "attention" if wrong else ""
        start = f"{index + 1:>{len(str(self.count)) + 1}} "
        room = max(width - len(start) - 3, 1)
        return [[(sign, "error"), (start, "quiet"), (paint.clip(self._text[index], room), look)]]


def both_versions(theirs: str, mine: str, title: str) -> Reader:
    """Return what is stored compared with what would be, as something to read."""
    reader = Reader(id="numbered")
    reader.show(
        Article(
            title=title,
            note="Between the two: [-theirs, which would go] [+yours, which would come].",
            compared=Compared(text=compare(theirs, mine)),
        )
    )
    return reader


class ReturnedScreen(Dialog[str], inherit_bindings=False):
    """What came back, why it was not taken, and the ways to go on; escape leaves it for later."""

    BINDINGS = commands.bindings_of("desk.back", "desk.next", "desk.previous", "desk.quit")

    def __init__(self, problem: str, hint: str, shown: Widget, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._problem, self._hint = problem, hint
        self._shown, self._entries = shown, tuple(entries)

    def compose(self) -> ComposeResult:
        """The problem above, the text, the choices below it."""
        yield StatusRow()
        yield NoteLine(id="returned-problem")
        yield NoteLine(id="returned-hint")
        yield Container(self._shown, id="returned")
        yield Menu(id="menu")
        yield KeyBar()

    def on_mount(self) -> None:
        """Offer the choices."""
        self.query_one("#returned-problem", NoteLine).show(f"✗ {self._problem}")
        self.query_one("#returned-hint", NoteLine).show(f"  {self._hint}")
        menu, keymap = self.query_one(Menu), getattr(self.app, "keymap", {})
        menu.offer("", [replace(e, note=commands.keyed(e.note, keymap)) for e in self._entries])
        menu.focus()
        self.tell_keys({"list.open": "choose", "desk.next": "text", "desk.back": "later"})

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.dismiss(event.value)

    @on(KeyBar.Chosen)
    def _key_clicked(self, event: KeyBar.Chosen) -> None:
        event.stop()
        if event.command_id == "list.open":
            self.query_one(Menu).action_open()
        elif event.command_id == "desk.back":
            self.dismiss("")

    def action_next(self) -> None:
        """Go from the choices to the text."""
        self.focus_next()

    def action_previous(self) -> None:
        """Go from the text to the choices."""
        self.focus_previous()

    def action_back(self) -> None:
        """Leave it for later."""
        self.dismiss("")

    action_quit = action_back
