"""Decides which of a publisher's edits are followed and which are shown; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from reewriter.model import Feed
from reewriter.text.sameness import difference, folded, without_counters, without_figures

__all__ = ["MOST_AT_ONCE", "MOST_OF_AN_ITEM", "Edits", "follow", "is_quiet", "told", "worth_a_look"]

MOST_OF_AN_ITEM = 12
"""Edits of one item; what changes more often has a counter or a clock in its text."""
MOST_AT_ONCE = 100
"""Edits of one feed in one look; a redesign of a site is taken in over several."""
_FIGURES_IN_A_ROW = 3
"""Changes of nothing but figures that are shown: they may be corrections. More are a counter.

Of what the editor works on they are all shown: there a toll that rises is worth the noise.
"""

Counts = Mapping[str, tuple[int, int]]
"""Guid → how often an item was changed before, and how often so that the editor is shown it."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What becomes of the items that a feed brought changed."""

    now: frozenset[str]
    """Guids of those that are stored."""
    quiet: frozenset[str] = frozenset()
    """Those among them that say nothing new: a count of views, an age, another quotation mark."""
    counting: int = 0
    """How many of these have done so before, time and again: they hold a counter."""
    later: int = 0
    """How many are left for the next looks."""
    given_up: int = 0
    """How many have changed too often to be followed any longer."""


def worth_a_look(changed: Sequence[str], counts: Counts) -> list[str]:
    """Choose the guids whose texts must be compared with those of before."""
    steady, tired = _parted(changed, counts)
    return steady[:MOST_AT_ONCE] + tired[:MOST_AT_ONCE]


def is_quiet(before: Sequence[str], now: str, *, worked_on: bool = False) -> bool:
    """Tell whether a change is none for an editor; `before` is the text so far, newest first.

    A count or an age with a word that says so never is one. Bare figures may be the news, so they
    are shown, until it is always only they that change; of what is `worked_on`, always.
    """
    last, new = difference(before[0], now)
    if folded(last) == folded(new) or without_counters(last) == without_counters(new):
        return True
    if worked_on or len(before) <= _FIGURES_IN_A_ROW:
        return False
    frame = without_figures(now)
    return all(without_figures(text) == frame for text in before[: _FIGURES_IN_A_ROW + 1])


def follow(changed: Sequence[str], counts: Counts, quiet: Collection[str]) -> Edits:
    """Choose among the guids of changed items, in order; `quiet` are those that say nothing new.

    An item that has been changed too often is given up, but for what is news about it.
    """
    steady, tired = _parted(changed, counts)
    still = [
        guid
        for guid in tired[:MOST_AT_ONCE]
        if guid not in quiet and counts[guid][1] < MOST_OF_AN_ITEM
    ]
    now = frozenset((*steady[:MOST_AT_ONCE], *still))
    silent = now & frozenset(quiet)
    often = [guid for guid in silent if counts.get(guid, (0, 0))[0] >= _FIGURES_IN_A_ROW]
    return Edits(
        now=now,
        quiet=silent,
        counting=len(often),
        later=len(steady[MOST_AT_ONCE:]),
        given_up=len(tired) - len(still),
    )


def _parted(changed: Sequence[str], counts: Counts) -> tuple[list[str], list[str]]:
    often = {guid for guid in changed if counts.get(guid, (0, 0))[0] >= MOST_OF_AN_ITEM}
    return [g for g in changed if g not in often], [g for g in changed if g in often]


def told(feed: Feed, edits: Edits) -> Feed:
    """Return the feed with a line about edits that were not followed, if there were any."""
    said = [feed.error] if feed.error else []
    if edits.counting:
        items = "an item keeps" if edits.counting == 1 else f"{edits.counting} items keep"
        said.append(f"{items} changing only in counts, ages or typography, which is not shown")
    if edits.given_up:
        items = "an item changes" if edits.given_up == 1 else f"{edits.given_up} items change"
        said.append(f"{items} at every look; these changes are no longer followed")
    if edits.later:
        said.append(f"{edits.later} more changed items are left for the next looks")
    return replace(feed, error="; ".join(said))
