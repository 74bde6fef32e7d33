"""Where the morning stands: what the status row says. Computes a value; paints nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from reewriter.desk.calendar import is_overdue, zone
from reewriter.errors import ReewriterError
from reewriter.model import ItemState
from reewriter.values import dataclass
from reewriter.workspace import Workspace, remote_drafts

__all__ = ["Standing", "at_first", "standing_of"]

_LOUD = timedelta(hours=12)
"""After that, yesterday's paper is of no interest."""
_BEGUN = "intended"
"""The status of a delivery of which nobody knows how it ended."""
_LATELY = 5
"""How many of the last issues may be overdue."""

SaveState = Literal["saved", "saving", "not saved"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts of the status row."""

    day: str = ""
    """"Fri 11 Apr", in the workspace's time zone."""
    number: int | None = None
    clock: str = ""
    """"07:12", in that time zone."""
    due: str = ""
    """"08:00"."""
    minutes: int | None = None
    """To the due time."""
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
    doing: str = ""
    """"skipping 45%" while very many items are decided behind the screen."""
    went: str = ""
    """"exported 07:10": where the issue stands with its targets."""
    overdue: str = ""
    """"No. 214 is overdue": what should have gone out, and has not been exported either."""


def at_first(workspace: Workspace) -> Standing:
    """Say what needs no issue: the first picture does not wait for the rest."""
    return Standing(new=workspace.triage.counts()[ItemState.NEW])


def standing_of(workspace: Workspace) -> Standing:
    """Ask the workspace for everything but what editors and checks report."""
    now = workspace.now()
    new = workspace.triage.counts()[ItemState.NEW]
    try:
        issue = workspace.issues.current()
        kept = len(workspace.issues.placements(issue))
    except ReewriterError:  # a database that may not be written has no issue for today
        return Standing(day=_day(now.astimezone(zone(workspace.brand.publication))), new=new)
    local = zone(workspace.brand.publication)
    deliveries = workspace.issues.deliveries(issue)
    went = [d.at for d in deliveries if d.status != _BEGUN and "/" not in d.target]
    due = issue.due_at
    return Standing(
        day=_day(datetime.combine(issue.date, datetime.min.time())),
        number=issue.number,
        clock=f"{now.astimezone(local):%H:%M}",
        went=f"exported {max(went).astimezone(local):%H:%M}" if went else "not exported",
        due=f"{due.astimezone(local):%H:%M}" if due else "",
        minutes=int((due - now).total_seconds() // 60) if due else None,
        new=new,
        kept=kept,
        overdue=_overdue(workspace, now),
    )


def _overdue(workspace: Workspace, now: datetime) -> str:
    """Name the issue whose hour passed lately with stories above the line and no export.

    Before it: the one that is pushed, nearly due, and not scheduled.
    """
    for issue in workspace.issues.listed()[:_LATELY]:
        if alarm := remote_drafts.alarm(workspace, issue):
            return alarm
        due = issue.due_at
        if due is None or now - due > _LOUD or not is_overdue(issue, now):
            continue
        above = any(not placement.bench for placement in workspace.issues.placements(issue))
        if above and not workspace.issues.deliveries(issue):
            return f"No. {issue.number} is overdue"
    return ""


def _day(when: datetime) -> str:
    return f"{when:%a} {when.day} {when:%b}"
