"""A room from which a story or the whole issue goes to the person's own editor, and comes back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget

from reewriter.errors import ConflictError, ReewriterError, UsageError
from reewriter.model import Issue
from reewriter.text.words import counted
from reewriter.tui.commands import first_key
from reewriter.tui.editing import aside
from reewriter.tui.frame import DeskScreen
from reewriter.tui.places import from_here
from reewriter.tui.widgets.menu import Entry

if TYPE_CHECKING:
    from reewriter.workspace.lending import Lent, Noun

__all__ = ["Lends"]

_AT_LINE = ("vi", "vim", "nvim", "view", "nano", "emacs", "micro", "joe", "kak", "ne")
"""Editors that open a file at a line when told `+14`."""


class Lends(DeskScreen, piece=True):
    """Opens $EDITOR on a file, and shows what could not be taken of it."""

    def edit_outside(self, noun: Noun) -> None:
        """Let a story or a whole issue be edited; what was left unstored is offered first."""
        from reewriter.workspace.lending import kept, lend

        self.save_now(patient=True)
        if self.unsaved_text:
            raise UsageError("what you typed could not be saved yet", hint="esc saves it.")
        left = kept(self.workspace, noun)
        if left is None:
            self._lend(lend(self.workspace, noun))
        else:
            self._ask(left, "this was not taken when it came from your editor last", "")

    def _lend(self, lent: Lent, line: int = 0) -> None:
        from reewriter.desk.labels import called_noun
        from reewriter.workspace.copydesk import editor_command

        command = editor_command()
        if line and Path(command[0]).name in _AT_LINE:
            command.append(f"+{line}")
        label = f"{called_noun(lent.noun)} in your editor"
        try:
            done = lent.edit(command, label=label, aside=partial(aside, self.app))
        finally:
            self.desk.changed()
        if done.problem is not None and lent.changed:
            self._ask(lent, *self._problem_of(done.problem, lent), error=done.problem)
        elif done.problem is not None:
            raise done.problem
        elif done.loaded:
            times = f" · saved {counted(len(done.loaded), 'time')}" if len(done.loaded) > 1 else ""
            self.say(f"{label}{times} · {self.undoable}", "good")
        else:
            self.say("nothing was changed")

    def _problem_of(self, problem: ReewriterError, lent: Lent) -> tuple[str, str]:
        """Say what is wrong without the name of a file that nobody chose."""
        message = problem.message.removeprefix(f"{lent.path}:")
        line, colon, rest = message.partition(":")
        if colon and line.isdecimal():
            message = f"line {line}:{rest}"
        return message.strip(), self.at_desk(problem.hint)

    def _ask(
        self, lent: Lent, message: str, hint: str, *, error: ReewriterError | None = None
    ) -> None:
        """Show what came back, beside what is stored where both were changed."""
        from reewriter.tui.screens.returned import NumberedLines, ReturnedScreen, both_versions

        line = getattr(error, "line", 0) or 0
        whose = "the issue" if isinstance(lent.noun, Issue) else "the story"
        entries = [
            Entry("again", "open it again", "in your editor, as you left it"),
            Entry("later", "later", f"kept in {from_here(str(lent.path), self.workspace.root)}"),
            Entry("anew", "begin anew", f"with {whose} as it is; yours is put aside"),
        ]
        if isinstance(error, ConflictError):
            note = "theirs goes into the history, {desk.undo} takes it back"
            entries[1:1] = [Entry("over", "yours over theirs", note)]
            message = f"{whose} was changed elsewhere meanwhile; nothing of yours was taken"
            hint = "Both stay until you have chosen."
            title = f"{whose.capitalize()} as it is, and with yours written over it"
            shown: Widget = both_versions(*lent.versions(), title)
        else:
            shown = NumberedLines(lent.shown, line)
        screen = ReturnedScreen(message, hint, shown, entries)
        self.app.push_screen(screen, partial(self._answered, lent, line))

    def _answered(self, lent: Lent, line: int, answer: str | None) -> None:
        with self.told():
            if answer == "again":
                self._lend(lent, line)
            elif answer == "over":
                lent.load(over=True)
                self.desk.changed()
                self.say(f"yours stands there now · theirs is in the history · {self.undoable}")
            elif answer == "anew":
                from reewriter.workspace.lending import lend

                lent.leave()
                self._lend(lend(self.workspace, lent.noun))
            else:
                path = from_here(str(lent.path), self.workspace.root)
                command_id = "story.edit-issue" if isinstance(lent.noun, Issue) else "story.edit"
                key = first_key(command_id, self.desk.keymap)
                self.say(f"what you wrote is kept in {path}; {key} offers it again", "attention")
