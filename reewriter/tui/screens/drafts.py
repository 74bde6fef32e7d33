"""Asks a language model for texts, shows them with what was found, and puts in what is sound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Literal

from textual import on, work
from textual.message import Message

from reewriter.errors import ReewriterError
from reewriter.model import Issue, Story
from reewriter.text.words import counted
from reewriter.tui.frame import DeskScreen

if TYPE_CHECKING:
    from reewriter.workspace.proposals import Proposed

__all__ = ["DraftsTexts"]

Asked = Literal["critique", "tldr", "subjects"]
_CALLED: dict[Asked, tuple[str, str]] = {
    "critique": ("a draft of the critique", "paragraph"),
    "tldr": ("a draft of the TL;DR", "paragraph"),
    "subjects": ("subjects to choose from", "subject"),
}


class DraftsTexts(DeskScreen, piece=True):
    """A room in which a model may be asked for a text. Nothing of it is taken unasked."""

    _drafting: Event | None = None
    """Set to stop asking; None while nobody is asked."""

    @dataclass
    class Drafted(Message):
        """A model has answered, nobody waits for it any more, or it failed."""

        asked: Asked
        about: Story | Issue
        found: tuple[Proposed, ...] | None
        problem: str = ""

    def ask_for(self, asked: Asked, about: Story | Issue) -> None:
        """Ask; where somebody is being asked, stop. Raises UsageError where nobody can be."""
        if self._drafting is not None:
            self._drafting.set()
            return
        drafting = self.workspace.drafting
        stories: tuple[Story, ...] = ()
        if isinstance(about, Story):
            model = drafting.must_be_ready(about)
        else:
            model = drafting.must_be_named()
            stories = self.workspace.proposals.going_out(about)
        self._drafting = Event()
        self._draft_behind(asked, about, stories, self._drafting)
        self.say(f"asking {model} for {_CALLED[asked][0]} · the same key stops it")

    @work(thread=True, group="draft-model", exit_on_error=False)
    def _draft_behind(
        self, asked: Asked, about: Story | Issue, stories: tuple[Story, ...], stopped: Event
    ) -> None:
        proposals = self.workspace.proposals
        try:
            found: tuple[Proposed, ...] | None
            if isinstance(about, Issue):
                found = proposals.subjects(about, stories, cancelled=stopped)
            elif asked != "subjects":
                found = proposals.text(about, asked, cancelled=stopped)
            else:
                found = None
            self.post_message(self.Drafted(asked, about, found))
        except ReewriterError as error:
            self.post_message(self.Drafted(asked, about, None, str(error)))

    @on(Drafted)
    def _drafted(self, event: Drafted) -> None:
        event.stop()
        self._drafting = None
        if event.problem or event.found is None:
            said = event.problem or "no longer asking"
            self.say(said, "attention" if event.problem else "info")
            return
        from reewriter.tui.article import Article
        from reewriter.tui.screens.returned import ReturnedScreen
        from reewriter.tui.widgets.menu import Entry
        from reewriter.tui.widgets.reader import Reader

        title, noun = _CALLED[event.asked]
        sound = sum(not one.wrong for one in event.found)
        reader = Reader(id="numbered")
        reader.show(Article(title=f"{title}, not yet yours", markdown=_shown(event.found)))
        entries = [Entry("leave", "leave it", "nothing is put in")]
        if sound:
            where = "beside yours" if event.asked == "subjects" else "below what is written"
            note = "{desk.undo} takes it out again"
            entries.insert(0, Entry("take", f"put {counted(sound, noun)} {where}", note))
        told = f"{sound} of {counted(len(event.found), noun)} sound, beside the sources"
        screen = ReturnedScreen(told, "what is marked ✗ is not put in", reader, entries)
        self.app.push_screen(screen, partial(self._answered_draft, event))

    def _answered_draft(self, event: Drafted, answer: str | None) -> None:
        if answer != "take" or event.found is None:
            self.say("nothing was put in")
            return
        with self.told():
            self.save_now(patient=True)
            proposals, about = self.workspace.proposals, event.about
            if isinstance(about, Issue):
                proposals.take_subjects(self.workspace.issues.get(about.edition), event.found)
            elif event.asked != "subjects":
                story = self.workspace.writing.story(about.id)
                proposals.take_text(story, event.asked, event.found)
            self.desk.changed()
            sound = counted(sum(not one.wrong for one in event.found), _CALLED[event.asked][1])
            told = f"put in: {sound} below what is written"
            if event.asked == "subjects":
                told = self.keyed(f"put beside yours: {sound} · {{issue.next-subject}} takes one")
            self.say(f"{told} · {self.keyed('{desk.undo} takes it out')}", "good")

    def on_unmount(self) -> None:
        """Let no model go on for a desk that is closed."""
        if self._drafting is not None:
            self._drafting.set()


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


def _shown(found: Sequence[Proposed]) -> str:
    """Return what was proposed as something to read; marks of Markdown in it are signs."""
    parts = []
    for one in found:
        parts.append(f"{'✗' if one.wrong else '✓'} {_plain(one.text)}")
        if one.wrong:
            parts.append(f"> {_plain(one.wrong)}")
    return "\n\n".join(parts)
