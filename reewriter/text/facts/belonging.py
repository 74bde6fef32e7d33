"""Tells a figure that a source has of something else: whose words stand beside another one there.

Where the words and the figures around one of ours stand much nearer to another figure of its kind
than to its like, the source says that other figure of the matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reewriter.text.facts.compared import Compared, Ours
from reewriter.text.facts.exchanged import exchanged
from reewriter.text.facts.leaning import leaning
from reewriter.text.facts.listed import by_name
from reewriter.text.facts.looking import all_of, between
from reewriter.text.facts.reading import Page
from reewriter.text.facts.surroundings import Surroundings
from reewriter.text.facts.swapped import alike, names
from reewriter.text.facts.values import Amount

__all__ = ["Instead", "misplaced"]

_KINDS = frozenset(
    ("money", "percent", "points", "number", "times", "ordinal", "year", "quarter", "month")
) | {"weekday"}
"""A day is told with what happened on it, and two of a text are seldom of one thing."""
_OF_TODAY = frozenset(("money", "percent", "points", "number"))
_LEAST = 1.5
"""What our words tell that stand in the clause of another figure of the same sentence."""
_MOST = 500
"""Figures of a source, or a draft; of so many some stand beside any words."""
_TIMES, _MORE = 3.0, 2.0
"""How much nearer our words must be to the other figure: so many times, and so much more.

Less accuses in new texts one sound figure for every two wrong ones that it finds."""
_TIMES_COUNTED, _MORE_COUNTED = 1.5, 1.1
"""The same of what is compared with its like alone: counts of the same things, and years."""
_COUNTED = frozenset(("number", "times", "ordinal", "year"))
_TRIED = 6
_FROM = re.compile(
    r"\b(?:from|against|compared\s+with|instead\s+of|rather\s+than)\s+(?:about\s+|some\s+)?\Z", re.I
)
_OF = re.compile(
    r"\s+of\s+(?:(?:the|its|their|his|her|all)\s+){0,2}"
    r"(?!(?:those|them|it|this|that|which|whom)\b)(?P<what>[a-z][\w’'-]*(?:[^\S\n]+[\w’'-]+){0,3})"
)
_REACH = 40


@dataclass(frozen=True, slots=True)
class Instead:
    """What a source has where one of ours stands there of something else."""

    said: str
    sure: bool
    """Whether it is so sure that nothing it could be reckoned from makes up for it."""


def misplaced(ours: Page, amounts: Sequence[Amount], sources: Sequence[Page]) -> dict[int, Instead]:
    """Return where figures begin that a source has of something else, with what it has instead."""
    told: dict[int, Instead] = {}
    sound: set[int] = set()
    for source in sources:
        if max(len(all_of(source)), len(amounts)) > _MOST:
            return {}
        both = Compared(ours, amounts, source)
        wrong = _wrong(both)
        told |= {start: said for start, said in wrong.items() if start not in told}
        sound |= both.known - wrong.keys()
    # Whatever one source says, it is enough that another one has it of the matter.
    return {start: said for start, said in told.items() if start not in sound}


def _wrong(both: Compared) -> dict[int, Instead]:
    """Return where those begin that one source has of something else, with what it has instead."""
    sure = [*exchanged(both)]
    found = [
        *_of_another_year(both),
        *_no_longer(both),
        *_of_another(both),
        *_of_another_whole(both),
        *_beside(both),
        *_elsewhere(both),
    ]
    wrong = {one.amount.start: Instead(both.shown(other), False) for one, other in reversed(found)}
    return wrong | {one.amount.start: Instead(both.shown(other), True) for one, other in sure}


def _elsewhere(both: Compared) -> Iterator[tuple[Ours, Amount]]:
    """Yield figures whose words stand nearer to another one in another sentence."""
    for one in both.figures:
        if not one.places or one.amount.readings[0].kind not in _KINDS:
            continue
        if any(by_name(place) for place in one.places):
            continue  # who is listed by name is not called by what they are
        if both.budget.spent:
            return
        counted = one.amount.readings[0].kind in _COUNTED
        times, more = (_TIMES_COUNTED, _MORE_COUNTED) if counted else (_TIMES, _MORE)
        least = times * max(both.nearness(one, place) for place in one.places) + more
        others = sorted(
            ((both.nearness(one, place), place) for place in both.others(one)),
            key=lambda pair: (-pair[0], pair[1].start),
        )
        for near, place in others[:_TRIED]:
            if near <= least:
                break
            if not both.told(one, place, near):
                yield one, place
                break


def _of_another_year(both: Compared) -> Iterator[tuple[Ours, Amount]]:
    """Yield figures that the source has right before another year than ours."""
    like = {one.amount.start: one for one in both.figures}
    for one in both.figures:
        when = both.mine.dated(one.amount)
        if when is None or not one.places or when.start not in like:
            continue
        theirs = [both.theirs.dated(place) for place in one.places]
        years = like[when.start].starts
        if any(other is None or other.start in years for other in theirs):
            continue
        for other in both.comparable(one):
            told = both.theirs.dated(other)
            if told is not None and told.start in years:
                yield one, other
                break


def _beside(both: Compared) -> Iterator[tuple[Ours, Amount]]:
    """Yield figures that the source has in another clause of the sentence that has our words.

    There the clause of its like says what that is of, by words that ours has nowhere.
    """
    for one in both.figures:
        if one.amount.readings[0].kind not in _KINDS or not one.places:
            continue
        mine = both.mine.beside(one.amount, before=0.0)
        clauses = [both.theirs.clause(place) for place in one.places]
        if any(not clause or not clause.isdisjoint(mine) for clause in clauses):
            continue
        if any(both.source.prose[place.start - 1 : place.start] == "(" for place in one.places):
            continue  # the same in another unit
        sentences = {both.theirs.sentence(place.start) for place in one.places}
        for other in both.comparable(one):
            if both.theirs.sentence(other.start) not in sentences:
                continue
            told = both.theirs.clause(other) & mine.keys() & one.words.keys()
            near = sum(one.words[stem] for stem in told)
            verb = both.mine.right_before(one.amount)
            same = verb in told and verb == both.theirs.right_before(other)
            if (len(told) > 1 or same) and near > _LEAST and not both.told(one, other, 0.0):
                yield one, other
                break


def _no_longer(both: Compared) -> Iterator[tuple[Ours, Amount]]:
    """Yield figures that the source has only as what was before, and ours as what is so.

    Our sentence has neither what has become of it nor any word of the past.
    """
    for one in both.figures:
        if not one.places or one.amount.readings[0].kind not in _OF_TODAY:
            continue
        if leaning(both.ours, one.amount).of_the_past:
            continue
        now = [_become(both, place) for place in one.places]
        if not all(now):
            continue
        first, last = both.ours.sentence_at(one.amount.start)
        beside = {
            start
            for other in both.figures
            if first <= other.amount.start < last and other is not one
            for start in other.starts
        }
        if not any(other.start in beside for others in now for other in others):
            yield one, now[0][0]


def _become(both: Compared, place: Amount) -> list[Amount]:
    """Return what a source says something has become that was so much before."""
    if not _FROM.search(both.source.prose, max(0, place.start - _REACH), place.start):
        return []
    kinds = {reading[:2] for reading in place.readings}
    return [
        other
        for other in between(both.source, *both.source.sentence_at(place.start))
        if other.start != place.start
        and not other.quiet
        and kinds & {reading[:2] for reading in other.readings}
    ]


def _of_another_whole(both: Compared) -> Iterator[tuple[Ours, Amount]]:
    """Yield percentages that a sentence of the source has of another whole than ours.

    "65 percent of the countries", of "15 of the 27 countries, with 65 per cent of the population".
    """
    for one in both.figures:
        if one.amount.readings[0].kind != "percent" or not one.places:
            continue
        mine = _whole(both.ours, both.mine, one.amount)
        if not mine:
            continue
        for place in one.places:
            theirs = _whole(both.source, both.theirs, place)
            beside = both.theirs.telling(*both.source.sentence_at(place.start))
            if not theirs or theirs & mine or not mine & beside:
                break
        else:
            yield one, one.places[0]


def _whole(whole: Page, known: Surroundings, amount: Amount) -> frozenset[str]:
    """Return the words of what something is so much percent of; none where that is not told."""
    of = _OF.match(whole.prose, amount.end)
    return known.telling(*of.span("what")) if of else frozenset()


def _of_another(both: Compared) -> Iterator[tuple[Ours, Amount]]:
    """Yield figures that a sentence of the source has of another name, and one of its kind of ours.

    "The S&P is down 3.8 percent", of its "the S&P 500 was down 2.7% and the Nasdaq 3.8%".
    """
    for one in both.figures:
        if not one.places or one.amount.readings[0].kind not in _OF_TODAY:
            continue
        first, last = both.ours.sentence_at(one.amount.start)
        named = names(both.ours, first, one.amount.start)
        if not named:
            continue
        owner, every = named[-1][0], names(both.ours, first, last)
        for other in both.comparable(one):
            owned = all(_owned(both, place, other, owner, every) for place in one.places)
            if owned and not both.told(one, other, 0.0):
                yield one, other
                break


def _owned(
    both: Compared,
    place: Amount,
    other: Amount,
    owner: tuple[str, ...],
    every: Sequence[tuple[tuple[str, ...], int]],
) -> bool:
    """Say whether a sentence has one figure of a name that ours is of, and that place of another.

    Of what stands between the figure before and each of them the last name is its owner.
    """
    source = both.source
    sentence = source.sentence_at(place.start)
    if source.sentence_at(other.start) != sentence:
        return False
    kind = place.readings[0].kind
    figures = [one for one in between(source, *sentence) if one.readings[0].kind == kind]
    owners = []
    for figure in (place, other):
        before = max((one.end for one in figures if one.end <= figure.start), default=sentence[0])
        behind = min((one.start for one in figures if one.start >= figure.end), default=sentence[1])
        if any(alike(owner, name) for name, _ in names(source, figure.end, behind)):
            return False
        found = names(source, before, figure.start)
        if not found:
            return False
        owners.append(found[-1][0])
    theirs, mine = owners
    return (
        alike(mine, owner)
        and not alike(theirs, owner)
        and not any(alike(theirs, name) for name, _ in every)
    )
