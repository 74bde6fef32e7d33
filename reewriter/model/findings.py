"""Findings of checks as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Severity"]


class Severity(StrEnum):
    """How much a finding matters: errors stop an export to a service."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


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
