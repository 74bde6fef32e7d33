"""Exports an issue to a target and records it: the same content twice is no work and no harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reewriter.errors import ExportError
from reewriter.export.target import ExportContext, Look, Payload, Receipt, Target
from reewriter.model import Action, Delivery, Issue, Rendered
from reewriter.store import Store, deliveries

__all__ = ["DELIVERED", "INTENDED", "deliver"]

INTENDED = "intended"
"""A delivery that was begun; as the last record it means that nobody knows how it ended."""
DELIVERED = "delivered"


def deliver(
    store: Store,
    target: Target,
    rendered: Rendered,
    *,
    issue: Issue,
    ctx: ExportContext,
    now: datetime,
    dry_run: bool = False,
    again: bool = False,
) -> Receipt:
    """Put the issue at the target unless it stands there already.

    `dry_run` looks and writes nothing; `again` writes although nothing changed and, where something
    foreign stands in the way, after keeping a copy of it. Raises ExportError.
    """
    payload = target.prepare(rendered, ctx)
    known = deliveries.latest(store, issue.id, target.name)
    look = target.look(payload, known)
    if look.foreign and not again:
        raise _in_the_way(look, target)
    remote_id = known.remote_id if known else ""
    if dry_run:
        files = tuple(file.path for file in payload.files)
        return Receipt(Action.DRY_RUN, remote_id, payload.url, payload.digest, files=files)
    if known and not again and look.same and known.digest == payload.digest:
        return _unchanged(payload, known)
    # Recorded first: whatever happens now, the next export knows what may be found there.
    intended = Delivery(
        issue_id=issue.id,
        target=target.name,
        remote_id=remote_id,
        remote_version=look.remote_version,
        intent=payload.digest,
        digest=known.digest if known else "",
        url=payload.url,
        at=now,
        status=INTENDED,
    )
    deliveries.record(store, intended)
    receipt = target.push(payload, known)
    deliveries.record(
        store,
        replace(
            intended,
            remote_id=receipt.remote_id,
            remote_version=receipt.remote_version,
            digest=receipt.digest,
            url=receipt.url,
            status=DELIVERED,
        ),
    )
    return receipt


def _unchanged(payload: Payload, known: Delivery) -> Receipt:
    return Receipt(
        Action.UNCHANGED,
        known.remote_id,
        payload.url or known.url,
        payload.digest,
        remote_version=known.remote_version,
        files=tuple(file.path for file in payload.files),
    )


def _in_the_way(look: Look, target: Target) -> ExportError:
    more = f" and {len(look.foreign) - 1} more" if len(look.foreign) > 1 else ""
    return ExportError(
        f"{look.foreign[0]}{more}: changed or put there by somebody else",
        hint=f"Move it away, or export to {target.name} with --again: a copy of it is kept "
        "as .orig.",
    )
