"""Finds what makes a multiple true: *doubled* by "rose 100%", or by "from 25 to 50 tonnes"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from reewriter.text.facts.leaning import leaning
from reewriter.text.facts.looking import MOST_PLACES, all_of, within
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount

__all__ = ["multiplied"]

_COMPARED = ("money", "percent", "number")
_ROUGHLY = 0.06
"""How far from a multiple two figures may be that it is told of."""
_NEARLY = 0.12
"""The same of what has "nearly doubled"."""
_ROUGH_POINTS = 3
"""The same of one that tells by how much: 48% are almost half."""
_GAIN = re.compile(r"\b(?:gains?|rises?|growth|increase|advance|rally)\b[^.;,]*\Z", re.IGNORECASE)


@lru_cache(256)
def multiplied(times: float, source: Page, bound: int) -> tuple[tuple[tuple[int, int], bool], ...]:
    """Return what makes a multiple true, and if it says so: "rose 100%", "from 25 to 50 tonnes"."""
    return tuple(islice(_reckon(times, source, bound), MOST_PLACES))


def _reckon(times: float, source: Page, bound: int) -> Iterator[tuple[tuple[int, int], bool]]:
    exceeded = bound > 0
    more, way = (times, 1) if times > 1 else (1 / times, -1)
    percent = 100 * abs(times - 1)
    # "More than tripled" goes up to fourfold.
    most = percent + (99 if exceeded and times > 1 else _ROUGH_POINTS)
    for one in within(source, [("percent", percent - _ROUGH_POINTS, most)]):
        first = one.readings[0]
        nearly = percent - _ROUGH_POINTS <= first.value <= most
        if first.kind == "percent" and nearly and _turns(source, one, way):
            yield (one.start, one.end), True
    ratios = _ratios(source)
    off = _off(times)
    low = bisect_left(ratios, (more * (1 - (max(_NEARLY, off) if bound < 0 else off)), 0, 0))
    for ratio, start, end in islice(ratios, low, None):
        if ratio >= (more + 1 if exceeded and times > 1 else more * (1 + off)):
            return
        yield (start, end), False


def _off(times: float) -> float:
    """Return how far a ratio may be off: of 2.2 or 2.21 half of the last digit."""
    if times < 1 or times == int(times):
        return _ROUGHLY
    digits = 1 if round(10 * times, 6) % 1 == 0 else 2
    return 0.5 * 0.1**digits / times + 1e-9


def _turns(source: Page, amount: Amount, way: int) -> bool:
    """Say whether a percentage is one of a rise, or a fall, if not in the words beside it."""
    turn = leaning(source, amount).turn
    if turn or way < 0:
        return turn == way
    before = source.text[max(0, amount.start - 44) : amount.start]
    return bool(_GAIN.search(before))


@lru_cache(16)
def _ratios(source: Page) -> list[tuple[float, int, int]]:
    """Return how many times one figure of a sentence is the other, the least first."""
    found = []
    whole = [one for one in all_of(source) if one.readings[0].kind in _COMPARED]
    for at, one in enumerate(whole):
        first = one.readings[0]
        if first.value <= 0:
            continue
        for other in whole[at + 1 : at + 4]:
            last = other.readings[0]
            if first[:2] != last[:2] or last.value < 0:
                continue
            if source.sentence_at(one.start) == source.sentence_at(other.start):
                two = last.value or first.value
                ratio = max(first.value, last.value) / min(first.value, two)
                found.append((ratio, one.start, other.end))
    return sorted(found)
