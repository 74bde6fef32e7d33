"""Counts the lines of the inbox's views; reads a workspace of its own thread, paints nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reewriter.model import Feed, ItemState
from reewriter.tui.views import View, views_for
from reewriter.workspace import Workspace

__all__ = ["counts_of", "views_of"]

_STATES = {
    "new": ItemState.NEW,
    "kept": ItemState.KEPT,
    "later": ItemState.LATER,
    "skipped": ItemState.SKIPPED,
}


def views_of(
    workspace: Workspace, feeds: Sequence[Feed] = (), *, seen: View | None = None
) -> tuple[View, ...]:
    """Return the views of a workspace; the one that is `seen` stays while it is looked at."""

    def states_of(query: str) -> frozenset[ItemState]:
        return frozenset(map(ItemState, workspace.triage.compile(query, typing=False).states))

    config = workspace.config
    tags = workspace.triage.tags(feeds) if feeds else []
    open_tag = seen.key.removeprefix("tag ") if seen and seen.key.startswith("tag ") else ""
    names = workspace.triage.names(keep=open_tag) if feeds else []
    return views_for(
        config.sections,
        saved=config.views,
        feeds=feeds,
        tags=tags,
        names=names,
        states_of=states_of,
    )


def counts_of(
    workspace: Workspace,
    views: Sequence[View],
    feeds: Sequence[Feed],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, int]:
    """Return view → number of lines, from two looks at an index and one a query of one's own."""
    triage = workspace.triage
    by_state, by_feed = triage.counts(), triage.counts_by_feed()
    counts = {key: by_state[state] for key, state in _STATES.items()}
    sections: dict[str, int] = {}
    for feed in feeds:
        counts[f"feed {feed.id}"], lines = by_feed.get(feed.id, (0, 0))
        section = feed.section.casefold()
        sections[section] = sections.get(section, 0) + lines
    for section, lines in triage.counts_elsewhere().items():
        sections[section.casefold()] = sections.get(section.casefold(), 0) + lines
    for view in views:
        kind, _, name = view.key.partition(" ")
        if kind == "section":
            counts[view.key] = sections.get(name.casefold(), 0)
        elif kind in ("saved", "tag", "today") and not cancelled():
            counts[view.key] = triage.count(view.query, most=view.bound)
    return counts
