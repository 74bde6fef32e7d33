"""Reckons what is called a change, a reckoning or a sum, though its parts stand elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, islice, product

from reewriter.text.facts.arithmetic import of_both
from reewriter.text.facts.goal import FROM, Goal
from reewriter.text.facts.looking import all_of
from reewriter.text.facts.operands import Known, Made, Operand, made, pool
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import surroundings
from reewriter.text.facts.telling import telling

__all__ = ["called"]

_SHARED_WORDS = 2
_BESIDE = 0.6
"""How near a word must be to two figures that alone says that they are of one thing."""
_MOST_IN_ALL = 40
_MOST_CHANGES = 200
_MOST_ELSEWHERE = 500
"""Figures of a text longer than any article; of so many one always fits."""


def called(goal: Goal, near: Sequence[Known], sources: Sequence[Page]) -> Made | None:
    """Reckon what is called a change, a reckoning or a sum, though its parts stand elsewhere."""
    found = _from_to(goal, sources) if goal.change else None
    if found is None and goal.told:
        found = _as_told(goal, near, sources)
    return _in_all(goal, sources) if found is None and goal.in_all else found


def _in_all(goal: Goal, sources: Sequence[Page]) -> Made | None:
    """Add up two figures of a source that has not so many that any sum can be made of them."""
    for number, source in enumerate(sources):
        figures = [Operand(one, True) for one in all_of(source) if not one.quiet]
        if len(figures) <= _MOST_IN_ALL and (span := made(goal, figures, sums=True)) is not None:
            return Made(number, span)
    return None


@lru_cache(64)
def _changes(source: Page) -> list[int]:
    """Return where a source says from what something changed, if it is short enough to be asked."""
    found = [one.end() for one in islice(FROM.finditer(source.prose), _MOST_CHANGES + 1)]
    return found if len(found) <= _MOST_CHANGES else []


def _from_to(goal: Goal, sources: Sequence[Page]) -> Made | None:
    """Reckon by how much something changed that a sentence with two of our words has of it."""
    words = telling(goal.page, goal.amount.start)
    for number, source in enumerate(sources):
        for at in _changes(source):
            goal.spend(1)
            common = len(words & telling(source, at))
            if not common:
                continue
            sentence = source.sentence_at(at)
            operands = list(pool(number, source, sentence, ()))
            former = [
                one
                for one in operands
                if one.former and (common >= _SHARED_WORDS or _of_one_thing(goal, source, one))
            ]
            others = [one for one in operands if not one.former]
            for one, two in product(former, others):
                both = [replace(one, known=True), two]
                if (span := made(goal, both)) is not None:
                    return Made(number, span)
    return None


def _of_one_thing(goal: Goal, source: Page, one: Operand) -> bool:
    """Say whether a word right beside ours stands right beside a figure of a source, too."""
    mine = surroundings(goal.page).near(goal.amount)
    theirs = surroundings(source).near(one.amount)
    return any(min(much, theirs.get(stem, 0.0)) >= _BESIDE for stem, much in mine.items())


def _as_told(goal: Goal, near: Sequence[Known], sources: Sequence[Page]) -> Made | None:
    """Reckon as a sentence of ours does that says so: with what it has, or a source elsewhere."""
    first, last = goal.reckoned_with
    beside = [one for one in near if first <= one.amount.start < last]
    for one, two in combinations(beside, 2):
        for reading in goal.amount.readings:
            values = of_both(reading, one.amount.readings[0], two.amount.readings[0])
            if any(goal.met(reading, value) for value in values):
                return Made(*one.place)
    return _with_another(goal, beside, sources)


def _with_another(goal: Goal, beside: Sequence[Known], sources: Sequence[Page]) -> Made | None:
    """Reckon with a figure beside ours, and one of a source's sentence that has two of our words.

    Percentages are not made so: of any two figures there is one.
    """
    if all(one.kind == "percent" for one in goal.amount.readings):
        return None
    words = telling(goal.page, goal.amount.start) | telling(goal.page, goal.reckoned_with[0])
    for one in beside:
        number, (start, _) = one.place
        source = sources[number]
        if len(all_of(source)) > _MOST_ELSEWHERE:
            continue
        others = (
            other
            for other in all_of(source)
            if not other.quiet
            and other.start != start
            and len(words & telling(source, other.start)) >= _SHARED_WORDS
        )
        for other in islice(others, _MOST_IN_ALL):
            if made(goal, [Operand(one.amount, True), Operand(other, False)]) is not None:
                return Made(number, (other.start, other.end))
    return None
