"""Reads earlier versions of fields, and the present ones to compare them with; pure."""

from __future__ import annotations

import json
from collections.abc import Iterable

from reewriter.desk.writing import HIGHLIGHTS, ISSUE_FIELDS, SOURCE_FIELDS, STORY_FIELDS
from reewriter.errors import UsageError
from reewriter.formats import PARTS
from reewriter.formats import text_of as part_of
from reewriter.model import Issue, Revision, Story
from reewriter.text.nearest import did_you_mean

__all__ = [
    "called",
    "known_field",
    "label",
    "of_field",
    "of_source",
    "present",
    "text_of",
    "value_of",
]

_LISTS = (HIGHLIGHTS, "tags", "authors", "subjects", "sections")
"""Fields that hold several texts; they are stored as JSON."""


def value_of(revision: Revision) -> str | tuple[str, ...]:
    """Return what a field held, as the model has it."""
    if revision.field not in _LISTS:
        return revision.value
    return tuple(str(text) for text in json.loads(revision.value))


def text_of(revision: Revision) -> str:
    """Return what a field held as a text to be read: one line each, where it held several."""
    return _text(value_of(revision))


def of_source(field: str) -> tuple[int, str] | None:
    """Return which source's field it is that "source/3/outlet" names; None for other fields."""
    head, _, rest = field.partition("/")
    number, _, name = rest.partition("/")
    return (int(number), name) if head == "source" and number.isdecimal() else None


def called(field: str) -> str:
    """Name a field as an editor knows it: "outlet", "text of source 3"."""
    found = of_source(field)
    if found is None:
        return "plain text" if field == "own_text" else field
    return f"text of source {found[0]}" if found[1] == "text" else found[1]


def present(noun: Story | Issue, field: str) -> str:
    """Return what a field holds now, as `text_of` does."""
    if field == HIGHLIGHTS and isinstance(noun, Story):
        return _text(tuple(highlight.text for highlight in noun.highlights))
    found = of_source(field)
    if found is not None and isinstance(noun, Story):
        number, name = found
        return next((_text(getattr(s, name)) for s in noun.sources if s.id == number), "")
    if field in PARTS and isinstance(noun, Story):
        return part_of(noun, field)
    return _text(getattr(noun, field))


def _text(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)


def known_field(noun: Story | Issue, field: str) -> str:
    """Return the name of a field if it is one, by either name; raises UsageError."""
    known: tuple[str, ...] = (*STORY_FIELDS, HIGHLIGHTS, *PARTS, *SOURCE_FIELDS)
    if isinstance(noun, Issue):
        known = (*ISSUE_FIELDS, "plain text")
    if field and field not in known and of_source(field) is None and " of source " not in field:
        shown = ", ".join(known)
        raise UsageError(
            f"there is no field “{field}”",
            hint=did_you_mean(field, known, otherwise=f"Fields: {shown}."),
        )
    return field


def of_field(revisions: Iterable[Revision], field: str) -> list[Revision]:
    """Return the versions of one field, by either name, in their order; of every field for ""."""
    return [one for one in revisions if field in ("", one.field, called(one.field))]


def label(revision: Revision, whose: str) -> str:
    """Name the change that puts a version back, as undo will say it."""
    return f"restored {called(revision.field)} of {whose}"
