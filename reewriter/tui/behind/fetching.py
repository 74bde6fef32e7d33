"""Fetches feeds on a thread of its own, and tells by messages; touches no widget."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.model import FeedStatus
from reewriter.tui.behind.alone import OneThread
from reewriter.tui.messages import FeedFetched, FetchEnded
from reewriter.workspace import Workspace

if TYPE_CHECKING:
    from reewriter.feeds.outcome import FeedOutcome

__all__ = ["Fetcher"]

log = logging.getLogger(__name__)


class Fetcher(OneThread):
    """At most one fetch at a time."""

    def __init__(self, workspace: Workspace, post: Callable[[Message], object]) -> None:
        super().__init__()
        self._workspace = workspace
        self._post = post

    def start(self, names: Sequence[str] = (), *, force: bool = False) -> bool:
        """Begin a fetch of these feeds, or of all, due or not; False when one is under way.

        With `force`, also of those whose servers were asked just now.
        """
        return self.begin(partial(self._run, tuple(names), force), name="desk-fetch")

    def _run(self, names: Sequence[str], force: bool) -> None:
        try:
            with self._workspace.fork(durable=False) as mine:
                self._fetch(mine, names, force)
        except ReewriterError as error:
            self._post(FetchEnded(0, 0, 0, problem=str(error)))
        except Exception as error:
            log.exception("unexpected error in a fetch")
            what = f"the fetch broke off: unexpected {type(error).__name__}; the log says more"
            self._post(FetchEnded(0, 0, 0, problem=what))

    def _fetch(self, mine: Workspace, names: Sequence[str], force: bool) -> None:
        from reewriter.feeds.outcome import no_network

        total = len(names) or len(mine.wire.feeds())
        done = 0

        def tell(outcome: FeedOutcome) -> None:
            nonlocal total, done
            if outcome.status is FeedStatus.NOT_DUE:  # those come first
                total -= 1
                return
            done += 1
            title = outcome.title or outcome.url.partition("?")[0]
            self._post(FeedFetched(title, outcome.new, outcome.error, done, total))

        outcomes = mine.wire.fetch(
            names, force=force, asked=True, on_outcome=tell, cancelled=self._over.is_set
        )
        looked = [o for o in outcomes if o.status is not FeedStatus.NOT_DUE]
        if looked and all(outcome.offline for outcome in looked):
            self._post(FetchEnded(0, 0, len(looked), problem=no_network(looked)))
            return
        left_out = [o.why for o in outcomes if o.status is FeedStatus.NOT_DUE and not o.rests]
        self._post(
            FetchEnded(
                new=sum(o.new for o in looked),
                changed=sum(o.changed for o in looked),
                failed=sum(o.failed for o in looked),
                feeds=len(looked),
                cancelled=self._over.is_set(),
                left_out=len(left_out),
                why=left_out[0] if left_out else "",
            )
        )
