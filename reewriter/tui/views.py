"""The views of the inbox: a name, a query, and what counts as decided in it. No widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reewriter.model import Feed, FeedStatus, ItemState
from reewriter.values import dataclass

__all__ = ["BOUND", "FEW", "NEW", "VIEW", "States", "View", "in_trouble", "trouble_of", "views_for"]

States = Callable[[str], frozenset[ItemState]]
"""Tells of which states the items are that a query finds."""

BOUND = 10_000
"""As far as a query of the editor's own is counted: nobody reads more."""

FEW = 1_000
"""As far as what names a thing of the beat is counted: there are eight of these."""

VIEW = "\0view "
"""Before a view's key: so the inbox is told of a view, and not of a query."""

_TROUBLE = (FeedStatus.ERROR, FeedStatus.GONE, FeedStatus.LIMITED, FeedStatus.MOVED)
_ALL = frozenset(ItemState)


@dataclass(frozen=True, slots=True)
class View:
    """One list of the inbox."""

    key: str
    """What it is known by: a section and a feed may share a name."""
    name: str
    query: str = ""
    states: frozenset[ItemState] = frozenset({ItemState.NEW})
    """What its lines are when it is opened; a line in another state has been decided since."""
    heading: str = ""
    """What stands above it in the list of views."""
    empty: tuple[str, ...] = ("Nothing here.", "{inbox.views} chooses another view")
    trouble: str = ""
    """What is wrong with the feed, in words."""
    bound: int = BOUND
    """As far as its lines are counted."""


NEW = View(
    "new",
    "New",
    empty=("Nothing new.", "{desk.fetch} fetches", "{go.issue} goes to the issue"),
)
"""What waits for a decision: the view the desk opens with."""

_FIRST = (
    NEW,
    View(
        "kept",
        "Kept",
        "state:kept",
        frozenset({ItemState.KEPT}),
        empty=(
            "Nothing kept yet.",
            "{inbox.keep} keeps an item: its story goes to the issue's bench",
        ),
    ),
    View(
        "today", "Today", "newer:1d", empty=("Nothing new since yesterday.", "{desk.fetch} fetches")
    ),
    View(
        "later",
        "Put off",
        "state:later",
        frozenset({ItemState.LATER}),
        empty=("Nothing is put off.", "{inbox.later} puts an item off, until a time you choose"),
    ),
)
_LAST = (
    View("skipped", "Skipped", "state:skipped", frozenset({ItemState.SKIPPED})),
    View("all", "Everything", "state:any", _ALL),
)


def views_for(
    sections: Sequence[str],
    *,
    saved: Mapping[str, str] | None = None,
    feeds: Sequence[Feed] = (),
    tags: Sequence[str] = (),
    names: Sequence[str] = (),
    states_of: States = lambda _query: _ALL,
) -> tuple[View, ...]:
    """Return all views of a publication in their order; feeds in trouble before the others.

    Behind the `tags` of rules and feeds stand the `names` of the beat that are talked of.
    """
    known = {tag.casefold() for tag in tags}
    besides = [name for name in names if name.casefold() not in known]
    broken = [feed for feed in feeds if in_trouble(feed)]
    sound = [feed for feed in feeds if not in_trouble(feed)]
    return (
        *_FIRST,
        *_under("Sections", [_of_section(name) for name in sections]),
        *_under("Saved", [_saved(*one, states_of) for one in (saved or {}).items()]),
        *_under("Tags", [*map(_of_tag, tags), *map(_of_name, besides)]),
        *_under("Besides", _LAST),
        *_under("Feeds in trouble", [_of_feed(feed) for feed in broken]),
        *_under("Feeds", [_of_feed(feed) for feed in sound]),
    )


def _under(heading: str, views: Sequence[View]) -> list[View]:
    return [replace(view, heading=heading if at == 0 else "") for at, view in enumerate(views)]


def _of_section(name: str) -> View:
    empty = (f"Nothing new for {name}.", "{inbox.views} chooses another view")
    return View(f"section {name}", name, f'section:"{name}"', empty=empty)


def _saved(name: str, query: str, states_of: States) -> View:
    empty = (f"Nothing for {name}.", query, "{inbox.views} chooses another view")
    return View(f"saved {name}", name, query, states_of(query), empty=empty)


def _of_tag(name: str) -> View:
    empty = (f"Nothing new with the tag {name}.", "{inbox.views} chooses another view")
    return View(f"tag {name}", name, f'tag:"{name}"', empty=empty)


def _of_name(name: str) -> View:
    return replace(_of_tag(name), bound=FEW)


def _of_feed(feed: Feed) -> View:
    # One without a title goes by its address, which begins like any other.
    name = feed.name.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    empty = (f"Nothing new from {name}.", "{go.feeds} says how its feed is")
    return View(f"feed {feed.id}", name, f"feed:{feed.id}", empty=empty, trouble=trouble_of(feed))


def in_trouble(feed: Feed) -> bool:
    """Tell whether somebody should look at a feed."""
    return feed.status in _TROUBLE


def trouble_of(feed: Feed) -> str:
    """Say what is wrong with a feed; "" where nothing is."""
    return (feed.error or feed.status.value) if in_trouble(feed) else ""
