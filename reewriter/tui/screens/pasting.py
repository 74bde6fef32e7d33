"""Shows a pasted text before it is taken: its paragraphs, what was left out, whose it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from reewriter.desk.pasted import Sheet
from reewriter.tui import commands, paint
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.widgets.fields import Line
from reewriter.tui.widgets.key_bar import KeyBar
from reewriter.tui.widgets.note_line import NoteLine
from reewriter.tui.widgets.paste_rows import PasteRows
from reewriter.tui.widgets.row_list import RowList
from reewriter.tui.widgets.status_row import StatusRow

__all__ = ["PastingScreen"]

_BOUND = (
    *("desk.back", "desk.next", "desk.previous", "desk.add"),
    *("inbox.join", "inbox.split", "inbox.keep", "inbox.skip", "inbox.apart"),
)
_WORDS = {
    "desk.add": "take it",
    "inbox.join": "join",
    "inbox.split": "new paragraph",
    "inbox.skip": "leave out",
    "inbox.keep": "restore",
    "inbox.apart": "two texts",
}


class PastingScreen(Dialog[Sheet | None], inherit_bindings=False):
    """Answers with the text as the editor left it, or with nothing."""

    BINDINGS = commands.bindings_of(*_BOUND)
    DEFAULT_CSS = """
    PastingScreen {
        background: $background;
        & NoteLine { background: $panel; }
        & Horizontal { height: 1; padding: 0 1; }
        & .label { width: 10; color: $quiet; }
        & PasteRows { height: 1fr; margin-top: 1; }
        & #paste-remark { height: auto; max-height: 2; padding: 0 1; color: $warning; }
    }
    """

    def __init__(self, content: str) -> None:
        super().__init__()
        self.sheet = Sheet(content)

    def compose(self) -> ComposeResult:
        """Title, author and day above, the text below."""
        yield StatusRow()
        yield NoteLine(id="paste-head")
        for name, label, hint in (
            ("paste-title", "title", "what lists show"),
            ("paste-byline", "by", "whose byline"),
            ("paste-date", "date", "2026-03-02"),
        ):
            yield Horizontal(Static(label, classes="label"), Line(name, hint))
        yield PasteRows(id="pasted")
        yield Static(id="paste-remark")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what was read."""
        sheet = self.sheet
        for name, value in (
            ("title", sheet.title),
            ("byline", sheet.byline),
            ("date", str(sheet.date or "")),
        ):
            self.query_one(f"#paste-{name}", Line).value = value
        self.tell_keys(_WORDS)
        self.query_one(PasteRows).focus()
        self._show()

    def _show(self, remark: str = "") -> None:
        sheet, rows = self.sheet, self.query_one(PasteRows)
        rows.show(sheet.pieces, sheet.seam, parted=sheet.parted)
        out = sum(one.out or one.kind == "cut" for one in sheet.pieces)
        said = f"pasted · {len(sheet.pieces) - out} sentences and lines · {out} left out"
        self.query_one("#paste-head", NoteLine).show(said)
        if not remark and sheet.reasons:
            remark = (
                "two texts: a briefing, and its source from ═ on"
                if sheet.parted
                else f"this may be two texts ({'; '.join(sheet.reasons)}); - takes it for two"
            )
        if sheet.broken:
            shown = ", ".join(f"“{one}”" for one in sheet.broken[:2])
            more = f" and {len(sheet.broken) - 2} more" if len(sheet.broken) > 2 else ""
            lost = f"letters were lost that nobody can tell: {shown}{more}"
            remark = f"{lost}\n{remark}" if remark else lost
        self.query_one("#paste-remark", Static).update(
            Content.styled("\n".join(map(paint.flat, remark.split("\n"))), "$warning")
        )

    def _do(self, change: Callable[[int], bool], otherwise: str) -> None:
        rows = self.query_one(PasteRows)
        if rows.count:
            self._show("" if change(rows.cursor) else otherwise)

    def action_join(self) -> None:
        """Let the paragraph go on from the one before."""
        self._do(self.sheet.join, "only a paragraph can go on from the paragraph before")

    def action_split(self) -> None:
        """Begin a paragraph here."""
        self._do(self.sheet.split, "something begins here already")

    def action_skip(self) -> None:
        """Leave this out."""
        self._do(self.sheet.take_out, "this is left out already")

    def action_keep(self) -> None:
        """Put back what was left out."""
        self._do(self.sheet.restore, "this was not left out")

    def action_apart(self) -> None:
        """Take it for a briefing and its source, or for one text again."""
        if self.sheet.seam is None:
            self._show("nothing says that these are two texts")
            return
        self.sheet.part()
        self.query_one(PasteRows).move_to(self.sheet.seam)
        self._show()

    def action_add(self) -> None:
        """Take the text as it is shown."""
        sheet = self.sheet
        sheet.title = self.query_one("#paste-title", Line).value.strip()
        sheet.byline = self.query_one("#paste-byline", Line).value.strip()
        written = self.query_one("#paste-date", Line).value.strip()
        if not sheet.title:
            self._show("it needs a title: that is what lists show")
            self.query_one("#paste-title").focus()
            return
        try:
            sheet.date = date.fromisoformat(written) if written else None
        except ValueError:
            self._show(f"“{written[:40]}” is no date: write it as 2026-03-02")
            self.query_one("#paste-date").focus()
            return
        self.dismiss(sheet)

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    @on(RowList.Opened)
    def _opened(self, event: RowList.Opened) -> None:
        """Enter on what was left out puts it back."""
        event.stop()
        self._do(self.sheet.restore, "& joins, | begins a paragraph, x leaves out, a takes it all")

    def action_next(self) -> None:
        """Go from the text to its title, author and day."""
        self.focus_next()

    def action_previous(self) -> None:
        """Go back."""
        self.focus_previous()

    def action_back(self) -> None:
        """Take nothing; from a field, go back to the text."""
        if isinstance(self.focused, Line):
            self.query_one(PasteRows).focus()
        else:
            self.dismiss(None)
