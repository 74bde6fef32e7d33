"""Quotes a passage of a source in a critique, and finds quotations again; works on values only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reewriter.desk.evidence import find_passage
from reewriter.errors import NotFoundError, UsageError
from reewriter.formats import format_of
from reewriter.model import Citation, Source, Story
from reewriter.rows import BAR
from reewriter.text.words import count_words, sentences

__all__ = [
    "SHORT",
    "Quoted",
    "Use",
    "cite",
    "cited_already",
    "origin",
    "passage_in",
    "place_of",
    "quote",
    "used",
    "uses",
]

Span = tuple[int, int]

SHORT = 14
"""Words up to which a quotation stands within the line."""
_SPEECH = 3
"""A passage is somebody's speech where at least one word in so many is between marks."""
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"\n]*\")?\)")
_QUOTE_SIGN = re.compile(r"[ \t]*(?:>[ \t]?)+")
_SIGN = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)]|#{1,6})[ \t]+")
_MARKS = {'"': "‘’", "“": "‘", "”": "’"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage as it stands in a critique."""

    text: str
    """Markdown."""
    span: Span
    """What of the source's text it has."""
    who: str
    """Who said so: a speaker, else the outlet."""
    block: bool


@dataclass(frozen=True, slots=True)
class Use:
    """Where a passage is used: in a highlight, by its place from 0, or in the critique."""

    highlight: int | None = None
    span: Span | None = None
    """Where in the critique."""


def quote(source: Source, span: Span) -> Quoted:
    """Quote a passage: a short one within the line, a longer one set apart, with who said it.

    Of a short sentence that only says who speaks, the spoken words are quoted.
    """
    speaker, spoken = _speech(source.text, span)
    outlet = source.outlet or source.reporter
    if speaker and len(spoken) == 1:
        words = _plain(source.text[slice(*spoken[0])])
        if len(words) == 1 and count_words(words[0]) <= SHORT:
            who = speaker[:1].upper() + speaker[1:]
            said = f"{words[0][:-1]}." if words[0].endswith(",") else words[0]
            return Quoted(f"{who}: “{_inner(said)}”", spoken[0], speaker, block=False)
    paragraphs = _plain(source.text[slice(*span)])
    if not any(map(count_words, paragraphs)):
        raise UsageError("there are no words in this passage", hint="Mark a sentence.")
    if not speaker and len(paragraphs) == 1 and count_words(paragraphs[0]) <= SHORT:
        label = f"{outlet}: " if outlet else ""
        return Quoted(f"{label}“{_inner(paragraphs[0])}”", span, outlet, block=False)
    signed = ", ".join(filter(None, (speaker, outlet)))
    lines = [*paragraphs, f"— {signed}"] if signed else paragraphs
    return Quoted("\n>\n".join(f"> {line}" for line in lines), span, speaker or outlet, block=True)


def _speech(text: str, span: Span) -> tuple[str, list[Span]]:
    """Return who speaks in a passage, and what is spoken; nobody, where most is the reporter's."""
    from reewriter.text.facts.source import page
    from reewriter.text.facts.speakers import speaker_of

    whole = page(text)
    inside = [one for one in whole.quoted if one[0] < span[1] and one[1] > span[0]]
    spoken = [(max(first, span[0]), min(behind, span[1])) for first, behind in inside]
    names = {speaker_of(whole, one).name for one in inside} - {""}
    words = sum(count_words(text[slice(*one)]) for one in spoken)
    if len(names) != 1 or words * _SPEECH < count_words(text[slice(*span)]):
        return "", []
    return names.pop(), spoken


def _plain(markdown: str) -> list[str]:
    """Return the paragraphs of a passage without what only lays it out, each on one line."""
    paragraphs: list[list[str]] = [[]]
    for line in _LINK.sub(lambda link: "" if link[0][0] == "!" else link[1], markdown).split("\n"):
        bare = _QUOTE_SIGN.sub("", line, count=1) if line.lstrip().startswith(">") else line
        # A row that is marked in the reader begins behind its first bar.
        if bare.lstrip().startswith("|") or bare.rstrip().endswith(" |"):
            bare = " · ".join(cell.strip() for cell in BAR.split(bare.strip().strip("|")))
        sign = _SIGN.match(bare)
        bare = (bare[sign.end() :] if sign else bare).strip()
        if (sign or not bare) and paragraphs[-1]:
            paragraphs.append([])
        if bare:
            paragraphs[-1].append(bare)
    return [" ".join(" ".join(lines).split()) for lines in paragraphs if lines]


def _inner(text: str) -> str:
    """Make the marks of a quotation within a quotation single ones."""
    if (
        len(text) > 1
        and text[0] in '“"'
        and text[-1] in '”"'
        and not re.search('[“”"]', text[1:-1])
    ):
        return text[1:-1]
    opened = False
    out: list[str] = []
    for sign in text:
        single = _MARKS.get(sign, sign)
        if sign == '"':
            single, opened = single[opened], not opened
        out.append(single)
    return "".join(out)


def cite(story: Story, source: Source, span: Span, at: int | None) -> tuple[dict[str, object], int]:
    """Return the fields of a story that quotes a passage, and where in its critique one goes on.

    `at` is the place in the critique where it is wanted; without, it goes to the end. A quotation
    that is set apart never parts a paragraph. Raises UsageError where there is no critique.
    """
    if all(part.name != "critique" for part in format_of(story).parts):
        raise UsageError(
            f"a {story.format} has no text that quotes",
            hint="A critique has one: `story edit ID --format critique`.",
        )
    quoted = quote(source, span)
    text, end = _insert(story.critique, quoted, at)
    mine = Citation(source.id, quoted.span)
    kept = [one for one in story.citations if one != mine]
    return {"critique": text, "citations": (*kept, mine)}, end


def _insert(text: str, quoted: Quoted, at: int | None) -> tuple[str, int]:
    if at is not None and not quoted.block:
        at = _between_words(text, at)
        head, tail = text[:at], text[at:]
        before = " " if head and not head[-1].isspace() else ""
        behind = " " if not tail or tail[0].isalnum() else ""
        whole = f"{head}{before}{quoted.text}{behind}"
        return whole + tail, len(whole)
    if at is None:
        at = len(text)
    elif text[:at].strip() and not text[:at].endswith("\n\n"):
        gap = text.find("\n\n", max(at - 1, 0))
        at = len(text) if gap < 0 else gap
    head, tail = text[:at].rstrip(), text[at:].lstrip("\n")
    whole = f"{head}\n\n{quoted.text}\n\n" if head else f"{quoted.text}\n\n"
    return whole + tail, len(whole)


def _between_words(text: str, at: int) -> int:
    """Return this place, or the end of the sentence where it is in the middle of a word."""
    if not (text[max(at - 1, 0) : at].isalnum() and text[at : at + 1].isalnum()):
        return at
    return next((end for start, end in sentences(text) if start < at < end), len(text))


def passage_in(story: Story, words: str, source_id: int | None = None) -> tuple[Source, Span]:
    """Return the first source that has these words, and where.

    Raises UsageError where none has, NotFoundError where there is no such source.
    """
    if not words.strip():
        raise UsageError(
            "no words are given that a source could have", hint="Give them as the source has them."
        )
    wanted = [one for one in story.sources if source_id in (None, one.id)]
    for source in sorted(wanted, key=lambda one: one != story.source):
        span = find_passage(words, source.text)
        if span is not None:
            return source, span
    if not wanted:
        what = "no source" if source_id is None else f"no source {source_id}"
        raise NotFoundError(
            f"story {story.id} has {what}", hint=f"`story show {story.id}` names its sources."
        )
    raise UsageError(
        f"no source of story {story.id} has the words “{words[:60]}”",
        hint="They must stand there in this order; marks and line ends do not matter.",
    )


def place_of(story: Story, citation: Citation) -> Span | None:
    """Return where the critique has a quotation; None where it was taken out again."""
    source = next((one for one in story.sources if one.id == citation.source_id), None)
    if source is None:
        return None
    return find_passage(source.text[slice(*citation.span)], story.critique)


def cited_already(story: Story, source: Source, span: Span) -> Span | None:
    """Return where the critique quotes all of a passage, if it does."""
    start, end = quote(source, span).span
    for one in story.citations:
        if one.source_id == source.id and one.span[0] <= start and one.span[1] >= end:
            place = place_of(story, one)
            if place is not None:
                return place
    return None


def used(story: Story, source_id: int) -> list[Span]:
    """Return what of a source's text the highlights and the critique rest on, in order."""
    return sorted(span for _, span in _used(story, source_id))


def uses(story: Story, source_id: int, span: Span) -> list[Use]:
    """Return where a passage, or a part of it, is used."""
    return [
        use for use, (start, end) in _used(story, source_id) if start < span[1] and end > span[0]
    ]


def _used(story: Story, source_id: int) -> Iterator[tuple[Use, Span]]:
    for at, highlight in enumerate(story.highlights):
        if highlight.source_id == source_id and highlight.span is not None:
            yield Use(highlight=at), highlight.span
    for citation in story.citations:
        if citation.source_id == source_id:
            place = place_of(story, citation)
            if place is not None:
                yield Use(span=place), citation.span


def origin(story: Story, at: int) -> Citation | None:
    """Return where the words of a quotation stand: that at a place of the critique, or beside it.

    Beside it is in the same paragraph. A quotation that was typed is looked for in the sources.
    """
    from reewriter.text.facts import SourceText, check_quotations

    text = story.critique
    first, behind = text.rfind("\n\n", 0, at) + 1, text.find("\n\n", at)
    near: list[tuple[int, Citation]] = []
    for citation in story.citations:
        place = place_of(story, citation)
        if place is not None and place[1] >= first and (behind < 0 or place[0] <= behind):
            near.append((max(place[0] - at, at - place[1], 0), citation))
    for one in check_quotations(text, [SourceText(s.text, s.outlet) for s in story.sources]):
        if one.span[0] - 1 <= at <= one.span[1] + 1 and one.source_span is not None:
            near.append((1, Citation(story.sources[one.source_number or 0].id, one.source_span)))
    return min(near, key=lambda found: found[0], default=(0, None))[1]
