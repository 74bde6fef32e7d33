"""The feeds room."""

from __future__ import annotations

from reewriter.tui import commands
from reewriter.tui.frame import DeskScreen

__all__ = ["FeedsScreen"]


class FeedsScreen(DeskScreen):
    """The feeds room."""

    ROOM = "feeds"
    BINDINGS = commands.bindings("feeds")
