"""Keeps an eye on drafts at mailing services, on a thread of its own. Changes nothing there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.model import Issue, IssueStatus
from reewriter.tui.behind.alone import OneThread
from reewriter.workspace import Workspace, remote_drafts

__all__ = ["ServiceNews", "ServiceWatch"]

log = logging.getLogger(__name__)

_EVERY = 120
"""Seconds between two looks."""
_FIRST = 20
_LATELY = 5
"""How many of the last issues are looked after."""
_LONG = timedelta(hours=12)
"""So long after its hour nobody waits for an issue any more."""


@dataclass
class ServiceNews(Message):
    """A draft stands otherwise than it did: scheduled, sent, edited or deleted there."""

    news: str


class ServiceWatch(OneThread):
    """Asked once a second whether it is time to look.

    Without it a desk that shows the inbox would be loud about a draft that has long been scheduled.
    """

    def __init__(self, workspace: Workspace, post: Callable[[Message], object]) -> None:
        super().__init__()
        self._workspace = workspace
        self._post = post
        self._seconds = _EVERY - _FIRST

    def look(self) -> None:
        """Begin to look where it is time, and nobody looks already."""
        self._seconds += 1
        if self._seconds >= _EVERY:
            self.start()

    def start(self) -> None:
        """Look now."""
        self._seconds = 0
        self.begin(self._run, name="desk-services")

    def _run(self) -> None:
        try:
            with self._workspace.fork() as mine:
                news = ", ".join(self._news(mine))
        except ReewriterError as error:  # nobody asked for it; the next export says what is wrong
            log.info("services were not looked at: %s", error)
            return
        if news:
            self._post(ServiceNews(news))

    def _news(self, mine: Workspace) -> Iterator[str]:
        for issue in mine.issues.listed()[:_LATELY]:
            if not _is_waited_for(mine, issue):
                continue
            before = {one.target: one.state for one in mine.services.states(issue)}
            for one in mine.services.states(issue, look=True, wants=False):
                if not one.trouble and before.get(one.target) != one.state:
                    yield f"{one.target}: {one.state}"


def _is_waited_for(mine: Workspace, issue: Issue) -> bool:
    over = issue.due_at is not None and mine.now() > issue.due_at + _LONG
    return (
        issue.status is not IssueStatus.SENT and not over and bool(remote_drafts.known(mine, issue))
    )
