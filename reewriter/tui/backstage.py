"""The desk behind its rooms: what is said, where the morning stands, the outside."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from textual import events, on
from textual.app import App
from textual.dom import DOMNode
from textual.reactive import reactive

from reewriter.config import Config, load
from reewriter.errors import ConfigError, ReewriterError
from reewriter.tui import commands
from reewriter.tui.behind.checking import QuietCheck
from reewriter.tui.behind.tidying import Tidying
from reewriter.tui.behind.watching import ServiceNews, ServiceWatch
from reewriter.tui.frame import DeskScreen, is_text_field
from reewriter.tui.messages import Checked, Saved, Tone
from reewriter.tui.outside import Outside
from reewriter.tui.pieces import InPieces
from reewriter.tui.places import from_here
from reewriter.tui.standing import Standing, at_first, standing_of
from reewriter.workspace import Workspace

__all__ = ["Backstage"]

_CHECKING = ("story", "issue")
"""Rooms that check what is written there, and sooner."""
_HANG_UP = 129
"""The exit code of a process that SIGHUP ended."""


class Backstage(InPieces, App[int], piece=True):
    """The app as the rooms see it. Knows none of them."""

    MOMENT: ClassVar[float] = 0.1
    """Seconds from the first picture to the whole of the status row."""

    standing: reactive[Standing] = reactive(Standing())

    busy = ""
    """What is being done behind the screen, as "skipping 100,000 items"; "" when nothing is."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.keymap: dict[str, str] = {}
        self.greeting: tuple[str, Tone] = ("", "info")
        """What is to be said on the screen that comes next."""
        self.unasked = False
        """The greeting answers no key: it stays a moment, whatever is pressed."""
        self.errand = ""
        """The command that is to be carried out in the room that comes next."""
        self._broken_config = False
        self.commanded = False
        """A command is being carried out: what is said now answers a key."""
        self._outside: Outside | None = None
        self._tidying = Tidying(workspace)
        self.service_watch = ServiceWatch(workspace, self.post_message)
        self.quiet_check = QuietCheck(workspace, self.post_message)

    def on_mount(self) -> None:
        """Show where the morning stands, and keep showing it."""
        terminal = None if self.is_headless or not sys.__stdin__ else sys.__stdin__.fileno()
        self._outside = Outside(self.workspace, terminal=terminal)
        self._wake_up(at_first)
        self.set_interval(1.0, self.look_around)

    def seen(self) -> None:
        """There is a picture of the desk: show the rest of where the morning stands."""
        if self.standing.number is None:
            self.set_timer(self.MOMENT, self.refresh_standing)

    def leave(self, code: int = 0) -> None:
        """Save everything and close the desk."""
        raise NotImplementedError

    def take_keymap(self) -> bool:
        """Use the keys of feeds.toml; tells whether they are without a clash."""
        raise NotImplementedError

    def say(self, text: str, tone: Tone = "info") -> None:
        """Show one line above the keys of the current screen."""
        shown = self.screen_stack[0] if self._running and self.screen_stack else None
        if isinstance(shown, DeskScreen) and shown.children:
            shown.say(text, tone)
        else:
            self.greeting, self.unasked = (text, tone), not self.commanded

    def keyed(self, template: str) -> str:
        """Put the keys in force into a message of ours, never into what others wrote."""
        return commands.keyed(template, self.keymap)

    def say_error(self, error: ReewriterError) -> None:
        """Show what went wrong and what to do."""
        said = from_here(str(error), self.workspace.root)
        shown = self.screen_stack[0] if self._running and self.screen_stack else None
        self.say(shown.at_desk(said) if isinstance(shown, DeskScreen) else said, "error")

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Any = None,
    ) -> bool:
        """Carry an action out; what goes wrong in it is said, not thrown.

        What was said before goes: it was about something else.
        """
        before, self.commanded = self.commanded, True
        try:
            self._hush()
            return await super().run_action(action, default_namespace, namespaces)
        except ReewriterError as error:
            self.say_error(error)
            return True
        finally:
            self.commanded = before

    async def on_event(self, event: events.Event) -> None:
        """Let a message go as well when text is typed."""
        if isinstance(event, events.Key | events.Paste | events.MouseEvent):
            self.quiet_check.touched()
        key = isinstance(event, events.Key) and event.is_printable and not event.is_forwarded
        if key and is_text_field(self.focused):
            self._hush()
        await super().on_event(event)

    def _hush(self) -> None:
        shown = self.screen_stack[0] if self._running and self.screen_stack else None
        if isinstance(shown, DeskScreen) and shown.children:
            shown.hush()

    def set_busy(self, what: str, doing: str = "") -> None:
        """Say what is being done behind the screen, and in row one how far it is; "": no more."""
        self.busy = what
        self.standing = replace(self.standing, doing=doing)

    def changed(self, *, here: bool = True) -> None:
        """Something was written: refresh the screen that is shown, the others when they are."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, DeskScreen) and screen is not self.screen:
                    screen.stale = True
        self.quiet_check.again()
        self.refresh_standing()
        if here and isinstance(self.screen, DeskScreen):
            self.screen.refresh_data()

    def refresh_standing(self, find: Callable[[Workspace], Standing] = standing_of) -> None:
        """Read again what the status row says."""
        old, now = self.standing, find(self.workspace)
        now = replace(now, save=old.save, why_not=old.why_not)
        now = replace(now, fetching=old.fetching, doing=old.doing)
        if old.number in (None, now.number):  # what was found in yesterday's issue goes with it
            now = replace(now, errors=old.errors, warnings=old.warnings, kilobytes=old.kilobytes)
        else:
            self.quiet_check.again(anew=True)
        self.standing = now

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        self.standing = replace(self.standing, save=event.state, why_not=event.why)

    @on(Checked)
    def _checked(self, event: Checked) -> None:
        self.standing = replace(
            self.standing,
            errors=event.errors,
            warnings=event.warnings,
            kilobytes=self.standing.kilobytes if event.kilobytes is None else event.kilobytes,
            went=event.went or self.standing.went,
        )

    def look_around(self) -> None:
        """Once a second: did somebody write, was feeds.toml edited, has a minute passed?"""
        if self._outside is None or not self._running or not self.screen_stack:
            return  # not open yet, or closing
        try:
            news = self._outside.look()
            if isinstance(news.config, ConfigError):
                self._broken_config = True
                stop = "" if news.config.hint else "."
                self.say(f"{news.config}{stop} The last good feeds.toml stays in use.", "error")
            elif isinstance(news.config, Config):
                self._take_up(news.config)
            self._look_after()
            if news.hung_up:
                self.leave(_HANG_UP)
            if news.minute:
                self._wake_up()
            if news.written or news.config is not None:
                self.changed()
        except ReewriterError as error:
            self.say_error(error)

    def _take_up(self, config: Config) -> None:
        """Work with feeds.toml as it was edited, or say that it is again as it was."""
        broken, self._broken_config = self._broken_config, False
        if config == self.workspace.config:
            if broken:
                self.say("feeds.toml can be read again: it says what is in use", "good")
            return
        self.workspace.use(config)
        self.quiet_check.again(anew=True)
        if self.take_keymap():
            self.say("feeds.toml was edited: taken up", "good")

    def _look_after(self) -> None:
        """Begin what is to be done on threads of its own."""
        self.service_watch.look()
        if self.busy:
            return
        if self.current_mode not in _CHECKING:
            self.quiet_check.look()
        if trouble := self._tidying.look():
            self.say(trouble, "attention")

    @on(ServiceNews)
    def _services_told(self, event: ServiceNews) -> None:
        self.changed()
        self.say(event.news, "attention")

    def take_config(self) -> None:
        """Work with feeds.toml as it is now: a thread of the desk has written it."""
        self.workspace.use(load(self.workspace.config.path))

    def _wake_up(self, find: Callable[[Workspace], Standing] = standing_of) -> None:
        """Bring back what was put off until now, and tell the time anew."""
        try:
            woken = self.workspace.triage.wake()
        except ReewriterError as error:
            self.say_error(error)
        else:
            if woken:
                self.changed()
        self.refresh_standing(find)
