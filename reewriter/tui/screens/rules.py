"""The rules of feeds.toml: what each would do now, and letting it act. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from reewriter.errors import ReewriterError
from reewriter.text.words import counted
from reewriter.tui import commands, paint
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.widgets.key_bar import KeyBar
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.row_list import Piece, RowList
from reewriter.workspace import Done, Workspace

if TYPE_CHECKING:
    from reewriter.tui.app import DeskApp
    from reewriter.workspace.rules import RulePreview, RuleRecord
from reewriter.tui.widgets.status_row import StatusRow

__all__ = ["RulesScreen"]

_EMPTY = ("There are no rules yet.", "[[rules]] in feeds.toml makes one; docs/queries.md says how")
_WAIT = ("Looking what each rule would do …",)


class RuleRows(RowList, inherit_bindings=False):
    """All rules together, then one after the other."""

    BINDINGS = RowList.BINDINGS

    def __init__(self) -> None:
        super().__init__(id="rules")
        self.row_height = 2
        self.empty = _WAIT
        self._previews: tuple[RulePreview, ...] = ()
        self._did: dict[int, int] = {}

    @property
    def count(self) -> int:
        """One more than there are rules, where there are several."""
        return len(self._previews) + self._first

    @property
    def _first(self) -> int:
        return 1 if len(self._previews) > 1 else 0

    def show(self, previews: Sequence[RulePreview], records: Sequence[RuleRecord]) -> None:
        """Show what they would do, and what they have done."""
        self._previews, self.empty = tuple(previews), _EMPTY
        self._did = {one.number: one.items for one in records}
        self.rows_changed()
        self.post_message(self.Moved(self, self.cursor))

    def preview_at(self, index: int) -> RulePreview | None:
        """Return the rule of a row; None for that of all."""
        at = index - self._first
        return self._previews[at] if 0 <= at < len(self._previews) else None

    def paint_row(self, index: int, width: int) -> list[list[Piece]]:
        """Write the rule, and what it does below it."""
        bar = (self.bar if index == self.cursor else " ", "bar")
        one = self.preview_at(index)
        if one is None:
            acts = sum(each.acts for each in self._previews)
            about = f"in the order of feeds.toml · would act {acts:,} times"
            return [[bar, ("  all  ", "accent"), ("every rule", "strong")],
                    [bar, (f"       {about}", "quiet")]]  # fmt: skip
        then = paint.clip(f"→ {one.rule.then}", max(width // 2, 8))
        when = paint.clip(one.rule.when, max(width - 10 - len(then), 8))
        does = "would act on" if one.rule.verb != "score" else "counts for"
        told = f"finds {counted(one.found, 'item')} · {does} {one.acts:,}"
        did = self._did.get(one.number, 0)
        if did:
            told += f" · has acted on {did:,}"
        style = "info" if one.acts else "quiet"
        return [
            [bar, (f" {one.number:>4}  ", "accent"), (when, ""), (f"  {then}", "good")],
            [bar, (f"       {paint.clip(told, width - 9)}", style)],
        ]


class RulesScreen(Dialog[None], inherit_bindings=False):
    """See what each rule would do to the items that are there; enter lets it."""

    BINDINGS = commands.bindings_of("desk.back", "desk.undo", "desk.rules", "desk.quit")

    @dataclass
    class Looked(Message):
        """What rules would do, from the thread that looked."""

        previews: tuple[RulePreview, ...]
        records: tuple[RuleRecord, ...]

    @dataclass
    class Applied(Message):
        """Rules have acted; `by` is the workspace in which they did."""

        done: Done
        by: Workspace

    def compose(self) -> ComposeResult:
        """The rules, examples of the one under the cursor, what was done, and the keys."""
        yield StatusRow()
        yield Static("RULES", id="rules-title", markup=False)
        yield RuleRows()
        yield Static("", id="rule-examples")
        yield NoteLine(id="rules-said")
        yield KeyBar()

    def on_mount(self) -> None:
        """Look what the rules would do."""
        shown = ("list.open", "desk.undo", "desk.back")
        hints = [(key, c.label, c.id) for key, c in commands.first_keys(shown, self._desk.keymap)]
        self.query_one(KeyBar).hints = tuple(
            (key, "let it act" if name == "list.open" else label, name)
            for key, label, name in hints
        )
        self._rows.focus()
        self._look()

    @property
    def _rows(self) -> RuleRows:
        return self.query_one(RuleRows)

    @property
    def _desk(self) -> DeskApp:
        return cast("DeskApp", self.app)  # only the DeskApp pushes this screen

    @work(thread=True, group="rules", exclusive=True, exit_on_error=False)
    def _look(self) -> None:
        with self._desk.workspace.fork() as mine:
            previews, records = mine.rules.preview(), mine.rules.listed()
        self.post_message(self.Looked(tuple(previews), tuple(records)))

    @on(Looked)
    def _looked(self, event: Looked) -> None:
        if self.children:
            self._rows.show(event.previews, event.records)

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        one = self._rows.preview_at(event.index)
        lines: list[Content | str] = []
        for row in one.examples if one else ():
            room = max(self.size.width - 10, 10)
            lines += [paint.line(paint.clip(f"{row.feed}: {row.title}", room)), "\n"]
        title = Content.styled("the newest it finds\n" if lines else "", "$quiet")
        self.query_one("#rule-examples", Static).update(Content.assemble(title, *lines))

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        one = self._rows.preview_at(event.index)
        self._say("working …")
        self._apply(() if one is None else (one.number,))

    @work(thread=True, group="rules-act", exclusive=True, exit_on_error=False)
    def _apply(self, numbers: tuple[int, ...]) -> None:
        with self._desk.workspace.fork() as mine:
            done = mine.rules.apply(*(rule for _, rule in mine.rules.chosen(numbers)))
        self.post_message(self.Applied(done, mine))

    @on(Applied)
    def _applied(self, event: Applied) -> None:
        if not self.children:
            return
        self._desk.workspace.adopt(event.by)
        self._desk.changed()
        self._say(" · ".join(filter(None, (event.done.label, event.done.note))))
        self._look()

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        error = event.worker.error
        if event.state is WorkerState.ERROR and isinstance(error, ReewriterError):
            self._say(str(error))
        elif event.state is WorkerState.ERROR:
            self._say(f"unexpected {type(error).__name__}")

    def action_undo(self) -> None:
        """Take back what rules did, or whatever came last."""
        try:
            label = self._desk.workspace.undo()
        except ReewriterError as error:
            self._say(str(error))
            return
        self._desk.changed()
        self._say("nothing to undo" if label is None else f"undo: {label}")
        self._look()

    def _say(self, text: str) -> None:
        self.query_one("#rules-said", NoteLine).show(text)
        self._desk.say(text)

    def on_key_bar_chosen(self) -> None:
        """Any click on a key leaves."""
        self.dismiss()

    def action_back(self) -> None:
        """Leave the rules."""
        self.dismiss()

    action_rules = action_back
    action_quit = action_back
