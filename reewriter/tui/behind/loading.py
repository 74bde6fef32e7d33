"""Loads full texts on a thread of its own, one after the other, and tells by messages."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.values import dataclass
from reewriter.workspace import Workspace

if TYPE_CHECKING:
    from reewriter.workspace.fulltexts import Loader

__all__ = ["FullTextLoaded", "FullTextLoader", "Wanted"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose full text: an item's, or that of a source of a story."""

    item_id: int = 0
    story_id: int = 0
    source_id: int | None = None
    again: bool = False
    """Ask the page although it was asked before."""
    quiet: bool = False
    """Nobody asked for it: say nothing about it."""

    def same(self, other: Wanted) -> bool:
        """Tell whether both are after the same text."""
        mine = (self.item_id, self.story_id, self.source_id)
        return mine == (other.item_id, other.story_id, other.source_id)


@dataclass
class FullTextLoaded(Message):
    """A page was asked and its text is kept, or `problem` says why there is none."""

    wanted: Wanted
    problem: str = ""


class FullTextLoader:
    """A queue of full texts.

    Its thread is a daemon: a server that never answers must not keep the desk open. Only the
    database is written there, no story: changes are made, and undone, where the editor makes them.
    """

    def __init__(self, workspace: Workspace, post: Callable[[Message], object]) -> None:
        self._workspace = workspace
        self._post = post
        self._lock = threading.Lock()
        self._queue: deque[Wanted] = deque()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def want(self, wanted: Wanted) -> bool:
        """Load a text; False when that is being done already."""
        with self._lock:
            if any(wanted.same(other) for other in self._queue):
                return False
            self._queue.append(wanted)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="desk-texts", daemon=True)
                self._thread.start()
        return True

    def stop(self) -> None:
        """Begin with no further text."""
        self._stop.set()

    def _run(self) -> None:
        problem = ""
        try:
            with (
                self._workspace.fork(durable=False) as mine,
                mine.full_texts.loader(wait=self._stop.wait) as loader,
            ):
                self._work(loader)
        except ReewriterError as error:
            problem = str(error)
        except Exception as error:
            log.exception("unexpected error while full texts were loaded")
            problem = f"unexpected {type(error).__name__}; the log says more"
        if not problem:
            return
        with self._lock:
            left, self._thread = list(self._queue), None
            self._queue.clear()
        for wanted in left:
            self._post(FullTextLoaded(wanted, problem))

    def _work(self, loader: Loader) -> None:
        while not self._stop.is_set():
            with self._lock:
                if not self._queue:
                    self._thread = None  # whoever wants one from now on begins anew
                    return
                wanted = self._queue[0]
            problem = ""
            try:
                if wanted.item_id:
                    loader.item(wanted.item_id, refresh=wanted.again)
                else:
                    loader.source(wanted.story_id, wanted.source_id, refresh=wanted.again)
            except ReewriterError as error:
                problem = str(error)
            with self._lock:
                self._queue.popleft()
            self._post(FullTextLoaded(wanted, problem))
