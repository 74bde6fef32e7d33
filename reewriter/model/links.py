"""What is known of a link's page as a frozen value."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from reewriter.values import dataclass

__all__ = ["LinkFact", "LinkState"]


class LinkState(StrEnum):
    """Whether readers will find something."""

    FINE = "fine"
    BROKEN = "broken"
    UNSURE = "unsure"
    """A server that lets no program look says nothing of what it shows to a reader."""


@dataclass(frozen=True, slots=True)
class LinkFact:
    """What an address answered when it was asked."""

    url: str
    state: LinkState
    why: str
    """In words, as "the page is gone (404)"; empty for a page that is there."""
    asked_at: datetime
