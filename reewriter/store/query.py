"""Turns a query's tree into SQL over FTS5 and indexes; knows no list and no order.

What only words decide becomes one FTS5 expression, as long as something must be found; the rest
becomes conditions on `item`, each of which is true or false and never NULL, so that a negation is
the complement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from operator import itemgetter
from typing import TypeGuard

from reewriter.model import ItemState
from reewriter.query.tree import (
    Age,
    And,
    FromFeed,
    Has,
    InSection,
    Language,
    Leaf,
    Node,
    Not,
    Or,
    Query,
    Score,
    Sort,
    State,
    Tag,
    Word,
    leaves,
)
from reewriter.store.looking import Look, looker, plurals
from reewriter.store.rows import Column, stamp
from reewriter.values import dataclass

__all__ = ["FTS", "Compiled", "Where", "compile_tree"]

FTS = "item.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)"
"""What a word is where it is one of several things that may be found."""


@dataclass(frozen=True, slots=True)
class Where:
    """An SQL expression over `item` and the values for its marks."""

    sql: str
    values: tuple[Column, ...] = ()


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
    narrow: str
    """The part of it that must be found, but of half-typed words only the longest; "" where that is
    all there is, or there is none that must be found."""
    begins: tuple[Look, ...]
    """Tell of each half-typed word that must be found whether it stands anywhere, the longest
    first; none where that cannot be told."""
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
    looked_at: list[Node] = []
    wheres: list[Where] = []
    looks_tell = True
    for part in parts:
        if part is None:
            continue
        if isinstance(part, State):
            states &= part.states
        elif (found := _fts(part)) is not None:
            wanted.append(found)
            looked_at.append(part)
            if "*" not in found:  # in an expression, nothing else has a star
                settled.append(found)
            else:
                begun.append((_least_letters(part), found, part))
        elif isinstance(part, Not) and (found := _fts(part.node)) is not None:
            unwanted.append(found)
            looked_at.append(part)
        else:
            looks_tell = looks_tell and not _holds_words(part)
            wheres.append(_condition(part, now, lines=lines))
    match = " AND ".join(wanted)
    if match and unwanted:
        match = f"({match}) NOT ({' OR '.join(unwanted)})"
    fields = _joined(wheres, "AND")
    begun.sort(key=itemgetter(0), reverse=True)
    if unwanted and not match:
        wheres += [Where(f"NOT {FTS}", (one,)) for one in unwanted]
    return Compiled(
        states=tuple(state.value for state in ItemState if state in states),
        match=match,
        settled=_without(settled, unwanted) if settled and "*" in match else "",
        narrow=_without([*settled, begun[0][1]], unwanted)
        if begun and (len(begun) > 1 or "*" in "".join(unwanted))
        else "",
        begins=tuple(filter(None, (looker([_anywhere(part)]) for *_, part in begun))),
        where=_joined(wheres, "AND"),
        fields=fields,
        looks=looker(looked_at) if looks_tell and looked_at else None,
        feeds=next((_named(part) for part in parts if isinstance(part, FromFeed)), None),
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
    """Return the same without saying where words must stand: all are gathered, then sorted out."""
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


def _fts(node: Node) -> str | None:
    """Return the FTS5 expression of what only words decide; None for anything else.

    FTS5 knows "this and not that" but no "not that" alone.
    """
    match node:
        case Word():
            return _fts_word(node)
        case And(nodes):
            wanted = [_fts(inner) for inner in nodes if not isinstance(inner, Not)]
            unwanted = [_fts(inner.node) for inner in nodes if isinstance(inner, Not)]
            if not wanted or None in wanted or None in unwanted:
                return None
            found = " AND ".join(filter(None, wanted))
            return (
                f"(({found}) NOT ({' OR '.join(filter(None, unwanted))}))"
                if unwanted
                else (f"({found})")
            )
        case Or(nodes):
            either = [_fts(inner) for inner in nodes]
            return None if None in either else f"({' OR '.join(filter(None, either))})"
    return None


def _fts_word(word: Word) -> str:
    # Tokens are letters and digits, so nothing in them means anything to FTS5; in quotes, not even
    # NEAR does.
    found = f'"{word.text}"'
    if word.how == "start":
        found += "*"
    elif endings := plurals(word):
        also = "".join(f' OR "{word.text}{ending}"' for ending in endings)
        found = f"({found}{also})"
    return f"title : {found}" if word.title else found


def _joined(wheres: Sequence[Where], operator: str) -> Where:
    if len(wheres) < 2:
        return next(iter(wheres), Where("1"))
    sql = f" {operator} ".join(f"({where.sql})" for where in wheres)
    return Where(sql, tuple(value for where in wheres for value in where.values))


def _condition(node: Node, now: datetime, *, lines: bool) -> Where:
    found = _fts(node)
    if found is not None:
        return Where(FTS, (found,))
    match node:
        case And(nodes):
            return _joined([_condition(inner, now, lines=lines) for inner in nodes], "AND")
        case Or(nodes):
            return _joined([_condition(inner, now, lines=lines) for inner in nodes], "OR")
        case Not(inner):
            where = _condition(inner, now, lines=lines)
            return Where(f"NOT ({where.sql})", where.values)
    where = _leaf(node, now)
    return _of_any(where) if lines and isinstance(node, InSection | Tag) else where


def _of_any(where: Where) -> Where:
    """Return the same condition, of an item or of any that it stands for."""
    sql = (
        f"{where.sql} OR item.id IN (SELECT lead_item_id FROM item_group WHERE id IN"
        " (SELECT group_id FROM item INDEXED BY item_folded"
        f" WHERE item.folded = 1 AND ({where.sql})))"
    )
    return Where(sql, where.values * 2)


def _leaf(leaf: Leaf, now: datetime) -> Where:
    match leaf:
        case State(states):
            marks = ",".join("?" * len(states))
            return Where(f"item.state IN ({marks})", tuple(sorted(s.value for s in states)))
        case FromFeed():
            return _feed(leaf)
        case InSection(name):
            sql = "item.feed_id IN (SELECT id FROM feed WHERE section = ? COLLATE NOCASE)"
            return Where(sql, (name,))
        case Tag(name):
            sql = (
                "item.feed_id IN (SELECT feed.id FROM feed, json_each(feed.tags) AS tag"
                " WHERE tag.value = ? COLLATE NOCASE)"
                " OR item.id IN (SELECT item_id FROM item_tag WHERE tag = ?)"
            )
            return Where(sql, (name, name))
        case Language(code):
            sql = "item.lang = ? COLLATE NOCASE OR item.lang LIKE ?"
            return Where(sql, (code, f"{code}-%"))
        case Score(operator, points):
            return Where(f"item.score {operator} ?", (points,))
        case Age():
            return Where(f"item.sort_at {'>=' if leaf.newer else '<'} ?", (_moment(leaf, now),))
        case Has(what):
            return Where(_HAS[what])
    raise TypeError(leaf)  # words are FTS5's


def _feed(leaf: FromFeed) -> Where:
    if leaf.number is not None:
        return Where("item.feed_id = ?", (leaf.number,))
    named = _named(leaf)
    return Where(f"item.feed_id IN (SELECT id FROM feed WHERE {named.sql})", named.values)


def _named(leaf: FromFeed) -> Where:
    """Return which feeds are meant, as a condition on these."""
    if leaf.number is not None:
        return Where("id = ?", (leaf.number,))
    pattern = "%" + re.sub(r"([%_\\])", r"\\\1", leaf.name) + "%"
    return Where(r"title LIKE ? ESCAPE '\' OR url LIKE ? ESCAPE '\'", (pattern, pattern))


def _moment(age: Age, now: datetime) -> str:
    """Return the moment that an age is counted from, as it stands in the column."""
    if age.ago is not None:
        return stamp(now - age.ago)
    day = age.since or now.date() - timedelta(days=age.days_back or 0)
    try:
        return stamp(datetime.combine(day, time.min, tzinfo=now.tzinfo))
    except OverflowError:  # the first and the last day there is, in another zone
        return stamp(datetime.combine(day, time.min, tzinfo=UTC))


_WITH_STORY = (
    "item.id IN (SELECT story.item_id FROM story WHERE {0} AND story.item_id IS NOT NULL"
    " UNION SELECT source.item_id FROM source JOIN story ON story.id = source.story_id"
    " WHERE {0} AND source.item_id IS NOT NULL)"
)
_HAS = {
    "story": _WITH_STORY.format("1"),
    "critique": _WITH_STORY.format("story.critique <> ''"),
    "highlight": _WITH_STORY.format("story.id IN (SELECT story_id FROM highlight)"),
    "tag": "item.id IN (SELECT item_id FROM item_tag)",
}
