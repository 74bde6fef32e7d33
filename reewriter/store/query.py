"""Turns a query's tree into SQL over FTS5 and indexes; knows no list and no order.

What only words decide becomes one FTS5 expression, as long as something must be found; the rest
becomes conditions on `item`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import TypeGuard

from reewriter.model import ItemState
from reewriter.query.tree import (
    And,
    FromFeed,
    Leaf,
    Node,
    Not,
    Or,
    Query,
    Sort,
    State,
    Word,
    leaves,
)
from reewriter.store.conditions import FTS, Where, condition, expression, joined, named
from reewriter.store.looking import Look, looker
from reewriter.values import dataclass

__all__ = ["FTS", "Compiled", "Where", "compile_tree"]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query, ready to be asked of any list."""

    states: tuple[str, ...]
    """The states whose items can be found at all."""
    match: str
    """The FTS5 expression that must be found; "" where no word must."""
    settled: str
    """The part of it that must be found and asks for no half-typed word; "" where the rest asks for
    none either."""
    unsettled: Look | None
    """Tells of the rest whether it fits; None where that cannot be told, or there is no such part."""
    narrow: str
    """The part of it that must be found, but of half-typed words only the longest; "" where that is
    all there is, or there is none that must be found."""
    unnarrowed: Look | None
    """Tells of the rest of that whether it fits."""
    typed: tuple[Look, ...]
    """Tell of each half-typed word that must be found whether it fits, the longest first; none
    where that cannot be told."""
    letters: tuple[int, ...]
    """How many of each there are."""
    begins: tuple[Look, ...]
    """The same, wherever a word must stand: all are gathered, then sorted out."""
    where: Where
    """What must hold besides; "1" where nothing must."""
    fields: Where
    """The same, but for words."""
    looks: Look | None
    """Tells from title and text whether the words fit; None where that alone cannot tell, or where
    there is no word."""
    feeds: Where | None
    """A condition on `feed` that one of the conditions is made of; None where there is none."""
    sort: Sort | None
    words: tuple[str, ...]
    """What a list may highlight."""
    by_feed: bool = False
    """It asks what a feed has, which may be one of several tellings of a story."""


def compile_tree(query: Query, *, now: datetime, lines: bool = False) -> Compiled:
    """Compile what has been parsed; with `lines`, for a list that shows one line a group.

    There a line is found by the sections and tags of all whom it stands for. The midnights of
    `newer:today` are those of `now`'s zone.
    """
    parts = query.root.nodes if isinstance(query.root, And) else (query.root,)
    states = frozenset(ItemState) if query.names_states else frozenset({ItemState.NEW})
    wanted: list[str] = []
    settled: list[str] = []
    begun: list[tuple[int, str, Node]] = []
    unwanted: list[str] = []
    avoided: list[Node] = []
    looked_at: list[Node] = []
    wheres: list[Where] = []
    looks_tell = True
    for part in parts:
        if part is None:
            continue
        if isinstance(part, State):
            states &= part.states
        elif (found := expression(part)) is not None:
            wanted.append(found)
            looked_at.append(part)
            if "*" not in found:  # in an expression, nothing else has a star
                settled.append(found)
            else:
                begun.append((_least_letters(part), found, part))
        elif isinstance(part, Not) and (found := expression(part.node)) is not None:
            unwanted.append(found)
            looked_at.append(part)
            if "*" in found:
                avoided.append(part)
        else:
            looks_tell = looks_tell and not _holds_words(part)
            wheres.append(condition(part, now, lines=lines))
    match = " AND ".join(wanted)
    if match and unwanted:
        match = f"({match}) NOT ({' OR '.join(unwanted)})"
    fields = joined(wheres, "AND")
    begun.sort(key=itemgetter(0), reverse=True)
    typed = [part for *_, part in begun]
    told = [one for part in typed if (one := looker([part])) is not None]
    if len(told) < len(typed):
        told = []
    begins = told
    if "title" in match:
        begins = [one for part in typed if (one := looker([_anywhere(part)])) is not None and told]
    if unwanted and not match:
        wheres += [Where(f"NOT {FTS}", (one,)) for one in unwanted]
    settles = bool(settled) and "*" in match
    narrows = bool(begun) and (len(begun) > 1 or bool(avoided))
    return Compiled(
        states=tuple(state.value for state in ItemState if state in states),
        match=match,
        settled=_without(settled, unwanted) if settles else "",
        unsettled=looker([*typed, *avoided]) if settles else None,
        narrow=_without([*settled, begun[0][1]], unwanted) if narrows else "",
        unnarrowed=looker([*typed[1:], *avoided]) if narrows else None,
        typed=tuple(told),
        letters=tuple(letters for letters, *_ in begun),
        begins=tuple(begins),
        where=joined(wheres, "AND"),
        fields=fields,
        looks=looker(looked_at) if looks_tell and looked_at else None,
        feeds=next((named(part) for part in parts if isinstance(part, FromFeed)), None),
        sort=query.sort,
        words=query.words,
        by_feed=any(isinstance(leaf, FromFeed) for leaf in leaves(query.root)),
    )


def _without(wanted: Sequence[str], unwanted: Sequence[str]) -> str:
    """Return the expression of some words without the unwanted ones, half-typed ones apart."""
    match = " AND ".join(wanted)
    typed = [one for one in unwanted if "*" not in one]
    return f"({match}) NOT ({' OR '.join(typed)})" if typed else match


def _anywhere(node: Node) -> Node:
    """Return the same without saying where words must stand."""
    match node:
        case Word():
            return replace(node, title=False)
        case Not(inner):
            return Not(_anywhere(inner))
        case And(nodes):
            return And(tuple(map(_anywhere, nodes)))
        case Or(nodes):
            return Or(tuple(map(_anywhere, nodes)))
    return node


def _least_letters(node: Node) -> int:
    """Return how long the shortest of its half-typed words is."""
    return min((len(leaf.text) for leaf in leaves(node) if _is_begun(leaf)), default=0)


def _is_begun(leaf: Leaf) -> TypeGuard[Word]:
    return isinstance(leaf, Word) and leaf.how == "start"


def _holds_words(node: Node) -> bool:
    match node:
        case And(nodes) | Or(nodes):
            return any(map(_holds_words, nodes))
        case Not(inner):
            return _holds_words(inner)
    return isinstance(node, Word)
