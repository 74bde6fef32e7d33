"""What is told of a feed after a refresh; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reewriter.model import FeedStatus
from reewriter.text.words import counted

__all__ = ["FeedOutcome", "no_network"]


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """How one feed fared in one refresh."""

    url: str
    title: str
    status: FeedStatus
    new: int = 0
    changed: int = 0
    error: str = ""
    """One line; also of a feed that did not fail: where it has moved, what was odd in it."""
    seconds: float = 0.0
    reached: bool = True
    """False where nothing answered, or not with a document; what it said may still be no feed."""
    why: str = ""
    """Why a feed that is `not_due` was left out: "asked 40 s ago"."""
    rests: bool = False
    """It is paused or gone, and left out for that."""
    busy: bool = False
    """Another program is asking its server, and will store what it finds."""
    offline: bool = False
    """Nobody could be asked, since there is no network: the feed is as it was, and still due."""
    moved_to: str = ""
    """Where the feed has moved to for good, as its server has said on two days now."""

    @property
    def failed(self) -> bool:
        """Whether the editor has something to look into."""
        return self.status in (FeedStatus.ERROR, FeedStatus.GONE)


def no_network(outcomes: Iterable[FeedOutcome]) -> str:
    """Say that nobody could be asked, once for all feeds; "" where that is not so."""
    count = sum(outcome.offline for outcome in outcomes)
    feeds = counted(count, "feed")
    return f"no network: no host of {feeds} can be found; they stay due" if count else ""
