"""One open workspace: config, store, and the one way in which either front end changes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter import config as configuration
from reewriter.errors import ConflictError, StoreError
from reewriter.model import Brand, Change, Edit, Feed, FeedStatus
from reewriter.store import Store, changes, feeds
from reewriter.store.database import Clock
from reewriter.workspace import learning
from reewriter.workspace.autosaves import completed, joined, same_fields
from reewriter.workspace.folder import CONFIG, DATABASE

if TYPE_CHECKING:
    from reewriter.config import Config
    from reewriter.desk.ranking import Ranker
    from reewriter.workspace.byhand import ByHand
    from reewriter.workspace.copydesk import CopyDesk
    from reewriter.workspace.folding import Folding
    from reewriter.workspace.fulltexts import FullTexts
    from reewriter.workspace.groups import Groups
    from reewriter.workspace.issues import Issues
    from reewriter.workspace.press import Press
    from reewriter.workspace.rules import Rules
    from reewriter.workspace.scoring import Scoring
    from reewriter.workspace.subscriptions import Subscriptions
    from reewriter.workspace.triage import Triage
    from reewriter.workspace.wire import Wire
    from reewriter.workspace.writing import Writing

__all__ = ["Workspace", "utc_now"]


def utc_now() -> datetime:
    """Return the time; the one place where a clock is read."""
    return datetime.now(UTC)


class Workspace:
    """A folder that is one publication. Belongs to the thread that opened it; `fork` for others."""

    def __init__(self, root: Path, config: Config, store: Store, *, now: Clock) -> None:
        self.root = root
        self.config = config
        self.store = store
        self.now = now
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._keep = False
        self._by_rule = False

    @classmethod
    def open(
        cls, root: Path, *, now: Clock = utc_now, durable: bool = True, create: bool = True
    ) -> Workspace:
        """Read feeds.toml, open the database (made when missing) and make it know the feeds.

        Raises ConfigError or StoreError; nothing is changed when either is raised.
        """
        config = configuration.load(root / CONFIG)
        store = Store.open(root / DATABASE, now=now, create=create, durable=durable)
        workspace = cls(root, config, store, now=now)
        try:
            workspace._sync_feeds()
        except BaseException:
            store.close()
            raise
        return workspace

    def fork(self, *, durable: bool = True) -> Workspace:
        """Open the same workspace again for another thread, with a connection of its own."""
        store = Store.open(self.root / DATABASE, now=self.now, durable=durable)
        return Workspace(self.root, self.config, store, now=self.now)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- what the house is made of -------------------------------------------------------------

    @property
    def brand(self) -> Brand:
        """The masthead and the sections in order."""
        return self.config.brand

    @property
    def templates(self) -> Path | None:
        """The workspace's own templates, if it has any."""
        folder = self.root / "templates"
        return folder if folder.is_dir() else None

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Every "host:port" the editor wrote down: only those may be private.

        What a feed's server wrote into feeds.toml by saying that it has moved is none of them.
        """
        typed = feeds.followed(self.store)
        written = self.config.feeds
        config = replace(
            self.config,
            feeds=tuple(replace(feed, url=typed.get(feed.url, feed.url)) for feed in written),
        )
        return config.allowed_hosts

    def use(self, config: Config) -> None:
        """Work with an edited feeds.toml from now on."""
        self.config = config
        self.__dict__.pop("ranker", None)
        self._sync_feeds()

    @cached_property
    def ranker(self) -> Ranker:
        """Scores by the keywords of feeds.toml."""
        from reewriter.desk.ranking import Ranker

        return Ranker(self.config.keywords)

    @cached_property
    def scoring(self) -> Scoring:
        """What scores are made of."""
        from reewriter.workspace.scoring import Scoring

        return Scoring(self)

    @cached_property
    def rules(self) -> Rules:
        """What feeds.toml decides once and for all."""
        from reewriter.workspace.rules import Rules

        return Rules(self)

    @cached_property
    def folding(self) -> Folding:
        """Copies of what has come before."""
        from reewriter.workspace.folding import Folding

        return Folding(self)

    @cached_property
    def groups(self) -> Groups:
        """One story, many sources."""
        from reewriter.workspace.groups import Groups

        return Groups(self)

    @cached_property
    def triage(self) -> Triage:
        """Items: lists, keep, skip, later."""
        from reewriter.workspace.triage import Triage

        return Triage(self)

    @cached_property
    def writing(self) -> Writing:
        """Stories, their sources and highlights."""
        from reewriter.workspace.writing import Writing

        return Writing(self)

    @cached_property
    def by_hand(self) -> ByHand:
        """Items that no feed brought."""
        from reewriter.workspace.byhand import ByHand

        return ByHand(self)

    @cached_property
    def full_texts(self) -> FullTexts:
        """What the pages of articles hold."""
        from reewriter.workspace.fulltexts import FullTexts

        return FullTexts(self)

    @cached_property
    def copydesk(self) -> CopyDesk:
        """Issues and stories as text files."""
        from reewriter.workspace.copydesk import CopyDesk

        return CopyDesk(self)

    @cached_property
    def issues(self) -> Issues:
        """Issues and what stands in them."""
        from reewriter.workspace.issues import Issues

        return Issues(self)

    @cached_property
    def press(self) -> Press:
        """Check, render, export."""
        from reewriter.workspace.press import Press

        return Press(self)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """The list of feeds in feeds.toml."""
        from reewriter.workspace.subscriptions import Subscriptions

        return Subscriptions(self)

    @cached_property
    def wire(self) -> Wire:
        """Feeds: fetch them, see their health."""
        from reewriter.workspace.wire import Wire

        return Wire(self)

    def _sync_feeds(self) -> None:
        if self.store.read_only:
            return
        feeds.sync(
            self.store,
            [
                Feed(
                    id=0,
                    url=spec.url,
                    title=spec.title,
                    section=spec.section,
                    tags=spec.tags,
                    weight=spec.weight,
                    live=spec.live,
                    status=FeedStatus.PAUSED if spec.paused else FeedStatus.NEVER,
                )
                for spec in self.config.feeds
            ],
        )

    # -- changing things -----------------------------------------------------------------------

    def change(self, label: str, edits: Sequence[Edit], *, merge: bool = False) -> str:
        """Apply edits as one undoable change and return its label; no edits, no change.

        `merge` joins an autosave to the one before it, so that one undo takes back a passage and
        not half a second of it.
        """
        if not edits:
            return label
        change = Change(label, tuple(edits), self._by_rule)
        self._apply(change, keep=self._keep)
        self._undone.clear()
        self._remember(change, merge=merge)
        return label

    def complete(self, label: str, edits: Sequence[Edit]) -> str:
        """Apply edits as part of the change that made their rows, which one undo takes back whole.

        Where none of this session did, they are a change of their own.
        """
        grown = completed(self._done, edits)
        if grown is None:
            return self.change(label, edits)
        self._apply(Change(label, tuple(edits)))
        self._done[:] = grown
        return label

    def _apply(self, change: Change, *, keep: bool = False) -> None:
        with self.store.write():
            changes.apply(self.store, change, now=self.now(), keep=keep)
            learning.follow(self.store, change)

    def _remember(self, change: Change, *, merge: bool) -> None:
        if merge and self._done and same_fields(self._done[-1], change):
            self._done[-1] = joined(self._done[-1], change)
        else:
            self._done.append(change)

    @contextmanager
    def together(
        self, label: str, *, merge: bool = False, keep: bool = False, by_rule: bool = False
    ) -> Iterator[None]:
        """Make all changes inside one transaction and one undo; an error takes all of them back.

        With `keep`, every text written over becomes a version: for those another desk wrote. With
        `by_rule` nothing is learnt from what is kept and skipped.
        """
        outer, self._done = self._done, []
        self._keep, kept = keep, self._keep
        self._by_rule, ruled = self._by_rule or by_rule, self._by_rule
        try:
            with self.store.write():
                yield
        except BaseException:
            self._done = outer
            raise
        finally:
            self._keep, by_rule, self._by_rule = kept, self._by_rule, ruled
        made, self._done = self._done, outer
        if made:
            edits = tuple(edit for change in made for edit in change.edits)
            self._remember(Change(label, edits, by_rule), merge=merge)

    def adopt(self, other: Workspace) -> None:
        """Let undo here take back what a fork has done; ask when its work is over."""
        self._undone.clear()
        self._done += other._done

    def undo(self) -> str | None:
        """Take the last change back; returns its label, or None when there is none.

        Raises ConflictError when something else has changed the same since; the change is then
        forgotten, so that the one before it can be undone.
        """
        if not self._done:
            return None
        self._walk(self._done, self._undone, forwards=False)
        return self._undone[-1].label

    def redo(self) -> str | None:
        """Do again what was last undone; returns its label, or None."""
        if not self._undone:
            return None
        self._walk(self._undone, self._done, forwards=True)
        return self._done[-1].label

    def _walk(self, here: list[Change], there: list[Change], *, forwards: bool) -> None:
        """Bring the last change of one list over to the other."""
        change = here.pop()
        try:
            step = change if forwards else change.inverse()
            self._apply(step)
        except ConflictError:
            raise
        except StoreError:  # locked, full: it can still be done when that is over
            here.append(change)
            raise
        there.append(change)
