"""The story room."""

from __future__ import annotations

from reewriter.tui import commands
from reewriter.tui.frame import DeskScreen

__all__ = ["StoryScreen"]


class StoryScreen(DeskScreen):
    """The story room."""

    ROOM = "story"
    BINDINGS = commands.bindings("story")
