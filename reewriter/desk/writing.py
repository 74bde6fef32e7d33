"""Decides what an edit of a story or an issue changes; a saved story is never edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from types import MappingProxyType

from reewriter.errors import UsageError
from reewriter.formats import FORMATS, is_format_name
from reewriter.model import Citation, Edit, Highlight, Image, Issue, Item, Source, Story
from reewriter.text.words import truncate

__all__ = [
    "HIGHLIGHTS",
    "ISSUE_FIELDS",
    "SOURCE_FIELDS",
    "STORY_FIELDS",
    "called",
    "captured_anew",
    "edit_issue",
    "edit_source",
    "edit_story",
    "looks_complete",
    "new_source",
    "new_story",
    "relocate",
    "set_highlights",
    "source_of",
    "take_over",
    "text_hash",
]

_TEASER = 600
"""Shorter than this, in characters, a text is taken for a teaser."""

STORY_FIELDS = (
    "format", "headline", "deck", "tldr", "critique", "moves", "extra", "tags", "authors",
    "images", "own_url", "embargo_until", "note", "suggested", "citations",
)  # fmt: skip
"""What of a story an editor may set; highlights and sources have functions of their own."""

HIGHLIGHTS = "highlights"
"""What the highlights of a story are called among its fields."""
SOURCE_FIELDS = ("outlet", "reporter", "url", "published", "text", "complete")
ISSUE_FIELDS = (
    "subject", "subjects", "preheader", "intro", "status", "due_at", "sections", "own_text",
    "own_text_of",
)  # fmt: skip


def called(story: Story) -> str:
    """Name a story as an editor knows it: by its headline, not by a number of the database."""
    return f"“{truncate(story.headline, 40)}”" if story.headline.strip() else f"story {story.id}"


def text_hash(text: str) -> str:
    """Return the short hash by which a changed source text is noticed."""
    from hashlib import blake2b  # here: it loads OpenSSL, and the desk opens without it

    return blake2b(text.encode(), digest_size=16).hexdigest()


def new_story(
    item: Item | None,
    ids: tuple[int, int],
    *,
    sources: Sequence[Source] = (),
    story_format: str = "critique",
) -> list[Edit]:
    """Create a story with its sources; `ids` are those the store will give (story, source)."""
    story_id, _ = ids
    # All of them, although most are empty: taking the creation back then refuses to delete any of
    # it that was written since.
    values = {
        "item_id": item.id if item else None,
        **_empty(story_format),
        "headline": item.title if item else "",
    }
    made = Edit("story", (story_id,), None, values)
    return [made, *(new_source(source) for source in sources)]


@cache
def _empty(story_format: str) -> Mapping[str, object]:
    """Return the fields of a story in which nothing has been written."""
    story = Story(id=0, format=story_format, headline="")
    return MappingProxyType({name: _plain(getattr(story, name)) for name in STORY_FIELDS})


def new_source(source: Source) -> Edit:
    """Create a source with its frozen text."""
    values = {name: getattr(source, name) for name in _of_sources()}
    return Edit("source", (source.id,), None, values)


@cache
def _of_sources() -> tuple[str, ...]:
    """Name what a source is made of; to ask the class for each of a thousand takes its time."""
    return tuple(field.name for field in fields(Source) if field.name != "id")


def source_of(
    item: Item, ids: tuple[int, int], *, outlet: str, text: str, now: datetime, primary: bool
) -> Source:
    """Freeze what an item says now as a source of a story; `text` is its Markdown."""
    story_id, source_id = ids
    return Source(
        id=source_id,
        story_id=story_id,
        item_id=item.id,
        outlet=outlet,
        reporter=item.author,
        url=item.url,
        published=item.published,
        text=text,
        text_hash=text_hash(text),
        captured_at=now,
        complete=looks_complete(item.text),
        primary=primary,
    )


def looks_complete(text: str) -> bool:
    """Guess whether a feed carried the whole article: long enough, and not cut off at the end."""
    ending = text.rstrip()[-40:].casefold()
    cut = ending.endswith(("…", "...", "[…]", "[...]")) or "read more" in ending
    return len(text) >= _TEASER and not cut


def edit_story(story: Story, changes: Mapping[str, object]) -> tuple[Edit, ...]:
    """Set fields of a story; fields that stay as they are make no edit."""
    if "format" in changes and not is_format_name(str(changes["format"])):
        raise UsageError(
            f"“{changes['format']}” is no story format", hint=f"Formats: {', '.join(FORMATS)}."
        )
    return _edit("story", story.id, story, changes, STORY_FIELDS)


def edit_issue(issue: Issue, changes: Mapping[str, object]) -> tuple[Edit, ...]:
    """Set fields of an issue; fields that stay as they are make no edit."""
    return _edit("issue", issue.id, issue, changes, ISSUE_FIELDS)


def edit_source(source: Source, changes: Mapping[str, object]) -> tuple[Edit, ...]:
    """Set what is said about a source, or attach a fuller text to it."""
    edits = _edit("source", source.id, source, changes, SOURCE_FIELDS)
    if not edits or "text" not in (edits[0].after or {}):
        return edits
    only = edits[0]
    hashed = {"text_hash": text_hash(str((only.after or {})["text"]))}
    return (
        Edit(
            "source",
            only.key,
            {**(only.before or {}), "text_hash": source.text_hash},
            {**(only.after or {}), **hashed},
        ),
    )


def take_over(source: Source, item: Item, text: str, *, now: datetime) -> tuple[Edit, ...]:
    """Let a source say what its item says now; `text` is its Markdown."""
    complete = looks_complete(item.text)
    return captured_anew(source, replace(source, text=text, captured_at=now, complete=complete))


def captured_anew(source: Source, newer: Source) -> tuple[Edit, ...]:
    """Let a source say what was captured of it later."""
    names = ("text", "captured_at", "complete")
    before = {name: getattr(source, name) for name in (*names, "text_hash")}
    after = {name: getattr(newer, name) for name in names} | {"text_hash": text_hash(newer.text)}
    # The story is named so that its revision rises: another desk that shows it must notice.
    whose = {"story_id": source.story_id}
    return (Edit("source", (source.id,), {**before, **whose}, {**after, **whose}),)


def _edit(
    table: str,
    row_id: int,
    value: Story | Issue | Source,
    changes: Mapping[str, object],
    allowed: Sequence[str],
) -> tuple[Edit, ...]:
    unknown = [name for name in changes if name not in allowed]
    if unknown:
        raise UsageError(
            f"a {table} has no field “{unknown[0]}”", hint=f"Fields: {', '.join(allowed)}."
        )
    before = {name: _plain(getattr(value, name)) for name in changes}
    after = {name: _plain(new) for name, new in changes.items()}
    differing = [name for name in changes if before[name] != after[name]]
    if not differing:
        return ()
    return (
        Edit(
            table,
            (row_id,),
            {name: before[name] for name in differing},
            {name: after[name] for name in differing},
        ),
    )


def _plain(value: object) -> object:
    """Give values, and tuples of them, the one form in which they are stored and compared."""
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    if isinstance(value, Image):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Citation):
        start, end = value.span
        return {"source_id": value.source_id, "span_start": start, "span_end": end}
    return _highlight(value) if isinstance(value, Highlight) else value


def set_highlights(story: Story, wanted: Sequence[Highlight]) -> tuple[Edit, ...]:
    """Replace the highlights of a story; lines that stay make no edit."""
    edits: list[Edit] = []
    for at in range(max(len(story.highlights), len(wanted))):
        before = _highlight(story.highlights[at]) if at < len(story.highlights) else None
        after = _highlight(wanted[at]) if at < len(wanted) else None
        if before != after:
            edits.append(Edit("highlight", (story.id, at), before, after))
    return tuple(edits)


def relocate(highlights: Sequence[Highlight], source: Source, text: str) -> tuple[Highlight, ...]:
    """Point highlights to where their evidence stands in another text of the same source.

    Evidence that is not there any more is dropped; the sentence of ours stays.
    """
    found: list[Highlight] = []
    for highlight in highlights:
        if highlight.source_id == source.id and highlight.span is not None:
            quoted = source.text[slice(*highlight.span)]
            at = text.find(quoted) if quoted else -1
            span = (at, at + len(quoted)) if at >= 0 else None
            highlight = replace(highlight, span=span)
        found.append(highlight)
    return tuple(found)


def _highlight(highlight: Highlight) -> dict[str, object]:
    start, end = highlight.span or (None, None)
    return {
        "text": highlight.text,
        "source_id": highlight.source_id,
        "span_start": start,
        "span_end": end,
    }
