"""Asks a service what it still wants before its draft can be sent; a fault there is told, too."""

from __future__ import annotations

from reewriter.errors import ReewriterError
from reewriter.export.remote import GONE, INTENDED, RemoteState
from reewriter.export.service import ServiceTarget
from reewriter.model import Delivery, Finding, Severity

__all__ = ["still_wanted"]

_NO_DRAFT = frozenset({GONE, INTENDED, RemoteState.SCHEDULED.value, RemoteState.SENT.value})


def still_wanted(service: ServiceTarget, known: Delivery) -> list[Finding]:
    """Return the service's own checklist of a draft, but for what is in order.

    Empty where it keeps none, and where no draft is known. Raises nothing for a service that does
    not answer: what was exported before is there all the same.
    """
    asks = type(service).checklist is not ServiceTarget.checklist
    if not asks or not known.remote_id or known.status in _NO_DRAFT:
        return []
    try:
        with service.talking() as talk:
            return service.checklist(talk, known.remote_id)
    except ReewriterError as error:
        said = error.message.removeprefix(f"{service.name}: ")
        return [
            service.finding(
                "checklist", f"its own checklist cannot be read ({said})",
                where="draft", severity=Severity.WARNING,
                hint="The draft is there all the same; look at it there.",
            )
        ]  # fmt: skip
