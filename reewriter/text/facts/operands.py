"""The figures that one of ours may be reckoned from, and which two of them make it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product

from reewriter.text.facts.arithmetic import made_of, parted, summed, with_both
from reewriter.text.facts.goal import FORMERLY, REACH, Goal
from reewriter.text.facts.looking import between
from reewriter.text.facts.reading import Page
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


_BEFORE, _BEHIND = 2, 2
"""Sentences of the draft around a figure whose figures are taken for its company."""


def pool(
    number: int, source: Page, sentence: tuple[int, int], near: Sequence[Known]
) -> Iterator[Operand]:
    """Yield the figures of a sentence, and what the draft has itself reckoned from such."""
    ours = {one.place[1] for one in near if one.place[0] == number}
    for one in between(source, *sentence)[:_MOST_OPERANDS]:
        former = bool(FORMERLY.search(source.text[max(0, one.start - REACH) : one.start]))
        yield Operand(one, any(a < one.end and one.start < b for a, b in ours), former)
    for other in near:
        spell = other.amount.readings[0]
        where, (start, end) = other.place
        if other.made or spell.per or spell.unit in ("day", "month"):
            yield Operand(other.amount, True)
        elif where == number and not sentence[0] <= start < sentence[1]:
            yield from (Operand(one, True) for one in between(source, start, end))


def made(goal: Goal, operands: Sequence[Operand], *, sums: bool = False) -> tuple[int, int] | None:
    """Return the figures that ours is made of."""
    for reading in goal.amount.readings:
        if reading.kind == "percent" and goal.rest and (span := _rest(goal, reading, operands)):
            return span
        if goal.tried_enough:
            return None
        goal.spend(len(operands) * (len(operands) - 1) // 2)
        for one, two in combinations(operands, 2):
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


def _rest(goal: Goal, reading: Reading, operands: Sequence[Operand]) -> tuple[int, int] | None:
    for one in operands:
        first = one.amount.readings[0]
        if first.kind == "percent" and goal.met(reading, 100 - first.value):
            return one.amount.start, one.amount.end
    return None
