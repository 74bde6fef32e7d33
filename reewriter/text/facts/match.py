"""What comparing one quotation with one source gives; compares nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Difference", "Match"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a quotation is not what its source says."""

    draft: str
    """Our words; empty where the source has more."""
    source: str
    """The source's; empty where we have more."""
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

    @property
    def quality(self) -> tuple[bool, bool, float]:
        """What of several sources one compares by."""
        return (self.exact, self.spoken and self.exact, self.share)
