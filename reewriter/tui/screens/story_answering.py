"""Answers what was found in a story: the true wording, house style, what is ours. Finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reewriter.checks.spec import story_passages
from reewriter.errors import UsageError
from reewriter.model import Finding, Issue
from reewriter.tui.present import present
from reewriter.tui.screens.story_facts import FactRoom
from reewriter.tui.widgets.finding_line import FindingLine, without_name

if TYPE_CHECKING:
    from reewriter.tui.screens.vouching import Vouched

__all__ = ["AnswersRoom"]

_PHRASES = ("quotation.coined", "quotation.missing", "quotation.unverifiable")


class AnswersRoom(FactRoom, piece=True):
    """A room in which each kind of finding has its key."""

    def _in_sight(self, *ids: str) -> Finding:
        """Return the finding in sight, or the next of these checks; raises UsageError."""
        story = present(self._story)
        line = self.query_one(FindingLine)
        found = line.finding
        if found is None or found.id not in ids:
            found = next((one for one in line.findings if one.id in ids), None)
        if found is None or found.span is None:
            if self._compared is None or self._compared.id != story.id:
                raise UsageError(self.nothing_found)
            raise UsageError(
                "nothing of that kind was found",
                hint=self.keyed("{issue.next-finding} goes to what was."),
            )
        return found

    def _words_of(self, finding: Finding) -> str:
        """Return what a finding is about, as it stands in the draft."""
        story = self._compared
        texts = {p.where: p.text for p in story_passages(story)} if story else {}
        return texts.get(finding.where, "")[slice(*(finding.span or (0, 0)))]

    def action_true_wording(self) -> None:
        """Put the source's own words into the quotation in sight."""
        finding = self._in_sight("quotation.near")
        self.save_now(patient=True)
        if self._story is None:
            return
        desk = self.workspace.facts
        story = self.workspace.writing.story(self._story.id)
        mends = desk.true_wordings(story, where=finding.where, span=finding.span)
        if not mends:
            refused = desk.unmendable(story, where=finding.where, span=finding.span)
            raise UsageError(
                refused[0][1] if refused else "no wording of the source fits between these marks",
                hint=self.keyed("{issue.next-finding} shows both places."),
            )
        self._story = desk.apply(story, mends, f"the true wording in story {story.id}")
        self.desk.changed()
        self.say(f"{mends[0].done[0]} · {self.undoable}", "good")

    def action_house_style(self) -> None:
        """Mend slips and house style in all texts of the story."""
        self.save_now(patient=True)
        desk = self.workspace.facts
        story = self.workspace.writing.story(present(self._story).id)
        mends = desk.style_mends(story)
        if not mends:
            self.say("nothing to mend: it is in the house's style")
            return
        self._story = desk.apply(story, mends, f"house style in story {story.id}")
        self.desk.changed()
        done = ", ".join(dict.fromkeys(said for mend in mends for said in mend.done))
        self.say(f"mended: {done} · {self.undoable}", "good")

    def action_coin(self) -> None:
        """Call the phrase in sight ours."""
        finding = self._in_sight(*_PHRASES)
        words = self.workspace.facts.coin(self._words_of(finding))
        self._house_changed()
        self.say(f"“{words}” is ours now · {self.undoable}", "good")

    def action_word(self) -> None:
        """Call the word in sight ours: it is spelt right from now on."""
        word = self.workspace.facts.learn(self._words_of(self._in_sight("spelling.word")))
        self._house_changed()
        self.say(f"“{word}” is a word of the house now · {self.undoable}", "good")

    def action_vouch(self) -> None:
        """Answer for the figure in sight: of what it is true, where it stands, until when."""
        from reewriter.tui.screens.vouching import VouchScreen

        finding = self._in_sight("figure.unsupported")
        figure = self._words_of(finding)
        text = self._text_of(finding)
        entities = self.workspace.facts.entities(self._sentence_of(finding))

        def answered(fact: Vouched | None) -> None:
            if fact is None:
                return
            with self.told():
                known = self.workspace.facts.vouch(
                    figure, entity=fact.entity, url=fact.url, until=fact.until
                )
                self._house_changed()
                until = f" until {known.expires}" if known.expires else ""
                whose = f" of {known.entity}" if known.entity else ""
                said = f"vouched for {known.figure}{whose}{until}"
                if self.workspace.facts.answers(text, finding.span):
                    self.say(f"{said} · {self.undoable}", "good")
                    return
                said += f", whom this text does not name: the finding stays · {self.undoable}"
                self.say(said, "attention")

        self.app.push_screen(VouchScreen(figure, entities, self.workspace.facts.today), answered)

    def action_waive(self) -> None:
        """Ask why the finding in sight may stand in this issue."""
        self.save_now(patient=True)
        story, finding = present(self._story), self.query_one(FindingLine).finding
        issue = self.workspace.issues.current()
        if finding is None:
            self.say(self.nothing_found)
        elif finding in self.notes:
            self.say("this is only worth knowing: nothing waits for an answer")
        elif not finding.waivable:
            self.say("this cannot be waived: it has to be mended", "attention")
        elif story.id not in {one.story_id for one in self.workspace.issues.placements(issue)}:
            self.say(f"it is not in the issue of {issue.edition}: nothing has to be waived there")
        else:
            self._ask_why(issue, finding)

    def _ask_why(self, issue: Issue, finding: Finding) -> None:
        from reewriter.tui.screens.asking import Asking

        def answered(reason: str | None) -> None:
            if reason is not None:
                with self.told():
                    label = self.workspace.issues.waive(issue, finding.id, finding.place, reason)
                    self._house_changed()
                    self.say(f"{label} · {self.undoable}", "good")

        title = without_name(finding.message, self.query_one(FindingLine).headline)
        hint = "Why may it stand? enter saves, esc does not"
        self.app.push_screen(Asking(f"waive: {title}", hint, check=str), answered)

    def _sentence_of(self, finding: Finding) -> str:
        from reewriter.text.words import sentences

        text, at = self._text_of(finding), (finding.span or (0, 0))[0]
        return next((text[a:b] for a, b in sentences(text) if a <= at < b), text)

    def _text_of(self, finding: Finding) -> str:
        passages = story_passages(self._compared) if self._compared else ()
        return next((one.text for one in passages if one.where == finding.where), "")

    def _house_changed(self) -> None:
        """Compare again, here and in the issue."""
        self.desk.changed(here=False)
        if self._story is not None:
            self.check_soon(self._story.id)
