"""What widgets and workers tell the desk. Values only: no widget, no store."""

from __future__ import annotations

from typing import Literal

from textual.message import Message

from reewriter.values import dataclass

__all__ = ["Checked", "FeedFetched", "FetchEnded", "Saved", "Tone"]

Tone = Literal["info", "good", "attention", "error"]


@dataclass
class Saved(Message):
    """An editor saved, is about to, or could not: shown in the status row."""

    state: Literal["saved", "saving", "not saved"]
    why: str = ""


@dataclass
class Checked(Message):
    """The open issue was checked: shown in the status row."""

    errors: int
    warnings: int
    kilobytes: float | None = None
    """None where only a story was looked at."""
    went: str = ""
    """How its targets stand to it, where that was compared."""


@dataclass
class FeedFetched(Message):
    """One feed of a running fetch is done."""

    title: str
    new: int
    error: str
    done: int
    total: int


@dataclass
class FetchEnded(Message):
    """A fetch is over; `problem` when it could not even be begun."""

    new: int
    failed: int
    feeds: int
    cancelled: bool = False
    problem: str = ""
    left_out: int = 0
    """Feeds whose turn it was not."""
    why: str = ""
    """And why it was not that of the first of them."""
    changed: int = 0
    """Items that their publishers have changed."""
