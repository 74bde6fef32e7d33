"""Feeds of a workspace, for both front ends: fetch them, see their health."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from reewriter.errors import NotFoundError
from reewriter.model import Feed, ParsedItem
from reewriter.store import feeds, items

if TYPE_CHECKING:
    from reewriter.feeds.ingest import FeedOutcome
    from reewriter.workspace.workspace import Workspace

__all__ = ["Wire"]


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
        ranker = workspace.ranker

        def score(item: ParsedItem, feed: Feed) -> float:
            return ranker.score(item.title, item.text, feed_weight=feed.weight)

        outcomes = refresh(
            self._store,
            chosen,
            root=workspace.root,
            allowed=workspace.config.allowed_hosts,
            score=score,
            contact=workspace.config.contact,
            now=workspace.now,
            force=force,
            named=bool(names),
            on_outcome=on_outcome,
            cancelled=cancelled,
        )
        if days := workspace.config.retention_days:
            items.archive(self._store, workspace.now() - timedelta(days=days))
        return outcomes
