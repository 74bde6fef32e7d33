"""The archive room."""

from __future__ import annotations

from reewriter.tui import commands
from reewriter.tui.frame import DeskScreen

__all__ = ["ArchiveScreen"]


class ArchiveScreen(DeskScreen):
    """The archive room."""

    ROOM = "archive"
    BINDINGS = commands.bindings("archive")
