"""What stands at a mailing service and what we left there: values only, asks nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import blake2b

from reewriter.export.target import Receipt, digest_of
from reewriter.model import Delivery
from reewriter.text import safe_url

__all__ = [
    "CHANGED",
    "DELIVERED",
    "GONE",
    "INTENDED",
    "KEPT",
    "REFUSED",
    "Mark",
    "Remote",
    "RemoteState",
    "Standing",
    "delivered",
    "seen",
    "standing",
    "the_draft",
]


_KEY = re.compile(r"rw-[0-9a-f]{1,40}(-[0-9]{1,4})?")
_LABEL = re.compile(r"\[(rw-[0-9a-z-]+) ([0-9a-f]*)\]")


class RemoteState(StrEnum):
    """How far a mailing is at its service."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENT = "sent"
    """Sent, being sent, published, or anything else that is no draft any more."""
    UNTOLD = "untold"
    """The answer does not say: nothing follows from it, and it is never recorded."""

    @classmethod
    def said(cls, status: str, known: Mapping[str, RemoteState]) -> RemoteState:
        """Return what a service's word means; one that is not `known` is of no draft of ours."""
        return known.get(status, cls.SENT) if status else cls.UNTOLD


@dataclass(frozen=True, slots=True)
class Mark:
    """By what a draft of ours is found again: who it is, and what was in it."""

    key: str
    """Letters, digits and hyphens; the same for every export of an issue to a target."""
    digest: str = ""
    """Of the payload; "" where a service has no place for it."""

    @classmethod
    def first(cls, publication: str, edition: str, target: str) -> Mark:
        """Return the mark of an issue's first draft at a target.

        It depends on names only: a workspace that lost its database finds its drafts again.
        """
        parts = (publication.encode(), edition.encode(), target.encode())
        return cls("rw-" + digest_of(*parts)[:12])

    @classmethod
    def of(cls, delivery: Delivery) -> Mark:
        """Return the mark a delivery was begun with."""
        key, _, digest = delivery.intent.partition(" ")
        return cls(key, digest)

    @property
    def intent(self) -> str:
        """How a delivery keeps it."""
        return f"{self.key} {self.digest}"

    @property
    def label(self) -> str:
        """How it stands in a name or description that only the newsroom sees."""
        return f"[{self.key} {self.digest}]"

    @classmethod
    def in_text(cls, text: str) -> Mark:
        """Find a label in such a name; a mark without a key where there is none."""
        found = _LABEL.search(text)
        return cls(found[1], found[2]) if found else cls("")

    @property
    def beside(self) -> str:
        """What tells a further draft from the first, as "-2"; "" for the first."""
        _, dash, number = self.key.removeprefix("rw-").partition("-")
        return dash + number

    def next(self) -> Mark:
        """Return the mark of a further draft beside this one."""
        stem, so_far = self._parts
        return Mark(f"rw-{stem}-{so_far + 1}", self.digest)

    def is_further_than(self, other: Mark) -> bool:
        """Tell whether this is the mark of a draft that was made after the other's, beside it."""
        (stem, number), (beside, before) = self._parts, other._parts
        return stem == beside and number > before

    @property
    def _parts(self) -> tuple[str, int]:
        stem, _, number = self.key.removeprefix("rw-").partition("-")
        return stem, int(number) if number.isdecimal() and len(number) < 5 else 1

    @property
    def is_sound(self) -> bool:
        """Whether its key is one of ours: a person may have written another where it stands."""
        return _KEY.fullmatch(self.key) is not None


@dataclass(frozen=True, slots=True)
class Remote:
    """What a service says stands there."""

    id: str
    state: RemoteState
    url: str
    """Where a person edits it."""
    fields: Mapping[str, str]
    """All that a person may have edited there: subject, preheader, body."""
    version: str = ""
    """The service's own, where a change must name it; without blanks."""
    mark: Mark = field(default_factory=lambda: Mark(""))
    """Our mark as found there."""
    page: str = ""
    """Where readers will find it; "" where the service has no pages."""
    made: str = ""
    """When, as the service writes it; needed where its ids do not tell which draft is older."""

    @property
    def fingerprint(self) -> str:
        """A digest of the fields: as long as it stays, nobody has edited the draft."""
        said = json.dumps(dict(self.fields), sort_keys=True, ensure_ascii=False)
        return blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest()

    @property
    def shown_at(self) -> str:
        """Where to look at it: what went out has a page, what is a draft is edited."""
        page = safe_url(self.page) if self.state is RemoteState.SENT else ""
        return page if page.startswith("http") else self.url

    @property
    def stamp(self) -> str:
        """What a delivery keeps as its `remote_version`."""
        return f"{self.fingerprint} {self.version}".strip()


def the_draft(found: Sequence[Remote]) -> Remote | None:
    """Choose among drafts of one issue the one that counts, alike on every machine.

    What somebody scheduled or sent does; else the older one, as who made it may not have seen the
    other. Where it is not told, that is the one with the smaller id: a number, or a time first.
    """
    by_age = sorted(found, key=lambda one: (one.made, len(one.id), one.id))
    return next((one for one in by_age if one.state is not RemoteState.DRAFT), None) or next(
        iter(by_age), None
    )


# What became of a delivery, as its `status` says it.
INTENDED = "intended"
"""It was begun; as the last record it means that nobody knows how it ended."""
DELIVERED = "delivered"
REFUSED = "refused"
"""It did not arrive: what was there before is there still."""
CHANGED = "changed"
"""Somebody edited the draft at the service."""
KEPT = "kept"
"""The same, and the editor let it stand: what stands there is not the issue, whatever it is now."""
GONE = "gone"
"""The draft was deleted at the service."""


def delivered(begun: Delivery, receipt: Receipt) -> Delivery:
    """Return what was begun as it ended, by what its target says of it."""
    return replace(
        begun,
        remote_id=receipt.remote_id,
        remote_version=receipt.remote_version,
        digest=receipt.digest,
        url=receipt.url,
        status=DELIVERED,
    )


class Standing(StrEnum):
    """How an issue stands at a target, as far as was looked."""

    NEVER = "never pushed"
    IN_SYNC = "in sync"
    AHEAD = "local ahead"
    CHANGED = "remote changed"
    SCHEDULED = "scheduled"
    UNKNOWN = "unknown"
    SENT = "sent"


_LOOKED = {
    INTENDED: Standing.UNKNOWN,
    CHANGED: Standing.CHANGED,
    KEPT: Standing.CHANGED,
    GONE: Standing.CHANGED,
    RemoteState.SCHEDULED.value: Standing.SCHEDULED,
    RemoteState.SENT.value: Standing.SENT,
}


def standing(known: Delivery | None, digest: str) -> Standing:
    """Say how an issue whose payload would now have this digest stands at a target."""
    if known is None or (known.status == REFUSED and not known.remote_id):
        return Standing.NEVER
    if known.status in _LOOKED:
        return _LOOKED[known.status]
    return Standing.IN_SYNC if known.digest == digest else Standing.AHEAD


def seen(known: Delivery, remote: Remote | None) -> Delivery:
    """Return what is known after a look at the service; the same where nothing is new.

    A delivery that was cut off is resolved here: its mark tells whether it arrived. What was sent
    stays sent, whatever a service says later: a mail does not come back.
    """
    if known.status == RemoteState.SENT.value:
        return known
    if remote is None:
        if known.remote_id:
            return replace(known, status=GONE)
        return replace(known, status=REFUSED) if known.status == INTENDED else known
    there = replace(known, remote_id=remote.id, url=remote.shown_at)
    if remote.state is not RemoteState.DRAFT:
        return replace(there, status=remote.state.value)
    untouched = bool(known.remote_version) and known.remote_version.split()[0] == remote.fingerprint
    # Refused, and yet it is there under our mark: whoever said so was wrong, or looked too early.
    early = not known.remote_id or not known.remote_version
    if known.status == INTENDED or (known.status in (REFUSED, GONE) and early):
        return _resolved(there, remote, untouched=untouched)
    intended = Mark.of(known).digest
    if known.status == REFUSED and not untouched and remote.mark.digest == intended != "":
        return replace(there, digest=intended, remote_version=remote.stamp, status=DELIVERED)
    if untouched:
        return there if known.status in (KEPT, REFUSED) else replace(there, status=DELIVERED)
    return replace(there, status=CHANGED)


def _resolved(known: Delivery, remote: Remote, *, untouched: bool) -> Delivery:
    # First: where their edit was about to be overwritten, our old mark is still on it.
    if untouched:
        return replace(known, status=REFUSED)
    intended = Mark.of(known)
    if remote.mark.digest == intended.digest:
        return replace(known, digest=intended.digest, remote_version=remote.stamp, status=DELIVERED)
    if remote.mark.digest:
        return replace(known, status=CHANGED)
    # It is ours, but nothing tells what is in it: it counts as behind, and is written again.
    return replace(known, digest="", remote_version=remote.stamp, status=DELIVERED)
