"""A form with a line for each critique move, and the prose they will be. Writes nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Input, Static

from reewriter.desk.moves import line_of
from reewriter.model import Story
from reewriter.text.moves import KINDS
from reewriter.tui import commands
from reewriter.tui.article import Article
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.widgets.fields import Line
from reewriter.tui.widgets.key_bar import KeyBar
from reewriter.tui.widgets.menu import Entry, Menu
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.reader import Reader
from reewriter.tui.widgets.status_row import StatusRow

__all__ = ["Lines", "MovesForm"]

Lines = list[tuple[str, str]]
"""Kind of move, and `claim | quotation | answer`."""

_AFTER = 0.4
"""Seconds after which what is typed is noted."""
_HINT = "claim | quotation | answer. What is left empty is left out."


class MovesForm(Dialog[Lines], inherit_bindings=False):
    """Answers with the lines, where they are to become paragraphs; None leaves the critique."""

    BINDINGS = commands.bindings_of("desk.back", "desk.next", "desk.previous", "story.moves-form")

    def __init__(
        self, story: Story, *, note: Callable[[Lines], object], prose: Callable[[Lines], str]
    ) -> None:
        super().__init__()
        self._story, self._note, self._prose = story, note, prose
        self._soon: Timer | None = None

    def compose(self) -> ComposeResult:
        """The lines above, the prose below them, and what to do with it."""
        yield StatusRow()
        yield NoteLine(id="form-hint")
        noted = {move["kind"]: line_of(move) for move in self._story.moves}
        for kind in KINDS.values():
            line = Line(f"move-{kind.name}", kind.asks)
            line.show(noted.get(kind.name, ""))
            yield Horizontal(Static(kind.title, classes="label"), line, classes="move")
        yield Reader(id="form-prose")
        yield Menu(id="menu")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the first line that is empty."""
        self.query_one("#form-hint", NoteLine).show(f"One line a move: {_HINT}")
        keymap = getattr(self.app, "keymap", {})
        undo = commands.keyed("as its last paragraphs; {desk.undo} takes it back", keymap)
        entries = (
            Entry("write", "put it into the critique", undo),
            Entry("leave", "leave it for now", "the lines are kept"),
        )
        self.query_one(Menu).offer("", entries)
        self.tell_keys(
            {"desk.next": "next line", "list.open": "next, choose", "desk.back": "leave"}
        )
        lines = list(self.query(Line))
        next((line for line in lines if not line.value), lines[0]).focus()
        self._show()

    @property
    def lines(self) -> Lines:
        """What the form says now."""
        return [(str(line.id).removeprefix("move-"), line.value) for line in self.query(Line)]

    def _show(self) -> None:
        text = self._prose(self.lines)
        note = "" if text.strip() else "Nothing yet: fill in a line."
        self.query_one(Reader).show(
            Article(title="The critique with these moves", note=note, markdown=text or " ")
        )
        self.call_after_refresh(self.query_one(Reader).action_last)

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._soon is None:
            self._soon = self.set_timer(_AFTER, self._keep)

    def _keep(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
            self._note(self.lines)
            self._show()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        lines = list(self.query(Line))
        last = event.input is lines[-1]
        (self.query_one(Menu) if last else lines[lines.index(event.input) + 1]).focus()  # type: ignore[arg-type]  # all inputs here are lines

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        self._leave(self.lines if event.value == "write" else None)

    @on(KeyBar.Chosen)
    def _key_clicked(self, event: KeyBar.Chosen) -> None:
        event.stop()
        if event.command_id == "desk.back":
            self._leave(None)

    def _leave(self, lines: Lines | None) -> None:
        self._keep()
        self.dismiss(lines)

    def action_next(self) -> None:
        """Go to the next line."""
        self.focus_next()

    def action_previous(self) -> None:
        """Go to the line before."""
        self.focus_previous()

    def action_back(self) -> None:
        """Leave the critique as it is; the lines are kept."""
        self._leave(None)

    action_moves_form = action_back
