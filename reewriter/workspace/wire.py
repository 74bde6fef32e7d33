"""Feeds of a workspace, for both front ends: fetch them, see their health."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from reewriter.errors import NotFoundError, ReewriterError
from reewriter.model import Feed
from reewriter.store import feeds, items

if TYPE_CHECKING:
    from reewriter.feeds.ingest import FeedOutcome
    from reewriter.workspace.workspace import Workspace

__all__ = ["Wire"]

log = logging.getLogger(__name__)


class Wire:
    """The telegraph room."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def feeds(self) -> list[Feed]:
        """Return the feeds of feeds.toml with their health."""
        return feeds.listed(self._store)

    def item_counts(self) -> dict[int, tuple[int, int]]:
        """Return for each feed how many items it brought, and how many of them were kept."""
        return feeds.item_counts(self._store)

    def feed(self, name: str) -> Feed:
        """Return the feed of this id or address; raises NotFoundError."""
        found = feeds.by_url(self._store, name)
        if found is None and re.fullmatch(r"\d{1,18}", name):
            found = feeds.get(self._store, int(name))
        if found is None:
            raise NotFoundError(
                f"there is no feed {name}", hint="`reewriter feeds list` shows ids and addresses."
            )
        return found

    def fetch(
        self,
        names: Sequence[str] = (),
        *,
        force: bool = False,
        on_outcome: Callable[[FeedOutcome], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[FeedOutcome]:
        """Refresh the named feeds, or all that are due; blocks until done or cancelled.

        Afterwards new items are archived whose time in the inbox is over, where feeds.toml has one.
        Call it on the thread that opened this workspace (a desk forks one for its worker).
        """
        from reewriter.feeds.ingest import refresh

        workspace = self._workspace
        chosen = [self.feed(name) for name in names] if names else self.feeds()
        workspace.scoring.start()

        def arrived(outcome: FeedOutcome) -> None:
            if outcome.new:
                self._fold()
            if outcome.new and workspace.config.rules:
                self._catch_up()
            if on_outcome is not None:
                on_outcome(outcome)

        outcomes = refresh(
            self._store,
            chosen,
            root=workspace.root,
            allowed=workspace.config.allowed_hosts,
            score=workspace.scoring.scorer(),
            contact=workspace.config.contact,
            now=workspace.now,
            force=force,
            named=bool(names),
            on_outcome=arrived,
            cancelled=cancelled,
        )
        if any(outcome.new for outcome in outcomes):
            self._catch_up()
        workspace.scoring.settle(changed=any(outcome.changed for outcome in outcomes))
        if days := workspace.config.retention_days:
            items.archive(self._store, workspace.now() - timedelta(days=days))
        return outcomes

    def _fold(self) -> None:
        """Group what has come; where that cannot be done, the next fetch comes back to it."""
        try:
            self._workspace.folding.catch_up()
        except ReewriterError:
            log.exception("copies of one story were not looked for")

    def _catch_up(self) -> None:
        """Let rules act; where they cannot, the next fetch comes back to the same items."""
        try:
            self._workspace.rules.catch_up()
        except ReewriterError:
            log.exception("rules did not act on new items")
