"""Asks for one thing at the foot of the screen: a choice, or a line of text. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reewriter.errors import ReewriterError
from reewriter.tui import commands, paint
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.widgets.menu import Entry, Menu

__all__ = ["Asking", "Choosing"]


class Choosing(Dialog[str | None], inherit_bindings=False):
    """A few choices; a digit takes one at once, and so does the key that asked, the one marked."""

    BINDINGS = commands.bindings_of("desk.back")

    def __init__(
        self, title: str, entries: Sequence[Entry], *, at: int = 0, again: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._title, self._entries, self._at, self._again = title, tuple(entries), at, again

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield Menu(id="menu")

    def on_mount(self) -> None:
        """Offer the choices."""
        menu = self.query_one(Menu)
        menu.offer("", self._entries, at=self._at, title=self._title)
        menu.focus()

    def on_key(self, event: events.Key) -> None:
        """The key that asked takes what is marked."""
        if event.key in self._again:
            event.stop()
            self.query_one(Menu).action_open()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self.dismiss(event.value)

    def action_back(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


class Asking(Dialog[str | None], inherit_bindings=False):
    """One line of text; what is wrong with it is said below, and the text stays."""

    BINDINGS = commands.bindings_of("desk.back")

    def __init__(self, title: str, hint: str, *, check: Callable[[str], object]) -> None:
        super().__init__()
        self._title, self._hint, self._check = title, hint, check

    def compose(self) -> ComposeResult:
        """The field, and a line below it."""
        with Vertical(id="asked"):
            yield Input(placeholder=self._hint, compact=True)
            yield Static(id="wrong")

    def on_mount(self) -> None:
        """Ask."""
        self.query_one("#asked").border_title = paint.line(self._title)
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#wrong", Static).update("")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        if not text:
            return
        try:
            self._check(text)
        except ReewriterError as error:
            said = Content.styled(paint.flat(str(error)), "$warning")
            self.query_one("#wrong", Static).update(said)
        else:
            self.dismiss(text)

    def action_back(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
