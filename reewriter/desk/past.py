"""Reads earlier versions of fields, and the present ones to compare them with; pure."""

from __future__ import annotations

import json
from collections.abc import Iterable

from reewriter.desk.writing import HIGHLIGHTS
from reewriter.formats import PARTS
from reewriter.formats import text_of as part_of
from reewriter.model import Issue, Revision, Story

__all__ = ["label", "of_field", "present", "text_of", "value_of"]

_LISTS = (HIGHLIGHTS, "tags", "authors", "subjects")
"""Fields that hold several texts; they are stored as JSON."""


def value_of(revision: Revision) -> str | tuple[str, ...]:
    """Return what a field held, as the model has it."""
    if revision.field not in _LISTS:
        return revision.value
    return tuple(str(text) for text in json.loads(revision.value))


def text_of(revision: Revision) -> str:
    """Return what a field held as a text to be read: one line each, where it held several."""
    return _text(value_of(revision))


def present(noun: Story | Issue, field: str) -> str:
    """Return what a field holds now, as `text_of` does."""
    if field == HIGHLIGHTS and isinstance(noun, Story):
        return _text(tuple(highlight.text for highlight in noun.highlights))
    if field in PARTS and isinstance(noun, Story):
        return part_of(noun, field)
    return _text(getattr(noun, field))


def _text(value: object) -> str:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value)


def of_field(revisions: Iterable[Revision], field: str) -> list[Revision]:
    """Return the versions of one field in the order given; of every field for ""."""
    return [revision for revision in revisions if field in ("", revision.field)]


def label(revision: Revision, whose: str) -> str:
    """Name the change that puts a version back, as undo will say it."""
    return f"restored {revision.field} of {whose}"
