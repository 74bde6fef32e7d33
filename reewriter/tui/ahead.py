"""Keys pressed before the desk has followed wait their turn: none is lost or meets another room."""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.dom import DOMNode
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from reewriter.tui.app import DeskApp

__all__ = ["Ahead"]

_LONG = 5.0
"""Seconds after which a key waits no longer, whatever became of the one before it."""

Pressed = events.Key | events.Paste


class Ahead:
    """Lets a key through once what the key before it did is done.

    Textual hands each key at once to what has the focus. A room that is opened takes the focus a
    moment later, and the first letters of what is typed into it would be commands until then.
    """

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self._kept: deque[Pressed] = deque()
        self._let_through: Pressed | None = None
        self._under_way = 0
        """The number of what is under way, counted from 1; 0: nothing."""
        self._last = 0
        self._since = 0.0
        self._going = 0
        """The same of a room that is gone to."""

    @property
    def idle(self) -> bool:
        """Whether every key has been dealt with."""
        return not self._kept and (not self._under_way or monotonic() - self._since >= _LONG)

    def keeps(self, event: Pressed) -> bool:
        """Keep a key that came too early; tells whether it did."""
        if event is self._let_through or (not self._kept and self._ready()):
            return False
        self._kept.append(event)
        return True

    def follow(self, node: DOMNode) -> None:
        """A key was handed to this widget: note when it, and what it does, has been dealt with."""
        self._climb(node, self._begin(), node)

    def going(self) -> None:
        """A room is gone to: what led there is done when it is."""
        self._going = self._begin()

    def arrived(self) -> None:
        """The room is there, and has said who gets the focus."""
        self._app.call_later(self._done, self._going)

    async def flush(self) -> None:
        """Let everything through at once: the desk closes."""
        while self._kept:
            await self._let()

    def _begin(self) -> int:
        self._since = monotonic()
        self._last += 1
        self._under_way = self._last
        return self._last

    def _climb(self, node: MessagePump, number: int, again: DOMNode | None = None) -> None:
        """Go the way of the key: through the queues of all that it bubbles to.

        Textual runs a command only once its key has come up to the app. What the command says to
        those above its widget goes the same way, so the way is gone again, from `again`.
        """
        if node is self._app:
            if again is not None and self._app.call_later(self._climb, again, number):
                return
            self._app.call_later(self._app.call_later, self._done, number)  # behind a new focus
            return
        above = node.parent if isinstance(node, DOMNode) else None
        if not node.call_later(self._climb, above or self._app, number, again):
            self._app.call_later(self._done, number)  # it is closing

    async def _done(self, number: int) -> None:
        if number != self._under_way:
            return  # something else was begun since, or it took too long
        self._under_way = 0
        while self._kept and self._ready():
            await self._let()

    async def _let(self) -> None:
        self._let_through = self._kept.popleft()
        await self._app.on_event(self._let_through)

    def _ready(self) -> bool:
        """Tell whether what has the focus now is what a key is meant for."""
        if self._under_way and monotonic() - self._since < _LONG:
            return False
        self._under_way = 0
        screen = self._app.screen
        if screen.is_mounted:
            return True
        screen.call_later(self._app.call_later, self._done, self._begin())
        return False
