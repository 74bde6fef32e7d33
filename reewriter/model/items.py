"""Items as frozen values: whole, as a line, as they were, and in groups."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from reewriter.values import dataclass

__all__ = ["FullText", "Group", "Item", "ItemRow", "ItemState", "ItemVersion", "Triaged"]


class ItemState(StrEnum):
    """What the editor decided about an item."""

    NEW = "new"
    KEPT = "kept"
    SKIPPED = "skipped"
    LATER = "later"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed said, whole. Never edited by us but for its state."""

    id: int
    feed_id: int
    guid: str
    url: str
    url_key: str
    title: str
    author: str
    summary: str
    body: str
    text: str
    published: datetime | None
    updated: datetime | None
    seen_at: datetime
    item_hash: str
    changed_at: datetime | None
    lang: str
    score: float
    group_id: int | None
    state: ItemState
    until: datetime | None
    """For `later`: when the item comes back; for one that did: when it came back."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of a list: what is painted, nothing more."""

    id: int
    title: str
    feed: str
    published: datetime
    """The item's own time, or when it was first seen."""
    state: ItemState
    score: float
    group_id: int | None
    others: int = 0
    """How many more items of its group tell the same story."""
    changed: bool = False
    url: str = ""
    lang: str = ""
    url_key: str = ""
    tags: tuple[str, ...] = ()
    """Those that rules gave it, then those of its feed."""
    news: str = ""
    """Why its group came back after it had been skipped."""
    until: datetime | None = None
    """When it comes back, where it was put off."""


@dataclass(frozen=True, slots=True)
class ItemVersion:
    """What an item said before its publisher changed it."""

    id: int
    item_id: int
    title: str
    text: str
    seen_at: datetime
    """Since when it said so."""
    replaced_at: datetime
    """When it said something else."""


@dataclass(frozen=True, slots=True)
class Triaged:
    """What triage must know of an item to decide about it, without its text."""

    id: int
    state: ItemState
    until: datetime | None
    group_id: int | None
    folded: bool = False
    """Whether another item of its group stands for it in lists."""


@dataclass(frozen=True, slots=True)
class Group:
    """One event told by several items."""

    id: int
    lead_item_id: int
    news: str = ""
    """Why it came back after it had been skipped: "new figure: $550 million"."""


@dataclass(frozen=True, slots=True)
class FullText:
    """An article as its own web page has it, kept so that the page is asked only once."""

    url: str
    """The address that was asked for."""
    page: str
    """The address the page gives itself."""
    title: str
    author: str
    outlet: str
    published: datetime | None
    lang: str
    markdown: str
    words: int
    missing: str
    """Why this is not all of it; empty where it is."""
    fetched_at: datetime
