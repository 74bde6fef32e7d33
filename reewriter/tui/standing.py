"""Where the morning stands: what the status row says. Computes a value; paints nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reewriter.desk.calendar import zone
from reewriter.errors import ReewriterError
from reewriter.model import ItemState
from reewriter.workspace import Workspace

__all__ = ["Standing", "standing_of"]

SaveState = Literal["saved", "saving", "not saved"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts of the status row."""

    day: str = ""
    """"Fri 11 Apr", in the workspace's time zone."""
    number: int | None = None
    due: str = ""
    """"08:00"."""
    minutes: int | None = None
    """To the due time; below zero when it has passed."""
    new: int = 0
    kept: int = 0
    """Stories of the open issue."""
    errors: int = 0
    warnings: int = 0
    kilobytes: float | None = None
    save: SaveState = "saved"
    why_not: str = ""
    fetching: str = ""
    """"fetching 12/30" while a fetch runs."""

    @property
    def overdue(self) -> bool:
        """The issue should have gone out."""
        return self.minutes is not None and self.minutes < 0


def standing_of(workspace: Workspace) -> Standing:
    """Ask the workspace for everything but what editors and checks report."""
    now = workspace.now()
    new = workspace.triage.counts()[ItemState.NEW]
    try:
        issue = workspace.issues.current()
        kept = len(workspace.issues.composition(issue).placed)
    except ReewriterError:  # a database that may not be written has no issue for today
        return Standing(day=_day(now.astimezone(zone(workspace.brand.publication))), new=new)
    local = zone(workspace.brand.publication)
    due = issue.due_at
    return Standing(
        day=_day(datetime.combine(issue.date, datetime.min.time())),
        number=issue.number,
        due=f"{due.astimezone(local):%H:%M}" if due else "",
        minutes=int((due - now).total_seconds() // 60) if due else None,
        new=new,
        kept=kept,
    )


def _day(when: datetime) -> str:
    return f"{when:%a} {when.day} {when:%b}"
