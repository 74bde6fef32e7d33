"""Saves what is typed half a second later, and never loses what cannot be saved. Knows no field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reewriter.errors import ConflictError, ReewriterError
from reewriter.tui.messages import Saved

if TYPE_CHECKING:
    from textual.timer import Timer

    from reewriter.tui.frame import DeskScreen

__all__ = ["PAUSE", "Autosave"]

PAUSE = 0.4
"""Seconds without a key after which what was typed is saved."""
_AGAIN = 2.0
"""Seconds after which a save that failed is tried again."""

Write = Callable[[Mapping[str, object], bool], None]
"""Writes the fields given; the flag tells to write over what another desk saved meanwhile."""


class Autosave:
    """The fields of one screen that are typed and not saved yet."""

    def __init__(self, screen: DeskScreen, write: Write) -> None:
        self._screen = screen
        self._write = write
        self._timer: Timer | None = None
        self.unsaved: dict[str, object] = {}
        self.contested = False
        """Another desk saved the same field: only the editor may decide whose text stays."""

    def typed(self, field: str, value: object) -> None:
        """Remember what a field holds now, and save it soon."""
        self.unsaved[field] = value
        self._screen.post_message(Saved("saving"))
        self._wait(PAUSE)

    def forget(self) -> None:
        """Drop what is not saved: the editor took the other version."""
        self.unsaved.clear()
        self.contested = False

    def _wait(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = None if self.contested else self._screen.set_timer(seconds, self._by_itself)

    def _by_itself(self) -> None:
        with self._screen.told():
            self.save(explicit=False)

    def save(self, *, explicit: bool = True) -> bool:
        """Write everything unsaved; what fails stays unsaved, in its field, and is said.

        An autosave never writes over another desk's text. An explicit save after that was said
        does: theirs is in the history. Returns whether anything was written.
        """
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        taken = dict(self.unsaved)
        if not taken:
            return False
        try:
            self._write(taken, self.contested and explicit)
        except ConflictError as error:
            self.contested = True
            self._screen.post_message(Saved("not saved", "changed elsewhere"))
            self._screen.say(
                f"{error.message}: esc saves yours (theirs stays in the history), r takes theirs",
                "attention",
            )
            return False
        except ReewriterError as error:
            self._screen.post_message(Saved("not saved", error.message))
            self._wait(_AGAIN)
            raise
        self.contested = False
        # What was typed while writing is a newer value, and still unsaved.
        self.unsaved = {k: v for k, v in self.unsaved.items() if v is not taken.get(k)}
        self._screen.post_message(Saved("saved"))
        return True
