"""Counts what became of the items of each feed, from indexes alone; judges none of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from reewriter.model import ItemState, Yield
from reewriter.store.database import Store
from reewriter.store.issues import WENT_OUT
from reewriter.store.rows import Column, moment_or_none, stamp

__all__ = ["FEEDS", "by_feed"]

_WEEKS = 4
_STATES = [f"'{state.value}'" for state in ItemState]


def _counted(where: str) -> str:
    return f"(SELECT count(*) FROM item WHERE feed_id = feed.id{where})"


def _outermost(which: str) -> str:
    """Ask state by state, as the index has it: one look each, however many items there are."""
    each = (
        f"(SELECT {which}(sort_at) FROM item WHERE feed_id = feed.id AND state = {state})"
        for state in _STATES
    )
    values = ", ".join(f"({one})" for one in each)
    return f"(SELECT {which}(column1) FROM (VALUES {values}))"


_KEPT = " AND state = 'kept'"
_ANY = f" AND state IN ({', '.join(_STATES)})"
FEEDS = (
    f"SELECT feed.id, {_counted('')}, {_counted(_KEPT)},"
    f" {_counted(_KEPT + ' AND sort_at >= :lately')}, {_counted(_ANY + ' AND sort_at >= :weeks')},"
    f" {_outermost('min')}, {_outermost('max')} FROM feed"
)
_RAN = (
    "SELECT item.feed_id, count(DISTINCT source.story_id) FROM issue"
    " JOIN placement ON placement.issue_id = issue.id AND placement.bench = 0"
    " JOIN source ON source.story_id = placement.story_id AND source.item_id IS NOT NULL"
    f" JOIN item ON item.id = source.item_id WHERE {WENT_OUT} GROUP BY item.feed_id"
)


def by_feed(store: Store, now: datetime, *, lately: timedelta) -> dict[int, Yield]:
    """Return what each feed has brought, and what of it was kept and went out."""
    since: dict[str, Column] = {
        "lately": stamp(now - lately),
        "weeks": stamp(now - timedelta(weeks=_WEEKS)),
    }
    ran = {row[0]: row[1] for row in store.rows(_RAN)}
    found: dict[int, Yield] = {}
    for feed_id, items, kept, kept_lately, recent, oldest, newest in store.rows(FEEDS, since):
        first = moment_or_none(oldest)
        known = (now - first) / timedelta(weeks=1) if first else 0.0
        found[feed_id] = Yield(
            items=items,
            kept=kept,
            ran=ran.get(feed_id, 0),
            kept_lately=kept_lately,
            a_week=recent / min(max(known, 1.0), _WEEKS),
            oldest=first,
            newest=moment_or_none(newest),
        )
    return found
