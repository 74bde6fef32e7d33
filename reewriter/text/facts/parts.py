"""Reckons with what a source itself calls a part and its whole: 3,870 of the 4,300 pumps.

Such a pair is no chance, so neither of the two must stand in the draft; a word must be common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from reewriter.text.facts.goal import Goal
from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import stem_of
from reewriter.text.facts.telling import telling
from reewriter.text.facts.values import Amount, Reading
from reewriter.text.facts.wording import STOP_WORDS, Words

__all__ = ["part_told", "share_of_each"]

_OF_THE = re.compile(r"(?:\s+out)?\s+of\s+(?:(?:the|its|their|his|her|all|some|about)\s+){0,2}")
_ONE_OF = re.compile(
    r"\b(?P<one>one)(?:\s+out)?\s+of\s+(?:(?:the|its|their|his|her|all)\s+){0,2}\Z", re.IGNORECASE
)
_REACH = 24
_OF_WHICH = re.compile(r"[^.;:\n]{0,60}?\b(?:including|of\s+which)\b[^.;:\n\d]{0,30}")
_MOST = 500
"""Figures of a text longer than any article."""
_FEW = 12
_ALIKE = 3
"""Words besides that two sentences share where a small number is what remains."""
_BESIDE = 3
"""Words behind a count that may say what it counts."""
_ONLY = re.compile(r"\b(?:only|just)\s\Z", re.IGNORECASE)
_COUNTED = ("number", "money")

Span = tuple[int, int]


def part_told(goal: Goal, source: Page) -> Span | None:
    """Return a part and its whole of which ours is the share, or what else the whole has."""
    if len(all_of(source)) > _MOST:
        return None
    words = telling(goal.page, goal.amount.start)
    for part, whole in _pairs(source):
        common = len(words & telling(source, part.start))
        one, two = part.readings[0].value, whole.readings[0].value
        for reading in goal.amount.readings if common else ():
            if reading.kind == "percent" and not goal.lean.turn:
                made = goal.met(reading, 100 * one / two)
            elif reading.kind == part.readings[0].kind and reading.unit == part.readings[0].unit:
                sure = goal.rest or (reading.value <= _FEW and _only(goal) and common >= _ALIKE)
                made = sure and goal.met(reading, two - one)
            else:
                made = False
            if made:
                return part.start, whole.end
    return None


def _only(goal: Goal) -> bool:
    """Say whether ours is set against the rest: "only two of twelve regions did better"."""
    before = goal.page.text[max(0, goal.amount.start - 8) : goal.amount.start]
    return bool(_ONLY.search(before))


@lru_cache(64)
def _pairs(source: Page) -> list[tuple[Amount, Amount]]:
    """Return the parts that a text names, each with its whole."""
    found = []
    for one, two in pairwise(each for each in all_of(source) if not each.quiet):
        first, last = one.readings[0], two.readings[0]
        if first.kind not in _COUNTED or first[:2] != last[:2] or 0 in (first.value, last.value):
            continue
        if first.value < last.value and _OF_THE.fullmatch(source.prose, one.end, two.start):
            found.append((one, two))
    return [*found, *_one_of(source), *_inclusive(source)]


def _one_of(source: Page) -> Iterator[tuple[Amount, Amount]]:
    """Yield the one of "one of its three lines", with its whole."""
    for whole in all_of(source):
        first = whole.readings[0]
        if first[:2] != ("number", "") or whole.quiet:
            continue
        one = _ONE_OF.search(source.prose, max(0, whole.start - _REACH), whole.start)
        if one:
            yield Amount(*one.span("one"), (Reading("number", "", 1.0),), number=1.0), whole


def _inclusive(source: Page) -> Iterator[tuple[Amount, Amount]]:
    """Yield the sums of money of which a text says what they include, each behind its part."""
    money = [one for one in all_of(source) if one.readings[0].kind == "money"]
    for one, two in pairwise(money):
        first, last = one.readings[0], two.readings[0]
        smaller = first.unit == last.unit and 0 < last.value < first.value
        if smaller and _OF_WHICH.fullmatch(source.prose, one.end, two.start):
            yield two, one


def share_of_each(goal: Goal, source: Page) -> Span | None:
    """Return a sum and a count of one sentence of which ours is what each gets: $80 apiece, of
    1.2 million shares for $96 million. What is counted must be named beside ours, too.
    """
    readings = [one for one in goal.amount.readings if one.kind == "money"]
    if not readings or not goal.apiece or len(all_of(source)) > _MOST:
        return None
    ours = _stems(goal.page, *goal.page.sentence_at(goal.amount.start))
    for one, two in _bought(source):
        count, paid = (one, two) if two.readings[0].kind == "money" else (two, one)
        if ours & _counted(source, count) and any(
            _each(goal, reading, paid.readings[0], count.readings[0]) for reading in readings
        ):
            return one.start, two.end
    return None


def _each(goal: Goal, ours: Reading, paid: Reading, count: Reading) -> bool:
    return ours.unit == paid.unit and goal.met(ours, paid.value / count.value)


@lru_cache(64)
def _bought(source: Page) -> list[tuple[Amount, Amount]]:
    """Return the counts and sums that stand side by side in a sentence."""
    found = []
    for one, two in pairwise(each for each in all_of(source) if not each.quiet):
        first, last = one.readings[0], two.readings[0]
        count = first if last.kind == "money" else last
        if {first.kind, last.kind} != {"money", "number"} or count.unit or count.value <= 1:
            continue
        if source.sentence_at(one.start) == source.sentence_at(two.start):
            found.append((one, two))
    return found


def _counted(source: Page, count: Amount) -> set[str]:
    """Return the words behind a count, up to the next comma or figure."""
    behind = re.compile(r"[^\d.,;:()\n]{0,40}").match(source.prose, count.end)
    return _stems(source, count.end, behind.end() if behind else count.end, most=_BESIDE)


def _stems(whole: Page, start: int, end: int, most: int | None = None) -> set[str]:
    keys = Words(whole.prose, start, end).keys[:most]
    return {stem_of(key) for key in keys if key not in STOP_WORDS}
