"""Reads the half-made sample issue into values; must not know how a workspace keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomli

__all__ = ["EarlierIssue", "EarlierStory", "HalfMade", "SampleStory", "half_made"]

_FILE = Path(__file__).resolve().parent / "issue.toml"

_Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SampleStory:
    """What has been written about one sample item."""

    guid: str
    """The item's own id in its feed."""
    section: str
    headline: str
    outlet: str
    reporter: str
    tags: tuple[str, ...]
    highlights: tuple[str, ...]
    critique: str
    """Markdown."""


@dataclass(frozen=True, slots=True)
class EarlierStory:
    """A headline of an issue that has gone out."""

    section: str
    headline: str
    outlet: str
    url: str


@dataclass(frozen=True, slots=True)
class EarlierIssue:
    """An issue that has gone out, for "Recent news"."""

    days: int
    """How many publishing days before the half-made issue."""
    subject: str
    preheader: str
    stories: tuple[EarlierStory, ...]


@dataclass(frozen=True, slots=True)
class HalfMade:
    """An issue on which somebody has worked for an hour."""

    subject: str
    subjects: tuple[str, ...]
    preheader: str
    intro: str
    """Markdown."""
    stories: tuple[SampleStory, ...]
    """Above the line, in the order of the sections."""
    bench: tuple[SampleStory, ...]
    earlier: tuple[EarlierIssue, ...]
    """Oldest first."""


def half_made() -> HalfMade:
    """Return the sample issue; its stories name sample items by their guid."""
    content = tomli.loads(_FILE.read_text(encoding="utf-8"))
    issue = content["issue"]
    return HalfMade(
        subject=_text(issue, "subject"),
        subjects=_texts(issue, "subjects"),
        preheader=_text(issue, "preheader"),
        intro=_text(issue, "intro"),
        stories=tuple(_story(table) for table in content["stories"]),
        bench=tuple(_story(table) for table in content["bench"]),
        earlier=tuple(_earlier(table) for table in content["earlier"]),
    )


def _story(table: _Table) -> SampleStory:
    return SampleStory(
        guid=_text(table, "guid"),
        section=_text(table, "section"),
        headline=_text(table, "headline"),
        outlet=_text(table, "outlet"),
        reporter=_text(table, "reporter"),
        tags=_texts(table, "tags"),
        highlights=_texts(table, "highlights"),
        critique=_text(table, "critique"),
    )


def _earlier(table: _Table) -> EarlierIssue:
    stories, days = table["stories"], table["days"]
    if not isinstance(stories, list) or not isinstance(days, int):
        raise TypeError("earlier")
    return EarlierIssue(
        days=days,
        subject=_text(table, "subject"),
        preheader=_text(table, "preheader"),
        stories=tuple(
            EarlierStory(
                section=_text(story, "section"),
                headline=_text(story, "headline"),
                outlet=_text(story, "outlet"),
                url=_text(story, "url"),
            )
            for story in stories
        ),
    )


def _text(table: _Table, name: str) -> str:
    value = table[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value.strip()


def _texts(table: _Table, name: str) -> tuple[str, ...]:
    value = table[name]
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError(name)
    return tuple(str(entry) for entry in value)
