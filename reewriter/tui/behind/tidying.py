"""Looks after the database behind the screen, on a thread of its own. Paints nothing."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable

from reewriter.errors import ReewriterError
from reewriter.tui.behind.alone import OneThread
from reewriter.workspace import Workspace

__all__ = ["Tidying"]

log = logging.getLogger(__name__)

_EVERY = 300
"""Looks between two thoughts of today's copy; the first comes when the morning has begun."""
_FIRST = 60
_AT_ONCE = 200
"""Lessons learnt in one go; between them others write, and keys are answered."""
_BREATH = 0.05
"""Seconds."""


class Tidying(OneThread):
    """Asked once a second whether there is something to do.

    What was written is brought into the database's own file, and copied once a day; what was
    decided in one go is learnt from.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._looks = _EVERY - _FIRST
        self._trouble = self._told = ""
        self._ending = self._learns = False
        workspace.store.checkpoints_later = True

    def look(self) -> str:
        """Begin what there is to do, if nothing is being done; returns what is wrong, once."""
        self._looks += 1
        if self.running:
            return ""
        rested, self._learns = self._learns, self._workspace.has_to_learn
        if self._workspace.store.wants_checkpoint:
            self._begin(self._checkpoint)
        elif self._learns and rested:  # not in the second in which the editor goes on deciding
            self._begin(self._learn)
        elif self._looks >= _EVERY:
            self._looks = 0
            self._begin(self._copy)
        trouble, self._trouble = self._trouble, ""
        return trouble

    def end(self) -> None:
        """Stop what can be stopped anywhere; the next desk goes on with it."""
        self._ending = True

    def _begin(self, work: Callable[[], None]) -> None:
        self.begin(work, name="desk-tidying")

    def _checkpoint(self) -> None:
        with contextlib.suppress(ReewriterError), self._workspace.fork() as mine:
            mine.store.checkpoint()

    def _learn(self) -> None:
        with contextlib.suppress(ReewriterError), self._workspace.fork() as mine:
            while not self._ending and mine.learn_more(_AT_ONCE):
                time.sleep(_BREATH)

    def _copy(self) -> None:
        from reewriter.workspace.backups import back_up_daily

        try:
            with self._workspace.fork() as mine:
                back_up_daily(mine)
        except ReewriterError as error:
            log.warning("today's copy: %s", error)
            trouble = f"no copy of the database today: {error}"
            if trouble != self._told:  # not every five minutes
                self._trouble = self._told = trouble
