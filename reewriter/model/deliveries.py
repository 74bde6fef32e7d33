"""Deliveries as frozen values: the record of each export."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from reewriter.values import dataclass

__all__ = ["Action", "Delivery"]


class Action(StrEnum):
    """What an export did; the words of `export --json`."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WRITTEN = "written"
    DRY_RUN = "dry-run"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The record of one export."""

    issue_id: int
    target: str
    remote_id: str
    remote_version: str
    intent: str
    digest: str
    """blake2b of everything the target was given; equal digests mean nothing to export."""
    url: str
    at: datetime
    status: str
    reason: str = ""
    """Why it left in spite of errors; "" where there were none."""
