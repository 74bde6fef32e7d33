"""Decides which of a publisher's edits are followed, so that view counters are none; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reewriter.model import Feed

__all__ = ["MOST_AT_ONCE", "MOST_OF_AN_ITEM", "Edits", "follow", "told"]

MOST_OF_AN_ITEM = 12
"""Edits of one item; what changes more often has a counter or a clock in its text."""
MOST_AT_ONCE = 100
"""Edits of one feed in one look; a redesign of a site is taken in over several."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What becomes of the items that a feed brought changed."""

    now: frozenset[str]
    """Guids of those that are stored."""
    later: int = 0
    """How many are left for the next looks."""
    given_up: int = 0
    """How many have changed too often to be followed any longer."""


def follow(changed: Sequence[str], counts: Mapping[str, int]) -> Edits:
    """Choose among the guids of changed items, in order; `counts` is how often each was before."""
    steady = [guid for guid in changed if counts.get(guid, 0) < MOST_OF_AN_ITEM]
    return Edits(
        now=frozenset(steady[:MOST_AT_ONCE]),
        later=len(steady[MOST_AT_ONCE:]),
        given_up=len(changed) - len(steady),
    )


def told(feed: Feed, edits: Edits) -> Feed:
    """Return the feed with a line about edits that were not followed, if there were any."""
    said = [feed.error] if feed.error else []
    if edits.given_up:
        items = "an item changes" if edits.given_up == 1 else f"{edits.given_up} items change"
        said.append(f"{items} at every look; these changes are no longer followed")
    if edits.later:
        said.append(f"{edits.later} more changed items are left for the next looks")
    return replace(feed, error="; ".join(said))
