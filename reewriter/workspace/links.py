"""Whether the links of an issue lead somewhere: asked when the editor says so, kept for a while."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from reewriter.checks import web_links
from reewriter.model import Composition, LinkFact, LinkState
from reewriter.store import link_facts
from reewriter.text.words import counted

if TYPE_CHECKING:
    from reewriter.feeds.linkcheck import Client, Verdict
    from reewriter.net import Client as HttpClient
    from reewriter.workspace.workspace import Workspace

__all__ = ["BELIEVED", "Links", "Looked"]

BELIEVED = {
    LinkState.FINE: timedelta(days=2),
    LinkState.BROKEN: timedelta(hours=12),
    LinkState.UNSURE: timedelta(hours=6),
}
"""How long an answer counts; then it is forgotten, and the address is asked anew."""
_EACH = 10.0
"""Seconds one page may take."""
_MOST_BYTES = 3_000_000


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the links of an issue came to."""

    links: int
    asked: int
    broken: int
    unsure: int
    left: int
    """Those for which there was no time."""

    def __str__(self) -> str:
        """Say it in one line."""
        if not self.links:
            return "no links"
        parts = [f"{self.broken} broken", f"{self.unsure} unsure"]
        said = ", ".join(part for part in parts if not part.startswith("0 ")) or "all fine"
        left = f", {self.left} not asked: time was up" if self.left else ""
        count = counted(self.links, "link")
        return f"{count}: {said}{left}"


class Links:
    """The links of issues, and what is known of their pages."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def known(self, composition: Composition) -> Mapping[str, LinkFact]:
        """Return by address what is known, and still counts, of an issue's links. Asks nobody."""
        now = self._workspace.now()
        found = link_facts.known(self._store, web_links(composition))
        return {u: one for u, one in found.items() if now - one.asked_at < BELIEVED[one.state]}

    def look(
        self,
        composition: Composition,
        *,
        again: bool = False,
        client: Client | None = None,
        on_seen: Callable[[int, int], object] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Looked:
        """Ask every link of which nothing is known, or with `again` all; takes half a minute.

        Private addresses are never asked. Raises NetworkError at once where there is no network.
        """
        from reewriter.feeds.linkcheck import look

        urls = web_links(composition)
        known = {} if again else self.known(composition)
        wanted = [url for url in urls if url not in known]
        if not wanted:
            verdicts: dict[str, Verdict] = {}
        elif client is not None:
            verdicts = look(client, wanted, on_seen=on_seen, cancelled=cancelled)
        else:
            with self._client() as ours:
                verdicts = look(ours, wanted, on_seen=on_seen, cancelled=cancelled)
        now = self._workspace.now()
        facts = {u: LinkFact(u, one.state, one.why, now) for u, one in verdicts.items()}
        if facts:
            link_facts.put(self._store, tuple(facts.values()))
            link_facts.forget(self._store, now - max(BELIEVED.values()))
        states = [one.state for one in {**known, **facts}.values()]
        return Looked(
            links=len(urls),
            asked=len(facts),
            broken=states.count(LinkState.BROKEN),
            unsure=states.count(LinkState.UNSURE),
            left=len(wanted) - len(facts),
        )

    def _client(self) -> HttpClient:
        from reewriter.feeds.fetch import user_agent
        from reewriter.net import Client as Ours

        return Ours(
            user_agent=user_agent(self._workspace.config.contact),
            deadline=_EACH,
            max_bytes=_MOST_BYTES,
        )
