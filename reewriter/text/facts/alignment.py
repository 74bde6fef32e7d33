"""Lays a quotation beside the nearest words of a source and says where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest

from reewriter.text.facts.wording import STOP_WORDS, Words

__all__ = ["Alignment", "Run", "align"]

_COMMON = 25
"""A word that stands in a source more often tells little about where to look."""
_BIN = 8
"""Words by which places may be shifted against each other and still be the same place."""
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Words side by side: equal, or different, or on one side only; first and behind."""

    same: bool
    ours: tuple[int, int]
    theirs: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A stretch of the source beside the quotation."""

    runs: tuple[Run, ...]
    matched: int
    """Words that are the same."""
    telling: int
    """Of these, such that two sentences do not share by chance."""

    @property
    def weight(self) -> float:
        """How good it is, to be compared with others of the same quotation."""
        strange = sum(run.theirs[1] - run.theirs[0] for run in self.runs if not run.same)
        return self.matched + self.telling - strange / 4


def align(ours: Sequence[str], theirs: Words) -> Alignment | None:
    """Return the best alignment there is, or None where nothing is alike."""
    found = [
        alignment
        for start, behind in _windows(ours, theirs)
        if (alignment := _within(ours, theirs.keys, start, behind)) is not None
    ]
    return max(found, key=lambda alignment: alignment.weight, default=None)


def _windows(ours: Sequence[str], theirs: Words) -> list[tuple[int, int]]:
    """Return the stretches of the source that share the most words in the same order."""
    votes: dict[int, float] = {}
    places = theirs.places
    for limit in (_COMMON, len(theirs)):
        for at, key in enumerate(ours):
            found = places.get(key, ())
            if len(found) <= limit:
                worth = 0.3 if key in STOP_WORDS else 1.0
                for position in found:
                    shift = (position - at) // _BIN
                    votes[shift] = votes.get(shift, 0) + worth
        if votes:
            break
    joined = {shift: votes[shift] + votes.get(shift + 1, 0) for shift in votes}
    best = nlargest(_TRIES, joined, key=joined.__getitem__)
    slack = _BIN + len(ours) // 2
    return [
        (
            max(0, shift * _BIN - slack),
            min(len(theirs), (shift + 2) * _BIN + len(ours) + slack),
        )
        for shift in best
    ]


def _within(ours: Sequence[str], keys: Sequence[str], start: int, behind: int) -> Alignment | None:
    matcher = SequenceMatcher(None, keys[start:behind], ours, autojunk=False)
    equal = [
        (block.b, start + block.a, block.size)
        for block in matcher.get_matching_blocks()
        if block.size
    ]
    equal = _without_strays(ours, equal)
    if not equal:
        return None
    runs = _runs(equal, len(ours))
    matched = sum(size for _, _, size in equal)
    telling = sum(
        ours[at] not in STOP_WORDS for first, _, size in equal for at in range(first, first + size)
    )
    return Alignment(tuple(runs), matched, telling)


def _without_strays(
    ours: Sequence[str], equal: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Drop words at either end that are alike by chance: farther off than they are worth."""
    for end in (0, -1):
        while len(equal) > 1:
            here, beside = equal[end], equal[1 if end == 0 else -2]
            first, second = (here, beside) if end == 0 else (beside, here)
            apart = second[1] - first[1] - first[2]
            ours_apart = second[0] - first[0] - first[2]
            worth = sum(1 if ours[here[0] + n] in STOP_WORDS else 4 for n in range(here[2]))
            if apart - ours_apart <= worth * 2:
                break
            equal = equal[1:] if end == 0 else equal[:-1]
    return equal


def _runs(equal: Sequence[tuple[int, int, int]], size: int) -> list[Run]:
    runs: list[Run] = []
    our_end, their_end = 0, equal[0][1]
    for ours, theirs, count in equal:
        if ours > our_end or theirs > their_end:
            runs.append(Run(False, (our_end, ours), (their_end, theirs)))
        runs.append(Run(True, (ours, ours + count), (theirs, theirs + count)))
        our_end, their_end = ours + count, theirs + count
    if our_end < size:
        runs.append(Run(False, (our_end, size), (their_end, their_end)))
    return runs
