"""Every quotation, figure and copied row of one text, each with its verdict and its two places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from reewriter.checks.days import told_with_a_date
from reewriter.checks.spec import CheckSpec, excerpt
from reewriter.model import Severity, Source
from reewriter.text.house import House

if TYPE_CHECKING:
    from reewriter.text.facts import Figure, Quotation, SourceText

__all__ = [
    "CHECKS",
    "Mark",
    "Sign",
    "above_all",
    "marks_of",
    "source_text",
    "source_text_of",
    "unread",
]

NEAR = CheckSpec(
    "quotation.near",
    Severity.ERROR,
    "a quotation is not word for word what the source says",
    "Put in the source's wording, or take the quotation marks off.",
)
MISSING = CheckSpec(
    "quotation.missing",
    Severity.ERROR,
    "a quotation is nowhere in the sources",
    "Look it up, add the source it is from, or take the quotation marks off.",
)
COINED = CheckSpec(
    "quotation.coined",
    Severity.WARNING,
    "a few words in quotation marks that no source has and that are given to nobody",
    "Take the quotation marks off, or put it on the list of your own phrases.",
)
UNVERIFIABLE = CheckSpec(
    "quotation.unverifiable",
    Severity.INFO,
    "a quotation cannot be looked up: of its source nothing is here, or only a part",
    "Load the source's full text, or compare by hand.",
)
SPEAKER = CheckSpec(
    "quotation.speaker",
    Severity.WARNING,
    "a quotation is given to somebody else than in the source, or to nobody by name",
    "Name the speaker whom the source names.",
)
WRITTEN = CheckSpec(
    "quotation.written",
    Severity.WARNING,
    "a person is quoted with words that the source only reports",
    "Take the quotation marks off: the words are the reporter's.",
)
UNSUPPORTED = CheckSpec(
    "figure.unsupported",
    Severity.ERROR,
    "a figure that no source of the story has",
    "Look it up, add the source it is from, or vouch for it.",
)
COPIED = CheckSpec(
    "copying.words",
    Severity.ERROR,
    "eight or more words of a source in a row without quotation marks",
    "Say it in your own words, or quote it.",
)
CHECKS = (NEAR, MISSING, COINED, UNVERIFIABLE, SPEAKER, WRITTEN, UNSUPPORTED, COPIED)

Sign = Literal[
    "exact", "near", "missing", "unverifiable", "coined", "speaker", "unsupported", "copied"
]

_COINED = 5
"""Words; more of them in a row were said by somebody, and so was what is given to somebody."""
_PIECED = "Quote its parts by themselves, or put dots between what one person says."
_MARKS = "\"“„«「『‘'>"
"""One of these begins every quotation."""
_REMEMBERED = 1024
"""Texts of which the answer is kept: those of a large issue, twice over."""
_MOST_DIFFERENCES = 3
"""As many are told; who wants all of them compares the two."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a text and what was found about it."""

    sign: Sign
    span: tuple[int, int]
    check: CheckSpec | None = None
    """What it breaks; None where all is well."""
    said: str = ""
    """That in words, to be followed by the name of the text."""
    source_number: int | None = None
    """Which of the sources has the other half of it, from 0."""
    source_span: tuple[int, int] | None = None
    words: int = 0
    """Of a quotation: how many."""
    hint: str = ""
    """What to do about it, where that is not what the check says."""


def source_text(source: Source) -> SourceText:
    """Return a source of a story as the fact desk reads it."""
    from reewriter.text.facts import SourceText

    published = source.published.date() if source.published else None
    return SourceText(source.text, source.outlet, not source.complete, published)


def source_text_of(text: str) -> SourceText:
    """Return words of ours as what other words of ours may rest on."""
    from reewriter.text.facts import SourceText

    return SourceText(text)


@lru_cache(_REMEMBERED)
def marks_of(
    text: str, sources: tuple[SourceText, ...], house: House, on: date
) -> tuple[Mark, ...]:
    """Compare one text; remembered, since of an issue mostly one text has changed."""
    from reewriter.text.facts import find_copied

    found = [
        *_quotations(text, sources, house),
        *_figures(text, sources, house, on),
        *(
            Mark(
                "copied",
                row.span,
                COPIED,
                f"“{excerpt(row.text)}” ({row.words} words) is {row.source or 'a source'}’s,",
                row.source_number,
                row.source_span,
            )
            for row in find_copied(text, sources)
        ),
    ]
    return tuple(sorted(found, key=lambda mark: mark.span))


@lru_cache(_REMEMBERED)
def above_all(
    text: str,
    sources: tuple[SourceText, ...],
    stories: tuple[SourceText, ...],
    house: House,
    on: date,
) -> tuple[Mark, ...]:
    """Compare a text that stands above the stories: its figures, and whom it quotes amiss.

    What a story has it may have, too: there it was looked up.
    """
    quotations = (one for one in _quotations(text, sources, house) if one.sign == "near")
    return tuple(
        sorted(
            (*quotations, *_figures(text, (*sources, *stories), house, on)),
            key=lambda mark: mark.span,
        )
    )


def _figures(text: str, sources: tuple[SourceText, ...], house: House, on: date) -> Iterator[Mark]:
    from reewriter.text.facts import check_figures

    figures = check_figures(text, sources, vouched=house.facts, on=on, glossary=house.names)
    expired = {}
    if any(not fact.holds(on) for fact in house.facts):
        known = check_figures(text, (), vouched=house.facts, glossary=house.names)
        expired = {one.span: one for one in known}
    for figure in figures:
        if not figure.supported and not told_with_a_date(text, figure.span[0]):
            said = _unsupported(figure, expired, on)
            yield Mark("unsupported", figure.span, UNSUPPORTED, said)


@lru_cache(_REMEMBERED)
def unread(text: str, house: House) -> tuple[Mark, ...]:
    """Mark the quotations of a text whose sources are not here: what it counts is not asked for."""
    if not any(mark in text for mark in _MARKS):
        return ()
    return tuple(_quotations(text, (), house))


def _unsupported(figure: Figure, expired: dict[tuple[int, int], Figure], on: date) -> str:
    known = expired.get(figure.span)
    fact = known.vouched if known else None
    if fact is not None and fact.expires is not None and not fact.holds(on):
        return f"{figure.text} was vouched for until {fact.expires}: look it up again; it stands"
    if figure.contrary:
        return f"the source has “{figure.contrary}”, not {figure.text} as"
    if figure.tried:
        return f"{figure.text} is in no source ({figure.tried}); it stands"
    return f"{figure.text} is in no source; it stands"


def _quotations(text: str, sources: tuple[SourceText, ...], house: House) -> Iterator[Mark]:
    from reewriter.text.facts import check_quotations

    for one in check_quotations(text, sources, coined=house.coined):
        said = f"“{excerpt(one.text)}”"
        match one.verdict:
            case "near":
                mark = _mark(one, "near", NEAR, f"{said} is {_nearly(one)}")
                yield replace(mark, hint=_PIECED) if one.pieced else mark
            case "missing" if one.words <= _COINED and not one.attributed:
                yield _mark(one, "coined", COINED, f"{said} is nowhere in the sources; it stands")
            case "missing":
                yield _mark(one, "missing", MISSING, f"{said} is nowhere in the sources; it stands")
            case "unverifiable":
                yield _mark(one, "unverifiable", UNVERIFIABLE, f"{said} cannot be looked up")
            case _:
                yield _mark(one, "exact", None, said)
        spec, message = _speaker(one, said)
        if spec is not None:
            yield _mark(one, "speaker", spec, message)


def _mark(quotation: Quotation, sign: Sign, check: CheckSpec | None, said: str) -> Mark:
    return Mark(
        sign,
        quotation.span,
        check,
        said,
        quotation.source_number,
        quotation.source_span,
        quotation.words,
    )


def _speaker(one: Quotation, said: str) -> tuple[CheckSpec | None, str]:
    """Say who spoke according to the source, where the draft says something else."""
    match one.attribution:
        case "wrong":
            source = one.speaker or "nobody in particular"
            return SPEAKER, f"{said} is {source}’s, not {one.attributed}’s,"
        case "vaguer":
            return SPEAKER, f"{said} was said by {one.speaker}; “{one.attributed}” says less,"
        case "paraphrased":
            who = one.attributed
            return WRITTEN, f"{said} is how the reporter words what {who} said; it is no speech,"
    return None, ""


def _nearly(quotation: Quotation) -> str:
    told = differs(quotation)
    if quotation.pieced:
        return f"pieced together: {quotation.pieced}" + (f" ({told})" if told else "")
    return f"not what the source says ({told})"


def differs(quotation: Quotation) -> str:
    """Say the differences in a few words, the gravest first."""
    words = (one for one in quotation.differences if one.source != "…")
    shown = sorted(words, key=lambda one: not one.severe)
    told = [_difference(one.draft, one.source) for one in shown[:_MOST_DIFFERENCES]]
    return "; ".join(told) + ("; …" if len(shown) > len(told) else "")


def _difference(draft: str, source: str) -> str:
    if not draft:
        return f"it has “{excerpt(source, 40)}” there"
    if not source:
        return f"it has no “{excerpt(draft, 40)}”"
    return f"it has “{excerpt(source, 40)}”, not “{excerpt(draft, 40)}”"
