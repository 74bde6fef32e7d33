"""Offers sentences of a story's sources as highlights. They are nobody's words until taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from reewriter.desk.evidence import find_passage
from reewriter.errors import UsageError
from reewriter.model import Finding, Highlight, Severity, Source, Story

__all__ = ["MOST", "dropped", "grave", "in_short", "suggestions", "taken", "unsound"]

MOST = 3
"""How many are offered: a story of the house has three."""


def suggestions(story: Story, n: int = MOST) -> tuple[Highlight, ...]:
    """Return sentences that tell the sources best, each with the evidence it is.

    The main source gives as many as it has; what is a highlight already is left out. Raises
    UsageError where there is nothing to suggest from.
    """
    from reewriter.text import suggest_highlights

    if not any(source.text.strip() for source in story.sources):
        raise UsageError(
            "this story has no source text to suggest highlights from",
            hint="Load it (`reewriter story text ID`), or paste it.",
        )
    known = {_key(highlight.text) for highlight in story.highlights}
    found: list[Highlight] = []
    for source in sorted(story.sources, key=lambda source: source != story.source):
        for text in suggest_highlights(source.text, n + len(known)):
            if len(found) < n and _key(text) not in known:
                known.add(_key(text))
                found.append(_resting_on(source, text))
    if not found:
        raise UsageError(
            "the sources have no further sentence that would do",
            hint="Load or paste more of them, or write a highlight.",
        )
    return tuple(found)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _resting_on(source: Source, text: str) -> Highlight:
    span = find_passage(text, source.text)
    return Highlight(text, source.id if span else None, span)


def grave(line: Highlight, findings: Iterable[Finding]) -> Finding | None:
    """Return why a suggestion may not be taken as it is.

    A sentence of the source may, word for word as it is: it is offered as such.
    """
    for one in findings:
        own = one.id.startswith("copying.") and line.span is not None
        misquoted = one.id.startswith("quotation.") and one.severity is not Severity.INFO
        wrong = misquoted or one.severity is Severity.ERROR or one.id == "figure.unsupported"
        if wrong and not own:
            return one
    return None


def unsound(findings: Iterable[Finding]) -> Finding | None:
    """Return why a paragraph or a subject of a model may not be put in.

    Nobody has written it yet, so that nothing of what it quotes, counts or copies is let through:
    not even what could only not be looked up.
    """
    families = ("quotation.", "figure.unsupported", "copying.")
    return next((one for one in findings if one.id.startswith(families)), None)


def in_short(line: Highlight, finding: Finding | None) -> str:
    """Say in a few words what is wrong with a suggestion: there is little room beside it."""
    if finding is None:
        return ""
    if finding.id == "figure.unsupported" and finding.span:
        return f"{line.text[slice(*finding.span)]} is in no source"
    return _SHORT.get(finding.id, finding.message)


_SHORT = {
    "quotation.near": "a quotation differs",
    "quotation.missing": "a quotation is nowhere",
    "quotation.coined": "a quotation is nowhere",
    "quotation.speaker": "somebody else said it",
    "quotation.written": "nobody said it so",
    "copying.words": "words are copied",
}


def taken(story: Story, which: Collection[int]) -> dict[str, tuple[Highlight, ...]]:
    """Return highlights and suggestions when those of these places (from 0) are taken."""
    chosen = [one for at, one in enumerate(story.suggested) if at in which]
    return {"highlights": (*story.highlights, *chosen), "suggested": dropped(story, which)}


def dropped(story: Story, which: Collection[int]) -> tuple[Highlight, ...]:
    """Return the suggestions that stay when those of these places are refused."""
    return tuple(one for at, one in enumerate(story.suggested) if at not in which)
