"""Brings an issue to its draft at a service: one draft, always the same; knows no store.

Whoever calls keeps the record. It is told of every step before and after it happens, so that a
process that dies in between leaves a delivery behind from which the next look goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from reewriter.errors import (
    AnswerError,
    DraftOnlyError,
    ExportError,
    RemoteError,
    UnlistedError,
)
from reewriter.export.deciding import Choice, Step, decide
from reewriter.export.differing import difference
from reewriter.export.pictures import Picture
from reewriter.export.remote import (
    CHANGED,
    DELIVERED,
    GONE,
    INTENDED,
    KEPT,
    REFUSED,
    Mark,
    Remote,
    RemoteState,
    delivered,
    seen,
)
from reewriter.export.target import Payload, Receipt, Target, digest_of
from reewriter.export.twins import made_twice
from reewriter.model import Action, Delivery

__all__ = ["Record", "Wanted", "look_again", "noted", "push_draft"]


class Record(Protocol):
    """Where deliveries of one issue and target are kept."""

    def latest(self) -> Delivery | None:
        """Return the last delivery."""

    def add(self, delivery: Delivery) -> None:
        """Keep a further one; on the disk when it returns."""

    def copy(self) -> Mapping[str, str]:
        """Return what the draft held when it was last ours."""

    def keep_copy(self, fields: Mapping[str, str]) -> None:
        """Keep what it holds now."""

    def pictures(self) -> Mapping[str, str]:
        """Return the addresses of pictures uploaded before, by digest."""

    def keep_pictures(self, addresses: Mapping[str, str]) -> None:
        """Keep them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of an export."""

    publication: str
    edition: str
    issue_id: int
    now: datetime
    reason: str = ""
    """Why it leaves in spite of errors."""
    choice: Choice = Choice.ASK
    again: bool = False
    dry_run: bool = False


def look_again(
    target: Target, payload: Payload, record: Record, wanted: Wanted
) -> tuple[Delivery | None, Remote | None]:
    """Ask the service what stands there and note down what is new; changes nothing there."""
    known = record.latest()
    asked = known or _first(target, wanted)
    remote = target.look(payload, asked).remote
    return noted(known, remote, record, wanted), remote


def noted(
    known: Delivery | None, remote: Remote | None, record: Record, wanted: Wanted
) -> Delivery | None:
    """Note down what a look found that began with `known`; returns what is known now.

    Where an export was recorded meanwhile, that is newer, and what was seen is of no use.
    """
    if known is None:
        return None
    if (latest := record.latest()) != known:
        return latest
    found = _ours_again(seen(known, remote), remote, record)
    if found != known:
        found = replace(found, at=wanted.now)
        if not wanted.dry_run:
            record.add(found)
            if found.status == DELIVERED and remote is not None:
                record.keep_copy(remote.fields)
    return found


def _ours_again(found: Delivery, remote: Remote | None, record: Record) -> Delivery:
    """Notice that an edit at the service was taken back: then our last version stands there."""
    edited = found.status in (CHANGED, KEPT) and remote is not None and bool(found.digest)
    if remote is None or not edited or dict(record.copy()) != dict(remote.fields):
        return found
    return replace(found, remote_version=remote.stamp, status=DELIVERED)


def push_draft(target: Target, payload: Payload, record: Record, wanted: Wanted) -> Receipt:
    """Make, update or leave the draft; raises ExportError, RemoteError or NetworkError.

    Whatever is raised, the record tells what is known: nothing arrived, or nobody knows.
    """
    known, remote = _looked(target, payload, record, wanted)
    digest, choice = payload.digest, wanted.choice
    try:
        step = decide(
            known, remote, name=target.name, digest=digest, choice=choice, again=wanted.again
        )
    except RemoteError as error:
        if remote is not None:
            error.difference = difference(record.copy(), remote.fields)
        raise
    if wanted.dry_run:
        remote_id, url = (remote.id, remote.url) if remote else ("", "")
        return Receipt(Action.DRY_RUN, remote_id, url, digest)
    base = known or _first(target, wanted)
    if remote is not None and step in (Step.NOTHING, Step.ADOPT):
        if step is Step.ADOPT:
            record.add(_adopted(base, remote, digest, wanted))
        return Receipt(
            Action.UNCHANGED, remote.id, remote.url, digest,
            remote_version=remote.stamp, remote=remote,
        )  # fmt: skip
    done = _write(target, payload, record, _intended(base, remote, step, digest, wanted))
    if remote is None or step is not Step.CREATE:
        return done
    return replace(done, beside=remote.shown_at)


def _looked(
    target: Target, payload: Payload, record: Record, wanted: Wanted
) -> tuple[Delivery | None, Remote | None]:
    """Look again; a further draft is made also where too much is listed to be looked through."""
    try:
        return look_again(target, payload, record, wanted)
    except UnlistedError:
        if wanted.choice is not Choice.NEW:
            raise
        return record.latest(), None


def _write(target: Target, payload: Payload, record: Record, intended: Delivery) -> Receipt:
    record.add(intended)
    try:
        receipt = target.push(_with_pictures(target, payload, record), intended)
    except (AnswerError, DraftOnlyError):
        record.add(replace(intended, status=REFUSED))
        raise
    remote = receipt.remote
    if remote is None:
        # A service may say once more what it made, and somebody deleted it since: the same words
        # would be answered alike for ever. An update is looked at again as it was begun.
        if not intended.remote_id:
            record.add(replace(intended, remote_id=receipt.remote_id, status=GONE))
        raise ExportError(
            f"{target.name}: the draft was taken, but it is not there",
            hint="Look at the service, then export again.",
        )
    done = delivered(intended, receipt)
    if remote.state is not RemoteState.DRAFT:
        record.add(replace(done, status=remote.state.value))
        raise ExportError(
            f"{target.name}: ALARM, the service says that the draft is {remote.state.value}",
            hint=f"Stop it there, now: {remote.url}",
        )
    record.add(done)
    record.keep_copy(remote.fields)
    if receipt.others:
        agreed, error = made_twice(target.name, done, (remote, *receipt.others))
        if agreed != done:
            record.add(agreed)
        raise error
    return receipt


def _first(target: Target, wanted: Wanted) -> Delivery:
    whose = getattr(target, "marked_as", target.name)
    mark = Mark.first(wanted.publication, wanted.edition, whose)
    return Delivery(
        issue_id=wanted.issue_id,
        target=target.name,
        remote_id="",
        remote_version="",
        intent=mark.intent,
        digest="",
        url="",
        at=wanted.now,
        status="",
    )


def _intended(
    base: Delivery, remote: Remote | None, step: Step, digest: str, wanted: Wanted
) -> Delivery:
    mark = replace(Mark.of(base), digest=digest)
    began = replace(base, intent=mark.intent, at=wanted.now, status=INTENDED, reason=wanted.reason)
    if step is Step.UPDATE and remote is not None:
        # Theirs is written over: until that is done, nothing of ours stands there.
        ours = base.digest if base.remote_version.split(" ")[0] == remote.fingerprint else ""
        return replace(
            began,
            remote_id=remote.id,
            remote_version=remote.stamp,
            url=remote.url,
            digest=ours,
        )
    if base.remote_id:
        mark = mark.next()
    return replace(began, intent=mark.intent, remote_id="", remote_version="", url="", digest="")


def _adopted(base: Delivery, remote: Remote, digest: str, wanted: Wanted) -> Delivery:
    ours = remote.mark.digest == digest and base.status == ""
    key = remote.mark.key if remote.mark.is_sound else Mark.of(base).key
    return replace(
        base,
        remote_id=remote.id,
        remote_version=remote.stamp,
        intent=Mark(key, digest).intent,
        # What was let stand is theirs: of ours, the last that stood there is the last that did.
        digest=digest if ours else base.digest,
        url=remote.url,
        at=wanted.now,
        status=DELIVERED if ours else KEPT,
    )


def _with_pictures(target: Target, payload: Payload, record: Record) -> Payload:
    draft = payload.draft
    upload: Callable[[Picture], str] | None = getattr(target, "host", None)
    if draft is None or not draft.pictures or upload is None:
        return payload
    hosted = dict(record.pictures())
    addresses = {}
    for made_up, picture in draft.pictures.items():
        digest = digest_of(picture.content)
        if digest not in hosted:
            hosted[digest] = upload(picture)
            record.keep_pictures(hosted)
        addresses[made_up] = hosted[digest]
    fields = {name: _moved(value, addresses) for name, value in draft.fields.items()}
    return replace(payload, draft=replace(draft, fields=fields))


def _moved(value: object, addresses: Mapping[str, str]) -> object:
    if isinstance(value, str):
        for made_up, address in addresses.items():
            value = value.replace(made_up, address)
        return value
    if isinstance(value, Mapping):
        return {name: _moved(one, addresses) for name, one in value.items()}
    if isinstance(value, list):
        return [_moved(one, addresses) for one in value]
    return value
