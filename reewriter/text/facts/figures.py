"""Looks up every figure of a draft in its sources; cannot know whether it tells the same fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reewriter.text.facts.agreeing import agree
from reewriter.text.facts.amounts import amounts
from reewriter.text.facts.dates import dates
from reewriter.text.facts.eastern import eastern
from reewriter.text.facts.leaning import Leaning, leaning, minus_at, opposed
from reewriter.text.facts.prose import without_code
from reewriter.text.facts.ranges import with_units
from reewriter.text.facts.source import Given, Page, Sources, given, page
from reewriter.text.facts.values import Amount, Reading
from reewriter.text.facts.wording import STOP_WORDS, Words
from reewriter.text.house import HouseFact

if TYPE_CHECKING:
    from reewriter.text.glossary import Glossary

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
_MOST_PLACES = 40
"""Places of one figure in one source that are looked at for the best sentence."""
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
    return [_checked(ours, amount, sources, facts) for amount in figures_of(ours)]


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
    found = _agreeing(amount.readings, source.page)
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
    if not found and amount.readings[0].kind == "times":
        for span in _reckoned(amount.readings[0].value, source.page):
            yield _Place(number, span, (False, 0))
    if source.published is not None:
        day = source.published
        known = Reading("day", "", day.month * 100 + day.day, day.year)
        if any(agree(reading, known) for reading in amount.readings):
            yield _Place(number, None, (False, -1))


def _with_its_words(whole: Page, amount: Amount, its: Leaning) -> str:
    printed = " ".join(whole.text[amount.start : amount.end].split())
    behind = whole.lean.prose.find(its.said, amount.end) == amount.end + 1
    return " ".join((printed, its.said) if behind else (its.said, printed)).strip()


def _reckoned(times: float, source: Page) -> Iterator[tuple[int, int]]:
    """Yield what makes a multiple true: "rose 100%", "from 25 to 50 tonnes"."""
    whole = all_of(source)
    more, way = (times, 1) if times > 1 else (1 / times, -1)
    for at, one in enumerate(whole):
        first = one.readings[0]
        nearly = abs(first.value - 100 * abs(times - 1)) <= _ROUGH_POINTS
        if first.kind == "percent" and nearly and leaning(source, one).turn == way:
            yield one.start, one.end
        for other in whole[at + 1 : at + 4]:
            last = other.readings[0]
            both = (first.kind, first.unit) == (last.kind, last.unit)
            if not both or first.kind not in ("money", "percent", "number") or not first.value:
                continue
            ratio = max(first.value, last.value) / min(first.value, last.value or first.value)
            together = source.sentence_at(one.start) == source.sentence_at(other.start)
            if together and abs(ratio / more - 1) < _ROUGHLY:
                yield one.start, other.end


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
        if not amount.quiet
        and not (amount.readings[0].kind == "ordinal" and not amount.in_digits)
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
    plain = "".join(signs)
    for amount in eastern(plain):
        found.append(amount)
        signs[amount.start : amount.end] = "\0" * (amount.end - amount.start)
        plain = ""
    found += amounts(plain or "".join(signs))
    found.sort(key=lambda amount: amount.start)
    return [_signed(text, amount) for amount in with_units(text, found)]


def _signed(text: str, amount: Amount) -> Amount:
    start = minus_at(text, amount.start)
    return amount if start == amount.start else replace(amount, start=start)


def _agree(ours: Amount, theirs: Amount) -> bool:
    return any(agree(one, two) for one in ours.readings for two in theirs.readings)
