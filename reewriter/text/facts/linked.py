"""Reckons with figures that stand anywhere in a source, where our words name what both are of.

How many such pairs there are tells how likely one of them makes ours by chance. The pairs are
tried from the best named on, and what is found counts only as long as chance is unlikely.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp

from reewriter.text.facts.combined import TOLD, combined
from reewriter.text.facts.goal import Goal
from reewriter.text.facts.looking import all_of
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import surroundings
from reewriter.text.facts.values import Amount

__all__ = ["Link", "Linked", "first_unlikely", "linked"]

Span = tuple[int, int]

_MOST_FIGURES = 300
"""Figures of a text longer than any article."""
_MOST_LINKED = 16
_WORTH = 1.2
"""How many words that tell something make it likely that a figure is meant."""
_BY_WORDS = 0.85
"""How sure words alone can make it."""
_BESIDE_OURS = 0.55
"""How sure it is of what a sentence beside ours has."""
_OF_ITS_SENTENCE = 0.35
"""The same of what a source tells in one sentence with what ours has."""
_FOR_EACH = 0.5
"""The same of what is, as ours, so much for each of one thing."""
_LEAST = 0.12
_SENTENCE_BEFORE = 0.3
_LEAST_OF_BOTH = 0.15
_BY_CHANCE = 0.1
"""How many pairs may be expected to make ours by chance, of all that are named as well."""
_AT_THIS_PACE = 0.25
"""The same where our sentence says so plainly that it was reckoned, and how."""
_BESIDE, _NEXT, _PARAGRAPH, _APART = 1.0, 0.8, 0.7, 0.5
"""How much two figures of a sentence, of neighbouring ones, and so on, belong together."""


@dataclass(frozen=True, slots=True)
class Link:
    """A figure that ours may be reckoned from."""

    amount: Amount
    much: float
    """How sure it is that our words mean it: 1 where our sentence has it."""
    known: bool = False
    """Whether our sentence has it."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a draft has beside a figure of ours."""

    same: frozenset[Span]
    """Places in the source of what its sentence has."""
    near: frozenset[Span]
    """The same of the sentences around it."""
    made: Sequence[Amount] = ()
    """What the draft itself has reckoned there."""


def linked(goal: Goal, beside: Linked, source: Page) -> Span | None:
    """Return two figures of a source that our words name, and of which ours can be made."""
    if len(all_of(source)) > _MOST_FIGURES or goal.tried_enough:
        return None
    links = _links(goal, beside, source)
    theirs = surroundings(source)
    tried: list[tuple[float, float, Span, bool]] = []
    goal.spend(len(all_of(source)) // 4 + len(links) * len(links))
    for one, two in combinations(links, 2):
        near = _affinity(theirs.apart(one.amount.start, two.amount.start))
        if one.known and two.known:
            near = 1.0
        sure = one.much * two.much * near
        if TOLD * sure < _LEAST_OF_BOTH:
            continue
        first = min(one.amount, two.amount, key=lambda each: each.start)
        for weight, chance, met in combined(goal, one, two, source):
            if sure * weight >= _LEAST_OF_BOTH:
                tried.append((-sure * weight, chance, (first.start, first.end), met))
    tried.sort()
    return first_unlikely(tried, _AT_THIS_PACE if goal.at_this_pace else _BY_CHANCE)


def first_unlikely(tried: Sequence[tuple[float, float, Span, bool]], most: float) -> Span | None:
    """Return the place of the first that fits, unless so many were tried that one had to."""
    expected = 0.0
    for _, chance, span, met in tried:
        expected += chance
        if expected > most:
            return None
        if met:
            return span
    return None


def _affinity(apart: int | None) -> float:
    if apart is None:
        return _APART
    return _BESIDE if apart == 0 else _NEXT if apart == 1 else _PARAGRAPH


def _links(goal: Goal, beside: Linked, source: Page) -> list[Link]:
    """Return the figures of a source that our words may mean, the surest first."""
    theirs = surroundings(source)
    words = {
        stem: much * theirs.rarity[stem]
        for stem, much in surroundings(goal.page)
        .beside(goal.amount, before=_SENTENCE_BEFORE)
        .items()
        if stem in theirs.rarity
    }
    found = [Link(one, 1.0, known=True) for one in beside.made]
    each = goal.amount.readings[0].per
    told = {source.sentence_at(start) for start, _ in beside.same}
    for one in all_of(source):
        if one.quiet and one.readings[0].kind not in ("times", "percent"):
            continue
        span = (one.start, one.end)
        named = _named(words, theirs.near(one))
        if each and one.readings[0].per == each:
            named = max(named, _FOR_EACH)
        if span in beside.same:
            found.append(Link(one, 1.0, known=True))
        else:
            much = max(named, _BESIDE_OURS if span in beside.near else 0.0)
            if much < _OF_ITS_SENTENCE and source.sentence_at(one.start) in told:
                much = _OF_ITS_SENTENCE
            if much >= _LEAST:
                found.append(Link(one, much))
    found.sort(key=lambda link: -link.much)
    return found[:_MOST_LINKED]


def _named(words: Mapping[str, float], near: Mapping[str, float]) -> float:
    told = sum(much * near[stem] for stem, much in words.items() if stem in near)
    return _BY_WORDS * (1 - exp(-told / _WORTH))
