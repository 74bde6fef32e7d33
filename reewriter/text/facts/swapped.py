"""Finds two figures of one sentence that a source gives to each other's owners."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise

from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount, Reading
from reewriter.text.facts.wording import STOP_WORDS

__all__ = ["Agreeing", "alike", "names", "swapped"]

Agreeing = Callable[[tuple[Reading, ...], Page], Sequence[Amount]]
"""Returns the figures of a source that agree with one of ours."""

_NAME = re.compile(r"(?<![\w-])[A-Z](?:[^\W\d_]|&[A-Z])+(?: [A-Z](?:[^\W\d_]|&[A-Z])+)*")
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december jan feb mar apr jun jul aug sept sep oct nov"
    " dec".split()
)
_NO_NAMES = STOP_WORDS | _CALENDAR
_KINDS = ("money", "percent", "points", "number")
_MOST_PLACES = 40
"""Places of a pair that are looked at."""
_LONGEST = 120
"""Characters between a name and its figure."""


def swapped(
    ours: Page, amounts: Sequence[Amount], sources: Iterable[Page], agreeing: Agreeing
) -> dict[int, str]:
    """Return where such figures of ours begin, each with what the source says of it.

    Only where both texts name both owners, each before its figure, and no sentence of any source
    has them as we do.
    """
    found: dict[int, str] = {}
    pages = list(sources)
    for sentence, pair in _pairs(ours, amounts):
        owners = [_owner(ours, *gap) for gap in _gaps(sentence, pair)]
        if not all(owners) or alike(*owners):
            continue
        every = (at for page in pages for at in _places(page, pair, agreeing))
        told = (_told(page, where, owners) for page, where in islice(every, _MOST_PLACES))
        said = next(told, None)
        if said and all(told):
            for amount, words in zip(pair, said, strict=True):
                found[amount.start] = words
    return found


Pair = tuple[Amount, Amount]


def _pairs(ours: Page, amounts: Sequence[Amount]) -> Iterator[tuple[tuple[int, int], Pair]]:
    """Yield neighbouring figures of one kind within a sentence."""
    for one, two in pairwise(amounts):
        mine, other = one.readings[0], two.readings[0]
        unlike = mine.kind != other.kind or (mine.unit != other.unit and mine.unit and other.unit)
        if unlike or mine.kind not in _KINDS or mine.value == other.value:
            continue
        sentence = ours.sentence_at(one.start)
        if sentence == ours.sentence_at(two.start):
            yield sentence, (one, two)


def _places(page: Page, pair: Pair, agreeing: Agreeing) -> Iterator[tuple[Page, Pair]]:
    """Yield where a source has both figures in one sentence."""
    firsts: defaultdict[tuple[int, int], list[Amount]] = defaultdict(list)
    for first in agreeing(pair[0].readings, page):
        firsts[page.sentence_at(first.start)].append(first)
    for second in agreeing(pair[1].readings, page) if firsts else ():
        for first in firsts.get(page.sentence_at(second.start), ()):
            yield page, (first, second)


def _gaps(sentence: tuple[int, int], pair: Pair) -> list[tuple[int, int]]:
    """Return what stands before each figure, from the other one or from the sentence's begin."""
    first, second = sorted(pair, key=lambda one: one.start)
    gaps = {first.start: (sentence[0], first.start), second.start: (first.end, second.start)}
    return [(max(gaps[one.start][0], one.start - _LONGEST), one.start) for one in pair]


Name = tuple[str, ...]


def names(page: Page, start: int, end: int) -> list[tuple[Name, int]]:
    """Return the names of a stretch in words, "the" left aside, each with where it begins."""
    found = []
    for name in _NAME.finditer(page.lean.prose, start, end):
        words = tuple(word for word in name[0].split() if word.casefold() not in _NO_NAMES)
        if words:
            found.append((words, name.start() + name[0].index(words[0])))
    return found


def alike(one: Name, two: Name) -> bool:
    """Say whether one name is the other, or a part of it: Corvo Mining is Corvo."""
    return set(one) <= set(two) or set(two) <= set(one)


def _owner(page: Page, start: int, end: int) -> Name:
    named = names(page, start, end)
    return named[-1][0] if named else ()


def _told(page: Page, pair: Pair, owners: Sequence[Name]) -> tuple[str, str] | None:
    """Return what a source says of each figure where it has them the other way round."""
    words = []
    gaps = _gaps(page.sentence_at(pair[0].start), pair)
    for amount, gap, mine, other in zip(pair, gaps, owners, reversed(owners), strict=True):
        named = names(page, *gap)
        if any(alike(mine, name) for name, _ in named):
            return None
        start = next((start for name, start in named if alike(other, name)), None)
        if start is None:
            return None
        words.append(" ".join(page.text[start : amount.end].split()))
    return words[0], words[1]
