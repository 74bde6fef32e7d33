"""What services tell of the readers of an issue that went out: numbers only, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Readership"]


@dataclass(frozen=True, slots=True)
class Readership:
    """How an issue was read, as far as its service tells; None for what it does not."""

    sent: int | None = None
    opens: int | None = None
    clicks: int | None = None
    unsubscribed: int | None = None
    links: tuple[tuple[str, int], ...] = ()
    """Address and clicks, the most clicked first; empty where the service tells none."""
