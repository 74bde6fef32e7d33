"""Joins two keys in a row to one, as `g` and `i` to `g i`. Sees keys only; runs nothing."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events

from reewriter.tui.commands import chord_starts

__all__ = ["Chords"]


class Chords:
    """Reads keys one after another."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        self._starts = chord_starts(keymap)
        self._first = ""

    @property
    def choices(self) -> str:
        """What may follow the key just pressed; "" when none was begun."""
        begun = self._starts.get(self._first, {})
        return "   ".join(f"{self._first}{second} {c.label}" for second, c in begun.items())

    def read(self, event: events.Key, *, typing: bool) -> events.Key | None:
        """Return the key, the joined key, or None while a second key must follow.

        A second key that means nothing is swallowed: it was not meant for itself.
        """
        first, self._first = self._first, ""
        key = event.character or event.key
        if first:
            return events.Key(f"{first} {key}", None) if key in self._starts[first] else None
        if typing or key not in self._starts:
            return event
        self._first = key
        return None
