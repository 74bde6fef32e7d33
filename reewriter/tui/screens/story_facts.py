"""Marks quotations, figures and slips of spelling while they are written, and shows both places."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from textual import events, on, work
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from reewriter.checks.spec import story_passages
from reewriter.checks.spelling import Speller
from reewriter.formats import PARTS
from reewriter.model import Finding, Highlight, Story
from reewriter.tui.commands import command, first_keys, shown_keys
from reewriter.tui.proofing import field_of
from reewriter.tui.screens.story_sources import SourcesRoom
from reewriter.tui.text_fields import is_text_field
from reewriter.tui.widgets.draft import Draft
from reewriter.tui.widgets.finding_line import FindingLine
from reewriter.tui.widgets.marked import MarkedProse, Place
from reewriter.tui.widgets.story_panes import StoryPanes

__all__ = ["FactRoom"]

_FACTS = ("quotation.", "figure.", "copying.", "spelling.")
"""The families of checks that are made here, sooner than those of the whole issue."""
_ANSWERS = {
    "figure.unsupported": ("story.vouch", "does"),
    "quotation.near": ("story.true-wording", "puts it in"),
}
"""The command that does what the hint of a finding asks for, where it names none; and the verb."""
_OWN = ("headline", "deck", "tldr", "critique", "format")


class FactRoom(SourcesRoom, piece=True):
    """A room whose texts are compared with their sources within a pause of typing."""

    MARK_AFTER = 0.15
    """Seconds without a key after which the texts are compared."""

    _story: Story | None = None

    @dataclass
    class Compared(Message):
        """What was found in the texts of a story."""

        story: Story
        marks: Mapping[str, tuple[Place, ...]]
        findings: tuple[Finding, ...]
        offers: tuple[tuple[tuple[Place, ...], str], ...] = ()
        """The places of each suggestion, and why it may not be taken as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._mark_timer: Timer | None = None
        self._facts: tuple[Finding, ...] = ()
        self._others: tuple[Finding, ...] = ()
        self._remark = ""
        self._visited: Finding | None = None
        """The finding that was gone to last."""
        self.notes: tuple[Finding, ...] = ()
        """What is worth knowing besides: nothing of it is wrong."""
        self._compared: Story | None = None
        """The story as it was compared last, with what was typed by then."""

    def check_soon(self, story_id: int | None) -> None:
        """Compare and check this story in a moment."""
        if story_id is None or (self._compared and self._compared.id != story_id):
            self._facts = self._others = ()
            self._show_marks({})
        super().check_soon(story_id)
        self._mark_soon()

    @on(Draft.Edited)
    def _facts_typed(self) -> None:
        self._mark_soon()

    def _mark_soon(self) -> None:
        if self._mark_timer is not None:
            self._mark_timer.stop()
        self._mark_timer = self.set_timer(self.MARK_AFTER, self._compare)

    def _compare(self) -> None:
        if self._story is not None and self.query(Draft):
            desk = self.workspace.facts
            limit = self.workspace.config.quoted_words
            issues = self.workspace.issues
            answers = issues.answers(issues.current())
            story = self._as_typed(self._story)
            self._compare_behind(story, desk.speller, desk.today, limit, answers)

    def _as_typed(self, story: Story) -> Story:
        """Return the story with what stands in the fields now."""
        typed = self.query_one(Draft).typed()
        own: dict[str, object] = {name: typed[name] for name in _OWN if name in typed}
        parts = {name: str(typed[name]) for name in PARTS if name in typed and name != "tldr"}
        if parts:
            own["extra"] = {**story.extra, **parts}
        lines = typed.get("highlights")
        if isinstance(lines, tuple):
            own["highlights"] = tuple(line for line in lines if isinstance(line, Highlight))
        return replace(story, **own)  # type: ignore[arg-type]  # the fields give what they hold

    @work(thread=True, group="story-facts", exclusive=True, exit_on_error=False)
    def _compare_behind(
        self,
        story: Story,
        speller: Speller,
        on: date,
        limit: int,
        answers: Container[tuple[str, str]],
    ) -> None:
        from reewriter.checks.facts import (
            findings_in,
            in_suggestions,
            make_ready,
            readable,
            review,
        )
        from reewriter.desk.suggesting import grave, in_short

        sources, house = readable(story), speller.house
        make_ready(sources)
        marks: dict[str, tuple[Place, ...]] = {}
        for passage in story_passages(story):
            found = [mark for mark, _ in findings_in(passage, sources, house, on)]
            marks[passage.where.split("/", 2)[2]] = (
                *((*mark.span, mark.sign) for mark in found),
                *((*span, "misspelt") for _, span in speller.slips(passage)),
            )
        every = (*review(story, house, on, quoted_words=limit), *speller.in_story(story))
        findings = tuple(one for one in every if not one.is_answered(answers))
        offers = []
        for line, seen in zip(story.suggested, in_suggestions(story, house, on), strict=True):
            wrong = grave(line, [one for _, one in seen if one is not None])
            places = tuple((*mark.span, mark.sign) for mark, _ in seen) if wrong else ()
            offers.append((places, in_short(line, wrong)))
        self.post_message(self.Compared(story, marks, findings, tuple(offers)))

    @on(Compared)
    def _show_compared(self, event: Compared) -> None:
        event.stop()
        if self._story is None or self._story.id != event.story.id or not self.query(Draft):
            return
        if self._as_typed(self._story) != event.story:
            return  # typed on meanwhile: another comparison is under way
        self._compared, self._facts = event.story, event.findings
        self._show_marks(event.marks)
        offers = event.offers
        self.query_one(Draft).mark_offers([places for places, _ in offers], [n for _, n in offers])
        self.show_findings()

    def _show_marks(self, marks: Mapping[str, tuple[Place, ...]]) -> None:
        draft = self.query_one(Draft)
        for prose in draft.parts.query(MarkedProse):
            prose.mark(marks.get(prose.id or "", ()))
        count = draft.highlights.rows.count
        draft.highlights.mark([marks.get(f"highlight/{n}", ()) for n in range(1, count + 1)])

    def _show_findings(self, story_id: int, findings: Sequence[Finding], remark: str) -> None:
        if self.is_attached and story_id == self._checked:
            self._others = tuple(f for f in findings if not _is_ours(f))
            self._remark = remark
            self.show_findings()

    def show_findings(self) -> None:
        """Show everything that was found, in one order."""
        every = (*self._facts, *self._others, *self.notes)
        found = sorted(every, key=lambda f: f.severity.rank)
        line = self.query_one(FindingLine)
        line.headline = self._story.headline if self._story else ""
        line.show(found, self._remark)
        bound = self.desk.onward.bound_for
        if bound is not None and line.point_to_same(bound):
            self.desk.onward.bound_for, self._visited = None, line.finding

    def show_keys(self) -> None:
        """Show the key that goes on from here beside the finding, too."""
        super().show_keys()
        ids, typing = ("issue.next-finding",), is_text_field(self.focused)
        keys = [key for key, _ in first_keys(ids, self.desk.keymap, typing=typing)]
        self.query_one(FindingLine).onward = "".join(keys)

    def _go_on(self, by: int) -> None:
        """Go to the finding in sight, and from there to the next: its words are selected.

        The source shows the other half of it.
        """
        panes, line = self.query_one(StoryPanes), self.query_one(FindingLine)
        seen = line.finding is not None and line.finding == self._visited
        finding = self._visited = line.step(by if seen else 0)
        if finding is None:
            self.say(self.nothing_found)
            return
        self._point_out(finding)
        self.desk.onward.gone()
        place = finding.where.split("/", 2)[-1]
        if place.startswith("highlight/"):
            panes.to_highlight(int(place.partition("/")[2]) - 1, finding.span)
        else:
            panes.to_field(field_of(finding), finding.span)
        said = self.at_desk(finding.hint) or finding.message
        command_id, verb = _ANSWERS.get(finding.id, ("", ""))
        if command_id:
            every = shown_keys(command(command_id), self.desk.keymap)
            for key in [key for key in every if not key.isalnum()][:1] or every[:1]:
                said += f" {'esc ' if key.isalnum() else ''}{key} {verb}."
        self.say(said, "attention")

    def _point_out(self, finding: Finding) -> None:
        """Let the reader show the place of the source, in sight or behind the draft."""
        story = self._story
        if story is None or finding.source_id is None or finding.source_span is None:
            return
        self.show_source(story, finding.source_id)
        self.query_one(StoryPanes).reader.point_out(finding.source_span)

    @on(TextArea.SelectionChanged)
    def _cursor_moved(self, event: TextArea.SelectionChanged) -> None:
        """Say what was found where the cursor is."""
        area = event.text_area
        if not isinstance(area, MarkedProse) or not area.has_focus or area.id is None:
            return
        at = area.cursor_index
        name = area.id
        if name == "highlight-editor":
            name = f"highlight/{self.query_one(Draft).highlights.rows.cursor + 1}"
        line = self.query_one(FindingLine)
        here = [
            finding
            for finding in self._facts
            if finding.where.split("/", 2)[2] == name
            and finding.span
            and finding.span[0] <= at <= finding.span[1]
        ]
        # Of several at one place the one in sight stays there, or none behind them were reached.
        if here and line.finding not in here:
            line.point_to(here[0])

    @on(events.ScreenResume)
    def _compare_again(self) -> None:
        """What the house vouches for may have been changed elsewhere."""
        self._mark_soon()


def _is_ours(finding: Finding) -> bool:
    return finding.id.startswith(_FACTS) and finding.where != "config.facts"
