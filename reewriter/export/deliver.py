"""Exports an issue to a target and records it: the same content twice is no work and no harm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime

from reewriter.errors import AnswerError, ExportError
from reewriter.export.deciding import Choice
from reewriter.export.differing import difference
from reewriter.export.pushing import Record, Wanted, look_again, noted, push_draft
from reewriter.export.remote import DELIVERED, INTENDED, REFUSED, Remote, delivered
from reewriter.export.service import ServiceTarget
from reewriter.export.target import AtTarget, ExportContext, Payload, Receipt, Target
from reewriter.model import Action, Delivery, Issue, Rendered
from reewriter.store import Store, deliveries, remote_copies
from reewriter.store.locking import export_lock

__all__ = ["DELIVERED", "INTENDED", "deliver", "difference_there", "note_seen", "watch"]


_LONGEST = 90.0
"""Seconds for which another export is waited for: none takes longer."""


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
    choice: Choice = Choice.ASK,
    reason: str = "",
) -> Receipt:
    """Put the issue at the target unless it stands there already.

    `dry_run` looks and writes nothing; `again` writes although nothing changed and, where something
    foreign stands in the way, after keeping a copy of it; `choice` is what becomes of a draft that
    somebody edited or deleted at its service; `reason` is why it leaves in spite of errors, and is
    kept. Raises ExportError.
    """
    payload = target.prepare(rendered, ctx)
    if target.service:
        wanted = _wanted(issue, ctx, now)
        wanted = replace(wanted, choice=choice, again=again, dry_run=dry_run, reason=reason)
        with _alone(store, target):
            return push_draft(target, payload, _Kept(store, issue.id, target.name), wanted)
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
        reason=reason,
    )
    deliveries.record(store, intended)
    try:
        receipt = target.push(payload, known)
    except AnswerError:  # a mail server that said no: nothing was handed over
        deliveries.record(store, replace(intended, status=REFUSED))
        raise
    deliveries.record(store, delivered(intended, receipt))
    return receipt


@contextmanager
def _alone(store: Store, target: Target) -> Iterator[None]:
    """Change drafts while nobody else does: two at once would both find none, and make two."""
    # Where nothing can be written down there is no lock either, and a dry run needs none.
    alone = nullcontext(True) if store.read_only else export_lock(store.path, seconds=_LONGEST)
    with alone as ours:
        if not ours:
            raise ExportError(
                f"{target.name}: another export is under way, and does not end",
                hint="Is another desk open on this workspace? Export again when it is done.",
            )
        if isinstance(target, ServiceTarget):
            target.begin()
        yield


def watch(
    store: Store,
    target: Target,
    rendered: Rendered,
    *,
    issue: Issue,
    ctx: ExportContext,
    now: datetime,
) -> Delivery | None:
    """Look at the draft of an issue, note down what is new, and return what is known now.

    What was cut off resolves itself here. Asks only where something was exported before.
    """
    if not target.service or deliveries.latest(store, issue.id, target.name) is None:
        return deliveries.latest(store, issue.id, target.name)
    payload = target.prepare(rendered, ctx)
    record: Record = _Kept(store, issue.id, target.name)
    return look_again(target, payload, record, _wanted(issue, ctx, now))[0]


def note_seen(
    store: Store,
    known: Delivery,
    remote: Remote | None,
    *,
    issue: Issue,
    ctx: ExportContext,
    now: datetime,
) -> Delivery | None:
    """Note down what a look found that somebody else took; return what is known now."""
    record = _Kept(store, issue.id, known.target)
    with export_lock(store.path) as ours:
        if not ours:  # somebody exports just now, and will know better than what was seen
            return record.latest()
        return noted(known, remote, record, _wanted(issue, ctx, now))


def difference_there(
    store: Store,
    target: Target,
    rendered: Rendered,
    *,
    issue: Issue,
    ctx: ExportContext,
    now: datetime,
) -> str:
    """Ask a service for the draft and return what was edited in it, as a unified diff."""
    record = _Kept(store, issue.id, target.name)
    payload = target.prepare(rendered, ctx)
    remote = look_again(target, payload, record, _wanted(issue, ctx, now))[1]
    return difference(record.copy(), remote.fields) if remote else ""


def _wanted(issue: Issue, ctx: ExportContext, now: datetime) -> Wanted:
    return Wanted(ctx.publication.name, ctx.edition, issue.id, now)


class _Kept:
    """The record of one issue at one target, in the database."""

    def __init__(self, store: Store, issue_id: int, target: str) -> None:
        self._store = store
        self._key = (issue_id, target)

    def latest(self) -> Delivery | None:
        return deliveries.latest(self._store, *self._key)

    def add(self, delivery: Delivery) -> None:
        deliveries.record(self._store, delivery)

    def copy(self) -> Mapping[str, str]:
        return remote_copies.fields(self._store, *self._key)

    def keep_copy(self, fields: Mapping[str, str]) -> None:
        remote_copies.keep(self._store, *self._key, fields)

    def pictures(self) -> Mapping[str, str]:
        return remote_copies.pictures(self._store, *self._key)

    def keep_pictures(self, addresses: Mapping[str, str]) -> None:
        remote_copies.keep_pictures(self._store, *self._key, addresses)


def _unchanged(payload: Payload, known: Delivery) -> Receipt:
    return Receipt(
        Action.UNCHANGED,
        known.remote_id,
        payload.url or known.url,
        payload.digest,
        remote_version=known.remote_version,
        files=tuple(file.path for file in payload.files),
    )


def _in_the_way(look: AtTarget, target: Target) -> ExportError:
    more = f" and {len(look.foreign) - 1} more" if len(look.foreign) > 1 else ""
    return ExportError(
        f"{look.foreign[0]}{more}: changed or put there by somebody else",
        hint=f"Move it away, or export to {target.name} with --again: a copy of it is kept "
        "as .orig.",
    )
