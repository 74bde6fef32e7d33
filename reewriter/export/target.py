"""What a target is and what passes between it and `deliver`; knows no single target."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from reewriter.model import Action, Delivery, Finding, Issue, Publication, Rendered

if TYPE_CHECKING:
    from reewriter.export.pictures import Picture
    from reewriter.export.remote import Remote

__all__ = [
    "AtTarget",
    "Draft",
    "ExportContext",
    "Payload",
    "PayloadFile",
    "Receipt",
    "Target",
    "digest_of",
    "file_stem",
]

_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class ExportContext:
    """What a target knows of the issue besides its rendered formats."""

    out_dir: Path
    publication: Publication
    edition: str
    date: datetime
    """The issue's date at its due hour: exports depend on it, never on the clock."""

    @classmethod
    def of(cls, issue: Issue, publication: Publication, *, out_dir: Path) -> ExportContext:
        """Describe an issue; its date carries the publication's own time zone."""
        zone = ZoneInfo(publication.timezone)
        hour, minute = (int(part) for part in publication.due.split(":"))
        due = issue.due_at or datetime.combine(issue.date, time(hour, minute), tzinfo=zone)
        return cls(
            out_dir=out_dir,
            publication=publication,
            edition=issue.edition,
            date=due.astimezone(zone),
        )


@dataclass(frozen=True, slots=True)
class PayloadFile:
    """One file to be written."""

    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be written to a service, but for the mark by which it is found again."""

    fields: Mapping[str, object]
    """In the service's own names; pictures stand in it under made-up addresses."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By those addresses."""
    copies: Mapping[str, str] = field(default_factory=dict)
    """Subject and the three formats with the service's tags, to be pasted when it is down."""


@dataclass(frozen=True, slots=True)
class Payload:
    """Everything a target is about to be given, ready to leave."""

    digest: str
    """Of all that is in it: equal digests mean nothing to export."""
    url: str
    """Where it will stand; "" where only the service knows."""
    files: tuple[PayloadFile, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What the target itself has to say about it."""
    draft: Draft | None = None
    """For services."""


@dataclass(frozen=True, slots=True)
class AtTarget:
    """What stands at the target before anything is changed there."""

    same: bool
    """Exactly the payload stands there already."""
    remote_version: str
    """Recorded with the intent, so that an export that was cut off is recognised as ours."""
    foreign: tuple[str, ...] = ()
    """What stands in the way and is not ours, by name."""
    remote: Remote | None = None
    """The draft at the service, if there is one."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an export did."""

    action: Action
    remote_id: str
    url: str
    digest: str
    remote_version: str = ""
    files: tuple[Path, ...] = ()
    """Every file of the export, in order."""
    kept: tuple[Path, ...] = ()
    """Copies of foreign files that had to make room."""
    remote: Remote | None = None
    """The draft as the service shows it afterwards."""
    others: tuple[Remote, ...] = ()
    """Drafts of the same issue that were made by another machine while this one was."""
    beside: str = ""
    """Where the draft before this one still stands, if a further one was asked for."""


class Target(Protocol):
    """A mailing service or a file format. Never sends, schedules or publishes anything."""

    @property
    def name(self) -> str:
        """The name by which `--to` calls it."""

    @property
    def service(self) -> bool:
        """Whether the issue leaves this machine: then errors of `check` stop it."""

    def prepare(self, rendered: Rendered, ctx: ExportContext) -> Payload:
        """Bind merge tags and build everything; writes nothing, asks nobody."""

    def check(self, payload: Payload) -> list[Finding]:
        """Say what this target would object to."""

    def look(self, payload: Payload, known: Delivery | None) -> AtTarget:
        """Look at what stands there now; changes nothing."""

    def push(self, payload: Payload, known: Delivery | None) -> Receipt:
        """Put the payload there, into the same place or draft as `known`."""


def digest_of(*parts: bytes) -> str:
    """Return one digest of several byte strings; their borders count."""
    whole = blake2b(digest_size=16)
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


def file_stem(edition: str) -> str:
    """Return the edition as a harmless file name without its ending."""
    return _UNFIT.sub("-", edition).strip(".-_")[:80] or "issue"
