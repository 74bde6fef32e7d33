"""Finds a command, view, story, issue or feed by a few letters. Runs nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence

from reewriter.tui import commands, paint
from reewriter.tui.choices import Choice, matching
from reewriter.tui.screens.finder import BOUND, Finder
from reewriter.tui.widgets.row_list import Piece

__all__ = ["Palette"]


class Palette(Finder[Choice], inherit_bindings=False):
    """Whatever has a name on this desk."""

    BINDINGS = commands.bindings_of(*BOUND, "desk.palette")
    ASKS = "a command, view, story, issue or feed"
    NOTHING = "Nothing is called that."

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = choices

    def fitting(self, typed: str) -> Sequence[Choice]:
        """Return what is called so."""
        return matching(self._choices, typed)

    def row(self, thing: Choice, width: int) -> list[Piece]:
        """Write the label, what it is, and its key."""
        if thing.kind != "command":
            label = paint.fit(thing.label, max(width - 11, 1))
            return [(label, ""), (f" {thing.kind:>7} ", "quiet")]
        about = paint.fit(thing.help, max(width - 18 - 8, 1))
        return [
            (paint.fit(thing.label, 15) + " ", "strong"),
            (about, "quiet"),
            (f"{thing.key:>6} ", "accent"),
        ]

    action_palette = Finder.action_back
