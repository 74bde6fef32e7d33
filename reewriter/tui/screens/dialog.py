"""A screen over a room, which answers once: keys that were pressed meanwhile go nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from reewriter.tui import commands
from reewriter.tui.sheet import ROOMS
from reewriter.tui.widgets.key_bar import KeyBar

__all__ = ["Dialog"]

T = TypeVar("T")


class Dialog(ModalScreen[T], inherit_bindings=False):
    """Leaves at the first answer; a key pressed twice finds it gone, and that is no mistake."""

    CSS_PATH = ROOMS

    def tell_keys(self, words: Mapping[str, str]) -> None:
        """Write what keys do here into the last row: by command, in words of this dialog."""
        hints = commands.first_keys(tuple(words), getattr(self.app, "keymap", {}))
        self.query_one(KeyBar).hints = tuple((key, words[each.id], each.id) for key, each in hints)

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer and leave, unless that has been done."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
