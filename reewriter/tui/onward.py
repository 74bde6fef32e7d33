"""Lets the keys of findings go on where letters are typed, until something is. Runs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events

from reewriter.model import Finding
from reewriter.tui import commands

__all__ = ["Onward"]

_COMMANDS = ("issue.next-finding", "issue.last-finding")
_ANSWERS = ("story.vouch", "story.coin", "issue.waive")
"""What a finding asks for. A letter or digit among their keys is typed: words begin with it."""


class Onward:
    """Knows that a finding was just gone to.

    Its words are selected then: the same key pressed again, or one that answers the finding, would
    be typed over them.
    """

    def __init__(self) -> None:
        self._there = False
        self.bound_for: Finding | None = None
        """The finding that somebody goes to from another room, until it is in sight there."""

    def gone(self) -> None:
        """Somebody has gone to a finding, and done nothing else yet."""
        self._there = True

    def reads(self, event: events.Event, keymap: Mapping[str, str]) -> str:
        """Return the command of a key that goes on; any other key, paste or click ends it."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown):
            self.bound_for = None
        if not self._there:
            return ""
        if isinstance(event, events.Key):
            pressed = {event.key, event.character}
            word = len(event.character or "") == 1 and str(event.character).isalnum()
            for command_id in _COMMANDS if word else (*_COMMANDS, *_ANSWERS):
                each = commands.command(command_id)
                if pressed & set(commands.keys_of(keymap.get(each.id, each.keys))):
                    return command_id
        self._there = not isinstance(event, events.Key | events.Paste | events.MouseDown)
        return ""
