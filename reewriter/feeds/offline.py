"""Tells servers that are gone from a network that is: then no feed has failed; stores nothing."""

from __future__ import annotations

from collections.abc import Sequence

from reewriter.errors import BlockedAddressError, UnknownHostError
from reewriter.feeds.looked import Looked
from reewriter.feeds.outcome import FeedOutcome
from reewriter.feeds.turns import server
from reewriter.model import FeedStatus

__all__ = ["Doubtful", "unasked"]

_SURE = 2
"""Hosts that nobody knows, and none that is known: not all of them have gone at once."""


class Doubtful:
    """Holds looks back that found no such host, as long as no other host has been found."""

    def __init__(self) -> None:
        self._held: list[Looked] = []
        self._is_online = False

    def without(self, looks: Sequence[Looked]) -> list[Looked]:
        """Return those of which there is no doubt, by now, what they found."""
        self._is_online = self._is_online or any(map(_met_somebody, looks))
        if self._is_online:
            return [*self._take(), *looks]
        self._held += [look for look in looks if isinstance(look.error, UnknownHostError)]
        return [look for look in looks if not isinstance(look.error, UnknownHostError)]

    def left(self) -> tuple[list[Looked], bool]:
        """Return those held back to the end, and whether it is the network that is missing."""
        held = self._take()
        return held, len({server(look.feed.url) for look in held}) >= _SURE

    def _take(self) -> list[Looked]:
        held, self._held = self._held, []
        return held


def unasked(look: Looked) -> FeedOutcome:
    """Return what is told of a feed that nobody could be asked about."""
    return FeedOutcome(
        url=look.feed.url,
        title=look.feed.title,
        status=FeedStatus.ERROR,
        error=look.error.message if look.error else "",
        seconds=round(look.seconds, 3),
        reached=False,
        offline=True,
    )


def _met_somebody(look: Looked) -> bool:
    if not server(look.feed.url):
        return False
    return not isinstance(look.error, (UnknownHostError, BlockedAddressError))
