"""Asks the links of an issue on a thread of its own, and tells by messages; touches no widget."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from reewriter.errors import ReewriterError
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


class LinkAsker:
    """At most one look at a time. A daemon thread, as for fetches: nothing waits for it."""

    def __init__(self, workspace: Workspace, post: Callable[[Message], object]) -> None:
        self._workspace = workspace
        self._post = post
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, edition: str) -> bool:
        """Begin; False when one is under way."""
        if self._thread is not None and self._thread.is_alive():
            return False
        self._stop.clear()
        self._thread = threading.Thread(
            target=self._run, args=(edition,), name="desk-links", daemon=True
        )
        self._thread.start()
        return True

    def stop(self) -> None:
        """Tell it to end."""
        self._stop.set()

    def _run(self, edition: str) -> None:
        try:
            with self._workspace.fork() as mine:
                composition = mine.issues.composition(mine.issues.get(edition))
                looked = mine.links.look(
                    composition,
                    on_seen=lambda done, total: self._post(LinksSeen(done, total)),
                    cancelled=self._stop.is_set,
                )
        except ReewriterError as error:
            self._post(LinksEnded(problem=str(error)))
        except Exception as error:
            log.exception("unexpected error behind the links")
            what = f"the links: unexpected {type(error).__name__}; the log says more"
            self._post(LinksEnded(problem=what))
        else:
            self._post(LinksEnded(str(looked), sound=not (looked.broken or looked.left)))
