"""Finds a page of the newest items that hold words, in the way that costs least; paints nothing.

There are three ways. The first texts of the list may be looked at; the full-text index may be
walked from its end; and where a word is half typed, which makes the index gather all that it may
become, it may be asked for the other words only, and the texts that hold these are looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

from reewriter.store import blocks, vocabulary
from reewriter.store.costs import AT_FIRST, Costs
from reewriter.store.database import Store
from reewriter.store.listing import FEEDS, first_of, joined, listed
from reewriter.store.looking import Look
from reewriter.store.peeking import PEEK, Keys, Rows, texts, those, told
from reewriter.store.query import Compiled, Where
from reewriter.store.rows import Column

__all__ = ["LISTED", "page"]

LISTED = 2000
"""Items listed in one go, at most."""
_SETTLED_FIRST = 150
"""Texts with the other words that are looked at before it is asked whether that is worth it."""
_PASSED_AT_ONCE = 2000
"""Arrivals among which unwanted words are looked for at once."""
_SAMPLE = 500
"""The last arrivals, by which it is told how many of all the conditions let through."""
_REDATED = 100
"""Items that came earlier and are dated later, which are looked at one by one."""
_REDATED_BEFORE_GATHERING = 400
"""The same where else the index would have to gather once more."""
_NEAR = 64 << blocks.BITS
"""Ids in which the index is asked for such items."""


def page(
    store: Store,
    compiled: Compiled,
    *,
    few: Sequence[int] | None,
    feeds: Sequence[int],
    folded: bool,
    most: int,
) -> array[int]:
    """Return the ids of so many of the newest that a query with words finds, in their order.

    All of them are of these `feeds`, where there are any, and among these `few` in this order,
    where they are known. Asks several times: see `Store.reading`.
    """
    return _Page(store, compiled, few, feeds, folded=folded, most=most).found()


class _Page:
    """What is asked, and what was seen so far."""

    def __init__(
        self,
        store: Store,
        compiled: Compiled,
        few: Sequence[int] | None,
        feeds: Sequence[int],
        *,
        folded: bool,
        most: int,
    ) -> None:
        self._store, self._compiled, self._few, self._feeds = store, compiled, few, feeds
        self._folded, self._most = folded, most
        self._bare = replace(compiled, where=compiled.fields)
        first, stored = store.rows(
            f"SELECT {first_of(compiled.states)}, (SELECT coalesce(max(id), 0) FROM item)",
            compiled.states,
        )[0]
        self._first, self._stored = int(first), int(stored)
        self._costs = Costs(compiled, most=most, stored=self._stored, held=self._held)

    def found(self) -> array[int]:
        """Return the page."""
        compiled, costs = self._compiled, self._costs
        if compiled.looks is not None:
            found = self._by_looking(compiled.looks)
            if found is not None:
                return found
        elif costs.is_curious:
            last = range(max(self._stored - AT_FIRST, 0) + 1, self._stored + 1)
            costs.saw(AT_FIRST, 0, texts(self._store, last, titles=False))
        if compiled.looks is not None and costs.passing_is_cheaper():
            return array("q", (item_id for _, item_id in self._pass(compiled.looks)))
        if not compiled.match:
            return array("q", self._listed(compiled, self._most))
        keys = None
        settles = compiled.unsettled is not None
        if settles and compiled.settled_by_one_word:
            costs.settled_left = self._few_of(compiled.settled, costs.texts_of_settled)
        if settles and costs.settled_is_cheaper():
            keys = self._walk(compiled.settled, compiled.unsettled, settled=True)
        if keys is None and compiled.unnarrowed is not None and costs.narrow_is_cheaper():
            keys = self._walk(compiled.narrow, compiled.unnarrowed)
        if keys is None:
            keys = self._walk(compiled.match, None)
        return array("q", (item_id for _, item_id in keys or ()))

    def _by_looking(self, looks: Look) -> array[int] | None:
        """Return the page by looking at the first texts; None where another way is cheaper."""
        found = array("q")
        start, asked = 0, AT_FIRST
        while True:
            first = self._listed(self._bare, asked, start)
            for at in range(0, len(first), PEEK):
                found.extend(self._look_at(first[at : at + PEEK], looks))
                if len(found) >= self._most:
                    return found[: self._most]
                last = len(first) < asked and at + PEEK >= len(first)
                if not last and not self._costs.looking_is_cheapest(self._of_feeds()):
                    return None
            if len(first) < asked:
                return found
            start, asked = start + asked, min(4 * asked, LISTED)

    def _look_at(self, few: Sequence[int], looks: Look) -> list[int]:
        some = texts(self._store, few, titles=looks.titles and not self._costs.is_curious)
        held = {item_id for item_id, *told in some if looks(*told)}
        self._costs.saw(len(few), len(held), some)
        return [item_id for item_id in few if item_id in held]

    def _listed(self, compiled: Compiled, many: int, start: int = 0) -> Sequence[int]:
        if self._few is not None and compiled is self._bare:
            return self._few[start : start + many]
        sql, values = listed(compiled, "new", folded=self._folded, feeds=self._feeds)
        found = self._store.rows(f"{sql} OFFSET ?", [*values, many, start])
        return [row[0] for row in found]

    def _of_feeds(self) -> float:
        """Return how many items the list has at most, where that is easily told."""
        if self._few is not None:
            return float(len(self._few))
        return self._stored * self._costs.held if self._feeds else float(self._stored)

    def _held(self) -> float:
        """Return how many of the arrivals are in the list, whatever words stand in them."""
        compiled, near = self._compiled, self._stored
        if self._few is not None:
            return max(len(self._few), 0.5) / max(near, 1)
        states = ",".join("?" * len(compiled.states))
        values: list[Column]
        if 0 < len(self._feeds) <= FEEDS:
            feeds = ",".join("?" * len(self._feeds))
            sql = (
                "SELECT count(*) FROM item INDEXED BY item_by_feed"
                f" WHERE feed_id IN ({feeds}) AND state IN ({states})"
            )
            values = [*self._feeds, *compiled.states]
        else:
            near = min(_SAMPLE, near)
            sql = (
                f"SELECT count(*) FROM item INDEXED BY item_facts WHERE item.id > ?"
                f" AND item.state IN ({states}){' AND item.folded = 0' if self._folded else ''}"
                f" AND ({compiled.fields.sql})"
            )
            values = [self._stored - near, *compiled.states, *compiled.fields.values]
        there = int(self._store.value(sql, values))
        return max(there, 0.5) / max(near, 1)

    def _walk(self, match: str, looks: Look | None, *, settled: bool = False) -> Keys | None:
        """Return the page by walking the index from its end, looking at what it finds.

        Of the settled words, None where too few of their texts fit.
        """
        narrow = replace(self._compiled, match=vocabulary.spelt(self._store, match))
        many = self._at_once() if "*" in match else _SETTLED_FIRST if settled else self._most
        found: Keys = []
        seen, last, full = 0, self._stored, self._most
        while True:
            rows = self._found(narrow, looks, f"BETWEEN {self._first} AND {last}", many)
            for few in [rows] if looks is None else _cut(rows):
                seen += len(few)
                found += those(few, looks)
                if len(found) >= full:
                    last = few[-1][1] - 1
                    newest = sorted(found, reverse=True)[: self._most]
                    older = self._older(narrow, looks, newest[-1][0], last)
                    if older is not None:
                        return sorted([*newest, *older], reverse=True)[: self._most]
                    full = len(found) + self._most
            if len(rows) < many:
                return sorted(found, reverse=True)[: self._most]
            last = rows[-1][1] - 1
            if settled:
                missing = full - len(found)
                more = self._costs.more_of_settled(missing, len(found), seen)
                if not more:
                    return None
            else:
                more = 2 * (full - len(found)) * seen / max(len(found), 0.5)
            many = int(max(self._most, min(1.2 * more, 4 * seen)))

    def _pass(self, looks: Look) -> Keys:
        """Return the page by passing what holds unwanted words, looking at what is left."""
        states = ",".join("?" * len(self._compiled.states))
        sql = (
            f"SELECT item.sort_at, item.id, {told(titles=looks.titles)} FROM item WHERE item.id IN"
            " (SELECT item.id FROM item INDEXED BY item_facts WHERE item.id BETWEEN ? AND ?"
            f" AND item.state IN ({states}){' AND item.folded = 0' if self._folded else ''}"
            f" AND ({self._bare.where.sql}) AND item.id NOT IN (SELECT rowid FROM item_fts"
            " WHERE item_fts MATCH ? AND rowid BETWEEN ? AND ?))"
        )
        bare = replace(self._bare, match="")
        found: Keys = []
        last, full = self._stored, self._most
        while last >= self._first:
            first = max(last - _PASSED_AT_ONCE + 1, self._first)
            asked = (*self._compiled.states, *bare.where.values, self._compiled.without)
            found += those(self._store.rows(sql, (first, last, *asked, first, last)), looks)
            last = first - 1
            if len(found) >= full:
                newest = sorted(found, reverse=True)[: self._most]
                older = self._older(bare, looks, newest[-1][0], last)
                if older is not None:
                    return sorted([*newest, *older], reverse=True)[: self._most]
                full = len(found) + self._most
        return sorted(found, reverse=True)[: self._most]

    def _few_of(self, settled: str, most: int) -> int:
        """Return how many items the settled words find; 0 where there are so many, or none."""
        few = self._store.value(
            "SELECT count(*) FROM (SELECT 1 FROM item_fts WHERE item_fts MATCH ?"
            " AND rowid >= ? LIMIT ?)",
            (settled, self._first, most),
        )
        return int(few) if few < most else 0

    def _at_once(self) -> int:
        """Return how many of a half-typed word to find at once, since each time all are gathered.

        Among the newest are some that came before others which are no longer among them.
        """
        costs = self._costs
        reach = min(int(1.2 * self._most / costs.share), LISTED)
        if self._few is not None:
            oldest = min(self._few[:reach])
        else:
            sql, values = listed(self._bare, "new", folded=self._folded, feeds=self._feeds)
            oldest = self._store.value(f"SELECT min(id) FROM ({sql})", [*values, reach])
        came = self._stored - (self._stored if oldest is None else oldest)
        hits = came * costs.held * (costs.share + 1 / (costs.looked_at + 1))
        return 20 + int(1.2 * max(self._most, hits))

    def _found(self, compiled: Compiled, looks: Look | None, among: str, many: int = -1) -> Rows:
        """Return when and which the index finds, and their texts if they are to be looked at."""
        columns = f"item.sort_at, item.id{f', {told(titles=looks.titles)}' if looks else ''}"
        sql, values = joined(
            compiled, columns, folded=self._folded, among=among, texts=looks is not None
        )
        return self._store.rows(f"{sql} ORDER BY item_fts.rowid DESC LIMIT ?", [*values, many])

    def _older(self, compiled: Compiled, looks: Look | None, since: str, last: int) -> Keys | None:
        """Return what is found among the items up to the id `last` that are dated since then.

        None where these are so many that it is better to walk on.
        """
        some = blocks.since(self._store, since, last)
        if not some:
            return None if some is None else []
        gathers = "*" in compiled.match or not compiled.match
        most = _REDATED_BEFORE_GATHERING if gathers else _REDATED
        states = ",".join("?" * len(compiled.states))
        few = self._store.rows(
            f"{blocks.items_of(some)} WHERE item.id <= ? AND item.sort_at >= ?"
            f" AND item.state IN ({states}){' AND item.folded = 0' if self._folded else ''}"
            f" AND ({compiled.where.sql}) LIMIT ?",
            [last, since, *compiled.states, *compiled.where.values, most + 1],
        )
        if len(few) <= most:
            return self._among([row[0] for row in few], compiled, looks)
        first = min(some) << blocks.BITS
        if gathers or last - first > _NEAR:
            return None
        where = f"({compiled.where.sql}) AND item.sort_at >= ?"
        dated = replace(compiled, where=Where(where, (*compiled.where.values, since)))
        return those(self._found(dated, looks, f"BETWEEN {first} AND {last}"), looks)

    def _among(self, few: Sequence[int], compiled: Compiled, rest: Look | None) -> Keys:
        """Return when and which of a few items of the list are found."""
        if not few:
            return []
        looks = self._compiled.looks
        if looks is not None:
            marks = ",".join("?" * len(few))
            sql = f"SELECT sort_at, id, {told(titles=looks.titles)} FROM item WHERE id IN ({marks})"
            return those(self._store.rows(sql, few), looks)
        # Once for all of them, since the index gathers anew what a half-typed word may become.
        wanted = set(few)
        found = self._found(compiled, rest, f"BETWEEN {min(few)} AND {max(few)}")
        return [key for key in those(found, rest) if key[1] in wanted]


def _cut(rows: Rows) -> list[Rows]:
    return [rows[at : at + PEEK] for at in range(0, len(rows), PEEK)]
