"""What a target needs of the world to ask anything: a key, a name, some time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reewriter.net import Secret

__all__ = ["Outside"]


@dataclass(frozen=True, slots=True)
class Outside:
    """What a service needs of the world; made once, given to every target."""

    key: Callable[[str, str], Secret]
    """Account and variable → key; raises ExportError where there is none."""
    user_agent: str = "reewriter"
    seconds: float = 60.0
    """For a whole export."""
    sleep: Callable[[float], None] | None = None
    resolver: Callable[[str, int], Sequence[str]] | None = None
