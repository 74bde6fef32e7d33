"""How one format says links, rich text and days; must not know what stands where in an issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reewriter.model import Publication
from reewriter.render.dates import day_in, dot_in, short_date

__all__ = ["Desk", "Links", "View", "Voice"]

View = dict[str, object]
"""What a template sees of one thing."""


class Links:
    """The addresses of one story, numbered from 1 in the order they are met."""

    def __init__(self) -> None:
        self.urls: list[str] = []

    def number(self, url: str) -> int:
        """Return the number of an address, 0 for none."""
        if not url:
            return 0
        if url not in self.urls:
            self.urls.append(url)
        return self.urls.index(url) + 1


class Voice(Protocol):
    """How one format says rich text and addresses."""

    mails: bool
    """Whether a link that begins a mail is of use: plain text shows all of it, and is forwarded."""

    def rich(self, markdown: str, *, heading: int, links: Links, under: int = 0) -> str:
        """Turn Markdown into the format; the outermost heading gets that level.

        `under` are the headings between it and the story's headline.
        """

    def line(self, markdown: str, links: Links) -> str:
        """Turn one paragraph into what stands behind other words; what is no paragraph is text."""

    def address(self, url: str) -> str:
        """Write a safe address so that the format keeps it."""

    def style(self, value: str) -> str:
        """Mark a value that may stand in a style sheet as it is."""

    def sponsored(self, rich: str) -> str:
        """Mark the links of rich text as paid for, where the format can."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every part of one view needs."""

    publication: Publication
    voice: Voice
    labels: Mapping[str, str]
    several_authors: bool

    @property
    def dot(self) -> str:
        """Return what stands between names and dates in a row."""
        return dot_in(self.publication.locale)

    def linked(self, url: str, links: Links) -> View:
        """Describe one link: its address and its number in the story."""
        return {"url": self.voice.address(url), "number": links.number(url)}

    def day(self, moment: datetime | None) -> str:
        """Write the day of a moment as the publication's readers know it."""
        if moment is None:
            return ""
        return short_date(day_in(moment, self.publication.timezone), self.publication.locale)
