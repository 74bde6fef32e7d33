"""Joins two keys to one, as `g` and `i` to `g i`, or parts one. Sees keys only; runs nothing."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping

from textual import events

from reewriter.tui.commands import chord_starts

__all__ = ["Chords", "parted"]

_ALT = "alt+"


def parted(event: events.Event, known: Container[str]) -> tuple[events.Event, ...]:
    """Part what a terminal sends for escape and a letter close behind it; others are left whole.

    It sends the same for Alt and that letter, which a text field would type. tmux makes one of the
    two within half a second. A terminal that tells them apart gives Alt no character. What is a
    known key is one.
    """
    if not isinstance(event, events.Key) or event.key in known:
        return (event,)
    letter = event.character or ""
    if not event.key.startswith(_ALT) or len(letter) != 1 or not letter.isalnum():
        return (event,)
    return events.Key("escape", "\x1b"), events.Key(letter, letter)


class Chords:
    """Reads keys one after another."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        self._starts = chord_starts(keymap)
        self._first = ""
        self.unmeant = ""
        """The two keys read last where together they mean nothing, as "g x"; else ""."""

    @property
    def begun(self) -> bool:
        """Whether a second key must follow."""
        return bool(self._first)

    def choices(self, here: Collection[str]) -> list[str]:
        """What may follow the key just pressed and works in these places; [] when none was."""
        begun = self._starts.get(self._first, {})
        works = {second: c for second, c in begun.items() if not set(c.places).isdisjoint(here)}
        return [f"{self._first}{second} {c.label}" for second, c in works.items()]

    def read(self, event: events.Key, *, typing: bool) -> events.Key | None:
        """Return the key, the joined key, or None while a second key must follow.

        A second key that means nothing is swallowed: it was not meant for itself.
        """
        first, self._first = self._first, ""
        self.unmeant = ""
        key = event.character or event.key
        if first and key in self._starts[first]:
            return events.Key(f"{first} {key}", None)
        if first:
            if event.key != "escape":  # that one means: none of them
                self.unmeant = f"{first} {key if event.is_printable else event.key}"
            return None
        if typing or key not in self._starts:
            return event
        self._first = key
        return None
