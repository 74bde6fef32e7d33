"""Reckons what a draft makes of a source's figures: sums, differences, shares, rates, durations.

Only from figures that stand in one sentence of the source with one that the draft has beside it:
of all figures of a text, nearly every number can be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from reewriter.text.facts.agreeing import agree
from reewriter.text.facts.durations import lasted, since
from reewriter.text.facts.goal import FORMERLY, REACH, Goal
from reewriter.text.facts.looking import all_of, between
from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount, Reading

__all__ = ["Known", "Made", "reckoned"]

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
_MOST_OPERANDS = 14
_MOST_IN_ALL = 40


def reckoned(
    ours: Page,
    amount: Amount,
    known: Sequence[Known],
    sources: Sequence[Page],
    today: date | None,
) -> Made | None:
    """Return what one of our figures can be reckoned from, or None."""
    first, last = _around(ours, amount)
    near = [one for one in known if first <= one.amount.start < last]
    said = ours.sentence_at(amount.start)
    for one in near:
        # "$1,200 a kilo, or $1.2 million a tonne"
        if ours.sentence_at(one.amount.start) == said and _restated(amount, one.amount):
            return Made(*one.place)
    goal = Goal(ours, amount)
    for number, sentence in _sentences(near, sources):
        source = sources[number]
        pool = list(_pool(number, source, sentence, near))
        if (span := _made(goal, pool)) is not None:
            return Made(number, span)
        if (span := lasted(goal, source, [one.amount for one in pool], sentence)) is not None:
            return Made(number, span)
    if goal.in_all:
        for number, source in enumerate(sources):
            whole = all_of(source)
            pool = [_Operand(one, True) for one in whole if not one.quiet]
            if len(pool) <= _MOST_IN_ALL and (span := _made(goal, pool, sums=True)) is not None:
                return Made(number, span)
    ago = since(goal, sources, today)
    return Made(*ago) if ago else None


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


def _restated(amount: Amount, other: Amount) -> bool:
    return any(
        one.per and two.per and one.per != two.per and agree(one, two)
        for one in amount.readings
        for two in other.readings
    )


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
        if reading.kind == "percent" and goal.rest:
            for one in pool:
                first = one.amount.readings[0]
                if first.kind == "percent" and goal.met(reading, 100 - first.value):
                    return one.amount.start, one.amount.end
        for one, two in combinations(pool, 2):
            paired = one.former != two.former and (goal.lean.turn or reading.unit == "share")
            if not (one.known or two.known or goal.large or paired):
                continue
            for first in one.amount.readings:
                for last in two.amount.readings:
                    found = (
                        _sums(reading, first, last) if sums else _from(goal, reading, first, last)
                    )
                    if any(goal.met(reading, value) for value in found):
                        return min((part.amount.start, part.amount.end) for part in (one, two))
    return None


def _sums(goal: Reading, one: Reading, two: Reading) -> Iterator[float]:
    if goal[:2] == one[:2] == two[:2] and goal.kind in ("money", "number"):
        yield one.value + two.value


_ADDED = ("money", "number", "points")


def _from(goal: Goal, reading: Reading, one: Reading, two: Reading) -> Iterator[float]:
    """Yield what can be made of two figures that is of the kind sought."""
    kind = reading[:2]
    bare = kind == ("number", "") and one.kind == two.kind == "number"
    if bare and (one.unit == two.unit or "" in (one.unit, two.unit)):
        one, two = one._replace(unit=""), two._replace(unit="")
    if one[:2] == two[:2]:
        low, high = sorted((one.value, two.value))
        if low <= 0:
            return
        if kind == one[:2] and (reading.kind in _ADDED or (kind == ("percent", "") and goal.large)):
            yield from _added(goal, low, high)
        elif reading.kind == "points" and one.kind == "percent" and goal.change:
            yield high - low
        elif reading.kind == "percent" and one.kind in ("money", "number") and low < high:
            yield from _shares(goal, low, high)
    elif reading.kind in _ADDED:
        for base, other in ((one, two), (two, one)):
            if base[:2] == kind or (kind == ("number", "") and base.kind == "number"):
                yield from _times(goal, base, other)
                yield from _paid(base, other)


def _added(goal: Goal, low: float, high: float) -> Iterator[float]:
    """Yield a difference and a sum, where ours is called one or can hardly be one by chance."""
    if goal.change or goal.formerly or goal.large or goal.scored:
        yield high - low
    if goal.in_all or goal.formerly or goal.large:
        yield high + low


def _paid(price: Reading, mass: Reading) -> Iterator[float]:
    """Yield what so much costs at a price for each."""
    if mass.unit == "t" and price.per in _TONNES:
        yield price.value * mass.value / _TONNES[price.per]
    elif mass.kind == "number" and mass.unit == _PRICED.get(price.per, "-"):
        yield price.value * mass.value


def _shares(goal: Goal, low: float, high: float) -> Iterator[float]:
    """Yield what part one is of the other, or by how much the one has become the other."""
    if goal.change in ("", "gap", "up", "down"):
        yield 100 * low / high
    if goal.change in ("up", "gap"):
        yield 100 * (high - low) / low
    if goal.change in ("down", "gap"):
        yield 100 * (high - low) / high


_TONNES = {"kg": 1e-3, "t": 1.0, "lb": 4.5359e-4}
_PRICED = {
    "acre": "acre",
    "hectare": "ha",
    "barrel": "bbl",
    "mile": "mile",
    "share": "",
    "unit": "",
}
_SPELLS = {
    "day": ("day", 1.0),
    "week": ("day", 7.0),
    "month": ("month", 1.0),
    "year": ("month", 12.0),
}


def _times(goal: Goal, base: Reading, other: Reading) -> Iterator[float]:
    """Yield so many times a figure, a part of it, and what it was before a rise or a fall."""
    if other.kind == "times" or (
        other[:2] == ("number", "") and 2 <= other.value <= 100 and (goal.large or goal.in_all)
    ):
        yield base.value * other.value
        if other.kind == "times" and other.value > 1:
            yield base.value / other.value
    elif other.kind == "percent" and other.value < 100:
        part = other.value / 100
        yield base.value * part
        if goal.formerly or goal.large:
            yield from (base.value / (1 + part), base.value / (1 - part))
            yield from (base.value * (1 + part), base.value * (1 - part))
    elif base.per in _SPELLS and other.kind == "number":
        unit, length = _SPELLS[base.per]
        if other.unit == unit:
            yield base.value * other.value / length
    elif goal.each and other[:2] == ("number", "month") and other.value >= 12:
        yield base.value / (other.value / 12)
