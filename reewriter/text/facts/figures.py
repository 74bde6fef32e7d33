"""Looks up every figure of a draft in its sources; cannot know whether it tells the same fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from reewriter.text.facts.agreeing import agree
from reewriter.text.facts.asked import figures_of, unasked
from reewriter.text.facts.attempts import attempted
from reewriter.text.facts.belonging import Instead, misplaced
from reewriter.text.facts.budget import Budget
from reewriter.text.facts.labelled import other_names
from reewriter.text.facts.looking import agreeing, all_of
from reewriter.text.facts.mistyped import mistyped
from reewriter.text.facts.places import places_of
from reewriter.text.facts.reckoning import MOST_TRIED, Known, reckoned
from reewriter.text.facts.source import Given, Page, Sources, given, page
from reewriter.text.facts.swapped import swapped
from reewriter.text.facts.telling import around
from reewriter.text.facts.values import Amount, Reading
from reewriter.text.facts.wording import Words
from reewriter.text.house import HouseFact

if TYPE_CHECKING:
    from reewriter.text.glossary import Glossary

__all__ = ["Figure", "HouseFact", "agree", "all_of", "check_figures", "figures_of"]


MOST_FIGURES = 1_000
"""Figures of a draft that are looked up: more than a whole issue has."""
_MADE_OF_ANYTHING = (("year", ""), ("month", ""), ("day", ""), ("percent", ""))
"""What can be made in any way of figures of something else."""


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
    tried: str = ""
    """What the figures beside it make, where its sentence says that it was reckoned from them; or
    that so many figures stood before it that it was not looked up."""


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
    every = figures_of(ours)
    amounts = every[:MOST_FIGURES]
    others = swapped(ours, amounts, pages, agreeing)
    others |= mistyped(ours, amounts, pages)
    elsewhere = misplaced(ours, amounts, pages)
    found = []
    for amount in amounts:
        figure = _checked(ours, amount, sources, facts)
        if amount.start in others and not figure.vouched:
            said = others[amount.start]
            figure = Figure(figure.text, False, "", figure.span, contrary=said)
        elif amount.start in elsewhere and figure.supported:
            figure = _unlike(figure, amount, facts)
        if figure.contrary or not unasked(ours, amount, sources, supported=figure.supported):
            found.append(figure)
    for start, end in other_names(ours, amounts, pages):
        found.append(Figure(ours.text[start:end], False, "", (start, end)))
    found.sort(key=lambda figure: figure.span)
    looked_up = [
        replace(one, contrary=elsewhere[one.span[0]].said)
        if not (one.supported or one.contrary) and one.span[0] in elsewhere
        else one
        for one in _with_reckoned(ours, found, amounts, sources, on, elsewhere)
    ]
    return [*looked_up, *(_not_looked_up(ours, amount) for amount in every[MOST_FIGURES:])]


def _not_looked_up(ours: Page, amount: Amount) -> Figure:
    """Return a figure of a text that has more than anybody writes: nothing vouches for it."""
    text = " ".join(ours.text[amount.start : amount.end].split())
    said = f"only the first {MOST_FIGURES:,} figures of a text are looked up"
    return Figure(text, False, "", (amount.start, amount.end), tried=said)


def _unlike(figure: Figure, amount: Amount, facts: list[HouseFact]) -> Figure:
    """Return a figure that the source has of something else: as if it had none."""
    fact = next((fact for fact in facts if _vouches(fact, amount)), None)
    return Figure(figure.text, fact is not None, "", figure.span, vouched=fact)


def _with_reckoned(
    ours: Page,
    found: list[Figure],
    amounts: list[Amount],
    sources: list[Given],
    on: date | None,
    elsewhere: Mapping[int, Instead],
) -> list[Figure]:
    """Support what can be reckoned from figures of a source that stand beside it."""
    if all(figure.supported or figure.contrary for figure in found):
        return found
    at = {amount.start: amount for amount in amounts}
    pages = [one.page for one in sources]
    told = [one.published for one in sources if one.published]
    today = max(told) if told else on
    known = [
        Known(at[one.span[0]], (one.source_number, one.source_span))
        for one in found
        if one.source_number is not None and one.source_span is not None
    ]
    # What a draft tells of the wrong thing it reckons with all the same.
    known += [
        Known(at[one.span[0]], (number, (places[0].start, places[0].end)))
        for one in found
        if not one.supported and (one.contrary or one.span[0] in elsewhere) and one.span[0] in at
        for number, whole in enumerate(pages)
        if (places := agreeing(at[one.span[0]].readings, whole))
    ]
    known.sort(key=lambda one: one.amount.start)
    budget = Budget(MOST_TRIED)
    # What is reckoned from another such stands before it or behind it.
    for _ in range(2):
        for place, figure in enumerate(found):
            if figure.supported or figure.contrary:
                continue
            amount = at.get(figure.span[0])
            if amount is None:
                continue  # a name
            instead = elsewhere.get(amount.start)
            if instead and (instead.sure or amount.readings[0][:2] in _MADE_OF_ANYTHING):
                continue
            made = reckoned(ours, amount, known, pages, today, budget)
            if made is not None:
                each = _for_each(amount, known, (made.number, made.span))
                known.append(Known(each, (made.number, made.span), made=True))
                where = sources[made.number]
                found[place] = replace(
                    figure,
                    supported=True,
                    source_sentence=_sentence(where.page, made.span),
                    source=where.name,
                    source_number=made.number,
                    source_span=made.span,
                )
    beside = [one.amount for one in known]
    return [
        replace(one, tried=attempted(ours, at[one.span[0]], beside))
        if not (one.supported or one.contrary or budget.spent) and one.span[0] in at
        else one
        for one in found
    ]


def _for_each(amount: Amount, known: list[Known], made_of: tuple[int, tuple[int, int]]) -> Amount:
    """Return what was reckoned as so much a tonne, where what it was made of is so much a tonne."""
    first = amount.readings[0]
    for one in known:
        other = one.amount.readings[0]
        if one.place == made_of and other[:2] == first[:2] and other.per and not first.per:
            return replace(amount, readings=(first._replace(per=other.per), *amount.readings[1:]))
    return amount


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
    found = [place for at, one in enumerate(sources) for place in places_of(ours, amount, at, one)]
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
    if fact is None:
        figure = _without_its_year(figure, ours, amount, sources)
    other = max(found, key=lambda place: place.alike, default=None) if fact is None else None
    contrary = other.contrary if other else ""
    return replace(figure, supported=fact is not None, vouched=fact, contrary=contrary)


_ITS_YEAR = re.compile(r",?\s+(?:of\s+)?(?:fiscal\s+)?\d{4}\Z")


def _without_its_year(figure: Figure, ours: Page, amount: Amount, sources: list[Given]) -> Figure:
    """Return a quarter or a day alone where a source has its year, of others."""
    first = amount.readings[0]
    year = _ITS_YEAR.search(ours.text, amount.start, amount.end) if first.year else None
    if year is None:
        return figure
    sought = (Reading("year", "", first.year),)
    if not any(agreeing(sought, one.page) for one in sources):
        return figure
    start, end = figure.span[0], year.start()
    return replace(figure, text=" ".join(ours.text[start:end].split()), span=(start, end))


def _sentence(source: Page, span: tuple[int, int]) -> str:
    start, end = around(source, span[0])
    return " ".join(source.text[start:end].split())


def _vouches(fact: HouseFact, amount: Amount) -> bool:
    return any(_agree(amount, theirs) for theirs in all_of(page(fact.figure)))


def _agree(ours: Amount, theirs: Amount) -> bool:
    return any(agree(one, two) for one in ours.readings for two in theirs.readings)
