"""Folds what has come under the item whose copy it is; wakes a skipped story that has news."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from reewriter.model import ItemState, Triaged
from reewriter.store import feeds, groups, items, lists, onepage, progress
from reewriter.store.rekeying import REKEYED
from reewriter.text.copies import Telling, is_copy, prints
from reewriter.text.novelty import novelty
from reewriter.text.reposts import tells_again

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["DAYS", "Folding"]

DAYS = 7
"""How far back copies of a new item are looked for."""
_CHUNK = 300
"""Items whose texts are in memory, and that are grouped in one transaction."""
_LONG = 0.3
"""Seconds in which a chunk is done, unless nearly all of it is like something else."""
_SHARED = 2
"""Marks that a text shares with another to be compared with it."""
_COMPARED = 4
_ASKED = 40
"""Tellings of a story that have said it already; what only those between them have said is rare."""
_AWAY = (ItemState.SKIPPED, ItemState.ARCHIVED)
_AT_ONCE = 2 * _COMPARED
"""Articles that are ready to be compared: a long one takes megabytes."""
_JOB = "folded"
_PRUNED = "pruned"
_PRUNE_EVERY = 2_000


class Folding:
    """One story, many feeds."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    @property
    def reached(self) -> int:
        """The id of the last item that was looked at."""
        return progress.reached(self._store, _JOB)

    def catch_up(
        self, known: Mapping[int, tuple[int, ...]] | None = None, *, seconds: float = math.inf
    ) -> None:
        """Group what has arrived since this was last done.

        Whoever fetches calls it, as often as something is stored; each item is looked at once. Of
        items whose prints are `known`, by their ids, the texts are not read for them. Where that
        takes more than so many `seconds`, the rest has its turn at the next call.
        """
        ends = time.monotonic() + seconds
        chunk = _CHUNK
        known = known or {}
        store = self._store
        last = progress.last_item(store)
        if progress.reached(store, REKEYED):
            self._fold_pages()
        if progress.reached(store, _JOB) >= last:
            return
        since = groups.first_since(store, self._workspace.now() - timedelta(days=DAYS))
        # In a workspace older than this, what was skipped was skipped with all that had come.
        wakes = progress.reached(store, _JOB) > 0
        while True:
            began = time.monotonic()
            with store.write():
                # Inside, so that two processes that fetch look at each item once.
                first = max(progress.reached(store, _JOB), since - 1)
                news = groups.arrivals(store, first, chunk)
                if not news:
                    progress.reach(store, _JOB, max(first, last))
                    break
                self._fold(news, self._prints(news, known))
                if wakes:
                    self._wake(news)
                progress.reach(store, _JOB, news[-1].id)
            now = time.monotonic()
            if now >= ends:
                return
            chunk = _CHUNK if now - began < _LONG else _CHUNK // 10
        if since - progress.reached(store, _PRUNED) > _PRUNE_EVERY:
            with store.write():
                groups.prune(store, since)
                progress.reach(store, _PRUNED, since)

    def _fold_pages(self) -> None:
        """Fold what came before its page was known by the key that it has since."""
        store = self._store
        with store.write():
            since = groups.first_since(store, self._workspace.now() - timedelta(days=DAYS))
            looked = [one for one in onepage.alone(store, since) if one <= self.reached]
            for item_id in looked:
                item = items.get(store, [item_id])[item_id]
                under = onepage.told_before(store, item.feed_id, item.id, item, tells_again)
                if under is not None and (pair := self._joined(item.id, under)):
                    groups.fold(store, *pair)
                    self._wake([groups.Arrival(item.id, folded=True)])
            progress.reach(store, REKEYED, 0)

    def _prints(
        self, news: Sequence[groups.Arrival], known: Mapping[int, tuple[int, ...]]
    ) -> dict[int, tuple[int, ...]]:
        texts = groups.texts(self._store, [item.id for item in news if item.id not in known])
        return {
            item.id: known[item.id] if item.id in known else prints(texts[item.id][2])
            for item in news
        }

    def _fold(self, news: Sequence[groups.Arrival], marks: Mapping[int, tuple[int, ...]]) -> None:
        found = groups.marked(self._store, {mark for each in marks.values() for mark in each})
        put: list[tuple[int, int]] = []
        likely: dict[int, list[int]] = {}
        for item_id, own in marks.items():
            having_them: list[int] = []
            for mark in own:
                having = found.setdefault(mark, [])
                if len(having) < groups.MOST_MARKED:
                    having_them += having
                    having.append(item_id)
                    put.append((mark, item_id))
            if having_them:  # by far the most have no mark of another
                enough = min(_SHARED, len(own))
                best = Counter(having_them).most_common(_COMPARED)
                likely[item_id] = [other for other, n in best if n >= enough]
        groups.put_marks(self._store, put)
        # What the editor cut out is not hidden under something that may have been skipped.
        by_hand = lists.of_feed(self._store, feeds.by_hand(self._store).id, news[0].id)
        likely = {i: others for i, others in likely.items() if others and i not in by_hand}
        self._compare(likely | self._of_other_lines([i.id for i in news if i.folded], likely))

    def _of_other_lines(
        self, folded: Sequence[int], likely: Mapping[int, Sequence[int]]
    ) -> dict[int, list[int]]:
        """Return what folded items may be copies of, less what is in one group with them.

        That is nearly all: a feed of two addresses is folded by its pages, and all of it is alike.
        """
        found = {item_id: likely[item_id] for item_id in folded if item_id in likely}
        asked = {*found, *(other for others in found.values() for other in others)}
        known = {m.id: m.group_id for m in groups.members(self._store, asked)} if asked else {}
        return {i: [o for o in others if known[o] != known[i]] for i, others in found.items()}

    def _compare(self, likely: Mapping[int, Sequence[int]]) -> None:
        """Fold each item, or its line, under the first likely one that it is a copy of."""
        if not likely:
            return

        @lru_cache(_AT_ONCE)
        def told(item_id: int) -> tuple[int, Telling] | None:
            for feed_id, title, text in groups.texts(self._store, [item_id]).values():
                return feed_id, Telling(title, text)
            return None

        for item_id, others in likely.items():
            for other in others:
                pair = self._joined(item_id, other)
                if pair is None or (there := told(other)) is None:
                    continue
                here = told(item_id)
                if here and is_copy(here[1], there[1], one_outlet=here[0] == there[0]):
                    groups.fold(self._store, *pair)
                    break

    def _joined(self, item_id: int, other: int) -> tuple[int, int] | None:
        """Return which of two lines would go under which; None where that is not for us to do.

        A new line goes under that of the other. What is folded already came with a page of its
        line: of that and the other's, one must be undecided and the other not put away; they were
        in the inbox both.
        """
        members = {m.id: m for m in groups.members(self._store, [item_id, other])}
        one, two = members[item_id], members[other]
        here, there = _line_of(one, members), _line_of(two, members)
        if here[0].id == there[0].id:
            return None
        refused = groups.apart(self._store, [m.id for m in here])
        if any(m.id in pair for pair in refused for m in there):
            return None
        if not one.folded:
            return (item_id, other) if one.state is ItemState.NEW else None
        under, line = sorted((here[0], there[0]), key=lambda m: (m.state is ItemState.NEW, m.id))
        if line.state is not ItemState.NEW or under.state not in (ItemState.NEW, ItemState.KEPT):
            return None
        return line.id, under.id

    def _wake(self, news: Sequence[groups.Arrival]) -> None:
        """Bring back groups put away of which a new member says what none has said before it."""
        new = {item.id: item for item in news}
        away: dict[int, list[int]] = {}
        for member in groups.members(self._store, new):
            if member.group_id is not None and member.state in _AWAY:
                away.setdefault(member.group_id, []).append(member.id)
        for group_id, ids in away.items():
            # Some feeds give all that they say another id each time: that is said once here.
            ids = groups.unlike(self._store, ids)
            fresh = [item_id for item_id in ids if item_id in new]
            if not fresh:
                continue
            ids = _some([item_id for item_id in ids if item_id not in new]) + fresh
            texts = groups.texts(self._store, ids)
            said = {item_id: "\n".join(texts[item_id][1:]) for item_id in ids}
            for item_id in fresh:
                before = [said[other] for other in _some([i for i in ids if i < item_id])]
                if before and (told := novelty(said[item_id], before)):
                    groups.come_back(self._store, group_id, told, self._workspace.now())
                    break


def _some(ids: list[int]) -> list[int]:
    """Return the first and the last to arrive of very many: a page may be told by thousands."""
    return ids if len(ids) <= _ASKED else ids[: _ASKED // 2] + ids[-_ASKED // 2 :]


def _line_of(one: Triaged, members: Mapping[int, Triaged]) -> list[Triaged]:
    """Return an item's group, the one that is its line first."""
    group = [
        m for m in members.values() if m.id == one.id or m.group_id == one.group_id is not None
    ]
    return sorted(group, key=lambda m: (m.folded, m.id))
