"""Saves what is typed half a second later, and never loses what cannot be saved. Knows no field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reewriter.errors import ConflictError, LockedError, ReewriterError, SentError, UsageError
from reewriter.model import Highlight
from reewriter.tui.messages import Saved

if TYPE_CHECKING:
    from textual.timer import Timer

    from reewriter.tui.frame import DeskScreen

__all__ = ["PAUSE", "Autosave", "in_words"]

PAUSE = 0.4
"""Seconds after which what was typed is saved, whether or not the keys go on."""
_SEEN = 0.15
"""The same while somebody looks at a page that follows what is typed."""
_AGAIN = 2.0
"""Seconds after which a save that failed is tried again."""
_LOCKED = 0.2
"""The same while another program is writing: that is over in a moment."""
_GLANCE = 0.05
"""Seconds a save that can be tried again waits for another program: no key is held up by it."""
_LONG = 8
"""Tries after which the editor is told why nothing is saved."""

Read = Callable[[], Mapping[str, object]]
"""Returns the fields that hold something else than was shown or saved last.

Values are read from the fields when they are needed, and not taken from messages: a key is on the
screen before any message of it has arrived, and must not be lost in between.
"""
Write = Callable[[Mapping[str, object], bool], None]
"""Writes the fields given; the flag tells to write over what another desk saved meanwhile."""


class Autosave:
    """The fields of one screen that are typed and not saved yet."""

    def __init__(self, screen: DeskScreen, read: Read, write: Write) -> None:
        self._screen = screen
        self._read = read
        self._write = write
        self._timer: Timer | None = None
        self._tries = 0
        self._saving = False
        """The status row says so."""
        self.refused = False
        """What is typed cannot be saved by trying again: another desk's text, or a sent issue."""
        self.contested = False
        """Another desk saved the same field: only the editor may decide whose text stays."""

    @property
    def unsaved(self) -> Mapping[str, object]:
        """What the fields hold and nobody else has."""
        return self._read()

    def typed(self) -> None:
        """Save soon."""
        self._saving = True
        self._screen.post_message(Saved("saving"))
        if self._timer is None and not self.contested:
            self._wait(min(PAUSE, _SEEN) if self._screen.desk.is_seen else PAUSE)

    def forget(self) -> None:
        """Take note that the fields are about to hold something else: it is not our concern."""
        if self.refused:
            self._screen.post_message(Saved("saved"))
        self._settle()

    def must_be_empty(self) -> None:
        """Raise UsageError while the fields hold text that stands nowhere else."""
        unsaved = self.unsaved
        if unsaved:
            raise UsageError(
                f"the {' and the '.join(unsaved)} you typed could not be saved yet",
                hint=self._screen.keyed("{desk.back} saves, {desk.reload} gives it up."),
            )

    def _wait(self, seconds: float) -> None:
        self._timer = self._screen.set_timer(seconds, self._by_itself)

    def _by_itself(self) -> None:
        with self._screen.told():
            self.save()

    def save(self, *, over: bool = False, patient: bool = False) -> bool:
        """Write everything unsaved; what fails stays unsaved, in its field, and is said.

        Another desk's text is only written over when the editor was shown it and said so, by
        `over`: theirs is in the history then. While another program is writing, a patient save
        waits for it, the others are tried again by themselves. Returns whether anything was
        written.
        """
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        taken = dict(self.unsaved)
        if not taken:
            if self._saving or self.contested:  # a save was quicker than the last key's message
                self._settle()
                self._all_saved()
            return False
        try:
            with self._patience(patient):
                self._write(taken, self.contested and over)
        except SentError as error:
            self.refused = True
            self._fail("already sent")
            raise SentError(error.message, hint=self._screen.keyed(_NOT_INTO_THIS)) from None
        except ConflictError:
            self.refused = self.contested = True
            self._fail("changed elsewhere")
            self._screen.say(self._screen.keyed(_WHOSE), "attention")
            return False
        except LockedError:
            self._locked()
            if patient:
                raise
            return False
        except ReewriterError as error:
            self._fail(error.message)
            self._wait(_AGAIN)
            raise
        self._settle()
        self._all_saved()
        return True

    @property
    def text(self) -> str:
        """Everything unsaved, field by field, for a file."""
        return _under_names(self.unsaved)

    def _settle(self) -> None:
        self._tries = 0
        self.refused = self.contested = False

    def _all_saved(self) -> None:
        self._saving = False
        self._screen.post_message(Saved("saved"))

    def _fail(self, why: str) -> None:
        self._saving = False
        self._screen.post_message(Saved("not saved", why))

    @contextmanager
    def _patience(self, patient: bool) -> Iterator[None]:
        store = self._screen.workspace.store
        before = store.patience
        store.patience = before if patient else _GLANCE
        try:
            yield
        finally:
            store.patience = before

    def _locked(self) -> None:
        """Try again soon, and say so when that has gone on for a while."""
        self._tries += 1
        self._wait(_LOCKED)
        if self._tries == _LONG:
            self._fail("another program is writing")
            self._screen.say("another program is writing: what you type is saved after it", "info")


def in_words(fields: Mapping[str, object]) -> str:
    """Return what fields hold; several stand one below the other, each under its name."""
    return _text(*fields.values()) if len(fields) == 1 else _under_names(fields)


def _under_names(fields: Mapping[str, object]) -> str:
    """Return fields one below the other, each under its name."""
    return "".join(f"## {name}\n\n{_text(value)}\n\n" for name, value in fields.items())


def _text(value: object) -> str:
    if isinstance(value, Highlight):
        return value.text
    return "\n".join(map(_text, value)) if isinstance(value, tuple) else str(value)


_WHOSE = "changed elsewhere meanwhile: yours is not saved; {desk.back} shows both"
_NOT_INTO_THIS = (
    "Your text is only in its field: copy what you need; {desk.reload} shows what was sent."
)
