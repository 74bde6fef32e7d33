"""The form of a manuscript: its headings, fields and values, shared by who writes and who reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reewriter.errors import UsageError
from reewriter.model import Composition

__all__ = [
    "BLOCKS",
    "FIELDS",
    "FRONT",
    "STRUCTURE",
    "Line",
    "Manuscript",
    "ManuscriptError",
    "Written",
    "bench_heading",
    "one_line",
    "same_name",
    "sections_of",
    "trimmed",
]

BLOCKS = {"highlights": "Highlights", "critique": "Critique", "tldr": "TLDR", "note": "Note"}
"""The texts of a story, by the names of their headings."""
FIELDS = (
    "section", "format", "deck", "tags", "authors", "own_url", "embargo",
    "source", "reporter", "link", "published",
)  # fmt: skip
"""The lines of a story."""
FRONT = ("edition", "number", "subject", "alternative", "preheader")
"""The lines of the head."""

STRUCTURE = re.compile(
    r"(?P<escape>\\*)(?:#{1,2}(?:\s|$)|###\s+(?:highlights|critique|tldr|note)\s*$)",
    re.IGNORECASE,
)
"""A line that is a heading of ours, or would be without its backslashes."""


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
    """By name of `BLOCKS`, but for the highlights."""
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


def sections_of(composition: Composition, sections: Sequence[str]) -> list[str]:
    """Return the sections in order; after them those that only stories still stand in."""
    return list(dict.fromkeys([*sections, *(placed.section for placed in composition.placed)]))


def bench_heading(sections: Sequence[str]) -> str:
    """Return the heading of the bench, which no section has."""
    heading = "Bench"
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
