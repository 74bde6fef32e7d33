"""How an issue stands at one mailing service: a value for both front ends."""

from __future__ import annotations

from datetime import datetime

from reewriter.model import Finding
from reewriter.values import dataclass

__all__ = ["ServiceState"]


@dataclass(frozen=True, slots=True)
class ServiceState:
    """How an issue stands at one service, as far as was looked."""

    target: str
    type: str
    state: str
    """A word of `Standing`."""
    url: str = ""
    """Where a person finds it there."""
    at: datetime | None = None
    """When something was last known."""
    remote_id: str = ""
    gone: bool = False
    """The draft was deleted there."""
    kept: bool = False
    """It was edited there, and that was let stand."""
    trouble: str = ""
    """Why nothing can be told, in one line."""
    wants: tuple[Finding, ...] = ()
    """What the service itself still wants before the draft can be sent; known after a look only."""
