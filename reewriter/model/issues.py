"""Issues as frozen values: what one is, what stands in it, how it looks rendered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from reewriter.model.stories import Story
from reewriter.values import dataclass

__all__ = [
    "Composition",
    "Issue",
    "IssueStatus",
    "Placed",
    "Placement",
    "RecentStory",
    "Rendered",
    "Waiver",
]


class IssueStatus(StrEnum):
    """How far an issue has come; `sent` never changes again."""

    DRAFT = "draft"
    READY = "ready"
    PUSHED = "pushed"
    SCHEDULED = "scheduled"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Issue:
    """One mailing, named by its edition."""

    id: int
    date: date
    edition: str
    number: int
    subject: str = ""
    subjects: tuple[str, ...] = ()
    preheader: str = ""
    intro: str = ""
    """Markdown."""
    status: IssueStatus = IssueStatus.DRAFT
    due_at: datetime | None = None
    revision: int = 0
    sections: tuple[str, ...] = ()
    """Its own order of the sections; empty for that of the house."""
    own_text: str = ""
    """Plain text that goes out instead of the template's, with placeholders; empty for that."""
    own_text_of: str = ""
    """A digest of the template's text in whose place it was written."""

    def ordered(self, sections: Sequence[str]) -> tuple[str, ...]:
        """Return the house's sections as this issue has them; those it does not know stay put.

        A section that has been added since stands behind the one it stands behind in the house.
        """
        order = [name for name in self.sections if name in sections]
        for at, name in enumerate(sections):
            if name not in order:
                order.insert(order.index(sections[at - 1]) + 1 if at else 0, name)
        return tuple(order)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a story stands in an issue; positions run 0…n-1 within (bench, section)."""

    issue_id: int
    story_id: int
    section: str
    position: int
    bench: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A story with its place in one issue."""

    story: Story
    section: str
    position: int
    bench: bool


@dataclass(frozen=True, slots=True)
class RecentStory:
    """A headline published before: a line of "Recent news"."""

    headline: str
    url: str
    date: date


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding the editor answers for, and why."""

    issue_id: int
    check_id: str
    where: str
    """The `place` of a finding; without what it is about it holds for all at that place."""
    reason: str


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole issue: what is rendered and checked."""

    issue: Issue
    placed: tuple[Placed, ...]
    """In order of the brand's sections, then position; those on the bench last."""
    recent: tuple[RecentStory, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def above(self) -> tuple[Placed, ...]:
        """The stories that go out."""
        return tuple(p for p in self.placed if not p.bench)

    @property
    def bench(self) -> tuple[Placed, ...]:
        """The stories that wait for the next issue."""
        return tuple(p for p in self.placed if p.bench)


@dataclass(frozen=True, slots=True)
class Rendered:
    """An issue in its three formats, merge tags still placeholders (`⟦unsubscribe_url⟧`)."""

    edition: str
    subject: str
    preheader: str
    html: str
    markdown: str
    text: str
    images: tuple[Path, ...] = ()
    """Files the HTML names, to be carried along by targets that take files."""
    made_text: str = ""
    """The template's plain text, where `text` is the editor's own."""
