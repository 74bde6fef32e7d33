"""Turns a query's tree into SQL over FTS5 and indexes; knows no list and no order.

What only words decide becomes one FTS5 expression, as long as something must be found; the rest
becomes conditions on `item`, each of which is true or false and never NULL, so that a negation is
the complement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta

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
from reewriter.store.looking import looker, plurals
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
    where: Where
    """What must hold besides; "1" where nothing must."""
    fields: Where
    """The same, but for words."""
    looks: Callable[[str, str], bool] | None
    """Tells from title and text whether the words fit; None where that alone cannot tell, or where
    there is no word."""
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
    if unwanted and not match:
        wheres += [Where(f"NOT {FTS}", (one,)) for one in unwanted]
    return Compiled(
        states=tuple(state.value for state in ItemState if state in states),
        match=match,
        settled=" AND ".join(settled) if "*" in match else "",
        where=_joined(wheres, "AND"),
        fields=fields,
        looks=looker(looked_at) if looks_tell and looked_at else None,
        sort=query.sort,
        words=query.words,
        by_feed=any(isinstance(leaf, FromFeed) for leaf in leaves(query.root)),
    )


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
        case FromFeed(name, number):
            return _feed(name, number)
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


def _feed(name: str, number: int | None) -> Where:
    if number is not None:
        return Where("item.feed_id = ?", (number,))
    pattern = "%" + re.sub(r"([%_\\])", r"\\\1", name) + "%"
    sql = (
        r"item.feed_id IN (SELECT id FROM feed WHERE title LIKE ? ESCAPE '\'"
        r" OR url LIKE ? ESCAPE '\')"
    )
    return Where(sql, (pattern, pattern))


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
