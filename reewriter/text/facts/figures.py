"""Looks up every figure of a draft in its sources; cannot know whether it tells the same fact."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reewriter.text.facts.agreeing import agree
from reewriter.text.facts.labelled import only_named
from reewriter.text.facts.leaning import Leaning, leaning, opposed
from reewriter.text.facts.looking import MOST_PLACES, agreeing, all_of, within
from reewriter.text.facts.rounding import Rounded
from reewriter.text.facts.source import Given, Page, Sources, given, page
from reewriter.text.facts.swapped import swapped
from reewriter.text.facts.values import Amount, Reading
from reewriter.text.facts.wording import STOP_WORDS, Words
from reewriter.text.house import HouseFact

if TYPE_CHECKING:
    from reewriter.text.glossary import Glossary

__all__ = ["Figure", "HouseFact", "agree", "all_of", "check_figures", "figures_of"]

_LONGEST = 600
"""Characters of a sentence on either side of a figure."""
_ROUGHLY = 0.06
"""How far from a multiple two figures may be that it is told of."""
_ROUGH_POINTS = 3
"""The same of one that tells by how much: 48% are almost half."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a draft and what became of it."""

    text: str
    """The number with sign, currency and unit, as printed; of a range each end by itself."""
    supported: bool
    """Whether a source has it, or the house vouches for it."""
    source_sentence: str
    """The sentence of the source that has it, to be read beside ours; "" where none has."""
    span: tuple[int, int]
    """Where it stands in the draft."""
    source: str = ""
    """The name of the source it was found in."""
    source_number: int | None = None
    """Which of the sources that is, from 0."""
    source_span: tuple[int, int] | None = None
    """Where the figure stands in that source's text."""
    vouched: HouseFact | None = None
    """The house's own fact that supports it, where no source does."""
    contrary: str = ""
    """What a source says that has the number with the contrary meaning: "more than 10%"."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure of a source that agrees with one of ours."""

    number: int
    span: tuple[int, int] | None
    alike: tuple[bool, int]
    contrary: str = ""


def check_figures(
    draft: str,
    source: Sources,
    *,
    vouched: Iterable[HouseFact] = (),
    on: date | None = None,
    glossary: Glossary | None = None,
) -> list[Figure]:
    """Look up every number, percentage, amount of money and date of a draft in its sources.

    `vouched` are the house's own facts; with `on`, the day of asking, expired ones do not count.
    `glossary` tells by which other names a draft may call what they are true of.

    >>> found = check_figures("It paid $1.3bn for 20 percent.", "A US$1.3 billion deal for 15%.")
    >>> [(figure.text, figure.supported) for figure in found]
    [('$1.3bn', True), ('20 percent', False)]
    """
    sources = given(source, draft)
    ours = page(draft)
    facts = [fact for fact in vouched if on is None or fact.holds(on)]
    named = f" {' '.join(ours.words.keys)} "
    facts = [fact for fact in facts if _names(ours, named, fact.entity, glossary)]
    pages = [one.page for one in sources]
    amounts = figures_of(ours)
    others = swapped(ours, amounts, pages, agreeing)
    found = []
    for amount in amounts:
        figure = _checked(ours, amount, sources, facts)
        if amount.start in others and not figure.vouched:
            said = others[amount.start]
            figure = Figure(figure.text, False, "", figure.span, contrary=said)
        if figure.supported or figure.contrary or not only_named(ours, amount, pages):
            found.append(figure)
    return found


def _names(ours: Page, named: str, entity: str, glossary: Glossary | None) -> bool:
    """Say whether a draft names an entity, or calls it by another name of the glossary."""
    if not entity or f" {' '.join(Words(entity).keys)}" in named:
        return True
    found = glossary.found(entity) if glossary else []
    # "China's Ministry" is another thing than China.
    if glossary is None or len(found) != 1 or entity[slice(*found[0][:2])] != entity:
        return False
    return any(entry == found[0][2] for _, _, entry in glossary.found(ours.prose))


def _checked(ours: Page, amount: Amount, sources: list[Given], facts: list[HouseFact]) -> Figure:
    text = " ".join(ours.text[amount.start : amount.end].split())
    figure = Figure(text, False, "", (amount.start, amount.end))
    found = [place for at, one in enumerate(sources) for place in _places(ours, amount, at, one)]
    places = [place for place in found if not place.contrary]
    best = max(places, key=lambda place: place.alike, default=None)
    if best is not None:
        where = sources[best.number]
        said = "" if best.span is None else _sentence(where.page, best.span)
        return replace(
            figure,
            supported=True,
            source_sentence=said,
            source=where.name,
            source_number=best.number,
            source_span=best.span,
        )
    fact = next((fact for fact in facts if _vouches(fact, amount)), None)
    other = max(found, key=lambda place: place.alike, default=None) if fact is None else None
    contrary = other.contrary if other else ""
    return replace(figure, supported=fact is not None, vouched=fact, contrary=contrary)


def _places(ours: Page, amount: Amount, number: int, source: Given) -> Iterator[_Place]:
    sentence = _telling(ours, amount.start)
    found = agreeing(amount.readings, source.page)
    mine = leaning(ours, amount) if found else Leaning()
    for theirs in found:
        span = (theirs.start, theirs.end)
        words = len(sentence & _telling(source.page, theirs.start))
        other = leaning(source.page, theirs)
        contrary = ""
        if opposed(mine, other):
            contrary = _with_its_words(source.page, theirs, other)
        alike = (mine.bound, mine.turn) == (other.bound, other.turn)
        yield _Place(number, span, (alike, words), contrary)
    times = next((one.value for one in amount.readings if one.kind == "times"), 0)
    if not found and times > 0:
        for span in _reckoned(times, source.page, leaning(ours, amount).bound > 0):
            yield _Place(number, span, (False, 0))
    if not found:
        yield from _rounded(ours, amount, number, source.page)
    if source.published is not None:
        day = source.published
        known = Reading("day", "", day.month * 100 + day.day, day.year)
        if any(agree(reading, known) for reading in amount.readings):
            yield _Place(number, None, (False, -1))


def _rounded(ours: Page, amount: Amount, number: int, source: Page) -> Iterator[_Place]:
    """Yield the figures of a source that ours may be a rounded one of."""
    mine = leaning(ours, amount)
    rounded = Rounded(ours, amount, mine)
    bare = amount.readings[0][:2] == ("number", "")
    found = (
        theirs
        for theirs in within(source, rounded.windows())
        if rounded.covers(theirs, source.text[theirs.start : theirs.end])
    )
    for theirs in islice(found, MOST_PLACES):
        words = len(_telling(ours, amount.start) & _telling(source, theirs.start))
        other = replace(leaning(source, theirs), bound=0)
        if not opposed(mine, other) and (words or not bare):
            yield _Place(number, (theirs.start, theirs.end), (False, words - 100))


def _with_its_words(whole: Page, amount: Amount, its: Leaning) -> str:
    printed = " ".join(whole.text[amount.start : amount.end].split())
    behind = whole.lean.prose.find(its.said, amount.end) == amount.end + 1
    return " ".join((printed, its.said) if behind else (its.said, printed)).strip()


@lru_cache(256)
def _reckoned(times: float, source: Page, exceeded: bool) -> tuple[tuple[int, int], ...]:
    """Return what makes a multiple true: "rose 100%", "from 25 to 50 tonnes"."""
    return tuple(islice(_reckon(times, source, exceeded), MOST_PLACES))


def _reckon(times: float, source: Page, exceeded: bool) -> Iterator[tuple[int, int]]:
    more, way = (times, 1) if times > 1 else (1 / times, -1)
    percent = 100 * abs(times - 1)
    # "More than tripled" goes up to fourfold.
    most = percent + (99 if exceeded and times > 1 else _ROUGH_POINTS)
    for one in within(source, [("percent", percent - _ROUGH_POINTS, most)]):
        first = one.readings[0]
        nearly = percent - _ROUGH_POINTS <= first.value <= most
        if first.kind == "percent" and nearly and leaning(source, one).turn == way:
            yield one.start, one.end
    ratios = _ratios(source)
    low = bisect_left(ratios, (more * (1 - _ROUGHLY), 0, 0))
    for ratio, start, end in islice(ratios, low, None):
        if ratio >= (more + 1 if exceeded and times > 1 else more * (1 + _ROUGHLY)):
            return
        yield start, end


@lru_cache(16)
def _ratios(source: Page) -> list[tuple[float, int, int]]:
    """Return how many times one figure of a sentence is the other, the least first."""
    found = []
    whole = all_of(source)
    for at, one in enumerate(whole):
        first = one.readings[0]
        if first.kind not in ("money", "percent", "number") or first.value <= 0:
            continue
        for other in whole[at + 1 : at + 4]:
            last = other.readings[0]
            if first[:2] != last[:2] or last.value < 0:
                continue
            if source.sentence_at(one.start) == source.sentence_at(other.start):
                two = last.value or first.value
                ratio = max(first.value, last.value) / min(first.value, two)
                found.append((ratio, one.start, other.end))
    return sorted(found)


def _sentence(source: Page, span: tuple[int, int]) -> str:
    start, end = _around(source, span[0])
    return " ".join(source.text[start:end].split())


def _around(whole: Page, at: int) -> tuple[int, int]:
    """Return the sentence around a place, or as much of it as anybody reads."""
    start, end = whole.sentence_at(at)
    return max(start, at - _LONGEST), min(end, at + _LONGEST)


@lru_cache(512)
def _telling(whole: Page, at: int) -> frozenset[str]:
    words = Words(whole.prose, *_around(whole, at))
    return frozenset(key for key in words.keys if key not in STOP_WORDS)


def _vouches(fact: HouseFact, amount: Amount) -> bool:
    return any(_agree(amount, theirs) for theirs in all_of(page(fact.figure)))


def figures_of(draft: Page) -> list[Amount]:
    """Return what counts as a figure where the editor writes it."""
    return [
        amount
        for amount in all_of(draft)
        if not amount.quiet
        and not (amount.readings[0].kind == "ordinal" and not amount.in_digits)
        and not _is_one(amount)
        and not (amount.readings[0].kind == "month" and not amount.readings[0].year)
    ]


def _is_one(amount: Amount) -> bool:
    return [(r.kind, r.unit, r.value) for r in amount.readings] == [("number", "", 1.0)]


def _agree(ours: Amount, theirs: Amount) -> bool:
    return any(agree(one, two) for one in ours.readings for two in theirs.readings)
