"""Checks the open issue while nobody presses a key, so that row one is true. Paints nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import ClassVar

from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.model import Composition, Issue, Severity
from reewriter.tui.behind.alone import OneThread
from reewriter.tui.messages import Checked
from reewriter.workspace import Workspace

__all__ = ["QuietCheck"]

log = logging.getLogger(__name__)


class QuietCheck(OneThread):
    """Asked once a second whether there is something to check.

    The rooms of stories and of the issue check what is written there, and sooner: this is for the
    others. An issue in which nothing goes out yet is left alone: its day has only begun.
    """

    REST: ClassVar[float] = 2.0
    """Seconds without a key before anything is checked: it must not be felt."""

    def __init__(self, workspace: Workspace, post: Callable[[Message], object]) -> None:
        super().__init__()
        self._workspace = workspace
        self._post = post
        self._wanted = True
        self._touched = time.monotonic()
        self._seen: tuple[Issue, Composition] | None = None
        """What was checked last."""

    def touched(self) -> None:
        """A key was pressed."""
        self._touched = time.monotonic()

    def again(self, *, anew: bool = False) -> None:
        """Something was changed; `anew` means that checks may say otherwise of the same text."""
        self._wanted = True
        if anew:
            self._seen = None

    def look(self) -> None:
        """Check where that is wanted, nobody presses keys, and nobody checks already."""
        if not self._wanted or time.monotonic() - self._touched < self.REST:
            return
        if not self.running:
            self._wanted = False
            self.begin(self._run, name="desk-checking")

    def _run(self) -> None:
        try:
            with self._workspace.fork() as mine:
                told = self._check(mine)
        except ReewriterError as error:  # nobody asked for it; the issue's room says what is wrong
            log.info("the issue was not checked: %s", error)
            return
        if told is not None:
            self._post(told)

    def _check(self, mine: Workspace) -> Checked | None:
        issue = mine.issues.current()
        if self._seen is None and all(one.bench for one in mine.issues.placements(issue)):
            return None
        now = (issue, mine.issues.composition(issue))
        if now == self._seen:
            return None
        self._seen = now
        from reewriter.tui.proofing import proof_of
        from reewriter.tui.verdict import unanswered

        proof = proof_of(mine, issue.edition)
        if proof.rendered is None:
            return None
        errors, warnings = (
            unanswered(proof.findings, s) for s in (Severity.ERROR, Severity.WARNING)
        )
        return Checked(errors, warnings, proof.kilobytes)
