"""Scores of items, for both front ends: what they are made of, and anew when that has changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from reewriter.desk import ruling
from reewriter.desk.learning import ALL, REST, Taste, words_of
from reewriter.desk.ranking import Reason
from reewriter.model import Feed, Item, ItemState, ParsedItem
from reewriter.store import feeds, learning, lists, progress, scores
from reewriter.workspace.learning import catch_up

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["MOST", "Scoring"]

MOST = 20_000
"""New items scored anew in one go, the last to arrive first: a few seconds' work."""
_CHUNK = 1000
"""Items whose texts are in memory, and whose scores are written in one transaction."""
_JOB = "scored"
_POINTS = "points"
"""The points of which rules new items have."""
_DECIDED = (ItemState.KEPT, ItemState.SKIPPED)
_FEW = 10
"""Decisions that may pass until scores are made anew by themselves."""


class Scoring:
    """Keywords, feeds, rules, and what was learnt."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def scorer(self) -> Callable[[ParsedItem, Feed], float]:
        """Return what scores items as they arrive; the points of rules come afterwards."""
        ranker = self._workspace.ranker

        @cache  # most fetches bring nothing to be scored
        def taste() -> Taste:
            return Taste(learning.counts(self._store))

        def score(item: ParsedItem, feed: Feed) -> float:
            points = ranker.score(item.title, item.text, feed_weight=feed.weight, known=item.points)
            if taste().decisions:
                points += taste().points(words_of(item.title, item.text, feed_id=feed.id))
            return round(points, 1)

        return score

    def why(self, item: Item) -> list[Reason]:
        """Return what an item's score is made of, heaviest first; it adds up to the score.

        What was decided keeps its score: what was learnt since has no part in it.
        """
        feed = feeds.get(self._store, item.feed_id)
        words = words_of(item.title, item.text, feed_id=item.feed_id)
        taste = Taste(learning.counts(self._store, [ALL, *words]))
        outlet = feed.name if feed else ""
        reasons = [
            *self._workspace.ranker.reasons(
                item.title, item.text, feed_weight=feed.weight if feed else 0.0
            ),
            *(() if item.state in _DECIDED else taste.reasons(words, outlet=outlet)),
            *(
                Reason(f"your rule {rule.when[:60]}", rule.points)
                for rule in self._workspace.config.rules
                if rule.verb == "score" and self._found(rule.when, item.id, item.id, decided=True)
            ),
        ]
        # A score stays for a while: what was learnt or written into feeds.toml since is set off.
        since = round(item.score - sum(reason.points for reason in reasons), 1)
        rest = next((reason for reason in reasons if reason.label in REST.values()), None)
        if rest is not None and rest.points == -since:
            reasons.remove(rest)  # all of it is new: named, and at once set off, it says nothing
        elif since:
            if item.state in _DECIDED:
                label = "learnt from you by then"
            else:
                label = "new since, counted at the next fetch"
            reasons.append(Reason(label, since))
        return sorted(reasons, key=lambda reason: -abs(reason.points))

    def points(self, first: int, last: int) -> dict[int, float]:
        """Return what the rules add to the scores of items with ids from `first` to `last`."""
        return ruling.points(
            ruling.Matched("score", self._found(rule.when, first, last), points=rule.points)
            for rule in self._workspace.config.rules
            if rule.verb == "score"
        )

    def _found(self, when: str, first: int, last: int, *, decided: bool = False) -> list[int]:
        everything = "state:any" if decided else ""
        compiled = self._workspace.triage.compile(when, within=everything, typing=False)
        return lists.among(self._store, compiled, first=first, last=last)

    def rescore(self, *, most: int = MOST) -> int:
        """Score new items anew, the last to arrive first; return how many scores changed.

        What was decided keeps the score it was decided by.
        """
        self._catch_up()
        basis = self._basis()
        taste, ranker = Taste(learning.counts(self._store)), self._workspace.ranker
        weights = {feed.id: feed.weight for feed in feeds.listed(self._store)}
        before, changed = progress.last_item(self._store) + 1, 0
        for start in range(0, most, _CHUNK):
            chunk = scores.undecided(self._store, before=before, limit=min(_CHUNK, most - start))
            if not chunk:
                break
            before = chunk[-1].id
            ruled = self.points(chunk[-1].id, chunk[0].id)
            news: dict[int, float] = {}
            for item in chunk:
                weight = weights.get(item.feed_id, 0.0)
                score = ranker.score(item.title, item.text, feed_weight=weight)
                score += taste.points(words_of(item.title, item.text, feed_id=item.feed_id))
                news[item.id] = round(score + ruled.get(item.id, 0.0), 1)
            changed += scores.put(
                self._store, {i.id: news[i.id] for i in chunk if news[i.id] != i.score}
            )
        progress.reach(self._store, _JOB, basis)
        progress.reach(self._store, _POINTS, self._rules())
        return changed

    @property
    def has_points(self) -> bool:
        """Whether new items have the points of the rules in feeds.toml already."""
        return progress.reached(self._store, _POINTS) == self._rules()

    def settle(self, *, changed: bool) -> None:
        """Score new items anew after a fetch, where what scores are made of is not what it was.

        With `changed`, publishers have changed items, which lost the points of rules by it.
        """
        self._catch_up()
        ruled = any(rule.verb == "score" for rule in self._workspace.config.rules)
        if (changed and ruled) or progress.reached(self._store, _JOB) != self._basis():
            self.rescore()

    def _catch_up(self) -> None:
        """Learn from all that was decided so far."""
        while catch_up(self._store, most=_CHUNK):
            pass

    def start(self) -> None:
        """Note what scores are made of, in a workspace that has no items yet."""
        if not progress.last_item(self._store):
            progress.reach(self._store, _JOB, self._basis())
            progress.reach(self._store, _POINTS, self._rules())

    def _rules(self) -> int:
        """Return a number that differs when other rules give points, or these give others."""
        rules = [(r.when, r.points) for r in self._workspace.config.rules if r.verb == "score"]
        return zlib.crc32(repr(rules).encode()) or 1

    def _basis(self) -> int:
        """Return a number that differs when new items would be scored differently."""
        config = self._workspace.config
        decisions = Taste(learning.counts(self._store, [ALL])).decisions
        made_of = (
            sorted(config.keywords.items()),
            sorted((feed.url, feed.weight) for feed in config.feeds),
            [(rule.when, rule.points) for rule in config.rules if rule.verb == "score"],
            decisions // _FEW,
        )
        return zlib.crc32(repr(made_of).encode()) or 1
