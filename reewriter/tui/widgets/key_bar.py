"""The last row: at most five keys, those that matter where the focus is."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["KeyBar"]

Hint = tuple[str, str, str]
"""Key, label, command id."""


class KeyBar(Widget):
    """Shows keys with their labels; a click on one is the key."""

    class Chosen(Message):
        """A key was clicked."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    hints: reactive[tuple[Hint, ...]] = reactive[tuple[Hint, ...]](())

    def render(self) -> Content:
        """Write as many hints as fit."""
        parts: list[Content | str] = []
        for _, _, key, label, _ in self._laid_out():
            parts += ["  " if parts else " ", Content.styled(key, "bold $primary"), f" {label}"]
        return Content.assemble(*parts)

    def _laid_out(self) -> list[tuple[int, int, str, str, str]]:
        at, placed = 1, []
        for key, label, command_id in self.hints[:5]:
            width = cell_len(key) + 1 + cell_len(label)
            if at + width > self.size.width:
                break
            placed.append((at, at + width, key, label, command_id))
            at += width + 2
        return placed

    def on_click(self, event: events.Click) -> None:
        """Find the hint under the mouse."""
        for start, end, _, _, command_id in self._laid_out():
            if start <= event.x < end:
                self.post_message(self.Chosen(command_id))
