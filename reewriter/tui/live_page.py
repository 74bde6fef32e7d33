"""Keeps the issue on a page of this machine's browser while the desk is open; renders nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from textual import on
from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.tui.behind.alone import OneThread
from reewriter.tui.browser import browse
from reewriter.tui.undoes import Undoes
from reewriter.values import dataclass
from reewriter.workspace import Workspace

__all__ = ["LivePage", "PageReady", "ShowsLive"]

log = logging.getLogger(__name__)


@dataclass
class PageReady(Message):
    """The page of an issue can be looked at, or why it cannot."""

    edition: str
    url: str = ""
    problem: str = ""


class LivePage(OneThread):
    """One page for the whole time of a desk; it turns from issue to issue."""

    def __init__(self, workspace: Workspace, post: Callable[[Message], object]) -> None:
        super().__init__()
        self._workspace = workspace
        self._post = post
        self._edition = ""
        self._asked = threading.Event()

    def show(self, edition: str) -> None:
        """Have the page show an issue; `PageReady` is posted when it does."""
        self._edition = edition
        self._asked.set()
        self.begin(self._run, name="desk-page")

    def _run(self) -> None:
        try:
            with self._workspace.fork() as mine:
                self._serve(mine)
        except ReewriterError as error:
            self._post(PageReady(self._edition, problem=str(error)))
        except Exception as error:
            log.exception("unexpected error behind the live page")
            what = f"the page ended: unexpected {type(error).__name__}; the log says more"
            self._post(PageReady(self._edition, problem=what))

    def _serve(self, mine: Workspace) -> None:
        from reewriter.workspace.preview import EVERY, PreviewServer

        with PreviewServer(mine, mine.issues.get(self._edition)) as page:
            while not self._over.wait(EVERY):
                if self._asked.is_set():
                    self._asked.clear()
                    page.turn_to(self._edition)
                    self._post(PageReady(self._edition, page.url))
                page.refresh()


class ShowsLive(Undoes, inherit_bindings=False, piece=True):
    """An app with a live page."""

    _live: LivePage | None = None

    @property
    def is_seen(self) -> bool:
        """Somebody looks at the issue in a browser, and waits for what is typed."""
        return self._live is not None and self._live.running

    def show_live(self, edition: str | None = None) -> None:
        """Open an issue, or the current one, in the browser; it follows every change."""
        edition = edition or self.workspace.issues.current().edition
        if self._live is None:
            self._live = LivePage(self.workspace, self.post_message)
        self._live.show(edition)
        self.say(f"opening {edition} in the browser …")

    @on(PageReady)
    def _page_ready(self, event: PageReady) -> None:
        if event.problem:
            self.say(event.problem, "error")
            return
        browse(event.url)
        self.say(f"{event.edition} is at {event.url} and follows every change", "good")

    def stop_fetching(self, patience: float = 0.8) -> None:
        """End the page with the rest."""
        if self._live is not None:
            self._live.stop(patience)
        super().stop_fetching(patience)
