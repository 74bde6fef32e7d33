"""Gives a source a fuller text without losing what highlights rest on; works on values only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reewriter.desk.writing import edit_source, edit_story, new_source, set_highlights
from reewriter.model import Citation, Edit, Highlight, Source, Story
from reewriter.patterns import pattern
from reewriter.text.words import count_words

__all__ = ["attach", "citations_in", "find_passage", "followed", "prose_words"]

_WORD = pattern(r"\w+")
_TARGET = pattern(r"\]\([^()\s]*\)")
_BETWEEN = r"(?>(?:\]\([^()\s]*+\)|[\W_])+)"
_LONGEST = 400
"""Words of a passage that is looked for; evidence is a sentence or two."""


def prose_words(markdown: str) -> int:
    """Count the words of a Markdown text that a reader sees: those of addresses are none."""
    return count_words(_TARGET.sub("]", markdown))


def find_passage(passage: str, text: str) -> tuple[int, int] | None:
    """Return where a passage stands in a text: the same words, whatever stands between them.

    Marks of Markdown, addresses of links, line ends and the shapes of quotation marks may differ.
    """
    at = text.find(passage) if passage.strip() else -1
    if at >= 0:
        return at, at + len(passage)
    words = _WORD.findall(_TARGET.sub("]", passage).replace("_", " "))
    if not words or len(words) > _LONGEST:
        return None
    sought = rf"(?<!\w){_BETWEEN.join(map(re.escape, words))}(?!\w)"
    found = re.search(sought, text, re.IGNORECASE)
    if found is None:
        return None
    # A passage that is a sentence keeps the sign it ends with.
    ending = re.compile(r"[.!?…]*[\"”’»')]*").match(text, found.end())
    return found.start(), ending.end() if ending else found.end()


def attach(
    story: Story,
    source: Source,
    text: str,
    *,
    complete: bool,
    spare_id: int,
) -> list[Edit]:
    """Make a text what a source of a story says; evidence points to where it stands there.

    Where some of it does not stand there any more, the text before stays as a source of its own,
    `spare_id`, and that evidence with it. No edits where nothing differs.
    """
    moved, lost = _moved(story.highlights, source, text, spare_id)
    citations = citations_in(text, source, story.citations, spare_id)
    edits: list[Edit] = []
    if lost or any(one.source_id == spare_id for one in citations):
        edits.append(new_source(replace(source, id=spare_id, primary=False)))
    edits += edit_source(source, {"text": text, "complete": complete})
    apart = {"suggested": suggestions_in(story, source, text), "citations": citations}
    return [*edits, *edit_story(story, apart), *set_highlights(story, moved)]


def suggestions_in(story: Story, source: Source, text: str) -> tuple[Highlight, ...]:
    """Return a story's suggestions, those of this source as they stand in another text of it."""
    found: list[Highlight] = []
    for one in story.suggested:
        if one.source_id == source.id:
            span = find_passage(one.text, text)
            one = replace(one, source_id=source.id if span else None, span=span)
        found.append(one)
    return tuple(found)


def _moved(
    highlights: Sequence[Highlight], source: Source, text: str, spare_id: int
) -> tuple[list[Highlight], bool]:
    """Return the highlights with their evidence in the new text, and whether some stays behind."""
    moved: list[Highlight] = []
    lost = False
    for highlight in highlights:
        if highlight.source_id == source.id and highlight.span is not None:
            span = find_passage(source.text[slice(*highlight.span)], text)
            if span is None:
                lost = True
                highlight = replace(highlight, source_id=spare_id)
            else:
                highlight = replace(highlight, span=span)
        moved.append(highlight)
    return moved, lost


def citations_in(
    text: str, source: Source, citations: Sequence[Citation], spare_id: int | None = None
) -> tuple[Citation, ...]:
    """Return citations with their places in another text of a source.

    What is not there any more goes to the source `spare_id`, or where there is none, is forgotten.
    """
    found: list[Citation] = []
    for citation in citations:
        if citation.source_id == source.id:
            span = find_passage(source.text[slice(*citation.span)], text)
            if span is not None:
                citation = replace(citation, span=span)
            elif spare_id is not None:
                citation = replace(citation, source_id=spare_id)
            else:
                continue
        found.append(citation)
    return tuple(found)


def followed(
    highlights: Sequence[Highlight], before: Sequence[Source], now: Sequence[Source]
) -> tuple[Highlight, ...]:
    """Return highlights that were not saved yet with their evidence in the texts of now."""
    texts = {source.id: source.text for source in now}
    old = {source.id: source.text for source in before if source.id in texts}
    found: list[Highlight] = []
    for one in highlights:
        text = old.get(one.source_id or 0)
        if text is not None and one.span is not None and text != texts[one.source_id or 0]:
            span = find_passage(text[slice(*one.span)], texts[one.source_id or 0])
            spare = next((number for number, other in texts.items() if other == text), None)
            if span is not None:
                one = replace(one, span=span)
            elif spare is not None:
                one = replace(one, source_id=spare)
            else:
                one = replace(one, source_id=None, span=None)
        found.append(one)
    return tuple(found)
