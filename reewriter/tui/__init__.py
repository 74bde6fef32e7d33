"""The desk in the terminal. The only place that knows Textual; holds no rule of the work."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from reewriter.errors import UsageError
from reewriter.tui.opening import swiftly

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reewriter.workspace import Workspace

__all__ = ["run", "serve", "swiftly"]


def run(workspace: Workspace) -> int:
    """Open the desk on a workspace until the editor leaves; returns the exit code.

    An unexpected error closes the desk and is raised here: no crash page shows what was in memory.
    """
    in_browser = "TEXTUAL_DRIVER" in os.environ
    if not in_browser and (sys.__stderr__ is None or not sys.__stderr__.isatty()):
        raise UsageError(
            "the desk paints its screen on standard error, and that is no terminal",
            hint="Open it without `2>`; the log is in the workspace's logs folder.",
        )
    encoding = (sys.__stderr__.encoding if sys.__stderr__ else "") or "utf-8"
    with swiftly():
        from reewriter.tui.app import DeskApp
        from reewriter.tui.plain import Plain, wants_plain

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


def serve(root: Path, *, host: str, port: int, title: str, ready: Callable[[str], object]) -> None:
    """Show a workspace's desk on a page of a browser until ctrl+c; `ready` is told the address.

    Raises UsageError where what that needs is not installed, or the port is taken.
    """
    import asyncio

    try:
        from reewriter.tui.serving import DeskServer
    except ImportError:
        raise UsageError(
            "what shows the desk in a browser is not installed",
            hint="Install it with: pipx install 'reewriter[serve]'",
        ) from None
    asyncio.run(DeskServer(root, host=host, port=port, title=title).run(ready))
