"""The drafts of an issue at mailing services, as far as this workspace knows; asks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from reewriter.config.values import ALWAYS_THERE
from reewriter.model import Delivery, Issue, IssueStatus
from reewriter.store import deliveries
from reewriter.workspace.deliveries import is_news

if TYPE_CHECKING:
    from reewriter.desk.manuscript import NamedDraft
    from reewriter.workspace.workspace import Workspace

__all__ = ["LOUD_BEFORE", "adopt", "alarm", "known"]

LOUD_BEFORE = timedelta(minutes=10)
"""How long before an issue is due a draft that is not scheduled is told aloud."""


def known(workspace: Workspace, issue: Issue) -> list[Delivery]:
    """Return the last delivery to each service where a draft of the issue is known."""
    last: dict[str, Delivery] = {}
    for one in deliveries.listed(workspace.store, issue.id):
        last.setdefault(one.target, one)
    specs = workspace.config.targets
    services = [spec.name for spec in specs if spec.type not in ALWAYS_THERE]
    return [last[name] for name in services if name in last and last[name].remote_id]


def adopt(workspace: Workspace, issue: Issue, named: Sequence[NamedDraft]) -> None:
    """Note down drafts that a file names and this workspace knows nothing of, or less.

    The next look at the service tells the rest.
    """
    store = workspace.store
    for one in named:
        found = Delivery(
            issue_id=issue.id,
            target=one.target,
            remote_id=one.remote_id,
            remote_version=one.fingerprint,
            intent=f"{one.key} {one.digest}",
            digest=one.digest,
            url="",
            at=workspace.now(),
            status=one.status,
        )
        if is_news(found, deliveries.listed(store, issue.id)):
            deliveries.record(store, found)


def alarm(workspace: Workspace, issue: Issue) -> str:
    """Return what must be said aloud: pushed, nearly due, and nobody has scheduled it.

    Nothing is asked for this; "" where all is well.
    """
    now, due = workspace.now(), issue.due_at
    if due is None or issue.status is IssueStatus.SENT or now < due - LOUD_BEFORE:
        return ""
    # By the names of the file formats: asking the services' own code costs the first paint.
    specs = workspace.config.targets
    pushed = [
        last
        for name in (spec.name for spec in specs if spec.type not in ALWAYS_THERE)
        if (last := deliveries.latest(workspace.store, issue.id, name)) and last.remote_id
    ]
    waiting = [one.target for one in pushed if one.status not in ("scheduled", "sent")]
    # Once it was sent from one service, drafts at others are copies that nobody misses.
    sent = any(one.status == "sent" for one in pushed)
    if not waiting or sent or now > due + timedelta(hours=12):
        return ""
    minutes = round((due - now).total_seconds() / 60)
    when = f"due in {minutes} min" if minutes > 0 else "due"
    return f"pushed but NOT scheduled: {', '.join(waiting)} · {when} · {issue.edition}"
