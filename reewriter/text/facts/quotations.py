"""Compares every quotation of a draft with its sources, word by word; judges no meaning."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from reewriter.text.facts.attribution import Attribution, Manner, attribute
from reewriter.text.facts.comparing import compare
from reewriter.text.facts.match import Apart, Difference, Match
from reewriter.text.facts.source import Given, Page, Sources, given, page
from reewriter.text.facts.speakers import speaker_of
from reewriter.text.facts.wording import Words

__all__ = ["Difference", "Quotation", "Verdict", "check_quotations"]

Verdict = Literal["exact", "near", "missing", "unverifiable"]

_PIECED: dict[Apart, str] = {
    "gap": "words that nothing stands for lie between its parts",
    "order": "in the source its parts stand in another order",
    "speakers": "its parts are not one speaker’s",
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation of a draft and what became of it."""

    text: str
    """The words between its marks, on one line."""
    verdict: Verdict
    differences: tuple[Difference, ...]
    """What is not as in the source, in order; none where it is exact or nowhere."""
    source_span: tuple[int, int] | None
    """Where the words stand in their source's text, in characters."""
    severe: bool
    """Whether a negation or a number was lost, added or changed."""
    span: tuple[int, int]
    """Where it stands in the draft, within its marks."""
    source: str = ""
    """The name of the source it was found in."""
    source_number: int | None = None
    """Which of the sources that is, from 0."""
    wording: str = ""
    """What the source has there, on one line: the true wording; with ` … ` where parts of it
    stand apart."""
    apart: Apart = ""
    """Whether it is pieced together from several places of the source, and how these stand."""
    manner: Manner = ""
    """Whether the source has it as somebody's speech or as its own words."""
    speaker: str = ""
    """Whom the source names as the speaker."""
    attributed: str = ""
    """Whom the draft names."""
    attribution: Attribution = ""
    """Whether those two fit."""
    words: int = 0
    """How many words it has."""

    @property
    def pieced(self) -> str:
        """How its parts stand in the source, in words; empty where it is of one piece."""
        return _PIECED.get(self.apart, "")


def check_quotations(
    draft: str, source: Sources, *, coined: Collection[str] = ()
) -> list[Quotation]:
    """Compare every quotation of a draft with what its sources say.

    `coined` are phrases that are ours, not anybody's words: they are left out. A briefing that
    was pasted into a source above its article is never its own evidence.

    >>> source = "“We will not sell the mine,” Aho said."
    >>> [found] = check_quotations("Aho: “We will sell the mine.”", source)
    >>> found.verdict, found.severe, found.differences[0].source
    ('near', True, 'not')
    """
    sources = given(source, draft)
    ours = page(draft)
    skipped = {tuple(Words(phrase).keys) for phrase in coined}
    found: list[Quotation] = []
    for span in ours.quoted:
        words = Words(ours.prose, *span)
        if words.keys and tuple(words.keys) not in skipped:
            found.append(_checked(ours, span, len(words), sources))
    return found


def _checked(ours: Page, span: tuple[int, int], words: int, sources: list[Given]) -> Quotation:
    text = " ".join(ours.text[slice(*span)].replace("\n>", "\n").split())
    best: Match | None = None
    number = 0
    for at, one in enumerate(sources):
        match = compare(ours, span, one.page)
        if match is not None and (best is None or match.quality > best.quality):
            best, number = match, at
        if best is not None and best.exact and best.spoken:
            break
    if best is None:
        hidden = not sources or any(one.partial for one in sources)
        verdict: Verdict = "unverifiable" if hidden else "missing"
        named = speaker_of(ours, span).name
        return Quotation(text, verdict, (), None, False, span, attributed=named, words=words)
    where = sources[number]
    quotation = Quotation(
        text,
        "exact" if best.exact else "near",
        best.differences,
        best.span,
        any(difference.severe for difference in best.differences),
        span,
        source=where.name,
        source_number=number,
        wording=" … ".join(
            " ".join(where.page.text[slice(*piece)].split()) for piece in best.pieces or [best.span]
        ),
        apart=best.apart,
        words=words,
    )
    who = attribute(ours, span, where, best)
    return replace(
        quotation,
        manner=who.manner,
        speaker=who.speaker,
        attributed=who.attributed,
        attribution=who.attribution,
    )
