"""The desk in the terminal. The only place that knows Textual; holds no rule of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reewriter.workspace import Workspace

__all__ = ["run"]


def run(workspace: Workspace) -> int:
    """Open the desk on a workspace until the editor leaves; returns the exit code.

    An unexpected error closes the desk and is raised here: no crash page shows what was in memory.
    """
    from reewriter.tui.app import DeskApp

    app = DeskApp(workspace)
    code = app.run()
    app.stop_fetching()
    if app.failure is not None:
        raise app.failure
    return code or 0
