"""The desk in the terminal. The only place that knows Textual; holds no rule of the work."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from reewriter.errors import UsageError

if TYPE_CHECKING:
    from reewriter.workspace import Workspace

__all__ = ["run"]


def run(workspace: Workspace) -> int:
    """Open the desk on a workspace until the editor leaves; returns the exit code.

    An unexpected error closes the desk and is raised here: no crash page shows what was in memory.
    """
    from reewriter.tui.app import DeskApp
    from reewriter.tui.plain import Plain, wants_plain

    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        raise UsageError(
            "the desk paints its screen on standard error, and that is no terminal",
            hint="Open it without `2>`; the log is in the workspace's logs folder.",
        )
    encoding = sys.__stderr__.encoding or "utf-8"
    plain = Plain(encoding) if wants_plain(os.environ, encoding) else None
    app = DeskApp(workspace, plain=plain)
    code = app.run()
    app.stop_fetching()
    if app.farewell:
        with contextlib.suppress(OSError):  # the terminal may be gone
            sys.stderr.write(app.farewell + "\n")
    if app.failure is not None:
        raise app.failure
    return code or 0
