"""Reckons what a draft makes of a source's figures: sums, differences, shares, rates, durations.

Only from figures that stand in one sentence of the source with one that the draft has beside it:
of all figures of a text, nearly every number can be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from heapq import nsmallest
from itertools import chain, combinations, islice, product

from reewriter.text.facts.arithmetic import made_of, of_both, parted, summed, with_both
from reewriter.text.facts.budget import Budget
from reewriter.text.facts.durations import lasted, since
from reewriter.text.facts.goal import FORMERLY, FROM, REACH, Goal
from reewriter.text.facts.looking import all_of, between
from reewriter.text.facts.nearby import nearby
from reewriter.text.facts.reading import Page
from reewriter.text.facts.restated import in_short_tons, of_another_spell, restated
from reewriter.text.facts.surroundings import surroundings
from reewriter.text.facts.telling import telling
from reewriter.text.facts.values import Amount, Reading

__all__ = ["MOST_TRIED", "Known", "Made", "reckoned"]

Place = tuple[int, tuple[int, int]]
"""Which source, and where in it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of the draft that is supported, and where a source has it."""

    amount: Amount
    place: Place
    made: bool = False
    """Whether it was itself reckoned."""


@dataclass(frozen=True, slots=True)
class Made:
    """Where the figures stand that one of ours is reckoned from."""

    number: int
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Operand:
    amount: Amount
    known: bool
    """Whether the draft has it, too."""
    former: bool = False
    """Whether it is what something was before."""


_BEFORE, _BEHIND = 2, 2
"""Sentences of the draft around a figure whose figures are taken for its company."""
MOST_TRIED = 40_000
"""Values and pairs of figures that are tried for one draft."""
_SHARED_WORDS = 2
_BESIDE = 0.6
"""How near a word must be to two figures that alone says that they are of one thing."""
_MOST_OPERANDS = 14
_MOST_NEAR = 24
"""Figures of the draft around ours that are reckoned with."""
_MOST_IN_ALL = 40
_MOST_CHANGES = 200
_MOST_ELSEWHERE = 500
"""Figures of a text longer than any article; of so many one always fits."""


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
        pool = list(_pool(number, source, sentence, near))
        if (span := _made(goal, pool)) is not None:
            return Made(number, span)
        if (span := lasted(goal, source, [one.amount for one in pool], sentence)) is not None:
            return Made(number, span)
    made = _called(goal, near, sources) or _nearby(goal, near, sources)
    if made is not None:
        return made
    ago = since(goal, sources, today)
    return Made(*ago) if ago else None


def _nearest(known: Sequence[Known], amount: Amount, first: int, last: int) -> list[Known]:
    """Return those of a stretch, in order; of more than anybody reckons with the nearest alone."""
    near = [one for one in known if first <= one.amount.start < last]
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


def _called(goal: Goal, near: Sequence[Known], sources: Sequence[Page]) -> Made | None:
    """Reckon what is called a change, a reckoning or a sum, though its parts stand elsewhere."""
    made = _from_to(goal, sources) if goal.change else None
    if made is None and goal.told:
        made = _as_told(goal, near, sources)
    return _in_all(goal, sources) if made is None and goal.in_all else made


def _in_all(goal: Goal, sources: Sequence[Page]) -> Made | None:
    """Add up two figures of a source that has not so many that any sum can be made of them."""
    for number, source in enumerate(sources):
        pool = [_Operand(one, True) for one in all_of(source) if not one.quiet]
        if len(pool) <= _MOST_IN_ALL and (span := _made(goal, pool, sums=True)) is not None:
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
            pool = list(_pool(number, source, sentence, ()))
            former = [
                one
                for one in pool
                if one.former and (common >= _SHARED_WORDS or _of_one_thing(goal, source, one))
            ]
            others = [one for one in pool if not one.former]
            for one, two in product(former, others):
                both = [replace(one, known=True), two]
                if (span := _made(goal, both)) is not None:
                    return Made(number, span)
    return None


def _of_one_thing(goal: Goal, source: Page, one: _Operand) -> bool:
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
        pool = (
            other
            for other in all_of(source)
            if not other.quiet
            and other.start != start
            and len(words & telling(source, other.start)) >= _SHARED_WORDS
        )
        for other in islice(pool, _MOST_IN_ALL):
            if _made(goal, [_Operand(one.amount, True), _Operand(other, False)]) is not None:
                return Made(number, (other.start, other.end))
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


def _pool(
    number: int, source: Page, sentence: tuple[int, int], near: Sequence[Known]
) -> Iterator[_Operand]:
    """Yield the figures of a sentence, and what the draft has itself reckoned from such."""
    ours = {one.place[1] for one in near if one.place[0] == number}
    for one in between(source, *sentence)[:_MOST_OPERANDS]:
        former = bool(FORMERLY.search(source.text[max(0, one.start - REACH) : one.start]))
        yield _Operand(one, any(a < one.end and one.start < b for a, b in ours), former)
    for other in near:
        spell = other.amount.readings[0]
        where, (start, end) = other.place
        if other.made or spell.per or spell.unit in ("day", "month"):
            yield _Operand(other.amount, True)
        elif where == number and not sentence[0] <= start < sentence[1]:
            yield from (_Operand(one, True) for one in between(source, start, end))


def _made(goal: Goal, pool: Sequence[_Operand], *, sums: bool = False) -> tuple[int, int] | None:
    """Return the figures that ours is made of."""
    for reading in goal.amount.readings:
        if reading.kind == "percent" and goal.rest and (span := _rest(goal, reading, pool)):
            return span
        if goal.tried_enough:
            return None
        goal.spend(len(pool) * (len(pool) - 1) // 2)
        for one, two in combinations(pool, 2):
            paired = one.former != two.former and (goal.lean.turn or reading.unit == "share")
            if not (one.known or two.known or goal.large or paired):
                continue
            each = goal.apiece and one.known and two.known
            for first, last in product(one.amount.readings, two.amount.readings):
                found = (
                    summed(reading, first, last) if sums else made_of(goal, reading, first, last)
                )
                if one.known and two.known:
                    found = chain(found, with_both(goal, reading, first, last))
                if each:
                    found = chain(found, parted(reading, first, last))
                if any(goal.met(reading, value) for value in found):
                    return min((part.amount.start, part.amount.end) for part in (one, two))
    return None


def _rest(goal: Goal, reading: Reading, pool: Sequence[_Operand]) -> tuple[int, int] | None:
    for one in pool:
        first = one.amount.readings[0]
        if first.kind == "percent" and goal.met(reading, 100 - first.value):
            return one.amount.start, one.amount.end
    return None
