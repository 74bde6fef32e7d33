"""Asks for one thing at the foot of the screen: a choice, or a line of text. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from reewriter.errors import ReewriterError
from reewriter.tui import commands, paint
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.text_fields import OneLine
from reewriter.tui.widgets.key_bar import KeyBar
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
        """The list, and the keys below it: those of the room do nothing now."""
        yield Menu(id="menu")
        yield KeyBar()

    def on_mount(self) -> None:
        """Offer the choices."""
        menu = self.query_one(Menu)
        menu.offer("", self._entries, at=self._at, title=self._title)
        menu.focus()
        self.tell_keys({"list.open": "choose", "desk.back": "back"})

    @on(KeyBar.Chosen)
    def _key_clicked(self, event: KeyBar.Chosen) -> None:
        event.stop()
        if event.command_id == "list.open":
            self.query_one(Menu).action_open()
        else:
            self.action_back()

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


class _Asked(OneLine):
    """A line of text; what is pasted and has several lines is no answer, and goes another way."""

    @dataclass
    class Several(Message):
        """Several lines were pasted."""

        text: str

    def on_paste(self, event: events.Paste) -> None:
        """Let them go that way."""
        if "\n" in event.text.strip():
            event.stop()
            event.prevent_default()
            self.post_message(self.Several(event.text))


class Asking(Dialog[str | None], inherit_bindings=False):
    """One line of text; what is wrong with it is said below, and the text stays."""

    BINDINGS = commands.bindings_of("desk.back")

    def __init__(
        self, title: str, hint: str, *, check: Callable[[str], object], several: bool = False
    ) -> None:
        super().__init__()
        self._title, self._hint, self._check = title, hint, check
        self._several = several
        """Whether several lines that are pasted are an answer, too."""

    def compose(self) -> ComposeResult:
        """The field, and a line below it."""
        with Vertical(id="asked"):
            yield _Asked(placeholder=self._hint, compact=True)
            yield Static(id="wrong")
        yield KeyBar()

    def on_mount(self) -> None:
        """Ask."""
        self.tell_keys({"list.open": "go on", "desk.back": "back"})
        self.query_one("#asked").border_title = paint.line(self._title)
        self.query_one(Input).focus()

    @on(KeyBar.Chosen)
    async def _key_clicked(self, event: KeyBar.Chosen) -> None:
        event.stop()
        if event.command_id == "list.open":
            await self.query_one(Input).action_submit()
        else:
            self.action_back()

    @on(_Asked.Several)
    def _several_lines(self, event: _Asked.Several) -> None:
        if self._several:
            self.dismiss(event.text)

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
