"""Lines of a manuscript's head that say where drafts of the issue are; knows no service."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reewriter.model import Delivery
from reewriter.values import dataclass

__all__ = ["REMOTE", "NamedDraft", "remote_lines", "remotes_of"]

REMOTE = "remote"
"""The field's name; its value: target, id, mark, digest and fingerprint, with blanks between.

A sixth word tells what stays so on every machine: theirs was kept, or it was sent.
"""
_LINE = re.compile(rf"{REMOTE}:((?:\s+[A-Za-z0-9_.-]{{1,200}}){{5}})(?:\s+(kept|sent))?\s*")

_LASTING = ("kept", "sent")


@dataclass(frozen=True, slots=True)
class NamedDraft:
    """A draft at a service, as a manuscript's head names it."""

    target: str
    remote_id: str
    key: str
    """The mark that the draft itself carries."""
    digest: str
    fingerprint: str
    """Of what the service kept, when it was last looked at."""
    status: str
    """As in a delivery: "delivered" where the line says nothing else."""


def remote_lines(deliveries: Iterable[Delivery]) -> list[str]:
    """Write one line for each draft at a service; `deliveries` are the last of each target."""
    lines = []
    for one in sorted(deliveries, key=lambda each: each.target):
        key, _, _ = one.intent.partition(" ")
        parts = (one.target, one.remote_id, key, one.digest, one.remote_version.split(" ")[0])
        # What is not known yet is told by no line: the next look at the service resolves it.
        if not all(parts):
            continue
        last = f" {one.status}" if one.status in _LASTING else ""
        if _LINE.fullmatch(line := f"{REMOTE}: {' '.join(parts)}{last}"):
            lines.append(line)
    return lines


def remotes_of(text: str) -> list[NamedDraft]:
    """Return the drafts that a manuscript's head names; lines that are none are passed over."""
    head = text.removeprefix("\ufeff").lstrip().removeprefix("---").partition("\n---")[0]
    found = []
    for line in head.splitlines():
        if match := _LINE.fullmatch(line.strip()):
            target, remote_id, key, digest, fingerprint = match[1].split()
            status = match[2] or "delivered"
            found.append(NamedDraft(target, remote_id, key, digest, fingerprint, status))
    return found
