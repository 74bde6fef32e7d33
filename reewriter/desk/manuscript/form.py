"""The form of a manuscript: its headings, fields and values, shared by who writes and who reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from reewriter.errors import UsageError
from reewriter.formats import format_named
from reewriter.model import Composition

if TYPE_CHECKING:
    from reewriter.desk.manuscript.rests import Rest

__all__ = [
    "FIELDS",
    "FRONT",
    "STRUCTURE",
    "Blocks",
    "Line",
    "Manuscript",
    "ManuscriptError",
    "Written",
    "bench_heading",
    "blocks_of",
    "one_line",
    "plain_heading",
    "same_name",
    "sections_of",
    "sources_heading",
    "trimmed",
]

FIELDS = (
    "section", "format", "deck", "tags", "authors", "own_url", "runs", "headline_link",
    "embargo", "sponsor", "source", "reporter", "link", "published",
)  # fmt: skip
"""The lines of a story."""
FRONT = (
    "edition", "number", "subject", "alternative", "preheader", "remote", "plain_text_of",
    "due", "waived", "went_out",
)  # fmt: skip
"""The lines of the head."""

_ALWAYS = {"highlights": "highlights", "critique": "critique", "text": "critique", "note": "note",
           "tldr": "tldr", "tl;dr": "tldr"}  # fmt: skip
"""What every format's story may hold, by heading in small letters."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The texts that stand under headings of their own in a story of one format."""

    order: tuple[tuple[str, str], ...]
    """Name and heading of each, as they are written."""
    names: Mapping[str, str]
    """Name by heading in small letters; some have several."""
    structure: re.Pattern[str]
    """A line that is a heading of ours, or would be without its backslashes."""


@cache
def blocks_of(story_format: str) -> Blocks:
    """Return what a story of this format holds; other headings are part of its texts."""
    parts = [part for part in format_named(story_format).parts if part.kind != "line"]
    order = [("highlights", "Highlights"), *((part.name, part.title) for part in parts)]
    names = {**_ALWAYS, **{heading.casefold(): name for name, heading in order}}
    headings = "|".join(map(re.escape, names))
    return Blocks(
        order=(*order, ("note", "Note")),
        names=names,
        structure=re.compile(
            rf"(?P<escape>\\*)(?:#{{1,2}}(?:\s|$)|###\s+(?P<name>{headings})\s*$)", re.IGNORECASE
        ),
    )


STRUCTURE = blocks_of("").structure
"""The same outside of stories."""


class ManuscriptError(UsageError):
    """The file cannot be read as an issue; the message names its line."""

    def __init__(self, message: str, *, file: str, line: int, hint: str = "") -> None:
        super().__init__(f"{file}:{line}: {message}", hint=hint)
        self.line = line


@dataclass(frozen=True, slots=True)
class Line:
    """A value as it is written, and where."""

    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Written:
    """One story as the file has it; what is not in the file is not in here."""

    id: int | None
    """None: a story that does not exist yet."""
    headline: str
    line: int
    section: str = ""
    """The heading it stands under; "" on the bench, where a field tells it."""
    bench: bool = False
    fields: Mapping[str, Line] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    """By name of the part or field, but for the highlights."""
    highlights: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole file."""

    front: Mapping[str, Line]
    alternatives: tuple[str, ...] | None
    """Further subjects."""
    intro: str
    stories: tuple[Written, ...]
    file: str
    own_text: str | None = None
    """The plain text by hand, "" for none; None: the file does not name it."""
    sections: tuple[str, ...] = ()
    """The sections in the order of the file."""
    waivers: tuple[tuple[str, str, str], ...] = ()
    """Check, place and reason of each finding that may stand."""
    rests: Mapping[int, Rest] = field(default_factory=dict)
    """What stories rest on, by story; only whole files tell it."""


def sections_of(composition: Composition, sections: Sequence[str]) -> list[str]:
    """Return the sections in order; after them those that only stories still stand in."""
    return list(dict.fromkeys([*sections, *(placed.section for placed in composition.placed)]))


def bench_heading(sections: Sequence[str]) -> str:
    """Return the heading of the bench, which no section has."""
    return _apart("Bench", sections)


def plain_heading(sections: Sequence[str]) -> str:
    """Return the heading of the plain text by hand, which no section has either."""
    return _apart("Plain text by hand", sections)


def sources_heading(sections: Sequence[str]) -> str:
    """Return the heading of what stories rest on, which no section has either."""
    return _apart("Sources", sections)


def _apart(heading: str, sections: Sequence[str]) -> str:
    while same_name(heading, sections) is not None:
        heading += " (waits)"
    return heading


def same_name(name: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` that is meant; capitals matter only between equals."""
    known = list(names)
    if name in known:
        return name
    return next((one for one in known if one_line(one).casefold() == name.casefold()), None)


def one_line(value: str) -> str:
    """Put a text on one line, single-spaced."""
    return " ".join(value.split())


def trimmed(lines: Iterable[str]) -> str:
    """Join lines, leaving out blank ones at the beginning and the end."""
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    while kept and not kept[0].strip():
        kept.pop(0)
    return "\n".join(kept)
