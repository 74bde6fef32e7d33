"""Whether what a story quotes, counts and copies stands in its sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from reewriter.checks.spec import CheckSpec, Examined, Passage, excerpt, passages
from reewriter.model import Finding, Severity, Source

if TYPE_CHECKING:
    from reewriter.text.facts import Quotation, SourceText

__all__ = ["CHECKS", "find"]

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
    Severity.INFO,
    "a few words in quotation marks that nobody is said to have used",
    "Take the quotation marks off, if they are not meant as a wink.",
)
UNVERIFIABLE = CheckSpec(
    "quotation.unverifiable",
    Severity.INFO,
    "a quotation cannot be looked up: only a part of the source is here",
    "Load the source's full text, or compare by hand.",
)
SPEAKER = CheckSpec(
    "quotation.speaker",
    Severity.WARNING,
    "a quotation is given to somebody else than in the source",
    "Name the speaker whom the source names.",
)
UNSUPPORTED = CheckSpec(
    "figure.unsupported",
    Severity.WARNING,
    "a figure that no source of the story has",
    "Look it up, or add the source it is from.",
)
COPIED = CheckSpec(
    "copying.words",
    Severity.WARNING,
    "eight or more words of a source in a row without quotation marks",
    "Say it in your own words, or quote it.",
)
CHECKS = (NEAR, MISSING, COINED, UNVERIFIABLE, SPEAKER, UNSUPPORTED, COPIED)

_COINED = 5
"""Words; more of them in a row were said by somebody."""
_REMEMBERED = 1024
"""Texts of which the answer is kept: those of a large issue, twice over."""


def find(examined: Examined) -> Iterator[Finding]:
    """Compare every text of a story with the story's own sources."""
    sources = {
        f"story/{placed.story.id}/": tuple(
            _source(one) for one in placed.story.sources if one.text.strip()
        )
        for placed in examined.composition.above
    }
    for passage in passages(examined.composition):
        number = passage.where.find("/", len("story/"))
        known = sources.get(passage.where[: number + 1], ())
        if known and passage.text.strip():
            for spec, said in _compared(passage.text, known):
                yield spec.finding(passage.where, _message(said, passage))


def _source(source: Source) -> SourceText:
    from reewriter.text.facts import SourceText

    published = source.published.date() if source.published else None
    return SourceText(source.text, source.outlet, not source.complete, published)


def _message(said: str, passage: Passage) -> str:
    return f"{said} in {passage.name}"


@lru_cache(_REMEMBERED)
def _compared(text: str, sources: tuple[SourceText, ...]) -> tuple[tuple[CheckSpec, str], ...]:
    """Compare one text; remembered, since of an issue mostly one text has changed."""
    from reewriter.text.facts import check_figures, find_copied

    return (
        *_quotations(text, sources),
        *(
            (UNSUPPORTED, f"{figure.text} is in no source, but")
            for figure in check_figures(text, sources)
            if not figure.supported
        ),
        *(
            (COPIED, f"“{excerpt(row.text)}” ({row.words} words) is {row.source or 'a source'}’s,")
            for row in find_copied(text, sources)
        ),
    )


def _quotations(text: str, sources: tuple[SourceText, ...]) -> Iterator[tuple[CheckSpec, str]]:
    from reewriter.text.facts import check_quotations

    for quotation in check_quotations(text, sources):
        said = f"“{excerpt(quotation.text)}”"
        if quotation.verdict == "near":
            yield NEAR, f"{said} is not what the source says ({_differs(quotation)})"
        elif quotation.verdict == "missing":
            short = quotation.words <= _COINED
            yield COINED if short else MISSING, f"{said} is nowhere in the sources, but"
        elif quotation.verdict == "unverifiable":
            yield UNVERIFIABLE, f"{said} cannot be looked up"
        if quotation.attribution in ("wrong", "vaguer"):
            source = quotation.speaker or "nobody in particular"
            yield SPEAKER, f"{said} is {source}’s, not {quotation.attributed}’s,"


def _differs(quotation: Quotation) -> str:
    """Say the gravest difference in a few words."""
    first = max(quotation.differences, key=lambda one: one.severe)
    if not first.draft:
        return f"it has “{excerpt(first.source, 40)}” there"
    if not first.source:
        return f"it has no “{excerpt(first.draft, 40)}”"
    return f"it has “{excerpt(first.source, 40)}”, not “{excerpt(first.draft, 40)}”"
