"""A screen over a room, which answers once: keys that were pressed meanwhile go nowhere."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

from reewriter.tui.sheet import ROOMS

__all__ = ["Dialog"]

T = TypeVar("T")


class Dialog(ModalScreen[T], inherit_bindings=False):
    """Leaves at the first answer; a key pressed twice finds it gone, and that is no mistake."""

    CSS_PATH = ROOMS

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer and leave, unless that has been done."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
