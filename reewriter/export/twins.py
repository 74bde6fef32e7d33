"""Says what follows where two machines made a draft of one issue at once; knows no service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from reewriter.errors import AnswerError, NetworkError, TwiceError
from reewriter.export.answers import Talk
from reewriter.export.remote import CHANGED, DELIVERED, Remote, RemoteState, the_draft
from reewriter.export.sound import sound
from reewriter.model import Delivery

__all__ = ["GLANCE", "made_twice", "seen_beside"]

GLANCE = 8.0
"""Seconds in which a second draft is looked for at most, where we know of one."""


def seen_beside(talk: Talk, found: Iterable[Remote], made: str) -> tuple[Remote, ...]:
    """Return the other drafts of this issue: no lock reaches a machine that makes one, too.

    Only for a moment, as the newest are listed first, and nobody should wait for thousands.
    """
    others: dict[str, Remote] = {}
    # What cannot be told now is told by nobody's failure: the draft itself has arrived.
    with suppress(NetworkError, AnswerError):
        talk.hurry(GLANCE)
        for one in found:
            if sound(talk, one) and one.id != made:
                others[one.id] = one
    return tuple(others.values())


def made_twice(
    name: str, done: Delivery, standing: Sequence[Remote]
) -> tuple[Delivery, TwiceError]:
    """Return the record that agrees with the other machine's, and the error that names all drafts.

    `done` is the record of our own draft, which comes first in `standing`. None is deleted from
    here: which of them has been worked on only a person can tell.
    """
    ours, *_ = standing
    counts = the_draft(standing) or ours
    agreed = done if counts is ours else _of_theirs(done, ours, counts)
    surplus = ", ".join(one.url for one in standing if one is not counts)
    return agreed, TwiceError(
        # Ours, too, perhaps: of an export that was cut off, where the service's list came late.
        f"{name}: two drafts of this issue stand there, made by another machine or by an export "
        f"that was cut off; from now on {counts.shown_at} counts",
        hint=f"Delete the other there: {surplus}. Then export again.",
    )


def _of_theirs(done: Delivery, ours: Remote, counts: Remote) -> Delivery:
    same = dict(counts.fields) == dict(ours.fields)
    became = DELIVERED if same else CHANGED
    if counts.state is not RemoteState.DRAFT:
        became = counts.state.value
    return replace(
        done,
        remote_id=counts.id,
        url=counts.shown_at,
        digest=done.digest if same else "",
        # Without one it is theirs until somebody chose, however often it is looked at.
        remote_version=counts.stamp if same else "",
        status=became,
    )
