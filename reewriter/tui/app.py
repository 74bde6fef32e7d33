"""The desk: wires workspace, themes, keys and screens together. Holds no rule of the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual import events, on
from textual.app import App
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.screen import Screen

from reewriter.errors import ConfigError, ReewriterError
from reewriter.tui import commands
from reewriter.tui.frame import DeskScreen, Target, is_text_field
from reewriter.tui.messages import Checked, Saved, Tone
from reewriter.tui.standing import Standing, standing_of
from reewriter.tui.themes import FALLBACKS, THEMES, next_theme
from reewriter.workspace import Workspace

__all__ = ["ROOMS", "DeskApp"]


def _inbox() -> Screen[Any]:
    from reewriter.tui.screens.inbox import InboxScreen

    return InboxScreen()


def _story() -> Screen[Any]:
    from reewriter.tui.screens.story import StoryScreen

    return StoryScreen()


def _issue() -> Screen[Any]:
    from reewriter.tui.screens.issue import IssueScreen

    return IssueScreen()


def _archive() -> Screen[Any]:
    from reewriter.tui.screens.archive import ArchiveScreen

    return ArchiveScreen()


def _feeds() -> Screen[Any]:
    from reewriter.tui.screens.feeds import FeedsScreen

    return FeedsScreen()


ROOMS: dict[str, str | Callable[[], Screen[Any]]] = {
    "inbox": _inbox,
    "story": _story,
    "issue": _issue,
    "archive": _archive,
    "feeds": _feeds,
}


class DeskApp(App[int], inherit_bindings=False):
    """One workspace, open on one terminal."""

    CSS_PATH = "desk.tcss"
    TITLE = "reewriter"
    ALLOW_SELECT = False  # selecting text by mouse crashes Textual 8.2.8 where widgets are replaced
    MODES = ROOMS
    DEFAULT_MODE = "inbox"
    BINDINGS = [("ctrl+c", "how_to_quit", "")]  # noqa: RUF012 - Textual's own type
    COMMAND_PALETTE_BINDING = "ctrl+p"

    standing: reactive[Standing] = reactive(Standing())

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.keymap: dict[str, str] = {}
        self._targets: dict[str, Target] = {}
        self._chord = ""
        self._chords: dict[str, dict[str, commands.Command]] = {}
        self._greeting: tuple[str, Tone] = ("", "info")
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self._take_keymap()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Let our style sheet work with themes that are not ours."""
        return FALLBACKS

    def on_mount(self) -> None:
        """Show where the morning stands, and keep showing it."""
        self.refresh_standing()
        self._version = self.workspace.store.data_version()
        self.set_interval(1.0, self._look_around)

    # -- speaking ------------------------------------------------------------------------------

    def say(self, text: str, tone: Tone = "info") -> None:
        """Show one line above the keys of the current screen."""
        if isinstance(self.screen, DeskScreen) and self.screen.is_mounted:
            self.screen.say(text, tone)
        else:
            self._greeting = (text, tone)

    def say_error(self, error: ReewriterError) -> None:
        """Show what went wrong and what to do."""
        self.say(str(error), "error")

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Any = None,
    ) -> bool:
        """Carry an action out; what goes wrong in it is said, not thrown."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except ReewriterError as error:
            self.say_error(error)
            return True

    # -- going around --------------------------------------------------------------------------

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
            self.switch_mode(room)

    def take_target(self, room: str) -> Target:
        """Return, once, what somebody asked this room to show."""
        return self._targets.pop(room, None)

    def show_help(self, screen: DeskScreen) -> None:
        """Show every key of a screen."""

    # -- changing ------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the workspace's last change back and say so."""
        self._say_undone("undo", self.workspace.undo())

    def redo(self) -> None:
        """Make the last undone change again and say so."""
        self._say_undone("redo", self.workspace.redo())

    def _say_undone(self, verb: str, label: str | None) -> None:
        if label is None:
            self.say(f"nothing to {verb}")
            return
        self.changed()
        self.say(f"{verb}: {label}", "good")

    def changed(self, *, here: bool = True) -> None:
        """Something was written: refresh the screen that is shown, the others when they are."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, DeskScreen) and screen is not self.screen:
                    screen.stale = True
        self.refresh_standing()
        if here and isinstance(self.screen, DeskScreen):
            self.screen.refresh_data()

    def refresh_standing(self) -> None:
        """Read again what the status row says."""
        old = self.standing
        self.standing = replace(
            standing_of(self.workspace),
            errors=old.errors,
            warnings=old.warnings,
            kilobytes=old.kilobytes,
            save=old.save,
            why_not=old.why_not,
            fetching=old.fetching,
        )

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        self.standing = replace(self.standing, save=event.state, why_not=event.why)

    @on(Checked)
    def _checked(self, event: Checked) -> None:
        self.standing = replace(
            self.standing,
            errors=event.errors,
            warnings=event.warnings,
            kilobytes=event.kilobytes,
        )

    def _look_around(self) -> None:
        """Once a second: has another process written, has a minute passed?"""
        version = self.workspace.store.data_version()
        if version != self._version:
            self._version = version
            self.changed()
        else:
            self.refresh_standing()

    def fetch(self, names: tuple[str, ...] = (), *, force: bool = False) -> None:
        """Fetch feeds behind the screen."""

    # -- keys ----------------------------------------------------------------------------------

    def _take_keymap(self) -> None:
        try:
            self.keymap = commands.keymap_of(self.workspace.config)
        except ConfigError as error:
            self._greeting = (str(error), "error")
            self.keymap = {}
        self.set_keymap(self.keymap)
        self._chords = commands.chord_starts(self.keymap)

    async def on_event(self, event: events.Event) -> None:
        """Join two keys in a row to one, as `g` and `i` to `g i`, before anybody sees them."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            joined = self._join(event)
            if joined is None:
                return
            event = joined
        await super().on_event(event)

    def _join(self, event: events.Key) -> events.Key | None:
        first, self._chord = self._chord, ""
        if first:
            self.say("")
            if event.character and event.character in self._chords[first]:
                return events.Key(f"{first} {event.character}", None)
            return None
        key = event.character or ""
        if key not in self._chords or is_text_field(self.focused):
            return event
        if isinstance(self.screen, DeskScreen):
            self._chord = key
            choices = self._chords[key].items()
            self.say("   ".join(f"{key}{second} {c.label}" for second, c in choices))
            return None
        return event

    # -- leaving -------------------------------------------------------------------------------

    def action_how_to_quit(self) -> None:
        """Say how to leave, to those who press ctrl+c."""
        self.say("q closes the desk; there is nothing to lose")

    def next_theme(self) -> None:
        """Take the next of our themes."""
        self.theme = next_theme(self.theme)
        self.say(f"theme: {self.theme}")

    def save_all(self) -> None:
        """Let every screen save what is being typed."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, DeskScreen) and screen.is_mounted:
                    screen.save_now()

    def leave(self, code: int = 0) -> None:
        """Save everything and close the desk."""
        self.save_all()
        self.exit(code)
