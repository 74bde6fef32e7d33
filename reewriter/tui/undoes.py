"""Takes changes back and makes them again; what is large is walked behind the screen."""

from __future__ import annotations

import threading
from functools import partial
from typing import ClassVar

from textual import on
from textual.message import Message

from reewriter.errors import ReewriterError, UsageError
from reewriter.tui.arrivals import Arrivals
from reewriter.values import dataclass

__all__ = ["Undoes"]


@dataclass
class Walked(Message):
    """A large change was taken back or made again, or why it was not."""

    verb: str
    label: str = ""
    error: ReewriterError | None = None


class Undoes(Arrivals, inherit_bindings=False, piece=True):
    """An app that undoes and redoes, and says what."""

    AT_ONCE: ClassVar[int] = 2_000
    """Rows that are changed while a key waits for it: a third of a second's work."""

    def must_be_free(self) -> None:
        """Refuse what would get in the way of what is being done behind the screen."""
        if self.busy:
            raise UsageError(
                f"still {self.busy}: this key did nothing", hint="Reading goes on; decide then."
            )

    def undo(self) -> None:
        """Take the workspace's last change back and say so."""
        self._walk("undo", forwards=False)

    def redo(self) -> None:
        """Make the last undone change again and say so."""
        self._walk("redo", forwards=True)

    def _walk(self, verb: str, *, forwards: bool) -> None:
        self.must_be_free()
        workspace = self.workspace
        rows = workspace.rows_to_walk(forwards=forwards)
        if rows > self.AT_ONCE:
            self.set_busy(f"{verb}ing {rows:,} changes", f"{verb}ing …")
            self.say(f"{self.busy} …")
            work = partial(self._walk_behind, verb, forwards=forwards)
            # Daemons, as fetches are: nothing waits for them at the end, and half of it is none.
            threading.Thread(target=work, name="desk-walking", daemon=True).start()
        else:
            label = workspace.redo() if forwards else workspace.undo()
            self._say_walked(verb, label)

    def _walk_behind(self, verb: str, *, forwards: bool) -> None:
        try:
            with self.workspace.fork(durable=False) as mine, mine.store.many():
                label = self.workspace.walk_by(mine, forwards=forwards)
        except ReewriterError as error:
            self.post_message(Walked(verb, error=error))
        else:
            self.post_message(Walked(verb, label))

    @on(Walked)
    def _walked(self, event: Walked) -> None:
        self.set_busy("")
        if event.error is not None:
            self.say_error(event.error)
        else:
            self._say_walked(event.verb, event.label)

    def _say_walked(self, verb: str, label: str | None) -> None:
        if label is None:
            self.say(f"nothing to {verb}")
            return
        self.changed()
        self.say(f"{verb}: {label}")
