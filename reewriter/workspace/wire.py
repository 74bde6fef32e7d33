"""Feeds of a workspace, for both front ends: fetch them, see their health."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reewriter.errors import NotFoundError, ReewriterError, StoreError
from reewriter.model import Feed
from reewriter.store import blocks, feeds, items, pieces, tally, yields

if TYPE_CHECKING:
    from reewriter.feeds.account import Health
    from reewriter.feeds.outcome import FeedOutcome
    from reewriter.workspace.workspace import Workspace

__all__ = ["Wire"]

log = logging.getLogger(__name__)

_PATIENCE = 30.0
"""Seconds a fetch waits for another program that writes: an editor at work must not end it."""
_FOLDING = 1.0
"""Seconds that copies are looked for among what has just been stored, while others wait."""
_FOLDING_LAST = 10.0
"""The same when all feeds are stored; what is left then is looked at in the next fetch."""
_MANY = 3_000
"""Items so many that a fetch leaves the tidying of the index to the next: somebody waits for it."""


class Wire:
    """The telegraph room."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def feeds(self) -> list[Feed]:
        """Return the feeds of feeds.toml with their health."""
        return feeds.listed(self._store)

    def health(self, chosen: Sequence[Feed] | None = None) -> list[Health]:
        """Return how the given feeds, or all, are doing: when next and why, what they brought."""
        from reewriter.desk.calendar import zone
        from reewriter.feeds.account import LATELY, Health, brought, silence
        from reewriter.feeds.turns import Hosts, next_turn

        now = self._workspace.now()
        here = zone(self._workspace.config.publication)
        every = self.feeds()
        hosts = Hosts.of(every)
        yielded = yields.by_feed(self._store, now, lately=LATELY)
        return [
            Health(
                feed=feed,
                yielded=yielded[feed.id],
                next=next_turn(feed, hosts, now, here),
                silent=silence(yielded[feed.id], now),
                brought=brought(yielded[feed.id], now),
            )
            for feed in (every if chosen is None else chosen)
        ]

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
        asked: bool = False,
        on_outcome: Callable[[FeedOutcome], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[FeedOutcome]:
        """Refresh the named feeds, or all that are due; blocks until done or cancelled.

        Where a person `asked` for news, due or not, no host is asked twice in two minutes; with
        `force`, even that and its wish for a pause are no reason to wait.

        Afterwards new items are archived whose time in the inbox is over, where feeds.toml has one.
        Call it on the thread that opened this workspace (a desk forks one for its worker).
        """
        from reewriter.desk.calendar import zone
        from reewriter.feeds.ingest import refresh
        from reewriter.feeds.turns import Wish

        workspace = self._workspace
        chosen = [self.feed(name) for name in names] if names else self.feeds()
        workspace.scoring.start()

        def arrived(prints: Mapping[int, tuple[int, ...]]) -> None:
            self._fold(prints, _FOLDING)
            if workspace.config.rules:
                # No further: what a rule keeps is folded no more, and would be kept once a copy.
                self._catch_up(until=workspace.folding.reached)

        with self._store.patiently(_PATIENCE):
            outcomes = refresh(
                self._store,
                chosen,
                root=workspace.root,
                allowed=workspace.allowed_hosts,
                score=workspace.scoring.scorer(),
                contact=workspace.config.contact,
                keywords=workspace.config.keywords,
                now=workspace.now,
                wish=Wish(force=force, asked=asked, named=bool(names)),
                zone=zone(workspace.config.publication),
                on_outcome=on_outcome,
                on_stored=arrived,
                cancelled=cancelled,
            )
            self._fold({}, _FOLDING_LAST)
            if new := sum(outcome.new for outcome in outcomes):
                self._catch_up()
                if new <= _MANY:
                    pieces.merge(self._store)
            tally.heal(self._store)
            blocks.heal(self._store)
            workspace.scoring.settle(changed=any(outcome.changed for outcome in outcomes))
            if days := workspace.config.retention_days:
                items.archive(self._store, workspace.now() - timedelta(days=days))
        return [self._follow(one) if one.moved_to else one for one in outcomes]

    def _follow(self, outcome: FeedOutcome) -> FeedOutcome:
        """Write a feed down with the address it has moved to, or say why that was not done."""
        from reewriter.net import redact
        from reewriter.text import clean_line

        to = redact(outcome.moved_to)
        try:
            self._workspace.subscriptions.follow(outcome.url, outcome.moved_to)
        except StoreError:
            raise
        except ReewriterError as error:
            said = clean_line(
                f"has moved for good to {to}; feeds.toml still has the old address: {error}",
                limit=300,
            )
            feeds.record(self._store, replace(self.feed(outcome.url), error=said))
            return replace(outcome, error=said)
        return replace(outcome, error=f"moved from {redact(outcome.url)} to {to}")

    def _fold(self, prints: Mapping[int, tuple[int, ...]], seconds: float) -> None:
        """Group what has come; where that cannot be done, the next fetch comes back to it."""
        try:
            self._workspace.folding.catch_up(prints, seconds=seconds)
        except ReewriterError:
            log.exception("copies of one story were not looked for")

    def _catch_up(self, until: int | None = None) -> None:
        """Let rules act; where they cannot, the next fetch comes back to the same items."""
        try:
            self._workspace.rules.catch_up(until=until)
        except ReewriterError:
            log.exception("rules did not act on new items")
