"""Where an issue went, for both front ends, and whether it is still what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reewriter.errors import ReewriterError
from reewriter.store import deliveries as stored

if TYPE_CHECKING:
    from reewriter.model import Delivery, Issue, Rendered
    from reewriter.workspace.workspace import Workspace

__all__ = ["WORDS", "DeliveryStanding", "ended", "is_news", "standings", "told"]

State = Literal[
    "same", "changed", "unfinished", "unknown", "edited", "kept", "gone", "scheduled", "sent"
]

WORDS: dict[State, str] = {
    "same": "as it is now",
    "changed": "changed since",
    "unfinished": "begun, and nobody knows how it ended",
    "unknown": "cannot be compared",
    "edited": "edited there",
    "kept": "theirs was kept, and differs",
    "gone": "deleted there",
    "scheduled": "scheduled there",
    "sent": "sent from there",
}


@dataclass(frozen=True, slots=True)
class DeliveryStanding:
    """The last delivery to one target."""

    delivery: Delivery
    state: State
    """How the issue as it is now compares with it."""

    @property
    def words(self) -> str:
        """The state in words."""
        return WORDS[self.state]


_THERE: dict[str, State] = {
    "changed": "edited",
    "kept": "kept",
    "gone": "gone",
    "scheduled": "scheduled",
    "sent": "sent",
}
"""What a look at a service found, by the status of the delivery."""


_BECAME = {
    "intended": "begun, and nobody knows how it ended:",
    "delivered": "delivered to",
    "refused": "not delivered, nothing was changed at",
    "changed": "found edited at",
    "kept": "left as it was edited at",
    "gone": "found deleted at",
    "scheduled": "found scheduled at",
    "sent": "found sent from",
}


_MAILED = {
    "intended": "test mail begun, which may have arrived, by",
    "delivered": "test mail sent by",
    "refused": "test mail not taken from",
}


def ended(deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Leave out of records, newest first, the beginnings of which a later one tells the end."""
    seen: set[str] = set()
    kept = []
    for one in deliveries:
        if one.status != "intended" or one.target not in seen:
            kept.append(one)
        seen.add(one.target)
    return kept


def is_news(named: Delivery, ours: Sequence[Delivery]) -> bool:
    """Tell whether a file knows of a delivery that another workspace made; `ours` newest first.

    What this workspace has seen of the same draft before is older than what it knows by now: then
    the file is. What was begun and not ended is told by the next look alone.
    """
    from reewriter.export.remote import Mark

    known = [one for one in ours if one.target == named.target]
    if not known:
        return True
    last, version = known[0], named.remote_version
    if last.status in ("intended", "sent", "scheduled"):
        return False
    if last.remote_id != named.remote_id:
        mark, theirs = Mark.of(last), Mark.of(named)
        return theirs.is_sound and theirs.is_further_than(mark)
    return all(one.remote_version.partition(" ")[0] != version for one in known)


def told(delivery: Delivery) -> str:
    """Say in words what became of one delivery, with the target's name at the end."""
    words = _MAILED if delivery.url.startswith("mailto:") else _BECAME
    became = words.get(delivery.status, delivery.status)
    return f"{became} {delivery.target}"


def standings(workspace: Workspace, issue: Issue, rendered: Rendered) -> list[DeliveryStanding]:
    """Return the last delivery of an issue to each target, newest first; asks no service.

    Posts of single stories, as to `site/12`, are no deliveries of the issue.
    """
    last: dict[str, Delivery] = {}
    for one in stored.listed(workspace.store, issue.id):
        if "/" not in one.target:
            last.setdefault(one.target, one)
    return [DeliveryStanding(one, _state(workspace, issue, rendered, one)) for one in last.values()]


def _state(workspace: Workspace, issue: Issue, rendered: Rendered, last: Delivery) -> State:
    from reewriter.export import target_for
    from reewriter.export.deliver import INTENDED
    from reewriter.workspace.linktags import own_settings

    if last.status == INTENDED:
        return "unfinished"
    if (there := _THERE.get(last.status)) is not None:
        return there
    try:
        target = target_for(last.target, own_settings(workspace.config.targets))
        payload = target.prepare(*workspace.services.rendered(last.target, issue, rendered))
    except ReewriterError:  # a target that feeds.toml names no longer, or a picture that is gone
        return "unknown"
    return "same" if payload.digest == last.digest else "changed"
