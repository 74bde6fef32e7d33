"""The figures that one of ours may be reckoned from, and which two of them make it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from reewriter.text.facts.arithmetic import made_of, parted, summed, with_both
from reewriter.text.facts.combined import chance_of
from reewriter.text.facts.goal import FORMERLY, REACH, Goal
from reewriter.text.facts.looking import between
from reewriter.text.facts.reading import Page
from reewriter.text.facts.telling import telling
from reewriter.text.facts.values import Amount, Reading

__all__ = ["Known", "Made", "Operand", "Place", "made", "pool"]

Place = tuple[int, tuple[int, int]]
"""Which source, and where in it."""
_MOST_OPERANDS = 14


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
class Operand:
    """A figure of a source that may be a part of ours."""

    amount: Amount
    known: bool
    """Whether the draft has it, too."""
    former: bool = False
    """Whether it is what something was before."""
    beside: bool = False
    """Whether our own sentence has it."""


_BEFORE, _BEHIND = 2, 2
"""Sentences of the draft around a figure whose figures are taken for its company."""


def pool(
    number: int,
    source: Page,
    sentence: tuple[int, int],
    near: Sequence[Known],
    said: tuple[int, int] = (0, 0),
) -> Iterator[Operand]:
    """Yield the figures of a sentence, and what the draft has itself reckoned from such.

    `said` is where our own sentence stands in the draft.
    """
    ours = {one.place[1] for one in near if one.place[0] == number}
    here = {one.place[1] for one in near if said[0] <= one.amount.start < said[1]}
    for one in between(source, *sentence)[:_MOST_OPERANDS]:
        former = bool(FORMERLY.search(source.text[max(0, one.start - REACH) : one.start]))
        known = any(a < one.end and one.start < b for a, b in ours)
        yield Operand(one, known, former, any(a < one.end and one.start < b for a, b in here))
    for other in near:
        spell = other.amount.readings[0]
        where, (start, end) = other.place
        beside = said[0] <= other.amount.start < said[1]
        if other.made or spell.per or spell.unit in ("day", "month"):
            yield Operand(other.amount, True, beside=beside)
        elif where == number and not sentence[0] <= start < sentence[1]:
            yield from (Operand(one, True, beside=beside) for one in between(source, start, end))


_BY_CHANCE = (0.02, 0.02, 0.05, 0.1, 0.3, 1.0)
"""How many of all that was tried may be expected to fit, by how many words are in common, where
our own sentence has neither of what ours would be made of."""


def made(
    goal: Goal, operands: Sequence[Operand], source: Page | None = None, *, sums: bool = False
) -> tuple[int, int] | None:
    """Return the figures that ours is made of.

    Where our sentence has neither of the two, nothing counts that chance makes of a `source` as
    easily, the less, the fewer words the two have in common.
    """
    words = telling(goal.page, goal.amount.start) if source else frozenset()
    for reading in goal.amount.readings:
        expected = 0.0
        chance = _chance(goal, reading)
        if reading.kind == "percent" and goal.rest and (span := _rest(goal, reading, operands)):
            return span
        if goal.tried_enough:
            return None
        goal.spend(len(operands) * (len(operands) - 1) // 2)
        for one, two in combinations(operands, 2):
            paired = one.former != two.former and (goal.lean.turn or reading.unit == "share")
            if not (one.known or two.known or goal.large or paired):
                continue
            known = one.known and two.known
            for first, last in product(one.amount.readings, two.amount.readings):
                found = (
                    summed(reading, first, last)
                    if sums
                    else _values(goal, reading, first, last, known=known)
                )
                met = [goal.met(reading, value) for value in found]
                expected += chance * len(met)
                if any(met) and (
                    source is None or _meant(words, source, (one, two), expected, named=goal.named)
                ):
                    return min((part.amount.start, part.amount.end) for part in (one, two))
    return None


def _values(
    goal: Goal, reading: Reading, first: Reading, last: Reading, *, known: bool
) -> Iterator[float]:
    """Yield what can be made of two figures, and what only where the draft has both."""
    yield from made_of(goal, reading, first, last)
    if known:
        yield from with_both(goal, reading, first, last)
        if goal.apiece:
            yield from parted(reading, first, last)


def _meant(
    words: frozenset[str],
    source: Page,
    both: tuple[Operand, Operand],
    expected: float,
    *,
    named: bool,
) -> bool:
    """Say whether our sentence has either of two figures, or chance hardly makes ours of them."""
    one, two = both
    beside = one.beside + two.beside
    if beside == len(both):
        return True
    apart = source.sentence_at(one.amount.start) != source.sentence_at(two.amount.start)
    if beside > apart:
        return True
    if apart and not beside:
        return False
    common = max(len(words & telling(source, each.amount.start)) for each in both)
    if beside and named and common > 1:
        return True
    return expected <= _BY_CHANCE[min(common, len(_BY_CHANCE) - 1)]


def _chance(goal: Goal, reading: Reading) -> float:
    """Return how likely a value that has nothing to do with ours is just ours."""
    chance = chance_of(goal, reading)
    whole = reading.kind == "number" and reading.unit not in ("day", "month")
    return max(chance, min(0.3, 0.5 / max(1.0, reading.bare or reading.value))) if whole else chance


def _rest(goal: Goal, reading: Reading, operands: Sequence[Operand]) -> tuple[int, int] | None:
    for one in operands:
        first = one.amount.readings[0]
        if first.kind == "percent" and goal.met(reading, 100 - first.value):
            return one.amount.start, one.amount.end
    return None
