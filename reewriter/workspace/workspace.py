"""One open workspace: config, store, and the rooms that both front ends call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reewriter import config as configuration
from reewriter.closing import Closing
from reewriter.model import Brand
from reewriter.store import Store
from reewriter.store.database import Clock
from reewriter.text import url_key
from reewriter.workspace import feed_list
from reewriter.workspace.folder import CONFIG, DATABASE
from reewriter.workspace.undoing import Undoing

if TYPE_CHECKING:
    from reewriter.config import Config
    from reewriter.desk.ranking import Ranker
    from reewriter.workspace.byhand import ByHand
    from reewriter.workspace.citing import Citing
    from reewriter.workspace.copydesk import CopyDesk
    from reewriter.workspace.coverage import Coverage
    from reewriter.workspace.drafting import Drafting
    from reewriter.workspace.factdesk import FactDesk
    from reewriter.workspace.folding import Folding
    from reewriter.workspace.fulltexts import FullTexts
    from reewriter.workspace.groups import Groups
    from reewriter.workspace.issues import Issues
    from reewriter.workspace.links import Links
    from reewriter.workspace.pictures import Pictures
    from reewriter.workspace.plain_text import PlainText
    from reewriter.workspace.posts import Posts
    from reewriter.workspace.press import Press
    from reewriter.workspace.proposals import Proposals
    from reewriter.workspace.rules import Rules
    from reewriter.workspace.scoring import Scoring
    from reewriter.workspace.services import Services
    from reewriter.workspace.subscriptions import Subscriptions
    from reewriter.workspace.triage import Triage
    from reewriter.workspace.wire import Wire
    from reewriter.workspace.writing import Writing

__all__ = ["Workspace", "utc_now"]


def utc_now() -> datetime:
    """Return the time; the one place where a clock is read."""
    return datetime.now(UTC)


class Workspace(Undoing, Closing):
    """A folder that is one publication. Belongs to the thread that opened it; `fork` for others."""

    def __init__(self, root: Path, config: Config, store: Store, *, now: Clock) -> None:
        super().__init__(store, now=now, root=root)
        self.root = root
        self.config = config

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        now: Clock = utc_now,
        durable: bool = True,
        create: bool = True,
        on_wait: Callable[[], None] | None = None,
    ) -> Workspace:
        """Read feeds.toml, open the database (made when missing) and make it know the feeds.

        `on_wait` is called before a large database is brought up to date, which takes seconds.
        Raises ConfigError or StoreError; nothing is changed when either is raised.
        """
        config = configuration.load(root / CONFIG)
        store = Store.open(
            root / DATABASE,
            now=now,
            create=create,
            durable=durable,
            on_wait=on_wait,
            key_of=url_key,
        )
        workspace = cls(root, config, store, now=now)
        try:
            feed_list.sync(store, config)
        except BaseException:
            store.close()
            raise
        return workspace

    def fork(self, *, durable: bool = True) -> Workspace:
        """Open the same workspace again for another thread, with a connection of its own."""
        store = Store.open(self.root / DATABASE, now=self.now, durable=durable, key_of=url_key)
        return Workspace(self.root, self.config, store, now=self.now)

    def close(self) -> None:
        """Close the database."""
        self.store.close()

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
        return feed_list.hosts(self.store, self.config)

    def use(self, config: Config) -> None:
        """Work with an edited feeds.toml from now on."""
        self.config = config
        self.__dict__.pop("ranker", None)
        feed_list.sync(self.store, config)

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
    def pictures(self) -> Pictures:
        """Pictures of stories."""
        from reewriter.workspace.pictures import Pictures

        return Pictures(self)

    @cached_property
    def by_hand(self) -> ByHand:
        """Items that no feed brought."""
        from reewriter.workspace.byhand import ByHand

        return ByHand(self)

    @cached_property
    def citing(self) -> Citing:
        """Passages of sources that stories rest on."""
        from reewriter.workspace.citing import Citing

        return Citing(self)

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
    def coverage(self) -> Coverage:
        """What was run before."""
        from reewriter.workspace.coverage import Coverage

        return Coverage(self)

    @cached_property
    def drafting(self) -> Drafting:
        """What a language model proposes."""
        from reewriter.workspace.drafting import Drafting

        return Drafting(self)

    @cached_property
    def proposals(self) -> Proposals:
        """Texts and subjects that a language model proposes."""
        from reewriter.workspace.proposals import Proposals

        return Proposals(self)

    @cached_property
    def facts(self) -> FactDesk:
        """What the house answers for, and what stories say beside their sources."""
        from reewriter.workspace.factdesk import FactDesk

        return FactDesk(self)

    @cached_property
    def issues(self) -> Issues:
        """Issues and what stands in them."""
        from reewriter.workspace.issues import Issues

        return Issues(self)

    @cached_property
    def plain_text(self) -> PlainText:
        """Plain text of issues by hand."""
        from reewriter.workspace.plain_text import PlainText

        return PlainText(self)

    @cached_property
    def links(self) -> Links:
        """Where links lead."""
        from reewriter.workspace.links import Links

        return Links(self)

    @cached_property
    def posts(self) -> Posts:
        """Stories as posts of the publication's site."""
        from reewriter.workspace.posts import Posts

        return Posts(self)

    @cached_property
    def press(self) -> Press:
        """Check, render, export."""
        from reewriter.workspace.press import Press

        return Press(self)

    @cached_property
    def services(self) -> Services:
        """Mailing services: keys, states."""
        from reewriter.workspace.services import Services

        return Services(self)

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
