"""Rules of feeds.toml, for both front ends: what each would do, and doing it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reewriter.desk import ruling
from reewriter.desk.triage import count_label
from reewriter.errors import NotFoundError
from reewriter.model import ItemRow, ItemState
from reewriter.store import feeds, items, lists, progress, scores
from reewriter.store.rows import moment
from reewriter.workspace.triage import Done

if TYPE_CHECKING:
    from reewriter.config import RuleSpec
    from reewriter.workspace.workspace import Workspace

__all__ = ["EXAMPLES", "RulePreview", "RuleRecord", "Rules"]

EXAMPLES = 3
"""Items shown of what a rule would act on."""
_JOB = "ruled"


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """A rule and what it has done so far."""

    number: int
    """Its place in feeds.toml, counted from 1."""
    rule: RuleSpec
    items: int = 0
    applied_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What a rule would do to the items that are there."""

    number: int
    rule: RuleSpec
    found: int
    """Items that its query finds."""
    acts: int
    """Those it would do something to, after the rules before it."""
    examples: tuple[ItemRow, ...]
    """The newest that it finds."""


class Rules:
    """What is decided once and for all."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._store = workspace.store

    def listed(self) -> list[RuleRecord]:
        """Return the rules in their order, with what they have done."""
        done = scores.done_by_rules(self._store)
        found = []
        for number, rule in enumerate(self._workspace.config.rules, start=1):
            count, at = done.get((rule.when, rule.then), (0, None))
            found.append(RuleRecord(number, rule, count, moment(at) if at else None))
        return found

    def chosen(self, numbers: Sequence[int] = ()) -> list[tuple[int, RuleSpec]]:
        """Return the rules with these numbers in their order, or all; raises NotFoundError."""
        rules = dict(enumerate(self._workspace.config.rules, start=1))
        for number in numbers:
            if number not in rules:
                raise NotFoundError(
                    f"there is no rule {number}", hint="`reewriter rules list` shows them."
                )
        return [(n, rule) for n, rule in rules.items() if not numbers or n in numbers]

    def preview(self, *rules: RuleSpec) -> list[RulePreview]:
        """Tell what these rules, or all of them, would do to the items that are there.

        A rule need not stand in feeds.toml; one that does not has the number 0.
        """
        known = {rule: number for number, rule in self.chosen()}
        wanted = list(rules) or list(known)
        matched = self._matched(wanted)
        verdict = self._verdict(matched)
        triage = self._workspace.triage
        counted = self._workspace.scoring.has_points
        found = []
        for rule, one, acts in zip(wanted, matched, verdict.by_rule, strict=True):
            has_points = counted and rule.verb == "score" and rule in known
            compiled = triage.compile(rule.when, typing=False)
            first = items.ids(self._store, compiled, limit=EXAMPLES)
            rows = tuple(triage.rows(first))
            found.append(
                RulePreview(
                    known.get(rule, 0), rule, len(one.items), 0 if has_points else acts, rows
                )
            )
        return found

    def apply(self, *rules: RuleSpec) -> Done:
        """Let these rules, or all of them, act on the items that are there, as one change.

        Points of rules are part of every score, so they count for all new items again.
        """
        wanted = list(rules) or [rule for _, rule in self.chosen()]
        # First the points: other rules may ask for the score, and what is kept is new no more.
        gives = any(rule.verb == "score" for rule in wanted)
        rescored = self._workspace.scoring.rescore() if gives else 0
        verdict = self._verdict(self._matched(wanted))
        label = _label(verdict)
        with self._workspace.together(label, by_rule=True):
            self._act(verdict)
            self._note(wanted, verdict, scored=bool(rescored))
        return Done(label, f"{count_label('scored', rescored)} anew" if rescored else "")

    def catch_up(self, *, until: int | None = None) -> None:
        """Let all rules act on what has arrived since they last did; what was added by hand is not.

        Whoever fetches calls it; two that do so at once act on each item once. What came after the
        item `until` waits for the next call.
        """
        wanted = [rule for _, rule in self.chosen()]
        with self._workspace.together("what rules did to new items", by_rule=True):
            first = progress.reached(self._store, _JOB) + 1
            last = progress.last_item(self._store)
            if until is not None:
                last = min(last, until)
            if last < first:
                return
            if wanted:
                by_hand = set(lists.of_feed(self._store, feeds.by_hand(self._store).id, first))
                scores.add(
                    self._store,
                    {
                        item_id: points
                        for item_id, points in self._workspace.scoring.points(first, last).items()
                        if item_id not in by_hand
                    },
                )
                verdict = self._verdict(self._matched(wanted, first, last, without=by_hand))
                self._act(verdict)
                self._note(wanted, verdict)
            progress.reach(self._store, _JOB, last)

    def _matched(
        self,
        rules: Sequence[RuleSpec],
        first: int = 0,
        last: int = lists.MOST,
        *,
        without: Collection[int] = (),
    ) -> list[ruling.Matched]:
        """Ask the query of each rule."""
        found = []
        for rule in rules:
            compiled = self._workspace.triage.compile(rule.when, typing=False)
            hits = set(lists.among(self._store, compiled, first=first, last=last))
            found.append(ruling.Matched(rule.verb, hits.difference(without), rule.tag, rule.points))
        return found

    def _verdict(self, matched: Sequence[ruling.Matched]) -> ruling.Verdict:
        concerned = sorted({item_id for one in matched for item_id in one.items})
        tagged = sorted({i for one in matched if one.verb == "tag" for i in one.items})
        return ruling.verdict(
            matched, items.triaged(self._store, concerned), scores.tags(self._store, tagged)
        )

    def _act(self, verdict: ruling.Verdict) -> None:
        """Do it, except to what another desk has decided a moment ago."""
        triage = self._workspace.triage
        now = items.triaged(self._store, [*verdict.keep, *verdict.skip])
        new = {item.id for item in now.values() if item.state is ItemState.NEW}
        if keep := [item_id for item_id in verdict.keep if item_id in new]:
            triage.keep(keep)
        if skip := [item_id for item_id in verdict.skip if item_id in new]:
            triage.skip(skip)
        self._workspace.change("tagged", ruling.tag_edits(verdict.tags))

    def _note(
        self, rules: Sequence[RuleSpec], verdict: ruling.Verdict, *, scored: bool = True
    ) -> None:
        """Count what rules did; points that items had already were not given again."""
        for rule, acts in zip(rules, verdict.by_rule, strict=True):
            if acts and (scored or rule.verb != "score"):
                now = self._workspace.now()
                scores.note_rule(self._store, (rule.when, rule.then), acts, now=now)


def _label(verdict: ruling.Verdict) -> str:
    """Say what was done: "rules: kept 2 items, tagged 1 item"."""
    tagged = {item_id for item_id, _ in verdict.tags}
    counts = (("kept", verdict.keep), ("skipped", verdict.skip), ("tagged", tagged))
    done = [count_label(verb, len(what)) for verb, what in counts if what]
    return f"rules: {', '.join(done) or 'nothing to do'}"
