"""Decides what keep, skip, later and reset do to items; a group is told as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reewriter.model import Edit, Item, ItemState, Triaged
from reewriter.text.words import counted

__all__ = ["count_label", "set_state"]


def set_state(
    items: Sequence[Item | Triaged], state: ItemState, *, until: datetime | None = None
) -> tuple[Edit, ...]:
    """Give items a state; `until` says when a `later` one comes back. Same state, no edit."""
    wanted = until if state is ItemState.LATER else None
    return tuple(
        Edit(
            "item",
            (item.id,),
            {"state": item.state, "until": item.until},
            {"state": state, "until": wanted},
        )
        for item in items
        if (item.state, item.until) != (state, wanted)
    )


def count_label(verb: str, lines: int, noun: str = "item") -> str:
    """Say what was done: "skipped 1 item", "skipped 1,212 items"."""
    return f"{verb} {counted(lines, noun)}"
