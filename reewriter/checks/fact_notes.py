"""What an editor should know of figures: what we said before, and where sources disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reewriter.checks.fact_marks import source_text
from reewriter.checks.spec import CheckSpec, Passage, excerpt
from reewriter.model import Finding, Severity, Source, Story

if TYPE_CHECKING:
    from reewriter.text.facts import SourceText
    from reewriter.text.facts.before import Otherwise
    from reewriter.text.glossary import Glossary

__all__ = ["CHECKS", "notes"]

BEFORE = CheckSpec(
    "figure.before",
    Severity.INFO,
    "an earlier issue had another figure for what seems to be the same",
    "Say what has changed, or correct one of the two.",
)
SOURCES = CheckSpec(
    "figure.sources",
    Severity.INFO,
    "two sources of a story have different figures for what seems to be the same",
    "Say whose figure yours is.",
)
CHECKS = (BEFORE, SOURCES)
_REMEMBERED = 512


def notes(
    story: Story,
    texts: Sequence[Passage],
    sources: Sequence[Source],
    earlier: tuple[SourceText, ...],
    glossary: Glossary | None,
) -> Iterator[Finding]:
    """Yield what earlier issues and the sources among themselves say otherwise."""
    if glossary is None:
        return
    for passage in texts if earlier else ():
        if not any(map(str.isdigit, passage.text)):
            continue
        for one in _before(passage.text, earlier, glossary):
            label = earlier[one.number].name
            said = f"{one.other} in {label}, {one.figure} today (“{excerpt(one.sentence, 80)}”)"
            found = BEFORE.finding(passage.where, f"{said}: {passage.name}", about=one.figure)
            yield replace(found, span=one.span)
    known = tuple(map(source_text, sources))
    for one in _between(known, glossary) if len(known) > 1 else ():
        first, second = (sources[n].outlet or "a source" for n in (one.first, one.number))
        said = f"{first} has {one.figure}, {second} {one.other} (“{excerpt(one.sentence, 80)}”)"
        found = SOURCES.finding(f"story/{story.id}/source", said, about=one.figure)
        yield replace(found, source_id=sources[one.number].id, source_span=one.other_span)


@lru_cache(_REMEMBERED)
def _before(
    text: str, earlier: tuple[SourceText, ...], glossary: Glossary
) -> tuple[Otherwise, ...]:
    from reewriter.text.facts.before import said_before

    return tuple(said_before(text, earlier, lambda sentence: _names(sentence, glossary)))


@lru_cache(_REMEMBERED)
def _between(sources: tuple[SourceText, ...], glossary: Glossary) -> tuple[Otherwise, ...]:
    from reewriter.text.facts.before import differing_sources

    return tuple(differing_sources(sources, lambda sentence: _names(sentence, glossary)))


@lru_cache(4096)
def _names(sentence: str, glossary: Glossary) -> frozenset[str]:
    """Return what a sentence names; a place alone says too little of what it is about."""
    return frozenset(
        entry.name for _, _, entry in glossary.found(sentence) if entry.kind != "place"
    )
