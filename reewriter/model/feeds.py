"""Feeds as frozen values: what one is, how it fared, what it brought."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from reewriter.values import dataclass

__all__ = ["Feed", "FeedStatus", "Yield"]


class FeedStatus(StrEnum):
    """How the last look at a feed ended; the words of `fetch --json`."""

    NEVER = "never"
    OK = "ok"
    UNCHANGED = "unchanged"
    NOT_DUE = "not_due"
    ERROR = "error"
    GONE = "gone"
    MOVED = "moved"
    LIMITED = "limited"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the workspace and the health of its last fetches."""

    id: int
    url: str
    title: str
    site: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    weight: float = 0.0
    live: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    checked_at: datetime | None = None
    due_at: datetime | None = None
    status: FeedStatus = FeedStatus.NEVER
    error: str = ""
    failures: int = 0
    """Failures in a row."""
    moved_to: str = ""
    """Where its server says it has moved to for good."""
    moved_at: datetime | None = None
    """When it said so first."""
    moved_from: str = ""
    """The address it was written down with, where we have followed: this one nobody has typed."""
    succeeded_at: datetime | None = None
    """When its document, new or unchanged, was last had and could be read."""
    due_why: str = ""
    """Why it is due when it is, in words."""
    overruns: int = 0
    """How often in a row its document could not be read in time."""
    limited_by: str = ""
    """The server that wanted a pause last; not its own where that only leads elsewhere."""

    @property
    def name(self) -> str:
        """What it is called; never with what stands behind "?", where keys are."""
        return self.title or self.url.partition("?")[0]

    @property
    def odd(self) -> bool:
        """It could be read, but with a warning, which stands in `error`."""
        return bool(self.error) and self.status in (
            *(FeedStatus.OK, FeedStatus.UNCHANGED, FeedStatus.NOT_DUE),
        )


@dataclass(frozen=True, slots=True)
class Yield:
    """What a feed has brought, and what became of it."""

    items: int = 0
    kept: int = 0
    ran: int = 0
    """Stories that went out."""
    kept_lately: int = 0
    """Of those kept, the ones that came lately."""
    a_week: float = 0.0
    """Items a week, of the last four."""
    oldest: datetime | None = None
    newest: datetime | None = None
