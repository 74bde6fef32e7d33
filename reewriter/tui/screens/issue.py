"""The issue room."""

from __future__ import annotations

from reewriter.tui import commands
from reewriter.tui.frame import DeskScreen

__all__ = ["IssueScreen"]


class IssueScreen(DeskScreen):
    """The issue room."""

    ROOM = "issue"
    BINDINGS = commands.bindings("issue")
