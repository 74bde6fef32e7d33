"""The desk: wires workspace, themes, keys and screens together. Holds no rule of the work."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from textual import events
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen

from reewriter.errors import ConfigError, ReewriterError
from reewriter.tui import browser, commands
from reewriter.tui.ahead import Ahead
from reewriter.tui.chords import Chords, parted
from reewriter.tui.elsewhere import by_key, elsewhere
from reewriter.tui.escapes import reads_escapes
from reewriter.tui.frame import DeskScreen, Target, is_text_field
from reewriter.tui.gate import Gate
from reewriter.tui.onward import Onward
from reewriter.tui.outside import on_signals
from reewriter.tui.plain import Plain
from reewriter.tui.theming import Themed
from reewriter.tui.views import VIEW
from reewriter.workspace import Workspace

if TYPE_CHECKING:
    from reewriter.tui.choices import Choice

__all__ = ["ROOM_NAMES", "DeskApp"]


_PATIENCE = 1.0
"""Seconds a key waits while another program is writing; then it is said, and nothing is done."""

ROOM_NAMES = ("inbox", "story", "issue", "archive", "feeds")


def _room(name: str) -> Screen[None]:
    """Make a room's screen; its module is imported when the room is first gone to."""
    module = importlib.import_module(f"reewriter.tui.screens.{name}")
    screen: Screen[None] = getattr(module, f"{name.capitalize()}Screen")()
    return screen


ROOMS: dict[str, str | Callable[[], Screen[Any]]] = {n: partial(_room, n) for n in ROOM_NAMES}


class DeskApp(Themed, inherit_bindings=False):
    """One workspace, open on one terminal."""

    CSS_PATH = "desk.tcss"
    TITLE = "reewriter"
    ALLOW_SELECT = False  # selecting text by mouse crashes Textual 8.2.8 where widgets are replaced
    MODES = ROOMS
    DEFAULT_MODE = "inbox"
    BINDINGS = [("ctrl+c", "how_to_quit", "")]  # noqa: RUF012 - Textual's own type
    ENABLE_COMMAND_PALETTE = False  # our own, from the command table: Textual's reads markup

    def __init__(self, workspace: Workspace, *, plain: Plain | None = None) -> None:
        super().__init__(workspace)
        self._gate = Gate(plain)
        self.ahead, self.onward = Ahead(self), Onward()
        workspace.store.patience = _PATIENCE
        self.farewell = ""
        """What is to be said when the terminal is an ordinary one again."""
        self._told_unsaved = ""
        self._ending = False
        self._targets: dict[str, Target] = {}
        self.take_keymap()

    def get_driver_class(self) -> type[Driver]:
        """Let the terminal's driver read escape and what follows at once as two keys."""
        driver = super().get_driver_class()
        reads_escapes(driver)
        return driver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let no line reach the terminal but through the gate."""
        return [self._gate, *super().get_line_filters()]

    def clear_selection(self) -> None:
        """Select nothing: where tasks start at once (Python 3.12), there is no screen to ask."""

    def on_mount(self) -> None:
        """Listen to signals besides."""
        if not self.is_headless:
            on_signals(self.leave)
        if self.is_web:
            browser.use(self.open_url)

    def go(self, room: str, target: Target = None) -> None:
        """Show a room; `target` is handed to its `arrive`."""
        self._targets[room] = target
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if self.current_mode == room:
            screen = self.screen
            if isinstance(screen, DeskScreen):
                with screen.told():
                    screen.arrive(self.take_target(room))
        else:
            self.ahead.going()
            self.switch_mode(room)

    def take_text(self, text: str) -> None:
        """Show a pasted text in the inbox, before it is taken."""
        from reewriter.tui.screens.inbox_pasting import PastingRoom

        self.go("inbox")
        if isinstance(self.screen, PastingRoom):
            self.screen.take_paste(text)

    def take_target(self, room: str) -> Target:
        """Return, once, what somebody asked this room to show."""
        return self._targets.pop(room, None)

    def show_help(self, screen: DeskScreen) -> None:
        """Show every key of a screen."""
        from reewriter.tui.screens.help import HelpScreen

        shown = commands.commands_at(*screen.places())
        first = getattr(screen.focused, "PLACE", "")
        self.push_screen(HelpScreen(screen.help_text(), shown, self.keymap, screen.ROOM, first))

    def show_rules(self) -> None:
        """Show what the rules of feeds.toml would do."""
        from reewriter.tui.screens.rules import RulesScreen

        self.push_screen(RulesScreen())

    def show_palette(self, screen: DeskScreen) -> None:
        """Offer commands, stories, issues and feeds by name."""
        from reewriter.tui.choices import choices_for
        from reewriter.tui.screens.palette import Palette

        choices = choices_for(self.workspace, screen.places(), self.keymap)
        self.push_screen(Palette(choices), partial(self._chosen, screen))

    def _chosen(self, screen: DeskScreen, choice: Choice | None) -> None:
        if choice is None:
            return
        target = choice.target
        match choice.kind:
            case "command":
                self.call_later(screen.run_command, target)
            case "story":
                self.go("story", int(target))
            case "issue":
                self.go("issue", target)
            case "view":
                self.go("inbox", VIEW + target)
            case "feed":
                self.go("inbox", f"{VIEW}feed {target}")

    def take_keymap(self) -> bool:
        """Use the keys of feeds.toml; when two clash, say so and use the default ones."""
        clash = ""
        try:
            self.keymap = commands.keymap_of(self.workspace.config)
        except ConfigError as error:
            clash = f"{error} The default keys are in use."
            self.keymap = {}
        self.set_keymap(self.keymap)
        self._known = by_key(self.keymap)
        self._chords = Chords(self.keymap)
        if clash:
            self.say(clash, "error")
        return not clash

    async def on_event(self, event: events.Event) -> None:
        """Read keys before anybody sees them: one may be two, and two one."""
        for each in parted(event, self._known):
            await self._read(each)

    async def _read(self, event: events.Event) -> None:
        """Join two keys in a row to one, as `g` and `i` to `g i`."""
        onward = "" if event.is_forwarded else self.onward.reads(event, self.keymap)
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if isinstance(event, events.Paste):  # many terminals end the lines of a paste with CR
            event.text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        if self.ahead.keeps(event):
            return
        focus = self.focused or self.screen
        typing = is_text_field(focus)
        if onward and typing and isinstance(self.screen, DeskScreen):
            await self.screen.run_command(onward, here=True)
            return
        if isinstance(event, events.Key):
            begun, room = self._chords.begun, self.screen
            modal = not isinstance(room, DeskScreen)
            joined = self._chords.read(event, typing=modal or typing)
            if (begun or joined is None) and isinstance(room, DeskScreen):
                room.say_choices(self._chords.choices(room.places()))
                if self._chords.unmeant:
                    self._answer(f"{self._chords.unmeant} means nothing here")
            if joined is None:
                return
            typing = typing and event.is_printable
            event = joined
        await super().on_event(event)
        if not typing:
            self.ahead.follow(focus)

    def on_key(self, event: events.Key) -> None:
        """Say of a key that nothing here has where it works, before it is found to do nothing."""
        screen = self.screen
        if not isinstance(screen, DeskScreen) or is_text_field(self.focused):
            return
        focused = self.focused.ancestors_with_self if self.focused else ()
        here = {"everywhere", screen.ROOM, *(getattr(node, "PLACE", "") for node in focused)}
        pressed = [event.key, *([event.character] if event.character else [])]
        said = elsewhere(pressed, self._known, here, self.keymap)
        if said:
            self._answer(said)

    def _answer(self, said: str) -> None:
        """Say something in answer to a key: the next one takes it away."""
        self.commanded, before = True, self.commanded
        self.say(said)
        self.commanded = before

    def action_how_to_quit(self) -> None:
        """Say how to leave, to those who press ctrl+c."""
        self.say(self.keyed("{desk.quit} closes the desk; there is nothing to lose"))

    def _fatal_error(self) -> None:
        """Show no crash page, which would print the values of local variables; `run` tells."""
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End without a page, as above."""
        del renderables
        self._close_messages_no_wait()

    @property
    def failure(self) -> Exception | None:
        """The unexpected error that closed the desk, if one did."""
        return self._exception

    def save_all(self) -> tuple[str, str]:
        """Let every screen save what is being typed; return what could not be, and why."""
        unsaved = why = ""
        for screen in chain.from_iterable(self._screen_stacks.values()):
            if isinstance(screen, DeskScreen) and screen.is_mounted:
                try:
                    screen.save_now(patient=True)
                except ReewriterError as error:
                    why = error.message
                unsaved += screen.unsaved_text
        return unsaved, why or "it was changed elsewhere"

    def _after_keys(self, code: int) -> bool:
        """Leave once the keys pressed before a signal have come through; False where none can.

        They go from our queue to that of the field. What is there already is saved by now.
        """
        self._ending = True
        return self.call_later(self._leave_after, code)

    async def _leave_after(self, code: int) -> None:
        await self.ahead.flush()
        field = self.focused or self.screen
        field.call_later(self.call_later, self.leave, code)

    def on_exit_app(self) -> None:
        """Lose nothing when the page of a browser that shows the desk is closed."""
        unsaved, _ = self.save_all()
        if unsaved and not self.farewell:  # That says where it is.
            self.workspace.copydesk.set_aside("unsaved", unsaved)

    def leave(self, code: int = 0) -> None:
        """Save everything and close the desk, whatever is still being fetched.

        An editor whose text cannot be saved is told first; a second `q`, or a signal, closes all
        the same, and what still cannot be saved is set aside in a file.
        """
        self.stop_fetching(0)
        if code:  # there are less than two seconds in all
            self.workspace.store.patience = _PATIENCE / 3
        unsaved, why = self.save_all()
        if code and not self._ending and self._after_keys(code):
            return
        if unsaved and not code and unsaved != self._told_unsaved:
            self._told_unsaved = unsaved
            again = self.keyed("{desk.quit} again closes the desk and keeps your text")
            self.say(f"not saved: {why}. {again}", "error")
            return
        try:
            if unsaved:
                path = self.workspace.copydesk.set_aside("unsaved", unsaved)
                self.farewell = f"Not saved: {why}. The text is in {path}."
        finally:
            self.exit(code)
