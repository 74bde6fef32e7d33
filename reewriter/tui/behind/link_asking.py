"""Asks the links of an issue on a thread of its own, and tells by messages; touches no widget."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.tui.behind.alone import OneThread
from reewriter.workspace import Workspace

__all__ = ["LinkAsker", "LinksEnded", "LinksSeen"]

log = logging.getLogger(__name__)


@dataclass
class LinksSeen(Message):
    """So many of the links have answered."""

    done: int
    total: int


@dataclass
class LinksEnded(Message):
    """All have, or time was up."""

    said: str = ""
    sound: bool = True
    problem: str = ""


class LinkAsker(OneThread):
    """At most one look at a time."""

    def __init__(self, workspace: Workspace, post: Callable[[Message], object]) -> None:
        super().__init__()
        self._workspace = workspace
        self._post = post

    def start(self, edition: str) -> bool:
        """Begin; False when one is under way."""
        return self.begin(partial(self._run, edition), name="desk-links")

    def _run(self, edition: str) -> None:
        try:
            with self._workspace.fork() as mine:
                composition = mine.issues.composition(mine.issues.get(edition))
                looked = mine.links.look(
                    composition,
                    on_seen=lambda done, total: self._post(LinksSeen(done, total)),
                    cancelled=self._over.is_set,
                )
        except ReewriterError as error:
            self._post(LinksEnded(problem=str(error)))
        except Exception as error:
            log.exception("unexpected error behind the links")
            what = f"the links: unexpected {type(error).__name__}; the log says more"
            self._post(LinksEnded(problem=what))
        else:
            self._post(LinksEnded(str(looked), sound=not (looked.broken or looked.left)))
