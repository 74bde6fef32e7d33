"""Finds a passage word for word in a row of words; knows neither marks nor speakers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from reewriter.text.facts.passage import Passage, Piece

__all__ = ["Row", "chains", "occurrences"]

_MOST_CHAINS = 12
"""Places looked at when a passage stands in a source more than once."""


class Row(Protocol):
    """Words in order, with the positions of each."""

    @property
    def keys(self) -> list[str]:
        """The words."""

    @property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Their positions."""


def occurrences(row: Row, part: Sequence[Piece]) -> list[int]:
    """Return every position where a part begins."""
    keys, places = row.keys, row.places
    fixed = [(len(places.get(p, ())), at) for at, p in enumerate(part) if isinstance(p, str)]
    if not fixed:
        return [at for at in range(len(keys) - len(part) + 1) if _fits(keys, at, part)]
    rare, offset = min(fixed)
    if not rare:
        return []
    starts = (at - offset for at in places[str(part[offset])])
    if len(fixed) == len(part):
        wanted, size = list(part), len(part)
        return [at for at in starts if at >= 0 and keys[at : at + size] == wanted]
    return [at for at in starts if at >= 0 and _fits(keys, at, part)]


def _fits(keys: Sequence[str], at: int, part: Sequence[Piece]) -> bool:
    return at + len(part) <= len(keys) and all(
        keys[at + n] == piece if isinstance(piece, str) else piece.fits(keys[at + n])
        for n, piece in enumerate(part)
    )


def chains(row: Row, passage: Passage) -> Iterator[tuple[tuple[int, int], ...]]:
    """Return where all parts stand in their order, gaps no wider than allowed: first and behind.

    Every beginning is tried; of its continuations the nearest.
    """
    starts = [occurrences(row, part) for part in passage.parts]
    if not all(starts):
        return
    count = 0
    for first in starts[0]:
        found = _continued(passage, starts, 0, first)
        if found is not None:
            yield found
            count += 1
            if count == _MOST_CHAINS:
                return


def _continued(
    passage: Passage, starts: Sequence[Sequence[int]], number: int, at: int
) -> tuple[tuple[int, int], ...] | None:
    behind = at + len(passage.parts[number])
    if number == len(passage.parts) - 1:
        return ((at, behind),)
    following = starts[number + 1]
    most = behind + passage.gaps[number].most
    for position in range(bisect_left(following, behind), len(following)):
        if following[position] > most:
            return None
        rest = _continued(passage, starts, number + 1, following[position])
        if rest is not None:
            return ((at, behind), *rest)
    return None
