"""One value out of a few, on one line: left and right change it. Knows not what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.tui import commands, paint

__all__ = ["Choice"]


class Choice(Widget, can_focus=True, inherit_bindings=False):
    """A value between two arrows."""

    PLACE = "choice"
    BINDINGS = commands.bindings("choice")

    DEFAULT_CSS = """
    Choice {
        height: 1;
        width: 1fr;
        color: $foreground;
        &:focus { background: $cursor-row; color: $primary; }
    }
    """

    @dataclass
    class Chosen(Message):
        """The editor chose another value."""

        choice: Choice
        value: str

        @property
        def control(self) -> Choice:
            """The widget, for `@on(…, selector)`."""
            return self.choice

    value: reactive[str] = reactive("")

    def __init__(self, options: Sequence[str] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.options: tuple[str, ...] = tuple(options)
        self.settled = ""
        """The value last shown or saved."""

    def show(self, value: str, *, force: bool = False) -> None:
        """Hold another value, unless one was chosen that is not saved yet."""
        if self.value == self.settled or force:
            self.value = value
        if self.value == value:
            self.settled = value

    def render(self) -> Content:
        """Show the value, with arrows where it can be changed."""
        several = len(self._all) > 1
        shown = paint.clip(self.value, max(self.content_size.width - 4 * several, 1))
        if not several:
            return paint.line(shown)
        return Content.assemble(("‹ ", "$text-muted"), paint.line(shown), (" ›", "$text-muted"))

    @property
    def _all(self) -> tuple[str, ...]:
        """The options, with a present value that is none of them."""
        return self.options if self.value in self.options else (*self.options, self.value)

    def _step(self, by: int) -> None:
        options = self._all
        self.value = options[(options.index(self.value) + by) % len(options)]
        self.post_message(self.Chosen(self, self.value))

    def action_next_choice(self) -> None:
        """Take the value after this one."""
        self._step(1)

    def action_last_choice(self) -> None:
        """Take the value before this one."""
        self._step(-1)

    def on_click(self, event: events.Click) -> None:
        """A click on the left arrow goes back, anywhere else on."""
        self._step(-1 if event.x < 2 else 1)
