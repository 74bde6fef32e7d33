"""What every screen of the desk has: status row, body, message line, keys. Knows no room."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.worker import Worker, WorkerState

from reewriter.errors import ReewriterError
from reewriter.tui import commands
from reewriter.tui.elsewhere import works_in
from reewriter.tui.everywhere import Everywhere
from reewriter.tui.instead import at_desk
from reewriter.tui.messages import Tone
from reewriter.tui.text_fields import is_text_field
from reewriter.tui.widgets.bare import BareContainer
from reewriter.tui.widgets.key_bar import KeyBar
from reewriter.tui.widgets.message_line import MessageLine
from reewriter.tui.widgets.status_row import StatusRow
from reewriter.workspace import Workspace

__all__ = ["WIDE", "DeskScreen", "Target", "is_text_field"]

log = logging.getLogger(__name__)

Target = int | str | None
"""What a screen is asked to show: a story's id, an edition, an item's id; None: as you were."""


WIDE = 120  # columns, from which on panes stand side by side
_FOCUSED = ("highlights", "suggestions", "choice")
"""Places whose commands change what the focus is on."""


class DeskScreen(Everywhere, piece=True):
    """A room of the desk: status row, what the room adds, message line, at most five keys."""

    ROOM: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    """What help says of the room, keys by their ids; without it what stands above the class."""
    """The room's name in the command table."""
    BINDINGS = commands.bindings("everywhere")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual's own type

    stale = False
    """Something was changed while another screen was shown."""

    def compose(self) -> ComposeResult:
        """Put the room's body between the rows that all rooms share."""
        # As breakpoints will have it: told only then, everything would be styled twice.
        self.set_class(self.app.size.width >= WIDE, "-wide", update=False)
        self.set_class(self.app.size.width < WIDE, "-narrow", update=False)
        yield StatusRow()
        with BareContainer(id="body"):
            yield from self.body()
        yield MessageLine()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """Yield the room's widgets."""
        yield from ()

    def arrive(self, target: Target) -> None:
        """Be shown, for the first time or again; `target` is what somebody asked to see."""

    def show_item(self, item_id: int) -> None:
        """Show an item that the editor has just added, where the room shows items."""

    def show_article(self) -> None:
        """Show again what is read: there may be more of it now."""
        self.refresh_data()

    @property
    def unsaved_text(self) -> str:
        """What was typed and could not be saved, as text that can be set aside."""
        return ""

    def keys_shown(self) -> Sequence[str]:
        """Return the ids of at most five commands that matter where the focus is now."""
        return ("desk.help", "desk.quit")

    def key_words(self) -> Mapping[str, str]:
        """Return what commands do where the focus is, by id, where their label does not say it."""
        return {}

    def help_text(self) -> str:
        """Return a sentence or two about this room, for the top of help."""
        return self.keyed(self.ABOUT or (self.__doc__ or "").strip().splitlines()[0])

    @property
    def workspace(self) -> Workspace:
        """The workspace of the user interface's thread; a worker forks its own."""
        return self.desk.workspace

    def say(self, text: str, tone: Tone = "info", *, asked: bool = False) -> None:
        """Show a message above the keys, until the next command, exactly as it is.

        What nobody asked for stays at least for a moment. With `asked` it is the answer to a key
        that had to be looked up first, and goes at once with what it is said of.
        """
        news = not (asked or self.desk.commanded)
        self.query_one(MessageLine).say(text, tone, news=news)

    def say_choices(self, choices: Sequence[str]) -> None:
        """Show keys that may follow the one just pressed; without any, nothing."""
        self.query_one(MessageLine).offer(choices)

    def keyed(self, template: str) -> str:
        """Put the keys in force into a message of ours: `{desk.undo}` is that of undo.

        What others wrote is never given to it: a headline that says just that says it on screen.
        """
        return self.desk.keyed(template)

    def at_desk(self, text: str, *, stays: bool = False) -> str:
        """Name the keys that do here what a hint says of the command line.

        What stays on the screen says the same wherever the cursor goes.
        """
        typing = not stays and is_text_field(self.focused)
        return at_desk(text, self.desk.keymap, self.places(), typing=typing)

    @property
    def undoable(self) -> str:
        """What stands behind a message of what was done: "u takes it back".

        Where somebody types, u is a letter until escape.
        """
        key = self.keyed("{desk.undo}")
        esc = "esc, " if is_text_field(self.focused) and len(key) == 1 else ""
        return f"{esc}{key} takes it back"

    def hush(self) -> None:
        """Let the message go: the editor does something else."""
        self.query_one(MessageLine).hush()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Say what goes wrong inside instead of falling over. Actions are wrapped already."""
        try:
            yield
        except ReewriterError as error:
            self.desk.say_error(error)

    def show_keys(self) -> None:
        """Show the keys that matter now; call it when a mode of the room changes."""
        ids, typing = self.keys_shown(), is_text_field(self.focused)
        hints = commands.first_keys(ids, self.desk.keymap, typing=typing)
        words = self.key_words()
        self.query_one(KeyBar).hints = tuple(
            (key, words.get(c.id, c.label), c.id) for key, c in hints
        )

    def places(self) -> set[str]:
        """Return the places of the command table that are on this screen."""
        found = {getattr(node, "PLACE", "") for node in self.query("*") if node.display}
        return (found - {""}) | {"everywhere", self.ROOM}

    async def run_command(self, command_id: str, *, here: bool = False) -> None:
        """Carry a command out as if its key had been pressed, in its own room if not here."""
        each = commands.command(command_id)
        places = set(each.places)
        focused = list(self.focused.ancestors_with_self) if self.focused else []
        for node in [*focused, self, *self.query("*")]:
            at = "everywhere" if node is self else getattr(node, "PLACE", "")
            if at in _FOCUSED and node not in focused:
                continue  # which of them is not for us to guess: it would be changed unseen
            if places & {at, getattr(node, "ROOM", "")}:
                await self.app.run_action(each.call, node)
                return
        room = commands.room_of(each)
        if here or room in ("", self.ROOM):
            where = works_in(each, self.desk.keymap) or "another place"
            self.say(f"{each.label}: works in {where}", "attention")
        else:
            self.desk.errand = command_id
            self.desk.go(room)

    def on_mount(self) -> None:
        """Show keys at once."""
        self.watch(self, "focused", self.show_keys, init=False)
        self.show_keys()
        self._greet()
        self.when_seen(self.desk.seen)

    def _greet(self) -> None:
        """Say what was to be said here as soon as there is a screen for it."""
        (text, tone), self.desk.greeting = self.desk.greeting, ("", "info")
        news, self.desk.unasked = self.desk.unasked, False
        if text:  # mostly the answer to the key that led here: the next one takes it away
            self.query_one(MessageLine).say(text, tone, news=news)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Show what was asked for, and what changed meanwhile."""
        # What has just been mounted is styled; Textual would do all of it once more.
        event.refresh_styles = event.refresh_styles and self.was_seen
        with self.told():
            if self.stale:
                self.stale = False
                self.refresh_data()
            self.arrive(self.desk.take_target(self.ROOM))
        self.desk.ahead.arrived()
        self._greet()
        command_id, self.desk.errand = self.desk.errand, ""
        if command_id:
            self.call_after_refresh(self.run_command, command_id, here=True)

    def on_screen_suspend(self, _: events.ScreenSuspend) -> None:
        """Leave nothing unsaved behind, and no old message."""
        self.hush()
        with self.told():
            self.save_now()

    @on(KeyBar.Chosen)
    async def _key_clicked(self, event: KeyBar.Chosen) -> None:
        event.stop()
        await self.run_command(event.command_id)

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong behind the screen; the desk stays open."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, ReewriterError):
            self.desk.say_error(error)
            return
        log.error("unexpected error in %s", event.worker.name, exc_info=error)
        self.say(f"unexpected {type(error).__name__}; the log says more", "error")

    def action_palette(self) -> None:
        """Open the palette."""
        self.desk.show_palette(self)

    def action_help(self) -> None:
        """Show every key of this screen."""
        self.desk.show_help(self)
