"""What services tell of the readers of an issue that went out: numbers only, nobody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reewriter.text import safe_url

__all__ = ["Readership", "by_clicks"]


@dataclass(frozen=True, slots=True)
class Readership:
    """How an issue was read, as far as its service tells; None for what it does not."""

    sent: int | None = None
    opens: int | None = None
    clicks: int | None = None
    unsubscribed: int | None = None
    links: tuple[tuple[str, int], ...] = ()
    """Address and clicks, the most clicked first; empty where the service tells none."""


def by_clicks(told: Iterable[tuple[str, int | None]]) -> tuple[tuple[str, int], ...]:
    """Return links with their clicks, the most clicked first.

    An address that a service lists twice, once for each place in the mail, is one link. What is no
    address of the web, as a tag of the service's own, is left out: it could be opened by a key.
    """
    sums: Counter[str] = Counter()
    for url, clicks in told:
        safe = safe_url(url)
        if safe.startswith("http"):
            sums[safe] += max(clicks or 0, 0)
    return tuple(sorted(sums.items(), key=lambda link: -link[1]))
