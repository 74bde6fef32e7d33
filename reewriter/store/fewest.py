"""Finds the few items among which all must be that a query finds, where a condition lets few in.

A list is walked in its order until its page is full: of a million items, all that a condition keeps
out are passed. An index that knows the condition tells in a hundredth of the time that there are
few, or none. Knows no words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING, Literal

from reewriter.query.tree import (
    Age,
    FromFeed,
    Has,
    InSection,
    Language,
    Node,
    Not,
    Operator,
    Or,
    Score,
    Tag,
)
from reewriter.store.conditions import FTS, WITH, Where, condition, named

if TYPE_CHECKING:
    from reewriter.store.database import Store
    from reewriter.store.query import Compiled

__all__ = ["few", "selects"]

_FEW = {"new": 2000, "score": 10_000}
"""A list of more is walked nearly as soon: that by score also where many have just come."""
_KEYS = {"new": "sort_at", "score": "score"}
_REST: dict[Operator, Operator] = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
_TAGGED = (
    "SELECT item.id FROM item INDEXED BY item_by_feed WHERE feed_id IN (SELECT feed.id FROM feed,"
    " json_each(feed.tags) AS tag WHERE tag.value = ? COLLATE NOCASE)"
    " UNION ALL SELECT item_id FROM item_tag WHERE tag = ?"
)
_OF_FEEDS = (
    "SELECT item.id FROM item INDEXED BY item_by_feed WHERE feed_id IN"
    " (SELECT id FROM feed WHERE {})"
)
_SECTION = _OF_FEEDS.format("section = ? COLLATE NOCASE")
_LEADS = (
    "SELECT lead_item_id FROM item_group WHERE id IN"
    " (SELECT group_id FROM item INDEXED BY item_folded WHERE item.folded = 1 AND ({}))"
)


def selects(
    parts: Sequence[Node | None], now: datetime, states: Sequence[str], *, lines: bool
) -> tuple[Where, ...]:
    """Return SELECTs of ids, each of all that one of these parts lets through in these states.

    None for parts of which no index tells it. Some may be told twice.
    """
    every = (_select(part, now, states, lines=lines) for part in parts if part)
    return tuple(one for one in every if one is not None)


def few(
    store: Store, compiled: Compiled, order: Literal["new", "score"], *, folded: bool
) -> list[int] | None:
    """Return the items of a list in its order, where something tells they are few; else None.

    Words that are looked for afterwards are not: see `Compiled.has_words`.
    """
    most = _FEW[order]
    for select in compiled.selects:
        # Most are many: that is told without reading any of them.
        if not store.rows(f"SELECT 1 FROM ({select.sql}) LIMIT 1 OFFSET {most}", select.values):
            break
    else:
        return None
    some = [row[0] for row in store.rows(select.sql, select.values)]
    if not some:
        return []
    where = compiled.fields if compiled.has_words else compiled.where
    # Words that are one of several things are looked for where the items are.
    near = f"{FTS[:-1]} AND rowid BETWEEN {min(some)} AND {max(some)})"
    states = ",".join("?" * len(compiled.states))
    sql = (
        "SELECT item.id FROM item INDEXED BY item_facts"
        " WHERE item.id IN (SELECT value FROM json_each(?))"
        f" AND item.state IN ({states}){' AND item.folded = 0' if folded else ''}"
        f" AND ({where.sql.replace(FTS, near)})"
        f" ORDER BY item.{_KEYS[order]} DESC, item.id DESC"
    )
    found = store.rows(sql, (json.dumps(some), *compiled.states, *where.values))
    return [row[0] for row in found]


def _select(node: Node, now: datetime, states: Sequence[str], *, lines: bool) -> Where | None:
    match node:
        case Has(what):
            return Where(WITH[what])
        case Tag(name):
            return _with_leads(Where(_TAGGED, (name, name)), node, now, lines=lines)
        case InSection(name):
            return _with_leads(Where(_SECTION, (name,)), node, now, lines=lines)
        case FromFeed():
            feeds = named(node)
            return Where(_OF_FEEDS.format(feeds.sql), feeds.values)
        case Score() | Not(Score()):
            return _in_order(node, now, states, "item_by_score")
        case Age() | Not(Age()):
            return _in_order(node, now, states, "item_by_time")
        case Language(code):
            return _of_languages((("=", code),), ((">=", f"{code}-"), ("<", f"{code}.")))
        case Not(Language(code)):
            between = ((">", code), ("<", f"{code}-"))
            return _of_languages((("<", code),), between, ((">=", f"{code}."),))
        case Or(nodes):
            each = [_select(inner, now, states, lines=lines) for inner in nodes]
            known = [one for one in each if one is not None]
            return _either(known) if len(known) == len(each) else None
    return None


def _with_leads(select: Where, node: Node, now: datetime, *, lines: bool) -> Where:
    if not lines:
        return select
    where = condition(node, now, lines=False)
    return _either([select, Where(_LEADS.format(where.sql), where.values)])


def _in_order(node: Node, now: datetime, states: Sequence[str], index: str) -> Where | None:
    """Ask an index that is in the order of what the condition is about."""
    match node:
        case Not(Score(operator, points)):
            if operator == "=":
                return None
            node = Score(_REST[operator], points)
        case Not(Age() as age):
            node = replace(age, newer=not age.newer)
    where = condition(node, now, lines=False)
    arm = f"SELECT item.id FROM item INDEXED BY {index} WHERE state = ? AND folded = ? AND {{}}"
    return _either(
        [
            Where(arm.format(where.sql), (state, fold, *where.values))
            for state, fold in product(states, (0, 1))
        ]
    )


def _of_languages(*ranges: Sequence[tuple[str, str]]) -> Where:
    """Ask for ranges of codes: what begins with a code and a hyphen ends at its full stop."""
    arm = "SELECT id FROM item INDEXED BY item_by_lang WHERE {}"
    return _either(
        [
            Where(
                arm.format(" AND ".join(f"lang {than} ? COLLATE NOCASE" for than, _ in one)),
                tuple(code for _, code in one),
            )
            for one in ranges
        ]
    )


def _either(some: Sequence[Where]) -> Where:
    sql = " UNION ALL ".join(f"SELECT * FROM ({one.sql})" for one in some)
    return Where(sql, tuple(value for one in some for value in one.values))
