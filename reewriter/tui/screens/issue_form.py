"""Subjects, the form of yesterday, and where the issue went. Places no story, checks nothing."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on

from reewriter.desk import skeleton
from reewriter.desk.calendar import zone
from reewriter.errors import UsageError
from reewriter.tui.browser import browse
from reewriter.tui.proofing import Proof
from reewriter.tui.screens.asking import Choosing
from reewriter.tui.screens.drafts import DraftsTexts
from reewriter.tui.screens.issue_placing import PlacingRoom
from reewriter.tui.when import day_and_time
from reewriter.tui.widgets.issue_fields import IssueFields
from reewriter.tui.widgets.menu import Entry
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.outline import Outline
from reewriter.tui.widgets.subject_strip import SubjectStrip
from reewriter.workspace.deliveries import DeliveryStanding

__all__ = ["FormRoom"]

_TONES = {"same": "good", "changed": "attention", "unfinished": "error"}
_SHORT = {
    "unfinished": "! export unfinished",
    "gone": "≠ deleted there",
    "edited": "≠ edited there",
    "kept": "≠ theirs kept",
    "changed": "≠ changed since {}",
    "unknown": "exported {}",
    "same": "✓ exported {}",
    "scheduled": "✓ scheduled",
    "sent": "✓ sent",
}
"""State → what row one says, those first that somebody should look at."""
_SIGNS = {
    "same": "✓",
    "scheduled": "✓",
    "sent": "✓",
    "changed": "≠",
    "kept": "≠",
    "edited": "≠",
    "gone": "≠",
    "unfinished": "!",
}


def _went_out(standings: Iterable[DeliveryStanding]) -> list[DeliveryStanding]:
    """Leave out test mails: an issue has gone nowhere by them."""
    return [one for one in standings if not one.delivery.url.startswith("mailto:")]


_NO_SUBJECT = "there is no subject yet; {issue.new-subject} begins one"


class FormRoom(PlacingRoom, DraftsTexts, piece=True):
    """A room that knows what an issue is besides its stories."""

    _standings: tuple[DeliveryStanding, ...] = ()

    def proved(self, proof: Proof) -> None:
        """Show what stories weigh, and where the issue went."""
        self.query_one(Outline).weigh(proof.weight)
        self._standings = proof.standings
        told = self._told(_went_out(proof.standings))
        line = self.query_one("#went-to", NoteLine)
        line.show(told)
        line.display = bool(told)

    def went(self, proof: Proof) -> str:
        """Say it of the target that needs to be looked at most."""
        worst = sorted(_went_out(proof.standings), key=lambda one: list(_SHORT).index(one.state))
        if not worst:
            return ""
        at = worst[0].delivery.at.astimezone(zone(self.workspace.brand.publication))
        return _SHORT[worst[0].state].format(f"{at:%H:%M}")

    def _told(self, standings: Iterable[DeliveryStanding]) -> str:
        """Say in one line where the issue went: "delivered: ✓ as it is now: zip 17:23"."""
        local = zone(self.workspace.brand.publication)
        by_state: dict[str, list[str]] = {}
        for one in standings:
            when = f"{one.delivery.target} {one.delivery.at.astimezone(local):%H:%M}"
            by_state.setdefault(f"{_SIGNS.get(one.state, '?')} {one.words}", []).append(when)
        parts = [f"{state}: {', '.join(whens)}" for state, whens in by_state.items()]
        return f"delivered: {' · '.join(parts)}" if parts else ""

    def action_next_subject(self) -> None:
        """Take the next of the subjects."""
        self.save_now(patient=True)
        if self._issue is None:
            return
        known = [text for text in skeleton.subjects_of(self._issue) if text]
        if all(text == self._issue.subject for text in known):
            another = "{issue.new-subject} puts this one aside and begins another"
            self.say(self.keyed(f"there is no other subject; {another}" if known else _NO_SUBJECT))
            return
        at = known.index(self._issue.subject) if self._issue.subject in known else -1
        self._pick((at + 1) % len(known))

    def action_draft_subjects(self) -> None:
        """Ask a language model for subjects; where one is being asked, stop."""
        self.save_now(patient=True)
        if self._issue is None:
            raise UsageError("there is no issue here")
        self.ask_for("subjects", self._issue)

    @on(SubjectStrip.Picked)
    def _picked(self, event: SubjectStrip.Picked) -> None:
        event.stop()
        with self.told():
            self.save_now(patient=True)
            self._pick(event.number)

    def _pick(self, number: int) -> None:
        if self._issue is None:
            return
        issue = self.workspace.issues.layout.pick(self._issue, number)
        count = sum(map(bool, skeleton.subjects_of(issue)))
        self.done(f"subject {number + 1} of {count}: {issue.subject}")

    def action_new_subject(self) -> None:
        """Put the subject aside and write another one."""
        self.save_now(patient=True)
        if self._issue is None:
            return
        changes = skeleton.another(self._issue)
        if changes:
            with self.workspace.together(f"put the subject “{self._issue.subject}” aside"):
                self.workspace.issues.edit(self._issue.edition, changes, base=self._issue)
            self.done(
                self.keyed(
                    "the subject waits beside the new one; {issue.next-subject} takes it back"
                )
            )
        self.query_one(IssueFields).go_to("subject")

    def action_like(self) -> None:
        """Take intro and order of sections from the issue before, where this one has none."""
        self.save_now(patient=True)
        if self._issue is not None:
            label = self.workspace.issues.layout.like(self._issue)
            if label:
                self.done(label)
            else:
                self.say("the issue before has nothing that this one has not", "attention")

    def action_deliveries(self) -> None:
        """Show where the issue went; enter opens it there."""
        if not self._standings:
            out = self._issue is not None and self.workspace.issues.went_out(self._issue)
            nowhere = self.keyed("this issue has gone nowhere yet; {desk.export} exports it")
            self.say("it went out, but not from here: no target is known" if out else nowhere)
            return
        local = zone(self.workspace.brand.publication)
        entries = [
            Entry(
                one.delivery.url,
                one.delivery.target,
                f"{day_and_time(one.delivery.at, local)} · {one.words} · {one.delivery.url}",
                _TONES.get(one.state, "quiet"),
            )
            for one in self._standings
        ]
        self.app.push_screen(Choosing("delivered to; enter opens it", entries), self._open_delivery)

    def _open_delivery(self, url: str | None) -> None:
        if url:
            browse(url)
            self.say(f"opened {url}")
