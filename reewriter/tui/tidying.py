"""Brings what was written into the database's own file, on a thread of its own. Paints nothing."""

from __future__ import annotations

import contextlib
import threading

from reewriter.errors import ReewriterError
from reewriter.workspace import Workspace

__all__ = ["Tidying"]


class Tidying:
    """Asked once a second whether there is something to do."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._thread: threading.Thread | None = None
        workspace.store.checkpoints_later = True

    def look(self) -> None:
        """Begin when there is enough to do and nothing is being done."""
        busy = self._thread is not None and self._thread.is_alive()
        if not busy and self._workspace.store.wants_checkpoint:
            self._thread = threading.Thread(target=self._tidy, name="desk-tidying", daemon=True)
            self._thread.start()

    def _tidy(self) -> None:
        with contextlib.suppress(ReewriterError), self._workspace.fork() as mine:
            mine.store.checkpoint()
