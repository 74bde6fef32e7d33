"""Decides what rules do to items; knows no query and no store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reewriter.model import Edit, ItemState, Triaged

__all__ = ["Matched", "Verdict", "points", "tag_edits", "verdict"]


@dataclass(frozen=True, slots=True)
class Matched:
    """A rule and the items that its query finds."""

    verb: Literal["keep", "skip", "tag", "score"]
    items: Collection[int]
    tag: str = ""
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done."""

    keep: tuple[int, ...] = ()
    skip: tuple[int, ...] = ()
    tags: tuple[tuple[int, str], ...] = ()
    by_rule: tuple[int, ...] = ()
    """How many items each rule acts on, in the order of the rules."""


def verdict(
    rules: Sequence[Matched],
    items: Mapping[int, Triaged],
    tagged: Mapping[int, Collection[str]],
) -> Verdict:
    """Decide what the rules that keep, skip and tag do to these items.

    The first rule that keeps or skips one of a group decides for the group. What a person has
    decided stays as it is, and no tag is given twice.
    """
    chosen: dict[Literal["keep", "skip"], list[int]] = {"keep": [], "skip": []}
    settled: set[int] = set()
    tags: dict[tuple[int, str], tuple[int, str]] = {
        (item_id, tag.casefold()): (item_id, tag) for item_id in tagged for tag in tagged[item_id]
    }
    had = len(tags)
    acts: list[int] = []
    for rule in rules:
        found = [items[item_id] for item_id in sorted(rule.items) if item_id in items]
        before = len(settled), len(tags)
        for item in found:
            if rule.verb == "tag":
                tags.setdefault((item.id, rule.tag.casefold()), (item.id, rule.tag))
            elif rule.verb != "score" and item.state is ItemState.NEW:
                # Groups and items alone share no number below zero.
                story = -item.id if item.group_id is None else item.group_id
                if story not in settled:
                    settled.add(story)
                    chosen[rule.verb].append(item.id)
        acts.append(
            len(found) if rule.verb == "score" else len(settled) + len(tags) - before[0] - before[1]
        )
    return Verdict(
        keep=tuple(chosen["keep"]),
        skip=tuple(chosen["skip"]),
        tags=tuple(tags.values())[had:],
        by_rule=tuple(acts),
    )


def points(rules: Iterable[Matched]) -> dict[int, float]:
    """Return what the rules add to the score of each item."""
    total: dict[int, float] = {}
    for rule in rules:
        if rule.verb == "score":
            for item_id in rule.items:
                total[item_id] = round(total.get(item_id, 0.0) + rule.points, 1)
    return total


def tag_edits(tags: Iterable[tuple[int, str]]) -> tuple[Edit, ...]:
    """Return the edits that give items these tags."""
    return tuple(Edit("item_tag", (item_id, tag), None, {}) for item_id, tag in tags)
