"""A short list to choose one thing from, shown where findings stand otherwise. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from reewriter.tui import paint
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.row_list import RowList

__all__ = ["Entry", "Menu"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One choice: its value, what it is called, and a word about it."""

    value: str
    label: str
    note: str = ""
    tone: str = "quiet"


class Menu(RowList):
    """Entries, each with a digit that chooses it at once."""

    @dataclass
    class Chosen(Message):
        """The editor chose an entry."""

        purpose: str
        value: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.entries: tuple[Entry, ...] = ()
        self.purpose = ""

    def offer(
        self, purpose: str, entries: Sequence[Entry], *, at: int = 0, title: str = ""
    ) -> None:
        """Show a choice; `purpose` comes back with what is chosen."""
        self.purpose, self.entries = purpose, tuple(entries)
        self.border_title = paint.line(title) if title else None
        self.rows_changed()
        self.move_to(at)

    def offer_anew(self, entries: Sequence[Entry]) -> None:
        """Show the same choice as it is by now; what stands under the cursor stays there.

        Where that is gone, the cursor goes to the first entry of the same target: a second enter
        must not choose what has come in its place.
        """
        chosen = self.entries[self.cursor].value if self.count else ""
        self.entries = tuple(entries)
        values = [one.value for one in self.entries]
        target = [value.partition(" ")[0] for value in values]
        at = min(self.cursor, max(len(values) - 1, 0))
        if chosen in values:
            at = values.index(chosen)
        elif chosen.partition(" ")[0] in target:
            at = target.index(chosen.partition(" ")[0])
        self.rows_changed()
        self.move_to(at)

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    def paint_row(self, index: int, width: int) -> Sequence[Sequence[Piece]]:
        """Paint digit, label and note."""
        entry = self.entries[index]
        bar = self.bar if index == self.cursor else " "
        longest = max(len(e.label) for e in self.entries)
        label = paint.fit(entry.label, min(longest, max(width - 8, 8)))
        room = max(width - len(label) - 7, 0)
        digit = f" {index + 1}  " if index < 9 else "    "
        return [
            [(bar, "bar"), (digit, "accent"), (label, ""), ("  ", ""),
             (paint.clip(entry.note, room), entry.tone)]
        ]  # fmt: skip

    def on_key(self, event: events.Key) -> None:
        """A digit chooses."""
        if event.character and event.character.isdecimal():
            index = int(event.character) - 1
            if 0 <= index < self.count:
                event.stop()
                event.prevent_default()
                self.move_to(index)
                self.action_open()

    def action_open(self) -> None:
        """Choose the entry under the cursor."""
        if self.count:
            self.post_message(self.Chosen(self.purpose, self.entries[self.cursor].value))
