"""What was run before on the subject of the open story: how much of it, a list, a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from reewriter.desk.related import Related
from reewriter.model import Finding
from reewriter.tui import commands
from reewriter.tui.present import present
from reewriter.tui.screens.asking import Choosing
from reewriter.tui.screens.story_answering import AnswersRoom
from reewriter.tui.widgets.menu import Entry

__all__ = ["CoverageRoom"]


class CoverageRoom(AnswersRoom, piece=True):
    """A room that looks back at earlier issues, behind the screen."""

    LOOK_AFTER = 0.5
    """Seconds without a change after which earlier issues are searched."""

    @dataclass
    class Found(Message):
        """What was run before, and what it says otherwise."""

        story_id: int
        related: tuple[Related, ...]
        notes: tuple[Finding, ...]

    def __init__(self) -> None:
        super().__init__()
        self._look_timer: Timer | None = None
        self._related: tuple[Related, ...] = ()
        self._related_to: int | None = None

    def check_soon(self, story_id: int | None) -> None:
        """Look back, too."""
        if story_id != self._related_to:
            self._related, self._related_to, self.notes = (), story_id, ()
        super().check_soon(story_id)
        if self._look_timer is not None:
            self._look_timer.stop()
        if story_id is not None:
            self._look_timer = self.set_timer(self.LOOK_AFTER, self._look)

    def _look(self) -> None:
        if self._story is not None:
            self._look_behind(self._story.id)

    @work(thread=True, group="story-coverage", exclusive=True, exit_on_error=False)
    def _look_behind(self, story_id: int) -> None:
        with self.workspace.fork() as workspace:
            story = workspace.writing.story(story_id)
            related = tuple(workspace.coverage.related(story))
            notes = tuple(workspace.coverage.notes(story))
        self.post_message(self.Found(story_id, related, notes))

    @on(Found)
    def _found(self, event: Found) -> None:
        event.stop()
        if event.story_id == self._related_to and self.children:
            self._related, self.notes = event.related, event.notes
            self.show_findings()
            self.say_place()

    def say_place(self) -> None:
        """Say where the story stands."""
        raise NotImplementedError

    def coverage_note(self) -> str:
        """Return "ran before: 2 · B", or nothing."""
        if not self._related:
            return ""
        keys = commands.shown_keys(commands.command("story.ran-before"), self.desk.keymap)
        key = f" · {keys[0]}" if keys else ""
        return f"ran before: {len(self._related)}{key}"

    def late_note(self) -> str:
        """Return what came late, and what was run before."""
        return "   ".join(filter(None, (super().late_note(), self.coverage_note())))

    def action_ran_before(self) -> None:
        """List what was run before; the one chosen is told in the critique, with its link."""
        self.save_now(patient=True)
        story_id = present(self._story).id
        found = self.workspace.coverage.related(self.workspace.writing.story(story_id))
        if not found:
            self.say("nothing that went out is about the same")
            return

        def chosen(value: str | None) -> None:
            if value is None:
                return
            with self.told():
                one = found[int(value)]
                self._story = self.workspace.coverage.insert(story_id, one)
                self.desk.changed()
                self.say(f"told of {one.label} in the critique · {self.undoable}", "good")

        title = "ran before; enter tells of it in the critique"
        self.app.push_screen(Choosing(title, _entries(found)), chosen)


def _entries(found: Sequence[Related]) -> list[Entry]:
    return [
        Entry(
            str(at),
            one.headline,
            f"{one.label} · {one.date.isoformat()} · both: {', '.join(one.shared)} · {one.url}",
        )
        for at, one in enumerate(found)
    ]
