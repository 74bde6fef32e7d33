"""Reckons what a draft makes of a source's figures: sums, differences, shares, rates, durations.

First from figures that stand in one sentence of the source with one that the draft has beside it:
of all figures of a text, nearly every number can be made. Then from what our words name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import nsmallest

from reewriter.text.facts.apart import apart
from reewriter.text.facts.budget import Budget
from reewriter.text.facts.called import called
from reewriter.text.facts.durations import lasted, since
from reewriter.text.facts.goal import Goal
from reewriter.text.facts.linked import Linked, linked
from reewriter.text.facts.looking import between
from reewriter.text.facts.nearby import nearby
from reewriter.text.facts.operands import Known, Made, made, pool
from reewriter.text.facts.reading import Page
from reewriter.text.facts.restated import in_short_tons, of_another_spell, restated
from reewriter.text.facts.values import Amount

__all__ = ["MOST_TRIED", "Known", "Made", "reckoned"]

_BEFORE, _BEHIND = 2, 2
"""Sentences of the draft around a figure whose figures are taken for its company."""
MOST_TRIED = 40_000
"""Values and pairs of figures that are tried for one draft."""
_MOST_NEAR = 24
"""Figures of the draft around ours that are reckoned with."""


def reckoned(
    ours: Page,
    amount: Amount,
    known: Sequence[Known],
    sources: Sequence[Page],
    today: date | None,
    budget: Budget | None = None,
) -> Made | None:
    """Return what one of our figures can be reckoned from, or None."""
    budget = Budget(MOST_TRIED) if budget is None else budget
    if budget.spent:
        return None
    budget.spend(1 + len(known) // 16)
    if any(of_another_spell(amount, source) for source in sources):
        return None
    first, last = _around(ours, amount)
    near = _nearest(known, amount, first, last)
    said = ours.sentence_at(amount.start)
    for one in near:
        # "$1,200 a kilo, or $1.2 million a tonne"
        if ours.sentence_at(one.amount.start) == said and (
            restated(amount, one.amount) or in_short_tons(ours, amount, one.amount)
        ):
            return Made(*one.place)
    goal = Goal(ours, amount, budget)
    for number, sentence in _sentences(near, sources):
        source = sources[number]
        operands = list(pool(number, source, sentence, near, goal.reckoned_with))
        if (span := made(goal, operands, source)) is not None:
            return Made(number, span)
        if (span := lasted(goal, source, [one.amount for one in operands], sentence)) is not None:
            return Made(number, span)
    found = (
        called(goal, near, sources)
        or _nearby(goal, near, sources)
        or _linked(goal, near, sources, today)
    )
    if found is not None:
        return found
    ago = since(goal, sources, today)
    return Made(*ago) if ago else None


def _nearest(known: Sequence[Known], amount: Amount, first: int, last: int) -> list[Known]:
    """Return those of a stretch, in order; of more than anybody reckons with the nearest alone."""
    near = [
        one
        for one in known
        if first <= one.amount.start < last and one.amount.start != amount.start
    ]
    if len(near) > _MOST_NEAR:
        kept = nsmallest(_MOST_NEAR, near, lambda one: abs(one.amount.start - amount.start))
        nearest = set(map(id, kept))
        near = [one for one in near if id(one) in nearest]
    return near


def _nearby(goal: Goal, near: Sequence[Known], sources: Sequence[Page]) -> Made | None:
    """Reckon with what stands beside, but not in, the sentences that have our figures."""
    first, last = goal.reckoned_with
    for number, source in enumerate(sources):
        known = [
            one
            for other in near
            if other.place[0] == number and first <= other.amount.start < last
            for one in between(source, *other.place[1])
        ]
        if (span := nearby(goal, known, source)) is not None:
            return Made(number, span)
    return None


def _linked(
    goal: Goal, near: Sequence[Known], sources: Sequence[Page], today: date | None
) -> Made | None:
    """Reckon with figures that our words name, wherever a source has them."""
    said = goal.page.sentence_at(goal.amount.start)
    for number, source in enumerate(sources):
        mine = [one for one in near if one.place[0] == number]
        here = [one for one in mine if goal.page.sentence_at(one.amount.start) == said]
        beside = Linked(
            frozenset(one.place[1] for one in here if not one.made),
            frozenset(one.place[1] for one in mine),
            [one.amount for one in here if one.made],
        )
        if (span := linked(goal, beside, source) or apart(goal, beside, source, today)) is not None:
            return Made(number, span)
    return None


def _around(ours: Page, amount: Amount) -> tuple[int, int]:
    """Return the stretch of a draft whose figures may be a figure's company."""
    sentences = ours.sentences
    said = ours.sentence_at(amount.start)
    if said not in sentences:
        return said
    at = sentences.index(said)
    first = sentences[max(0, at - _BEFORE)][0]
    last = sentences[min(len(sentences) - 1, at + _BEHIND)][1]
    above = ours.text.rfind("\n\n", 0, amount.start)
    below = ours.text.find("\n\n", amount.end)
    return max(first, above + 1), min(last, below if below >= 0 else last)


def _sentences(
    near: Iterable[Known], sources: Sequence[Page]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the sentences of the sources that have what stands beside ours, each once."""
    seen = set()
    for one in near:
        number, span = one.place
        place = (number, sources[number].sentence_at(span[0]))
        if place not in seen:
            seen.add(place)
            yield place
