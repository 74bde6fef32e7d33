"""Whether what a story quotes, counts and copies stands in its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reewriter.checks import fact_marks, fact_notes
from reewriter.checks.fact_marks import Mark, marks_of, source_text, source_text_of
from reewriter.checks.spec import CheckSpec, Examined, Passage, passages, story_passages
from reewriter.model import Finding, Severity, Source, Story
from reewriter.text.house import House

if TYPE_CHECKING:
    from reewriter.text.facts import SourceText

__all__ = [
    "CHECKS",
    "Found",
    "find",
    "findings_in",
    "in_suggestions",
    "make_ready",
    "readable",
    "review",
    "unread_in",
]

QUOTED = CheckSpec(
    "copying.quoted",
    Severity.WARNING,
    "a story quotes more words of one source than the house allows",
    "Retell some of it in your own words; `quoted_words` in feeds.toml is the limit.",
)
UNREADABLE = CheckSpec(
    "figure.house_facts",
    Severity.WARNING,
    "facts.toml cannot be read",
    "Mend it; until then what it said before counts.",
)
Found = tuple[Mark, Finding | None]
"""A mark, and the finding where something is wrong."""
CHECKS = (*fact_marks.CHECKS, QUOTED, UNREADABLE, *fact_notes.CHECKS)


def find(examined: Examined) -> Iterator[Finding]:
    """Compare every text of a story with the story's own sources."""
    facts = examined.facts
    if facts.house_problem:
        yield UNREADABLE.finding("config.facts", facts.house_problem)
    texts: dict[str, list[Passage]] = {}
    for passage in passages(examined.composition):
        texts.setdefault(_story_of(passage.where), []).append(passage)
    yield from _of_the_issue(examined, texts.get("", ()))
    for placed in examined.composition.above:
        of = texts.get(f"story/{placed.story.id}/", [])
        story = placed.story
        yield from _in_story(story, of, facts.house, facts.now.date(), facts.quoted_words)
        earlier = facts.earlier.get(story.id, ())
        yield from fact_notes.notes(story, of, readable(story), earlier, facts.glossary)


def _of_the_issue(examined: Examined, texts: Sequence[Passage]) -> Iterator[Finding]:
    """Compare subject, preheader and intro with all that the issue's stories rest on, and have."""
    composition, facts = examined.composition, examined.facts
    stories = [placed.story for placed in composition.above]
    sources = [source for story in stories for source in readable(story)]
    if not sources:
        return
    issue = composition.issue
    told = [passage.text for story in stories for passage in story_passages(story)]
    # Its own number, its day and how many stories it has are no matter of sources.
    told.append(
        f"No. {issue.number}, {issue.number}. {len(stories)} stories. {issue.date:%d %B %Y}."
    )
    own = (source_text_of("\n\n".join(told)),)
    known = tuple(map(source_text, sources))
    for passage in texts:
        if passage.text.strip():
            marks = fact_marks.above_all(passage.text, known, own, facts.house, facts.now.date())
            for mark in marks:
                yield _finding(mark, passage, sources)


def review(story: Story, house: House, on: date, *, quoted_words: int) -> Iterator[Finding]:
    """Compare every text of one story with its sources, wherever it stands."""
    yield from _in_story(story, list(story_passages(story)), house, on, quoted_words)


def _in_story(
    story: Story, texts: Sequence[Passage], house: House, on: date, most: int
) -> Iterator[Finding]:
    """Yield what is wrong in each text, and then in all of them together."""
    sources = readable(story)
    if not sources:
        yield from _unread(texts, house)
        return
    known = tuple(map(source_text, sources))
    quoted: Counter[int] = Counter()
    for passage in texts:
        for mark in _marks(passage, known, house, on):
            if mark.words and mark.source_number is not None and mark.sign != "speaker":
                quoted[mark.source_number] += mark.words
            if mark.check is not None:
                yield _finding(mark, passage, sources)
    for number, words in sorted(quoted.items()):
        if words > most:
            name = sources[number].outlet or "one source"
            said = f"{words} words of {name} are quoted, more than {most}"
            yield QUOTED.finding(f"story/{story.id}/critique", said)


def unread_in(passage: Passage, house: House, on: date) -> Iterator[Finding]:
    """Yield what a text quotes and counts where there is no source for any of it."""
    yield from _unread([passage], house)
    for mark in _marks(passage, (), house, on):
        if mark.sign == "unsupported":
            yield _finding(mark, passage, ())


def _unread(texts: Sequence[Passage], house: House) -> Iterator[Finding]:
    """Say of each quotation that no source is here to look it up in; nothing else can be said."""
    for passage in texts:
        text, ours = passage.marked()
        for mark in fact_marks.unread(text, house):
            yield _finding(replace(mark, span=ours(mark.span)), passage, ())


def findings_in(
    passage: Passage, sources: Sequence[Source], house: House, on: date
) -> Iterator[Found]:
    """Yield every mark of one text, with the finding where something is wrong."""
    if sources:
        for mark in _marks(passage, tuple(map(source_text, sources)), house, on):
            yield mark, None if mark.check is None else _finding(mark, passage, sources)


def in_suggestions(story: Story, house: House, on: date) -> list[tuple[Found, ...]]:
    """Return what is found in each suggestion of a story, though none of them is its text yet."""
    sources = readable(story)
    return [
        tuple(
            findings_in(
                Passage(f"story/{story.id}/suggested/{n}", one.text, "this suggestion"),
                sources,
                house,
                on,
            )
        )
        for n, one in enumerate(story.suggested, 1)
    ]


def readable(story: Story) -> list[Source]:
    """Return the sources of a story that have a text."""
    return [source for source in story.sources if source.text.strip()]


def make_ready(sources: Iterable[Source]) -> None:
    """Read the sources of a story that was opened, before anything is typed."""
    from reewriter.text.facts.readying import make_ready

    make_ready(source.text for source in sources)


def _marks(
    passage: Passage, sources: tuple[SourceText, ...], house: House, on: date
) -> Iterable[Mark]:
    if not passage.text.strip():
        return ()
    if not passage.bare:
        return marks_of(passage.text, sources, house, on)
    text, ours = passage.marked()
    return [replace(mark, span=ours(mark.span)) for mark in marks_of(text, sources, house, on)]


def _finding(mark: Mark, passage: Passage, sources: Sequence[Source]) -> Finding:
    if mark.check is None:
        raise ValueError(mark)
    about = passage.text[slice(*mark.span)]
    found = mark.check.finding(passage.where, f"{mark.said} in {passage.name}", about=about)
    number = mark.source_number
    source_id = None if number is None else sources[number].id
    return replace(
        found,
        hint=mark.hint or found.hint,
        span=mark.span,
        source_id=source_id,
        source_span=mark.source_span,
    )


def _story_of(where: str) -> str:
    return where[: where.find("/", len("story/")) + 1]
