"""Turns one part of a query's tree into an FTS5 expression, or into a condition on `item`.

Each condition is true or false and never NULL, so that a negation is the complement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

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
    Score,
    State,
    Tag,
    Word,
)
from reewriter.store.looking import plurals
from reewriter.store.rows import Column, stamp
from reewriter.values import dataclass

__all__ = ["FTS", "WITH", "Where", "condition", "expression", "joined", "named"]

FTS = "item.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)"
"""What a word is where it is one of several things that may be found."""


@dataclass(frozen=True, slots=True)
class Where:
    """An SQL expression over `item` and the values for its marks."""

    sql: str
    values: tuple[Column, ...] = ()


def expression(node: Node) -> str | None:
    """Return the FTS5 expression of what only words decide; None for anything else.

    FTS5 knows "this and not that" but no "not that" alone.
    """
    match node:
        case Word():
            return _fts_word(node)
        case And(nodes):
            wanted = [expression(inner) for inner in nodes if not isinstance(inner, Not)]
            unwanted = [expression(inner.node) for inner in nodes if isinstance(inner, Not)]
            if not wanted or None in wanted or None in unwanted:
                return None
            found = " AND ".join(filter(None, wanted))
            return (
                f"(({found}) NOT ({' OR '.join(filter(None, unwanted))}))"
                if unwanted
                else (f"({found})")
            )
        case Or(nodes):
            either = [expression(inner) for inner in nodes]
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


def joined(wheres: Sequence[Where], operator: str) -> Where:
    """Return several conditions as one; none hold always."""
    if len(wheres) < 2:
        return next(iter(wheres), Where("1"))
    sql = f" {operator} ".join(f"({where.sql})" for where in wheres)
    return Where(sql, tuple(value for where in wheres for value in where.values))


def condition(node: Node, now: datetime, *, lines: bool) -> Where:
    """Return what a part of a query asks of an item; with `lines`, of any that it stands for."""
    found = expression(node)
    if found is not None:
        return Where(FTS, (found,))
    match node:
        case And(nodes):
            return joined([condition(inner, now, lines=lines) for inner in nodes], "AND")
        case Or(nodes):
            return joined([condition(inner, now, lines=lines) for inner in nodes], "OR")
        case Not(inner):
            where = condition(inner, now, lines=lines)
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
            return Where(f"item.id IN ({WITH[what]})")
    raise TypeError(leaf)  # words are FTS5's


def _feed(leaf: FromFeed) -> Where:
    if leaf.number is not None:
        return Where("item.feed_id = ?", (leaf.number,))
    feeds = named(leaf)
    return Where(f"item.feed_id IN (SELECT id FROM feed WHERE {feeds.sql})", feeds.values)


def named(leaf: FromFeed) -> Where:
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
    "SELECT story.item_id FROM story WHERE {0} AND story.item_id IS NOT NULL"
    " UNION SELECT source.item_id FROM source JOIN story ON story.id = source.story_id"
    " WHERE {0} AND source.item_id IS NOT NULL"
)
WITH = {
    "story": _WITH_STORY.format("1"),
    "critique": _WITH_STORY.format("story.critique <> ''"),
    "highlight": _WITH_STORY.format("story.id IN (SELECT story_id FROM highlight)"),
    "tag": "SELECT item_id FROM item_tag",
}
"""SELECTs of the items on which such a thing hangs."""
