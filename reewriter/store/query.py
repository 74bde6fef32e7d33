"""Turns a query's tree into SQL over FTS5 and indexes; knows no list and no order.

What only words decide becomes one FTS5 expression, as long as something must be found; the rest
becomes conditions on `item`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
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
from reewriter.store.fewest import selects
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
    """Tells of the rest whether it fits; None where that cannot be told, or nothing is settled."""
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
    without: str
    """Expression of what must not be found and is not half typed, where all that must be found is
    half typed or there is nothing; else ""."""
    lacks: Look | None
    """Tells whether a text lacks that."""
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
    selects: tuple[Where, ...]
    """SELECTs of ids; in what each of them finds, all is that a query finds."""
    sort: Sort | None
    words: tuple[str, ...]
    """What a list may highlight."""
    settled_by_one_word: bool = False
    """Then it is told at once how many items that finds."""
    by_feed: bool = False
    """It asks what a feed has, which may be one of several tellings of a story."""

    @property
    def has_words(self) -> bool:
        """Whether there are words that the index is asked for, or texts looked at."""
        return bool(self.match) or self.looks is not None


def compile_tree(query: Query, *, now: datetime, lines: bool = False) -> Compiled:
    """Compile what has been parsed; with `lines`, for a list that shows one line a group.

    There a line is found by the sections and tags of all whom it stands for. The midnights of
    `newer:today` are those of `now`'s zone.
    """
    parts = query.root.nodes if isinstance(query.root, And) else (query.root,)
    words = _Words([part for part in parts if part is not None])
    states = frozenset(ItemState) if query.names_states else frozenset({ItemState.NEW})
    for part in words.others:
        states &= part.states if isinstance(part, State) else states
    names = tuple(state.value for state in ItemState if state in states)
    rest = [part for part in words.others if not isinstance(part, State)]
    wheres = [condition(part, now, lines=lines) for part in rest]
    fields = joined(wheres, "AND")
    if not words.wanted:
        wheres += [Where(f"NOT {FTS}", (one,)) for one in words.unwanted]
    looked_at = [*words.wanted.values(), *words.unwanted.values()]
    typed = _lookers(words.begun)
    anywhere = [_anywhere(part) for part in words.begun]
    looks_tell = bool(looked_at) and not any(map(_holds_words, rest))
    return Compiled(
        states=names,
        match=words.match(words.wanted, words.unwanted),
        settled=words.match(words.settled, words.typed_out) if words.settles else "",
        unsettled=looker([*words.begun, *words.avoided]) if words.settles else None,
        narrow=words.match(words.narrow, words.typed_out) if words.narrows else "",
        unnarrowed=looker([*words.begun[1:], *words.avoided]) if words.narrows else None,
        typed=typed,
        letters=tuple(map(_least_letters, words.begun)),
        without=" OR ".join(words.typed_out) if words.lacking else "",
        lacks=looker(words.lacking) if words.lacking else None,
        begins=typed if anywhere == words.begun else _lookers(anywhere),
        where=joined(wheres, "AND"),
        fields=fields,
        looks=looker(looked_at) if looks_tell else None,
        feeds=next((named(part) for part in rest if isinstance(part, FromFeed)), None),
        selects=selects(rest, now, names, lines=lines),
        sort=query.sort,
        words=query.words,
        settled_by_one_word=words.settled_by_one,
        by_feed=any(isinstance(leaf, FromFeed) for leaf in leaves(query.root)),
    )


class _Words:
    """The parts of a query, by what the full-text index has to do with them."""

    def __init__(self, parts: Sequence[Node]) -> None:
        self.wanted: dict[str, Node] = {}
        self.unwanted: dict[str, Node] = {}
        self.others: list[Node] = []
        for part in parts:
            if (found := expression(part)) is not None:
                self.wanted[found] = part
            elif isinstance(part, Not) and (found := expression(part.node)) is not None:
                self.unwanted[found] = part
            else:
                self.others.append(part)
        # In an expression, nothing else has a star.
        self.settled = [found for found in self.wanted if "*" not in found]
        self.typed_out = [found for found in self.unwanted if "*" not in found]
        self.avoided = [part for found, part in self.unwanted.items() if "*" in found]
        lacking = [part for found, part in self.unwanted.items() if "*" not in found]
        self.lacking = [] if self.settled else lacking
        begun = [(found, part) for found, part in self.wanted.items() if "*" in found]
        begun.sort(key=lambda one: _least_letters(one[1]), reverse=True)
        self.begun = [part for _, part in begun]
        self.settles = bool(self.settled) and bool(begun or self.avoided)
        one = self.wanted[self.settled[0]] if len(self.settled) == 1 else None
        self.settled_by_one = isinstance(one, Word) and " " not in one.text
        self.narrows = bool(begun) and (len(begun) > 1 or bool(self.avoided))
        self.narrow = [*self.settled, *(found for found, _ in begun[:1])]

    @staticmethod
    def match(wanted: Iterable[str], unwanted: Iterable[str]) -> str:
        """Return the expression of some words without others; "" where none is wanted."""
        match, avoided = " AND ".join(wanted), " OR ".join(unwanted)
        return f"({match}) NOT ({avoided})" if match and avoided else match


def _lookers(parts: Sequence[Node]) -> tuple[Look, ...]:
    """Return what tells each of them; none where that cannot be told of one."""
    told = [look for part in parts if (look := looker([part])) is not None]
    return tuple(told) if len(told) == len(parts) else ()


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
