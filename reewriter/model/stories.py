"""Stories as frozen values: our writing, and the sources it rests on."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from reewriter.values import dataclass

__all__ = ["Citation", "Highlight", "Image", "Source", "Story"]


@dataclass(frozen=True, slots=True)
class Source:
    """The text a story judges, frozen as captured."""

    id: int
    story_id: int
    item_id: int | None
    outlet: str
    reporter: str
    url: str
    published: datetime | None
    text: str
    """Markdown."""
    text_hash: str
    captured_at: datetime
    complete: bool
    """False where only a teaser was to be had."""
    primary: bool


@dataclass(frozen=True, slots=True)
class Highlight:
    """One sentence of ours about a story, with the evidence it rests on."""

    text: str
    source_id: int | None = None
    span: tuple[int, int] | None = None
    """Start and end, in characters of the source's text."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a critique quotes. Where it stands there is told by its words."""

    source_id: int
    span: tuple[int, int]
    """As in a highlight."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a story: a file of the workspace's media folder."""

    path: str
    alt: str
    width: int | None = None
    height: int | None = None
    credit: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Our writing about one or several sources."""

    id: int
    format: str = "critique"
    headline: str = ""
    deck: str = ""
    tldr: str = ""
    critique: str = ""
    """Markdown."""
    moves: tuple[dict[str, str], ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Names of `[[publication.authors]]`; empty means the publication's first."""
    images: tuple[Image, ...] = ()
    own_url: str = ""
    embargo_until: datetime | None = None
    note: str = ""
    """Internal; never rendered."""
    thread_id: int | None = None
    revision: int = 0
    """Rises by one with every saved change: by this a second desk notices the first."""
    highlights: tuple[Highlight, ...] = ()
    suggested: tuple[Highlight, ...] = ()
    """Sentences of the source offered as highlights; never printed or counted until taken."""
    citations: tuple[Citation, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def source(self) -> Source | None:
        """The source the story is mainly about."""
        return next(
            (s for s in self.sources if s.primary), self.sources[0] if self.sources else None
        )
