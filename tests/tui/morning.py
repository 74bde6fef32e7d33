"""Sits at the desk for a test: presses keys, reads the screen as text. Never waits by the clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerCancelled

from reewriter.tui.app import DeskApp
from reewriter.tui.screens.inbox_list import ListRoom
from reewriter.tui.widgets.item_list import ItemList
from reewriter.tui.widgets.message_line import MessageLine
from reewriter.workspace import Workspace

RoomT = TypeVar("RoomT", bound=Screen[Any])

NARROW = (80, 24)
WIDE = (160, 50)


class Editor:
    """One person at one desk."""

    def __init__(self, app: DeskApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after another, and look up when the screen has come to rest."""
        for key in keys:
            await self.pilot.press(key)
        await self.rest()

    async def type(self, text: str) -> None:
        """Press the keys of a text."""
        named = {" ": "space", ":": "colon", '"': "quotation_mark", ">": "greater_than_sign"}
        await self.press(*(named.get(character, character) for character in text))

    async def write(self, text: str) -> None:
        """Type a text as fast as a keyboard that nobody waits for."""
        for character in text:
            self.app.simulate_key("enter" if character == "\n" else character)
        await self.rest()

    async def rest(self) -> None:
        """Let everything happen that has been begun."""
        await self._rest()
        if not self.app.ahead.idle:
            await self.until(lambda: self.app.ahead.idle)
            await self._rest()

    async def _rest(self) -> None:
        for _ in range(3):
            await self.pilot.pause()
            with suppress(WorkerCancelled):  # one that was begun anew meanwhile
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait for what another thread does, as long as it takes, within reason."""
        for _ in range(2_000):
            if happened():
                return
            await self.pilot.pause(0.005)
        raise AssertionError("it never happened")

    @property
    def lines(self) -> list[str]:
        """The screen, line by line, without blanks at the ends."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def said(self) -> str:
        """What stands on the message line."""
        return self.app.screen.query_one(MessageLine).said[0]

    @property
    def bar(self) -> str:
        """The last row."""
        return self.lines[-1]

    @property
    def items(self) -> ItemList:
        """The inbox's list."""
        return self.app.screen.query_one(ItemList)

    @property
    def focused(self) -> str:
        """The id of what has the focus."""
        return (self.app.focused.id or "") if isinstance(self.app.focused, Widget) else ""


@asynccontextmanager
async def at_desk(
    workspace: Workspace, size: tuple[int, int] = NARROW, *, notices: bool = False
) -> AsyncIterator[Editor]:
    """Open the desk on a terminal of this size; what follows a moment of rest follows at once."""
    ListRoom.PATIENCE = ListRoom.RECOUNT = ListRoom.SWIFT = DeskApp.MOMENT = 0.001
    app = DeskApp(workspace)
    async with app.run_test(size=size, notifications=notices) as pilot:
        editor = Editor(app, pilot)
        await editor.rest()
        yield editor


@asynccontextmanager
async def in_room(
    workspace: Workspace, key: str, kind: type[RoomT], size: tuple[int, int] = NARROW
) -> AsyncIterator[tuple[Editor, RoomT]]:
    """Open the desk and go to the room of this key."""
    async with at_desk(workspace, size) as editor:
        await editor.press(key)
        screen = editor.app.screen
        assert isinstance(screen, kind)
        yield editor, screen
