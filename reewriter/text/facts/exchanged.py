"""Finds two figures of ours that a source has of each other's things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from reewriter.text.facts.compared import Compared, Ours
from reewriter.text.facts.goal import FORMERLY, REACH
from reewriter.text.facts.values import Amount

__all__ = ["exchanged"]

_OF_THINGS = frozenset(("money", "percent", "points", "number", "times"))
_CLOSE = _OF_THINGS | {"ordinal", "year"}
_TIMES_CROSSED, _MORE_CROSSED = 1.3, 0.35
"""How much nearer, within a sentence, our words for each must be to the other one."""
_AT_LEAST = 0.35
"""How near, in parts, to the other's the words of each must be as they are to its own."""
_TIMES, _MORE = 1.5, 1.1
"""The same of different sentences: so many times, and so much more."""
_TWO_RATES = 3
_NEIGHBOURS = 2
"""Sentences that two such may lie apart."""
_NEXT = 7
"""Figures behind one of ours that are held beside it."""
_PLACES = 5
_IN_CLAUSES = 2.1
"""How much more the clauses must tell of each other's things."""
_BY_ONE = 4.0
"""What the clause of one must tell of the other's alone, where no clause tells of its own."""
_TO = re.compile(r"\bto\s+\Z", re.IGNORECASE)
_ONCE = re.compile(
    r"(?:\b(?:from|not|against|instead\s+of|rather\s+than|compared\s+with|previously|formerly"
    r"|where\s+\w+\s+(?:saw|had|was|were|stood|said|expected|put\s+it\s+at))\s+(?:about\s+|some\s+|at\s+)?)\Z",
    re.IGNORECASE,
)
_ONCE_BEHIND = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:a\s+(?:year|month|week|quarter)\s+(?:earlier|before|ago)|before|previously)\b",
    re.I,
)


def exchanged(both: Compared) -> Iterator[tuple[Ours, Amount]]:
    """Yield the figures of ours that a source has of each other's things, with the other one."""
    for one, two in _neighbours(both):
        if one.starts & two.starts or any(_came_from(both, each.amount) for each in (one, two)):
            continue
        if _once(both.ours.prose, one.amount) != _once(both.ours.prose, two.amount):
            continue  # "388 pupils, against 1,106 in 1990": both are of one thing
        apart = both.mine.apart(one.amount.start, two.amount.start)
        if apart is None or apart > _NEIGHBOURS:
            continue
        if not both.mine.told_between(one.amount, two.amount):
            continue  # a range
        if _TO.search(both.ours.prose, one.amount.end, two.amount.start):
            continue
        # Of all their places those speak for a figure that have most of its words.
        first = max(one.places, key=lambda place: both.in_words(one, place), default=None)
        last = max(two.places, key=lambda place: both.in_words(two, place), default=None)
        if first and last and _crossed(both, one, two, first, last):
            yield one, last
            yield two, first
    for one, two in _pairs(both):
        places = _in_clauses(both, one, two) or _behind(both, one, two) or _in_time(both, one, two)
        if places is not None:
            yield one, places[1]
            yield two, places[0]


def _neighbours(both: Compared) -> Iterator[tuple[Ours, Ours]]:
    """Yield each figure with the next one of its kind and unit."""
    last: dict[tuple[str, str], Ours] = {}
    for two in both.figures:
        reading = two.amount.readings[0]
        if reading.kind not in _OF_THINGS:
            continue
        one = last.get(reading[:2])
        if one is not None and len({one.amount.readings[0].per, reading.per, ""}) < _TWO_RATES:
            yield one, two
        last[reading[:2]] = two


def _crossed(both: Compared, one: Ours, two: Ours, first: Amount, last: Amount) -> bool:
    """Say whether our words for each of two figures stand nearer to the other one."""
    within = both.theirs.sentence(first.start) == both.theirs.sentence(last.start)
    near = both.closely if within else both.in_words
    if near(one, last) < _AT_LEAST * near(one, first):
        return False  # the words of one alone tell of neither
    if near(two, first) < _AT_LEAST * near(two, last):
        return False
    straight = near(one, first) + near(two, last)
    crossed = near(one, last) + near(two, first)
    if within:
        return crossed > _TIMES_CROSSED * straight + _MORE_CROSSED
    return crossed > _TIMES * straight + _MORE


def _came_from(both: Compared, amount: Amount) -> bool:
    """Say whether something was so much before: of that another order tells."""
    before = both.ours.text[max(0, amount.start - REACH) : amount.start]
    return bool(FORMERLY.search(before))


def _pairs(both: Compared) -> Iterator[tuple[Ours, Ours]]:
    """Yield the figures of a sentence, or of two, that may be of one kind."""
    figures = [one for one in both.figures if one.places]
    for at, one in enumerate(figures):
        for two in figures[at + 1 : at + _NEXT]:
            apart = both.mine.apart(one.amount.start, two.amount.start)
            if apart is None or apart > 1:
                break
            if not (_kinds(one.amount) & _kinds(two.amount)) or one.starts & two.starts:
                continue
            if both.mine.told_between(one.amount, two.amount):
                yield one, two


def _kinds(amount: Amount) -> set[tuple[str, str]]:
    return {(each.kind, each.unit) for each in amount.readings if each.kind in _CLOSE}


def _in_clauses(both: Compared, one: Ours, two: Ours) -> tuple[Amount, Amount] | None:
    """Return the places of two figures where the clause of each has the words of our other one.

    Only words count that stand in one of the clauses alone, in our text and in the source.
    """
    mine, other = both.mine.clause(one.amount), both.mine.clause(two.amount)
    mine, other = mine - other, other - mine
    straight, crossed, at = 0.0, (0.0, 0.0), None
    for first, last in product(one.places[:_PLACES], two.places[:_PLACES]):
        of_first, of_last = both.alone(first, last)
        straight = max(straight, both.tells(mine & of_first) + both.tells(other & of_last))
        each = both.tells(mine & of_last), both.tells(other & of_first)
        if sum(each) > sum(crossed):
            crossed, at = each, (first, last)
    both.budget.spend(min(len(one.places), _PLACES) * min(len(two.places), _PLACES))
    if min(crossed) > 0:
        least = _IN_CLAUSES * straight
    else:
        alike = one.amount.readings[0][:2] == two.amount.readings[0][:2]
        # What changed by one figure to the other has the words of both.
        alike = alike and not _TO.search(both.ours.prose, one.amount.end, two.amount.start)
        least = _BY_ONE if alike and not straight else sum(crossed)
    return at if sum(crossed) > least else None


def _behind(both: Compared, one: Ours, two: Ours) -> tuple[Amount, Amount] | None:
    """Return the places of two figures behind which stands what ours have behind each other.

    "19 percent for terbium, 24 for dysprosium", of "19pc for dysprosium and 24pc for terbium".
    """
    mine, other = both.mine.behind(one.amount), both.mine.behind(two.amount)
    at = None
    for first, last in product(one.places[:_PLACES], two.places[:_PLACES]):
        theirs, others = both.theirs.behind(first), both.theirs.behind(last)
        if mine & theirs or other & others:
            return None
        if mine & others and other & theirs:
            at = first, last
    return at


def _in_time(both: Compared, one: Ours, two: Ours) -> tuple[Amount, Amount] | None:
    """Return the places of two figures of which ours was before, and theirs the other one."""
    if both.mine.sentence(one.amount.start) != both.mine.sentence(two.amount.start):
        return None
    mine = _once(both.ours.prose, one.amount), _once(both.ours.prose, two.amount)
    if mine[0] == mine[1]:
        return None
    at = None
    for first, last in product(one.places[:_PLACES], two.places[:_PLACES]):
        if both.theirs.sentence(first.start) != both.theirs.sentence(last.start):
            return None
        if (_once(both.source.prose, first), _once(both.source.prose, last)) != mine[::-1]:
            return None
        at = first, last
    return at


def _once(text: str, amount: Amount) -> bool:
    """Say whether something is told to have been so much before."""
    before = text[max(0, amount.start - REACH) : amount.start]
    return bool(_ONCE.search(before) or _ONCE_BEHIND.match(text, amount.end))
