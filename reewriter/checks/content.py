"""Whether the stories are whole, finished and new."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.checks.spec import CheckSpec, Examined, Facts, excerpt, headline_key, named, passages
from reewriter.formats import FORMATS, HIGHLIGHT_WORDS, format_of, text_of
from reewriter.model import Finding, Placed, Severity, Story
from reewriter.rows import rows
from reewriter.text import url_key
from reewriter.text.teaser import is_cut
from reewriter.text.words import count_words, counted, sentences

__all__ = ["CHECKS", "find"]

HEADLINE_MAX = 200
HIGHLIGHTS = (2, 6)
BRIEF_SENTENCES = 2

NO_STORY = CheckSpec(
    "content.no_story",
    Severity.ERROR,
    "no story stands above the line",
    "Move at least one story from the bench above the line.",
)
HEADLINE_MISSING = CheckSpec(
    "content.headline_missing",
    Severity.ERROR,
    "a story has no headline",
    "Write one, or move the story to the bench.",
)
HEADLINE_LENGTH = CheckSpec(
    "content.headline_length",
    Severity.WARNING,
    "a headline is longer than 200 characters",
    "Shorten it; what it loses may go into the deck.",
)
FORMAT = CheckSpec(
    "content.format",
    Severity.WARNING,
    "a story of a format that is none of ours and has no template",
    "Put its template back (`stories/NAME.html`), or change the story's format.",
)
CRITIQUE_MISSING = CheckSpec(
    "content.critique_missing",
    Severity.WARNING,
    "a story without its critique, or its text",
    "Write it, or change the story's format.",
)
PART_MISSING = CheckSpec(
    "content.part_missing",
    Severity.WARNING,
    "a story lacks a part that its format has",
    "Write it, or change the story's format.",
)
PART_USUAL = CheckSpec(
    "content.part_usual",
    Severity.INFO,
    "a story without a part that most of its format have",
    "Write it if there is something to say; else all is well.",
)
BRIEF_LENGTH = CheckSpec(
    "content.brief_length",
    Severity.INFO,
    "a brief of more than two sentences",
    "Cut it to two, or make it a critique.",
)
ROW_INCOMPLETE = CheckSpec(
    "content.row_incomplete",
    Severity.WARNING,
    "a row of a table or a list lacks a cell",
    "Fill it in: the cells of a row stand between bars.",
)
HIGHLIGHTS_MISSING = CheckSpec(
    "content.highlights_missing",
    Severity.WARNING,
    "a critique without highlights",
    "Add two to six, or change the story's format.",
)
HIGHLIGHT_COUNT = CheckSpec(
    "content.highlight_count",
    Severity.INFO,
    "fewer than two or more than six highlights",
    "Two to six are read; drop the weakest or add one.",
)
HIGHLIGHT_LENGTH = CheckSpec(
    "content.highlight_length",
    Severity.INFO,
    "a highlight outside 15 to 20 words",
    "Bring it to 15 to 20 words: one thought, one line or two.",
)
TEASER = CheckSpec(
    "content.teaser",
    Severity.ERROR,
    "a teaser that leads to no page of ours",
    "Fill in the story's own page, or let all of it run.",
)
PLACEHOLDER = CheckSpec(
    "content.placeholder",
    Severity.ERROR,
    "a note to oneself is still in the text",
    "Fill in what is missing.",
)
SAME_SOURCE = CheckSpec(
    "content.same_source",
    Severity.WARNING,
    "two stories rest on the same source",
    "Join them, or move one to the bench.",
)
SECTION = CheckSpec(
    "content.section",
    Severity.WARNING,
    "a story stands in a section that feeds.toml does not have",
    "Move it to another section, or put that section back into feeds.toml.",
)
RAN_BEFORE = CheckSpec(
    "content.ran_before",
    Severity.WARNING,
    "a story or its source ran in an earlier issue",
    "Say what is new, or move it to the bench.",
)
CHECKS = (
    NO_STORY,
    HEADLINE_MISSING,
    HEADLINE_LENGTH,
    FORMAT,
    CRITIQUE_MISSING,
    PART_MISSING,
    PART_USUAL,
    BRIEF_LENGTH,
    ROW_INCOMPLETE,
    HIGHLIGHTS_MISSING,
    HIGHLIGHT_COUNT,
    HIGHLIGHT_LENGTH,
    TEASER,
    PLACEHOLDER,
    SAME_SOURCE,
    SECTION,
    RAN_BEFORE,
)

# TK is how editors mark what is "to come"; the letters alone, so that a name with them is safe.
_PLACEHOLDER = re.compile(r"(?<![\w-])(?:(?:TK)+|TODO|FIXME|TBD|XXX+|(?i:lorem ipsum))(?![\w-])")


def find(examined: Examined) -> Iterator[Finding]:
    """Look at every story above the line, alone and beside the others."""
    above = examined.composition.above
    if not above:
        yield NO_STORY.finding("issue.stories", "No story stands above the line")
    for placed in above:
        yield from _headline(placed.story)
        yield from _format(placed.story, examined.facts.own_formats)
        yield from _parts(placed.story)
        yield from _highlights(placed.story)
        yield from _teaser(placed.story)
    for passage in passages(examined.composition):
        if mark := _PLACEHOLDER.search(passage.text):
            said = f"“{mark[0]}” stands in {passage.name}"
            yield PLACEHOLDER.finding(passage.where, said, about=mark[0])
    yield from _same_source(above)
    yield from _section(above, examined.brand.sections)
    for placed in above:
        yield from _ran_before(placed.story, examined.facts)


def _headline(story: Story) -> Iterator[Finding]:
    where = f"story/{story.id}/headline"
    if not story.headline.strip():
        yield HEADLINE_MISSING.finding(where, f"Story {story.id} has no headline")
    elif len(story.headline) > HEADLINE_MAX:
        yield HEADLINE_LENGTH.finding(
            where, f"The headline {named(story)} has {len(story.headline)} characters"
        )


def _format(story: Story, own: frozenset[str]) -> Iterator[Finding]:
    if story.format not in FORMATS and story.format not in own:
        of = named(story)
        said = f"{of} is printed as a critique: “{excerpt(story.format, 40)}” has no template"
        yield FORMAT.finding(f"story/{story.id}/format", said)


def _parts(story: Story) -> Iterator[Finding]:
    made_of = format_of(story)
    titles = {
        part.name: part.title if part.title.isupper() else part.title.lower()
        for part in made_of.parts
    }
    of = named(story)
    for name in made_of.needs:
        place = f"story/{story.id}/{name}"
        if name == "highlights":
            if not any(h.text.strip() for h in story.highlights):
                yield HIGHLIGHTS_MISSING.finding(place, f"{of} has no highlights")
        elif name != "sponsor" and not text_of(story, name).strip():  # the law tells that one
            spec = CRITIQUE_MISSING if name == "critique" else PART_MISSING
            yield spec.finding(place, f"{of} has no {titles[name]}")
    for name in made_of.usual:
        if not text_of(story, name).strip():
            said = f"{of} has no {titles[name]}, as most of its format have"
            yield PART_USUAL.finding(f"story/{story.id}/{name}", said)
    yield from _rows(story, of)
    if story.format == "brief" and (count := len(sentences(story.critique))) > BRIEF_SENTENCES:
        yield BRIEF_LENGTH.finding(f"story/{story.id}/critique", f"{of} has {count} sentences")


def _rows(story: Story, of: str) -> Iterator[Finding]:
    for part in format_of(story).parts:
        place = f"story/{story.id}/{part.name}"
        for row in rows(text_of(story, part.name), part.columns) if part.kind == "rows" else ():
            missing = [column for column, cell in zip(part.columns, row, strict=True) if not cell]
            if missing:
                written = " | ".join(row)
                said = f"{of}: “{excerpt(written, 40)}” lacks {', '.join(missing)}"
                yield ROW_INCOMPLETE.finding(place, said, about=written)


def _teaser(story: Story) -> Iterator[Finding]:
    if not story.own_url.strip() and is_cut(story):
        of = named(story)
        yield TEASER.finding(f"story/{story.id}/own_url", f"The teaser {of} leads to no page")


def _highlights(story: Story) -> Iterator[Finding]:
    fewest, most = HIGHLIGHTS
    count = len(story.highlights)
    if count and not fewest <= count <= most:
        yield HIGHLIGHT_COUNT.finding(
            f"story/{story.id}/highlights",
            f"{named(story)} has {counted(count, 'highlight')}",
        )
    shortest, longest = HIGHLIGHT_WORDS
    for number, highlight in enumerate(story.highlights, 1):
        words = count_words(highlight.text)
        if not shortest <= words <= longest:
            yield HIGHLIGHT_LENGTH.finding(
                f"story/{story.id}/highlight/{number}",
                f"“{excerpt(highlight.text)}” has {counted(words, 'word')}",
            )


def _same_source(above: tuple[Placed, ...]) -> Iterator[Finding]:
    first: dict[str, Story] = {}
    for placed in above:
        for key in dict.fromkeys(url_key(source.url) for source in placed.story.sources):
            other = first.setdefault(key, placed.story) if key else placed.story
            if other is not placed.story:
                yield SAME_SOURCE.finding(
                    f"story/{placed.story.id}/source/url",
                    f"{named(placed.story)} rests on the same page as {named(other)}",
                )


def _section(above: tuple[Placed, ...], sections: tuple[str, ...]) -> Iterator[Finding]:
    for placed in above:
        if sections and placed.section not in sections:
            yield SECTION.finding(
                f"story/{placed.story.id}/section",
                f"{named(placed.story)} stands in “{excerpt(placed.section)}”,"
                " which is no section any more",
            )


def _ran_before(story: Story, facts: Facts) -> Iterator[Finding]:
    title = named(story)
    edition = _edition(facts, story.headline, headline_key(story.headline))
    if edition:
        yield RAN_BEFORE.finding(f"story/{story.id}/headline", f"{title} ran in {edition}")
        return
    for source in story.sources:
        edition = _edition(facts, source.url, url_key(source.url))
        if edition:
            yield RAN_BEFORE.finding(
                f"story/{story.id}/source/url", f"The source of {title} ran in {edition}"
            )
            return


def _edition(facts: Facts, *keys: str) -> str:
    return next((facts.ran_before[key] for key in keys if key and key in facts.ran_before), "")
