"""Finds a snippet by a few letters of its name or text. Inserts nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence

from reewriter.tui import commands, paint
from reewriter.tui.screens.finder import BOUND, Finder
from reewriter.tui.widgets.row_list import Piece
from reewriter.workspace.snippets import Snippet

__all__ = ["Snippets", "fitting"]

_NAME = 22


def fitting(snippets: Sequence[Snippet], typed: str) -> list[Snippet]:
    """Return the snippets that hold every word typed; those that do in their names stand first."""
    words = typed.casefold().split()
    found = [
        one
        for one in snippets
        if all(word in f"{one.name} {one.text}".casefold() for word in words)
    ]
    return sorted(found, key=lambda one: not all(word in one.name.casefold() for word in words))


class Snippets(Finder[Snippet], inherit_bindings=False):
    """The boilerplate of the house."""

    BINDINGS = commands.bindings_of(*BOUND, "story.snippet")
    ASKS = "a snippet, by its name or words"
    NOTHING = "No snippet has these words."

    def __init__(self, snippets: Sequence[Snippet]) -> None:
        super().__init__()
        self._snippets = snippets

    def fitting(self, typed: str) -> Sequence[Snippet]:
        """Return those that hold what is typed."""
        return fitting(self._snippets, typed)

    def row(self, thing: Snippet, width: int) -> list[Piece]:
        """Write the name, and how the text begins."""
        begins = paint.clip(" ".join(thing.text.split()), max(width - _NAME - 4, 1))
        return [(paint.fit(thing.name, _NAME) + " ", "strong"), (begins, "quiet")]

    action_snippet = Finder.action_back
