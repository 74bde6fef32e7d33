"""Every key of a room, from the one command table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.geometry import Size
from textual.strip import Strip

from reewriter.tui import commands, paint
from reewriter.tui.commands import GROUPS, Command
from reewriter.tui.inline import Span, wrap
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.widgets.key_bar import KeyBar
from reewriter.tui.widgets.painted import Painted, Piece
from reewriter.tui.widgets.status_row import StatusRow

__all__ = ["HelpScreen"]

_KEYS, _LABEL = 13, 15
_HEADINGS = {
    "everywhere": "Everywhere",
    "list": "In lists",
    "reader": "While reading",
    "story": "Writing a story",
    "issue": "Making the issue",
}


_HERE = "here"


class KeyTable(Painted, can_focus=True, inherit_bindings=False):
    """Keys and what they do, group by group; those of the room first, those of all rooms last."""

    PLACE = "reader"
    BINDINGS = commands.bindings("reader")

    def __init__(
        self,
        about: str,
        shown: Sequence[Command],
        keymap: Mapping[str, str],
        room: str,
        first: str,
    ) -> None:
        super().__init__(id="key-table")
        self._about, self._shown, self._keymap = about, shown, keymap
        self._room = room
        here = "reader" if first in ("reader", "source") else "list"
        own = room if room in _HEADINGS else here
        rest = sorted(GROUPS, key=lambda group: (group == "everywhere", group != own))
        self._groups = [_HERE, *rest]
        self._lines: list[list[Piece]] = []

    def _group_of(self, each: Command) -> str:
        """Return under which heading a command stands: what only this room has, above the rest."""
        if self._room in (*_HEADINGS, "inbox") or each.group in ("everywhere", "reader"):
            return each.group
        foreign = each.group not in ("list", self._room)
        return _HERE if foreign or each.id.startswith(f"{self._room}.") else each.group

    def _laid_out(self, width: int) -> list[list[Piece]]:
        lines: list[list[Piece]] = [[], *_wrapped([], self._about, width - 2, "  ")]
        for group in self._groups:
            chosen = [c for c in self._shown if self._group_of(c) == group]
            if chosen:
                lines += [[], [("  " + _HEADINGS.get(group, "In this room"), "accent")]]
            for each in chosen:
                keys = "  ".join(commands.shown_keys(each, self._keymap))
                if keys:
                    head = [
                        (paint.fit(keys, _KEYS, right=True) + "  ", "strong"),
                        (paint.fit(each.label, _LABEL), ""),
                    ]
                    lines += _wrapped(head, each.help, width - 1, " " * (_KEYS + 2 + _LABEL))
        return lines

    def on_resize(self) -> None:
        """Lay the table out for this width."""
        self._lines = self._laid_out(self.scrollable_content_region.width)
        self.virtual_size = Size(self.size.width, len(self._lines) + 1)

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        index, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        return self.strip(self._lines[index] if index < len(self._lines) else (), width)

    def action_down(self) -> None:
        """Scroll one line down."""
        self.scroll_to(y=self.scroll_offset.y + 1, animate=False)

    def action_up(self) -> None:
        """Scroll one line up."""
        self.scroll_to(y=self.scroll_offset.y - 1, animate=False)

    def action_page_down(self) -> None:
        """Scroll one page down."""
        self.scroll_to(y=self.scroll_offset.y + self.size.height - 2, animate=False)

    def action_page_up(self) -> None:
        """Scroll one page up."""
        self.scroll_to(y=self.scroll_offset.y - self.size.height + 2, animate=False)

    def action_first(self) -> None:
        """Go to the beginning."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_end(animate=False)


def _wrapped(head: list[Piece], text: str, width: int, indent: str) -> list[list[Piece]]:
    """Put a text behind its head, on as many lines as it needs."""
    lines = wrap([Span(text, "quiet")], max(width - len(indent), 8))
    heads: list[list[Piece]] = [head or [(indent, "")]]
    heads += [[(indent, "")] for _ in lines[1:]]
    return [
        [*start, *((span.text, span.style) for span in line)]
        for start, line in zip(heads, lines, strict=True)
    ]


class HelpScreen(Dialog[None], inherit_bindings=False):
    """The keys that do something where help was asked for."""

    BINDINGS = commands.bindings_of("desk.back", "desk.help", "desk.quit")

    def __init__(
        self,
        about: str,
        shown: Sequence[Command],
        keymap: Mapping[str, str],
        room: str = "",
        first: str = "",
    ) -> None:
        super().__init__()
        self._about, self._shown, self._keymap, self._room = about, shown, keymap, room
        self._first = first
        """Where in the room help was asked for: its keys come first."""

    def compose(self) -> ComposeResult:
        """The table, and how to leave it."""
        yield StatusRow()
        yield KeyTable(self._about, self._shown, self._keymap, self._room, self._first)
        yield KeyBar()

    def on_mount(self) -> None:
        """Say how to leave."""
        hints = commands.first_keys(("desk.back", "list.page-down"), self._keymap)
        self.query_one(KeyBar).hints = tuple((key, each.label, each.id) for key, each in hints)
        self.query_one(KeyTable).focus()

    def on_key_bar_chosen(self, event: KeyBar.Chosen) -> None:
        """Do what was clicked."""
        if event.command_id == "desk.back":
            self.dismiss()
        else:
            self.query_one(KeyTable).action_page_down()

    def action_back(self) -> None:
        """Leave help."""
        self.dismiss()

    action_help = action_back
    action_quit = action_back
