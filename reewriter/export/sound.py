"""Refuses to go by what a service does not plainly say of a draft; knows no service."""

from __future__ import annotations

from reewriter.errors import AnswerError, NetworkError
from reewriter.export.answers import Talk
from reewriter.export.remote import Remote, RemoteState
from reewriter.model import Delivery

__all__ = ["assert_as_seen", "sound"]


def sound(talk: Talk, remote: Remote | None) -> Remote | None:
    """Return what describes a draft; raises NetworkError for nonsense: nothing follows from it."""
    if remote is not None:
        talk.id_in(remote.id)
        if remote.state is RemoteState.UNTOLD:
            raise NetworkError(
                f"{talk.name}: the answer does not tell whether it is still a draft there",
                hint=f"Look there: {remote.url}. Then export again.",
            )
    return remote


def assert_as_seen(name: str, remote: Remote | None, known: Delivery) -> None:
    """Raise AnswerError unless a draft is what was seen when it was decided to write it."""
    if remote is None or remote.state is not RemoteState.DRAFT:
        raise AnswerError(
            f"{name}: the draft was scheduled, sent or deleted there just now",
            status=409,
            hint="Nothing was changed. Export again to see what stands there.",
        )
    if remote.stamp != known.remote_version:
        raise AnswerError(
            f"{name}: the draft was edited there just now",
            status=409,
            hint="Nothing was changed. Export again to see what was edited.",
        )
