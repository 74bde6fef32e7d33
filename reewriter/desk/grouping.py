"""Decides what joining items to one story, and parting one from it, changes; knows no store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from reewriter.model import Edit, Group, ItemState, Triaged

__all__ = ["join", "pair", "refuse", "split"]

Pair = tuple[int, int]


def pair(one: int, other: int) -> Pair:
    """Return two items as they are stored: the first to arrive first."""
    return min(one, other), max(one, other)


def join(
    members: Sequence[Triaged],
    lead: Triaged,
    group: Group,
    *,
    known: Mapping[int, Group],
    apart: Collection[Pair] = (),
) -> tuple[Edit, ...]:
    """Make items one story with the line of `lead`; what was said to keep them apart is forgotten.

    `group` is the one they are to be in, `known` those that are there. They are decided as one:
    kept if any of them is, else as the lead is.
    """
    state, until = lead.state, lead.until
    if any(member.state is ItemState.KEPT for member in members):
        state, until = ItemState.KEPT, None
    edits: list[Edit] = []
    if group.id not in known:
        edits.append(_group(group, made=True))
    elif known[group.id].lead_item_id != lead.id:
        before = {"lead_item_id": known[group.id].lead_item_id}
        edits.append(Edit("item_group", (group.id,), before, {"lead_item_id": lead.id}))
    for member in members:
        after: dict[str, object] = {"group_id": group.id, "folded": member.id != lead.id}
        if member.state is not state or (state is ItemState.LATER and member.until != until):
            after |= {"state": state, "until": until}
        edits += _changed(member, after)
    gone = {member.group_id for member in members} - {None, group.id}
    edits += [_group(known[group_id], made=False) for group_id in sorted(filter(None, gone))]
    inside = {member.id for member in members}
    return (
        *edits,
        *(Edit("item_apart", p, {}, None) for p in sorted(apart) if inside.issuperset(p)),
    )


def split(
    members: Sequence[Triaged],
    item_id: int,
    group: Group,
    *,
    apart: Collection[Pair] = (),
    told: Collection[int] = (),
) -> tuple[Edit, ...]:
    """Take one item out of its group, and remember that it is another story.

    A group of one is none. Where the line of the group goes, that of its first to arrive stays.
    What was kept with the others only, and has no item that is `told` by a story, is undecided
    then: else it would be in no list and in no issue.
    """
    rest = [member for member in members if member.id != item_id]
    edits: list[Edit] = []
    alone = len(rest) < 2
    lead = next((m.id for m in rest if not m.folded), min(m.id for m in rest))
    rest_is_told = any(member.id in told for member in rest)
    for member in members:
        after: dict[str, object] = {"group_id": group.id, "folded": member.id != lead}
        if member.id == item_id or alone:
            after = {"group_id": None, "folded": False}
        is_told = member.id in told if member.id == item_id else rest_is_told
        if member.state is ItemState.KEPT and not is_told:
            after |= {"state": ItemState.NEW, "until": None}
        edits += _changed(member, after)
    if alone:
        edits.append(_group(group, made=False))
    elif group.lead_item_id != lead:
        before = {"lead_item_id": group.lead_item_id}
        edits.append(Edit("item_group", (group.id,), before, {"lead_item_id": lead}))
    return (*edits, *refuse([item_id], [member.id for member in rest], apart=apart))


def refuse(
    ones: Sequence[int], others: Sequence[int], *, apart: Collection[Pair] = ()
) -> tuple[Edit, ...]:
    """Remember that none of some items tells the story of any of the others."""
    pairs = {pair(one, other) for one in ones for other in others if one != other}
    return tuple(Edit("item_apart", each, None, {}) for each in sorted(pairs.difference(apart)))


def _changed(member: Triaged, after: dict[str, object]) -> list[Edit]:
    before = {name: getattr(member, name) for name in after}
    differing = [name for name in after if before[name] != after[name]]
    if not differing:
        return []
    return [
        Edit(
            "item",
            (member.id,),
            {name: before[name] for name in differing},
            {name: after[name] for name in differing},
        )
    ]


def _group(group: Group, *, made: bool) -> Edit:
    values = {"lead_item_id": group.lead_item_id, "news": group.news}
    return Edit("item_group", (group.id,), *((None, values) if made else (values, None)))
