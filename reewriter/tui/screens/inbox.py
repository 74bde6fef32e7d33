"""The inbox room."""

from __future__ import annotations

from reewriter.tui import commands
from reewriter.tui.frame import DeskScreen

__all__ = ["InboxScreen"]


class InboxScreen(DeskScreen):
    """The inbox room."""

    ROOM = "inbox"
    BINDINGS = commands.bindings("inbox")
