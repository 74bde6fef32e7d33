"""Reads escape and a key close behind it as two keys, where Textual loses one. Runs nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.driver import Driver

__all__ = ["EscapeParser", "reads_escapes"]

_ESCAPE = "\x1b"


class EscapeParser(XTermParser):
    """Parts what a terminal sends for escape and a sign, a digit or enter in one go.

    It sends the same for Alt and that key; tmux makes one of the two within half a second. Textual
    8.2.8 drops the escape then: the text is not left, and the key is typed into it. Of some it
    makes what a Mac's keyboard has there: escape and 3 are a pound sign. Letters it calls `alt+a`;
    these are parted later (`chords.parted`), where it is known which of them are known keys.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if alt and not sequence.isalpha():
            sign = sequence
        elif len(sequence) == 2 and isinstance(ANSI_SEQUENCES_KEYS.get(sequence), str):
            sign = sequence.removeprefix(_ESCAPE)
        else:
            yield from super()._sequence_to_key_events(sequence, alt)
            return
        yield events.Key("escape", _ESCAPE)
        yield from super()._sequence_to_key_events(sign)


def reads_escapes(driver: type[Driver]) -> None:
    """Let a driver of Textual, which makes its parser by itself, make this one."""
    module = sys.modules[driver.__module__]
    if getattr(module, "XTermParser", None) is XTermParser:
        module.XTermParser = EscapeParser  # type: ignore[attr-defined]  # just looked for
