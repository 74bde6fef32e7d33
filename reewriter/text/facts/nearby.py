"""Reckons with figures that stand in neighbouring sentences of a source, or in one paragraph.

There more can be made by chance than of one sentence: so much less is tried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise, product

from reewriter.text.facts.arithmetic import SPELLS, made_of
from reewriter.text.facts.goal import REACH, Goal
from reewriter.text.facts.looking import all_of, between
from reewriter.text.facts.parts import part_told, share_of_each
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import stem_of, surroundings
from reewriter.text.facts.telling import telling
from reewriter.text.facts.values import Amount, Reading
from reewriter.text.facts.votes import against_each_other, of_a_vote, tells_of_a_vote
from reewriter.text.facts.wording import STOP_WORDS, Words

__all__ = ["nearby"]

Span = tuple[int, int]

_MOST = 500
"""Figures of a text longer than any article."""
_MOST_OF_ONE = 14
_REST = re.compile(r"\b(?:rest|remainder|remaining|balance|others?)\b", re.IGNORECASE)
_FEWEST_PARTS = 3
_BESIDE_REST = 5
"""Words on either side of "the rest" of which ours must have one."""
_A_SIDE = re.compile(r"\d\s*(?:[-–]|to|against)\s*\Z")
_OTHER_SIDE = re.compile(r"(?:\s+votes)?\s*(?:[-–]|to|against)\s*\d")
_OF_WHAT = re.compile(r"\s+of\s+(?P<what>(?:[^\s.,;:]+\s+){0,5}[^\s.,;:]+)")
_BESIDE = 0.25
"""How near a word of what we call the whole must be to a figure."""
_PAIRS = (
    "men women,male female,males females,boys girls,fathers mothers,for against,insured uninsured"
    ",employed unemployed,urban rural,foreign domestic,public private,full empty,paid unpaid"
    ",approved rejected,supported opposed"
)
_OTHER_SIDES = {
    one: other for pair in _PAIRS.split(",") for one, other in (pair.split(), pair.split()[::-1])
}
_SIDES = re.compile(rf"\b(?:{'|'.join(_OTHER_SIDES)})\b", re.IGNORECASE)
_UNITS = ("money", "number")


def nearby(goal: Goal, known: Sequence[Amount], source: Page) -> Span | None:
    """Return what ours can be made of; `known` are the source's figures that our sentence has."""
    if len(all_of(source)) > _MOST:
        return None
    for look in (
        _voted,
        _of_the_others,
        part_told,
        share_of_each,
        _left_over,
        _all_but,
        _in_a_paragraph,
    ):
        if (span := look(goal, source)) is not None:
            return span
    for reckon in (_beside_it, _part_of, _over_time):
        if (span := reckon(goal, known, source)) is not None:
            return span
    return None


def _voted(goal: Goal, source: Page) -> Span | None:
    """Return the two sides of a vote that ours is the sum or a share of."""
    if _A_SIDE.search(goal.page.text[max(0, goal.amount.start - 9) : goal.amount.start]):
        return None
    if _OTHER_SIDE.match(goal.page.text, goal.amount.end):
        return None
    words = telling(goal.page, goal.amount.start)
    told = tells_of_a_vote(goal.page, goal.amount)
    for one, two in _votes(source):
        named = told or len(words & telling(source, one.start)) > 1
        for reading in goal.amount.readings:
            if not named and (reading.kind, reading.unit) == ("percent", ""):
                continue  # of anything there is such a one
            made = of_a_vote(reading, one.readings[0], two.readings[0])
            if any(goal.met(reading, value) for value in made):
                return one.start, two.end
    return None


@lru_cache(64)
def _votes(source: Page) -> list[tuple[Amount, Amount]]:
    found = all_of(source)
    return [(one, two) for one, two in pairwise(found) if against_each_other(source, one, two)]


def _of_the_others(goal: Goal, source: Page) -> Span | None:
    """Return the percentage of which ours is the counterpart: 56 percent men, of 44 women."""
    readings = [one for one in goal.amount.readings if one.kind == "percent"]
    if not readings or goal.lean.turn:
        return None
    mine = _SIDES.search(goal.page.prose, goal.amount.end, goal.amount.end + REACH)
    if mine is None:
        return None
    for one in all_of(source):
        if one.readings[0].kind != "percent" or one.quiet:
            continue
        theirs = _SIDES.search(source.prose, one.end, one.end + REACH)
        other = theirs is not None and _OTHER_SIDES.get(theirs[0].casefold())
        if other == mine[0].casefold() and any(
            goal.met(reading, 100 - one.readings[0].value) for reading in readings
        ):
            return one.start, one.end
    return None


def _left_over(goal: Goal, source: Page) -> Span | None:
    """Return the percentage beside which a source tells of the rest, which is ours."""
    words = telling(goal.page, goal.amount.start)
    for reading in goal.amount.readings:
        if reading.kind != "percent":
            continue
        for one, beside in _with_a_rest(source):
            if goal.met(reading, 100 - one.readings[0].value) and words & beside:
                return one.start, one.end
    return None


@lru_cache(64)
def _with_a_rest(source: Page) -> list[tuple[Amount, frozenset[str]]]:
    """Return the percentages of sentences that tell of a rest, each with the words beside that."""
    found, words = [], source.words
    for rest in _REST.finditer(source.prose):
        at = words.first_from(rest.start())
        beside = frozenset(words.keys[max(0, at - _BESIDE_REST) : at + _BESIDE_REST]) - STOP_WORDS
        # What stands behind it is so much of the rest.
        start = source.sentence_at(rest.start())[0]
        for one in between(source, start, rest.start())[:_MOST_OF_ONE]:
            if one.readings[0].kind == "percent":
                found.append((one, beside))
    return found


def _all_but(goal: Goal, source: Page) -> Span | None:
    """Return the whole of which ours is what its sentence, telling of the rest, leaves over."""
    words = telling(goal.page, goal.amount.start)
    for reading in goal.amount.readings:
        if reading.kind not in _UNITS or not reading.unit:
            continue
        for pool, beside in _sentences_with_a_rest(source):
            alike = [one for one in pool if one.readings[0][:2] == reading[:2]]
            if len(alike) < _FEWEST_PARTS and not words & beside:
                continue
            if len(alike) < 2:
                continue
            whole = max(alike, key=lambda one: one.readings[0].value)
            parts = sum(one.readings[0].value for one in alike) - whole.readings[0].value
            if goal.met(reading, whole.readings[0].value - parts):
                return whole.start, whole.end
    return None


@lru_cache(64)
def _sentences_with_a_rest(source: Page) -> list[tuple[list[Amount], frozenset[str]]]:
    """Return the figures of the sentences that tell of a rest, with the words beside that."""
    words = source.words
    found: dict[tuple[int, int], frozenset[str]] = {}
    for rest in _REST.finditer(source.prose):
        at = words.first_from(rest.start())
        beside = frozenset(words.keys[at : at + _BESIDE_REST]) - STOP_WORDS
        found.setdefault(source.sentence_at(rest.start()), beside)
    return [(between(source, *one)[:_MOST_OF_ONE], beside) for one, beside in sorted(found.items())]


def _in_a_paragraph(goal: Goal, source: Page) -> Span | None:
    """Return two figures of a paragraph of which ours is called the sum or the difference."""
    gap = goal.gap
    if not (gap or goal.in_all or goal.joint):
        return None
    words = telling(goal.page, goal.amount.start)
    for reading in goal.amount.readings:
        if reading.kind not in _UNITS or not reading.unit:
            continue
        for pool in _paragraphs(source):
            alike = [one for one in pool if one.readings[0][:2] == reading[:2]][:_MOST_OF_ONE]
            for one, two in combinations(alike, 2):
                told = telling(source, one.start) | telling(source, two.start)
                first, last = one.readings[0], two.readings[0]
                value = abs(first.value - last.value) if gap else first.value + last.value
                if goal.met(reading, value) and words & told:
                    return one.start, one.end
    return None


@lru_cache(64)
def _paragraphs(source: Page) -> list[list[Amount]]:
    """Return the figures of each paragraph."""
    known = surroundings(source)
    found: dict[int, list[Amount]] = {}
    for one in all_of(source):
        if not one.quiet:
            found.setdefault(known.paragraph(one.start), []).append(one)
    return list(found.values())


def _beside_it(goal: Goal, known: Sequence[Amount], source: Page) -> Span | None:
    """Return a figure of a sentence beside which stands what our own sentence has, to make ours.

    `known` are the figures of the source that our sentence has. Only what ours calls another way of
    saying it is made so, and neither percentages nor small numbers: there is always one that fits.
    """
    theirs = surroundings(source)
    for reading in goal.amount.readings:
        if reading.kind not in _UNITS or not (goal.telling and goal.restates):
            continue
        for one in known:
            near = (
                other
                for other in _paragraph_of(source, one)
                if not other.quiet and theirs.apart(one.start, other.start) == 1
            )
            for other in near:
                if _made(goal, reading, one, other):
                    return other.start, other.end
    return None


def _part_of(goal: Goal, known: Sequence[Amount], source: Page) -> Span | None:
    """Return the whole of which a figure of our sentence is so much percent, or the part.

    It must be told with a word of what we call it: "or 4 percent of the budget"; "the fine is 3
    percent of the sales of $58 million".
    """
    readings = [one for one in goal.amount.readings if one.kind == "percent"]
    whole = _OF_WHAT.match(goal.page.prose, goal.amount.end) if readings else None
    if whole is None:
        return None
    start = max(goal.page.sentence_at(goal.amount.start)[0], goal.amount.start - REACH)
    behind = _stems(goal.page, *whole.span("what"))
    before = _stems(goal.page, start, goal.amount.start)
    theirs = surroundings(source)
    for one in known:
        first = one.readings[0]
        for other in all_of(source):
            last = other.readings[0]
            if first[:2] != last[:2] or last.value == first.value or other.quiet:
                continue
            near = theirs.near(other)
            stems = behind if last.value > first.value else before
            low, high = sorted((first.value, last.value))
            if any(near.get(stem, 0.0) >= _BESIDE for stem in stems) and any(
                goal.met(reading, 100 * low / high) for reading in readings
            ):
                return other.start, other.end
    return None


def _over_time(goal: Goal, known: Sequence[Amount], source: Page) -> Span | None:
    """Return how long something went on of which our sentence tells what it was a day.

    One word beside that length must be in our sentence: "the strike cost $21 million".
    """
    spells = [one for one in known if one.readings[0].per in SPELLS]
    if not spells or not goal.telling:
        return None
    stems = _stems(goal.page, *goal.page.sentence_at(goal.amount.start))
    theirs = surroundings(source)
    for one, other in product(spells, all_of(source)):
        length, base = other.readings[0], one.readings[0]
        unit, each = SPELLS[base.per]
        if other.quiet or length[:2] != ("number", unit):
            continue
        near = theirs.near(other)
        if any(near.get(stem, 0.0) >= _BESIDE for stem in stems) and any(
            reading[:2] == base[:2] and goal.met(reading, base.value * length.value / each)
            for reading in goal.amount.readings
        ):
            return other.start, other.end
    return None


def _stems(ours: Page, start: int, end: int) -> set[str]:
    keys = Words(ours.prose, start, end).keys
    return {stem_of(key) for key in keys if key not in STOP_WORDS}


def _paragraph_of(source: Page, one: Amount) -> Sequence[Amount]:
    start, end = surroundings(source).paragraph_span(one.start)
    return between(source, start, end)[: 2 * _MOST_OF_ONE]


def _made(goal: Goal, reading: Reading, one: Amount, other: Amount) -> bool:
    if one.readings[0][:2] == other.readings[0][:2] and not goal.large:
        return False
    return any(
        goal.met(reading, value)
        for first in one.readings
        for last in other.readings
        for value in made_of(goal, reading, first, last)
    )
