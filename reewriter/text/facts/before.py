"""Finds figures that say the same fact otherwise: in what we said before, in another source.

Two figures tell of one fact where they are of one kind, and their sentences name the same thing and
share words besides. That is a likeness and no proof: what is found is shown, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reewriter.text.facts.figures import agree, all_of, figures_of
from reewriter.text.facts.source import Page, SourceText, page
from reewriter.text.facts.values import Amount, Reading
from reewriter.text.facts.wording import STOP_WORDS, Words

__all__ = ["Otherwise", "differing_sources", "said_before"]

Names = Callable[[str], frozenset[str]]
"""Returns what of the beat a sentence names."""

_KINDS = frozenset({"money", "percent", "points"})
_PERIODS = frozenset({"quarter", "half"})
"""What was true of one of these is no other word on the next; a year or a month may be only when
somebody said it."""
_PERIODS_OF_SOURCES = _PERIODS | {"year", "month"}
_STEM = 5
_FEWEST = 2
"""Words besides names and figures that two sentences of one fact share."""
_FEWEST_OF_SOURCES = 3
_SHARE = 0.4
"""How much of the shorter sentence that must be."""
_WEAK = STOP_WORDS | frozenset(
    "said says million billion trillion percent per cent dollars year years new about over under"
    " nearly almost paid pay pays worth".split()
)


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A figure of one text, and another text's figure for what seems to be the same."""

    figure: str
    span: tuple[int, int]
    """Where it stands in the first text."""
    other: str
    other_span: tuple[int, int]
    """Where the second stands in its own."""
    sentence: str
    """The second's, on one line."""
    number: int
    """Which of the other texts that is, from 0."""
    first: int = 0
    """Of sources: which of them the first text is."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with what its sentence says besides."""

    amount: Amount
    stems: frozenset[str]
    names: frozenset[str]
    sentence: tuple[int, int]
    periods: tuple[Reading, ...] = ()
    """The quarters, years and so on that the sentence names."""


def said_before(draft: str, past: Sequence[SourceText], names: Names) -> list[Otherwise]:
    """Return the figures of a draft for which an earlier text of ours has another.

    `past` has the newest first; of each figure the newest that differs is told, and nothing where a
    newer one agrees.

    >>> names = lambda sentence: frozenset({"Narva"} if "Narva" in sentence else ())
    >>> old = SourceText("The Narva kiln will cost $400 million.", name="No. 203")
    >>> [found] = said_before("The kiln at Narva will now cost $550 million.", [old], names)
    >>> found.figure, found.other
    ('$550 million', '$400 million')
    """
    ours = page(draft)
    found: list[Otherwise] = []
    for one in _told(ours, figures_of(ours), names):
        for number, text in enumerate(past):
            theirs = page(text.text)
            alike = [
                other
                for other in _told(theirs, all_of(theirs), names)
                if one.names & other.names
                and _comparable(one.amount, other.amount)
                and not _apart(one, other, _PERIODS)
                and len(one.stems & other.stems) >= _FEWEST
            ]
            if any(_agree(one.amount, other.amount) for other in alike):
                break
            if alike:
                best = max(alike, key=lambda other: len(one.stems & other.stems))
                found.append(_otherwise((ours, one), (theirs, best), number))
                break
    return found


def differing_sources(sources: Sequence[SourceText], names: Names) -> list[Otherwise]:
    """Return where two sources of one story have different figures for the same.

    A source that has the other's figure, too, wherever and however briefly ("first-time applicants
    88"), tells of both, and differs from nobody.
    """
    pages = [page(one.text) for one in sources]
    amounts = [all_of(one) for one in pages]
    told = [_told(*one, names) for one in zip(pages, amounts, strict=True)]
    found: list[Otherwise] = []
    for first, mine in enumerate(told):
        for number in range(first + 1, len(told)):
            theirs = told[number]
            for one in mine:
                if _has(amounts[number], one.amount):
                    continue
                alike = [
                    other
                    for other in theirs
                    if _of_one_fact(one, other) and not _has(amounts[first], other.amount)
                ]
                if alike:
                    best = max(alike, key=lambda other: len(one.stems & other.stems))
                    found.append(
                        _otherwise((pages[first], one), (pages[number], best), number, first)
                    )
    return found


def _of_one_fact(one: _Told, other: _Told) -> bool:
    if not _comparable(one.amount, other.amount) or _apart(one, other, _PERIODS_OF_SOURCES):
        return False
    common = len(one.stems & other.stems)
    shorter = min(len(one.stems), len(other.stems))
    return common >= _FEWEST_OF_SOURCES and common >= _SHARE * shorter


def _apart(one: _Told, other: _Told, kinds: frozenset[str]) -> bool:
    """Say whether two sentences tell of different periods."""
    ours, theirs = ([a for a in told.periods if a.kind in kinds] for told in (one, other))
    return bool(ours and theirs) and not any(agree(a, b) for a in ours for b in theirs)


def _told(whole: Page, amounts: Sequence[Amount], names: Names) -> list[_Told]:
    found = []
    periods: dict[tuple[int, int], tuple[Reading, ...]] = {}
    for amount in amounts:
        if amount.readings[0].kind in _PERIODS_OF_SOURCES:
            at = whole.sentence_at(amount.start)
            periods[at] = (*periods.get(at, ()), amount.readings[0])
    for amount in amounts:
        first = amount.readings[0]
        if first.kind not in _KINDS and not (first.kind == "number" and first.unit):
            continue
        if amount.quiet:  # "a year"
            continue
        start, end = whole.sentence_at(amount.start)
        sentence = whole.text[start:end]
        # "The plant will make 5,000 tonnes": whose it is, the sentence before says.
        known = names(sentence) or names(_before(whole, start))
        said = {word for name in known for word in name.casefold().split()}
        keys = Words(whole.prose, start, end).keys
        stems = frozenset(
            key[:_STEM]
            for key in keys
            if key not in _WEAK and key not in said and not any(map(str.isdigit, key))
        )
        told = periods.get((start, end), ())
        found.append(_Told(amount, stems, known, (start, end), told))
    return found


def _before(whole: Page, start: int) -> str:
    """Return the sentence before one, if both stand in one paragraph."""
    first, last = whole.sentence_at(max(0, start - 2))
    between = whole.text[last:start]
    return whole.text[first:last] if first < start and "\n\n" not in between else ""


def _comparable(one: Amount, other: Amount) -> bool:
    a, b = one.readings[0], other.readings[0]
    return (a.kind, a.unit if a.kind != "percent" else "") == (
        b.kind,
        b.unit if b.kind != "percent" else "",
    )


def _has(amounts: Sequence[Amount], one: Amount) -> bool:
    return any(_agree(one, other) for other in amounts)


def _agree(one: Amount, other: Amount) -> bool:
    return any(agree(a, b) for a in one.readings for b in other.readings)


def _otherwise(
    mine: tuple[Page, _Told], another: tuple[Page, _Told], number: int, first: int = 0
) -> Otherwise:
    (ours, one), (theirs, other) = mine, another
    span = (one.amount.start, one.amount.end)
    other_span = (other.amount.start, other.amount.end)
    return Otherwise(
        " ".join(ours.text[slice(*span)].split()),
        span,
        " ".join(theirs.text[slice(*other_span)].split()),
        other_span,
        " ".join(theirs.text[slice(*other.sentence)].split()),
        number,
        first,
    )
