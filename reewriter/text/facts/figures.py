"""Looks up every figure of a draft in its sources; cannot know whether it tells the same fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from math import isclose

from reewriter.text.facts.amounts import Amount, Reading, amounts
from reewriter.text.facts.dates import dates
from reewriter.text.facts.prose import without_code
from reewriter.text.facts.source import Given, Page, Sources, given, page
from reewriter.text.facts.wording import STOP_WORDS, Words
from reewriter.text.house import HouseFact

__all__ = ["Figure", "HouseFact", "agree", "all_of", "check_figures", "figures_of"]

_NO_FIGURES = re.compile(
    r"^[ \t>]*\d{1,3}[.)](?=\s)"  # the numbers of a list
    r"|^[ \t*_]*(?:(?:Published|Updated|Posted|Date|By)\b[^\n]{0,40}?)?(?:\w+day,?\s+)?"
    r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?\s+\d{4}|\d{4}-\d\d-\d\d)"
    r"[ \t*_]*$"  # a line that is nothing but the day of publication
    r"|(?:©|\(c\)|Copyright)\s*(?:©\s*)?\d{4}(?:\s?[-–]\s?\d{4})?"
    r"|(?<![\w.,])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?|\d{3}[ .-])\d{3}[ .-]\d{4}(?!\d)"
    r"|\+\d{1,3}(?:[ .-]?\(?\d{2,4}\)?){2,5}(?!\d)"  # telephones
    r"|\b(?:[Cc]all|[Pp]hone|[Tt]el|[Ff]ax|[Dd]ial)\b[.:]?\s(?:at\s|on\s)?\d{3}[ .-]\d{4}\b",
    re.MULTILINE,
)
_RANGE = re.compile(r"\s*(?:[-–—]|to|through|until|till|up to)\s*\Z")
_LIST = re.compile(r"\s*(?:,|and|or|,\s*(?:and|or)|&|/)\s*\Z")
_BETWEEN = re.compile(r"\b(?:between|from)\s*\Z", re.IGNORECASE)
_MOST_PLACES = 40
"""Places of one figure in one source that are looked at for the best sentence."""
_LONGEST = 600
"""Characters of a sentence on either side of a figure."""
_UNITS = ("money", "percent", "points")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a draft and what became of it."""

    text: str
    """The number with its currency and unit, as printed; of a range each end by itself."""
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


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure of a source that agrees with one of ours."""

    number: int
    span: tuple[int, int] | None
    alike: int


def check_figures(
    draft: str,
    source: Sources,
    *,
    vouched: Iterable[HouseFact] = (),
    on: date | None = None,
) -> list[Figure]:
    """Look up every number, percentage, amount of money and date of a draft in its sources.

    `vouched` are the house's own facts; with `on`, the day of asking, expired ones do not count.

    >>> found = check_figures("It paid $1.3bn for 20 percent.", "A US$1.3 billion deal for 15%.")
    >>> [(figure.text, figure.supported) for figure in found]
    [('$1.3bn', True), ('20 percent', False)]
    """
    sources = given(source, draft)
    ours = page(draft)
    facts = [fact for fact in vouched if on is None or fact.holds(on)]
    named = " ".join(ours.words.keys)
    facts = [fact for fact in facts if " ".join(Words(fact.entity).keys) in named]
    return [_checked(ours, amount, sources, facts) for amount in figures_of(ours)]


def _checked(ours: Page, amount: Amount, sources: list[Given], facts: list[HouseFact]) -> Figure:
    text = " ".join(ours.text[amount.start : amount.end].split())
    figure = Figure(text, False, "", (amount.start, amount.end))
    sentence = _telling(ours, amount.start)
    places = [
        place for at, one in enumerate(sources) for place in _places(amount, sentence, at, one)
    ]
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
    return replace(figure, supported=fact is not None, vouched=fact)


def _places(
    amount: Amount, sentence: frozenset[str], number: int, source: Given
) -> Iterator[_Place]:
    for theirs in _agreeing(amount.readings, source.page):
        span = (theirs.start, theirs.end)
        alike = len(sentence & _telling(source.page, theirs.start))
        yield _Place(number, span, alike)
    if source.published is not None:
        day = source.published
        known = Reading("day", "", day.month * 100 + day.day, day.year)
        if any(agree(reading, known) for reading in amount.readings):
            yield _Place(number, None, -1)


@lru_cache(1024)
def _agreeing(ours: tuple[Reading, ...], source: Page) -> tuple[Amount, ...]:
    """Return the first figures of a source that agree with one of ours."""
    found = (
        theirs
        for theirs in all_of(source)
        if any(agree(one, two) for one in ours for two in theirs.readings)
    )
    return tuple(islice(found, _MOST_PLACES))


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
        if not (amount.readings[0].kind == "ordinal" and not amount.in_digits)
        and not _is_one(amount)
        and not (amount.readings[0].kind == "month" and not amount.readings[0].year)
    ]


def _is_one(amount: Amount) -> bool:
    return [(r.kind, r.unit, r.value) for r in amount.readings] == [("number", "", 1.0)]


@lru_cache(64)
def all_of(whole: Page) -> list[Amount]:
    """Return everything that is or may be a figure, in order."""
    text = _NO_FIGURES.sub(
        lambda found: re.sub(r"[^\n]", " ", found[0]), without_code(whole.lean.prose)
    )
    found: list[Amount] = []
    signs = list(text)
    for amount, (start, end) in dates(text):
        found.append(amount)
        signs[start:end] = "\0" * (end - start)
    found += amounts("".join(signs))
    found.sort(key=lambda amount: amount.start)
    return _with_units(text, found)


def _with_units(text: str, found: list[Amount]) -> list[Amount]:
    """Let the ends of a range, and the members of a list, share their unit and currency."""
    for at in range(len(found) - 2, -1, -1):
        first, second = found[at], found[at + 1]
        between = text[first.end : second.start]
        if len(between) > 12:
            continue
        before = text[max(0, first.start - 12) : first.start]
        is_range = bool(_RANGE.match(between)) or (
            between.strip() == "and" and bool(_BETWEEN.search(before))
        )
        if is_range:
            found[at], found[at + 1] = _ends(first, second)
        elif _LIST.match(between):
            found[at] = replace(first, readings=(*first.readings, *_borrowed(first, second)))
    return found


def _ends(first: Amount, second: Amount) -> tuple[Amount, Amount]:
    """Return both ends of a range, each with what it takes from the other."""
    one, two = first.readings[0], second.readings[0]
    if one.kind == "money" and two.kind == "number" and not two.unit:
        taken = Reading("money", one.unit, two.value)
        second = replace(second, readings=(taken,))
        two = taken
    borrowed = tuple(_borrowed(first, second))
    if borrowed and one.kind == "number" and not one.unit:
        return replace(first, readings=borrowed), second
    return replace(first, readings=(*first.readings, *borrowed)), second


def _borrowed(first: Amount, second: Amount) -> Iterator[Reading]:
    """Return what a number means when the unit behind the next one is its own, too."""
    one = first.readings[0]
    for two in second.readings:
        plain = one.kind == "number" and not one.unit
        has_unit = two.kind in _UNITS or (two.kind == "number" and (two.unit or second.scaled))
        if not second.number or not has_unit or (two.kind == "percent" and two.unit):
            continue
        factor = (two.bare or two.value) / second.number if not first.scaled else 1.0
        same_money = one.kind == two.kind == "money" and one.unit == two.unit
        if (plain or same_money) and not (first.scaled and same_money):
            value = (first.number if not first.scaled else one.value) * factor
            rest = two.value / two.bare if two.bare else 1.0
            yield Reading(two.kind, two.unit, value * rest, bare=value if two.bare else 0)


def _agree(ours: Amount, theirs: Amount) -> bool:
    return any(agree(one, two) for one in ours.readings for two in theirs.readings)


def agree(ours: Reading, theirs: Reading) -> bool:
    """Say whether a source that has the one supports the other."""
    if ours.per and theirs.per and ours.per != theirs.per:
        return False
    if ours.kind == "year":
        return ours.value == (theirs.value if theirs.kind == "year" else theirs.year)
    if ours.kind == "month" and theirs.kind == "day":
        return ours.value == theirs.value // 100 and _same_year(ours, theirs)
    if {ours.kind, theirs.kind} == {"times", "number"}:
        return ours.value == theirs.value and not ours.unit and not theirs.unit
    if ours.kind != theirs.kind:
        return False
    if ours.kind == "percent" and ours.unit != theirs.unit:
        # Two thirds are printed as 66, 66.7 or 67 percent.
        exact = ours.value if ours.unit else theirs.value
        return abs(ours.value - theirs.value) < (0.01 if exact == int(exact) else 0.7)
    if ours.kind == "number" and not (ours.unit and theirs.unit):
        return isclose(ours.bare or ours.value, theirs.bare or theirs.value)
    return (
        ours.unit == theirs.unit
        and isclose(ours.value, theirs.value, abs_tol=1e-9)
        and _same_year(ours, theirs)
    )


def _same_year(ours: Reading, theirs: Reading) -> bool:
    return not ours.year or not theirs.year or ours.year == theirs.year
