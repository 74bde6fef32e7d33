"""Findings of checks as frozen values."""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum

from reewriter.values import dataclass

__all__ = ["Finding", "Severity"]


class Severity(StrEnum):
    """How much a finding matters: errors stop an export to a service."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its place in a list of findings: errors come first."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and where to jump to."""

    id: str
    """The check's stable name, as `legal.unsubscribe`."""
    severity: Severity
    message: str
    where: str
    """`issue.subject`, `story/12/critique`, `story/12/highlight/2`, `config.postal_address`,
    `html`."""
    hint: str = ""
    waived: bool = False
    waivable: bool = True
    span: tuple[int, int] | None = None
    """Which characters of that field it is about, where it is about some of them."""
    about: str = ""
    """Of several things at one place the one that it is about: a word, a quotation, a link."""
    source_id: int | None = None
    """The source of the story that has the other half of it."""
    source_span: tuple[int, int] | None = None
    """Where that stands in the source's text."""

    @property
    def place(self) -> str:
        """What a waiver of it names: its place, and there that one thing alone."""
        return f"{self.where}#{self.about}" if self.about else self.where

    def is_answered(self, answers: Container[tuple[str, str]]) -> bool:
        """Whether a waiver, its check and what it names, is among these and may stand for it."""
        return self.waivable and (
            (self.id, self.place) in answers or (self.id, self.where) in answers
        )
