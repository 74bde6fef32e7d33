"""What comparing one quotation with one source gives; compares nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Apart", "Difference", "Match"]

Apart = Literal["", "gap", "order", "speakers"]
"""How the parts of one quotation stand apart in its source: with words between them, the other way
round, or in the mouths of two. Empty: it is of one piece."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a quotation is not what its source says."""

    draft: str
    """Our words; empty where the source has more."""
    source: str
    """The source's; empty where we have more, `…` where parts stand apart."""
    severe: bool
    """Whether a negation or a number is involved."""
    draft_span: tuple[int, int]
    source_span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation was found in a source."""

    exact: bool
    span: tuple[int, int]
    """Characters of the source, from the first word to the last."""
    words: tuple[int, int]
    """Characters of its first unbroken piece."""
    spoken: bool
    """Whether that stands in quotation marks."""
    differences: tuple[Difference, ...]
    share: float
    apart: Apart = ""
    pieces: tuple[tuple[int, int], ...] = ()
    """Characters of each part in the order of the draft, where they stand apart."""

    @property
    def quality(self) -> tuple[bool, bool, float]:
        """What of several sources one compares by."""
        return (self.exact, self.spoken and self.exact, self.share)
