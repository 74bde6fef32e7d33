"""Decides what an export does to a draft at a service; asks nobody and writes nothing."""

from __future__ import annotations

from enum import StrEnum

from reewriter.errors import ExportError, RemoteError
from reewriter.export.remote import CHANGED, GONE, KEPT, Remote, RemoteState
from reewriter.model import Delivery

__all__ = ["Choice", "Step", "decide"]


class Choice(StrEnum):
    """What the editor wants where the draft was edited or deleted at the service."""

    ASK = ""
    """Nothing is done, and what was changed is shown."""
    KEEP = "keep"
    OVERWRITE = "overwrite"
    NEW = "new"


class Step(StrEnum):
    """What an export does."""

    CREATE = "create"
    UPDATE = "update"
    NOTHING = "nothing"
    ADOPT = "adopt"
    """Only note down what stands there: it is ours, or theirs and let stand."""


def decide(
    known: Delivery | None,
    remote: Remote | None,
    *,
    name: str,
    digest: str,
    choice: Choice,
    again: bool,
) -> Step:
    """Choose the step from what is known after a look; raises ExportError or RemoteError.

    `known` is what `seen` made of it.
    """
    _assert_in_hand(known, remote, name)
    if remote is None:
        if known is not None and known.status == GONE and choice is not Choice.NEW:
            raise RemoteError(
                f"{name}: the draft was deleted there",
                hint="Export with --new-draft to make a new one.",
            )
        return Step.CREATE
    if choice is Choice.NEW:
        return Step.CREATE
    if known is None and remote.mark.digest == digest and not again:
        return Step.ADOPT
    theirs = known is None or known.status in (CHANGED, KEPT)
    if not theirs:
        same = known is not None and known.digest == digest and not again
        return Step.NOTHING if same else Step.UPDATE
    if choice is Choice.OVERWRITE:
        return Step.UPDATE
    if choice is Choice.KEEP:
        return Step.ADOPT
    raise RemoteError(
        f"{name}: {_whose(known)}", hint="Export with --overwrite, --keep-theirs or --new-draft."
    )


def _whose(known: Delivery | None) -> str:
    if known is None:
        return "a draft of this issue stands there that this workspace has not made"
    if known.status == KEPT:
        return "the draft stands as it was edited there, as you chose; what is here differs"
    return "the draft was edited there"


def _assert_in_hand(known: Delivery | None, remote: Remote | None, name: str) -> None:
    if known is not None and known.status == RemoteState.SENT.value:
        raise _out_of_hand(name, RemoteState.SENT, known.url)
    if remote is not None and remote.state is not RemoteState.DRAFT:
        raise _out_of_hand(name, remote.state, remote.shown_at)


def _out_of_hand(name: str, state: RemoteState, url: str) -> ExportError:
    where = f" at {url}" if url else " there"
    if state is RemoteState.SCHEDULED:
        return ExportError(
            f"{name}: the issue is scheduled there, and is not touched",
            hint=f"Unschedule it{where}, then export again.",
        )
    return ExportError(
        f"{name}: the issue has been sent from there, and is not touched",
        hint=f"What went out stands{where}; a correction is an issue of its own.",
    )
