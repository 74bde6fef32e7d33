"""Asks of what a figure is true, where that can be read, and until when. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from reewriter.text import safe_url
from reewriter.tui import commands, paint
from reewriter.tui.screens.dialog import Dialog
from reewriter.tui.widgets.fields import Line
from reewriter.tui.widgets.key_bar import KeyBar

__all__ = ["VouchScreen", "Vouched"]

_DAYS = 365
"""How long a figure holds unless another day is named: yearbooks come once a year."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """What was answered."""

    entity: str
    url: str
    until: date | None


class VouchScreen(Dialog[Vouched | None], inherit_bindings=False):
    """Three lines; enter goes on, and the last one answers."""

    BINDINGS = commands.bindings_of("desk.back", "desk.next", "desk.previous")
    DEFAULT_CSS = """
    VouchScreen {
        & #vouched {
            height: auto;
            padding: 0 1;
            background: $panel;
            border-top: solid $primary;
            border-title-color: $primary;
            border-title-background: $panel;
        }
        & Horizontal { height: 1; }
        & .label { width: 12; color: $quiet; }
        & Line { background: $panel; }
        & #wrong { height: auto; min-height: 1; color: $warning; }
    }
    """

    def __init__(self, figure: str, entities: Sequence[str], today: date) -> None:
        super().__init__()
        self._figure, self._entities, self._today = figure, tuple(entities), today

    def compose(self) -> ComposeResult:
        """The three fields, and a line for what is wrong."""
        fields = (
            ("entity", "true of", "whose figure it is; empty: of everything"),
            ("address", "address", "https://… a web address where it stands; empty: none"),
            ("until", "look again", "2027-03-02; empty: never"),
        )
        with Vertical(id="vouched"):
            for name, label, hint in fields:
                yield Horizontal(Static(label, classes="label"), Line(name, hint))
            yield Static(id="wrong")
        yield KeyBar()

    def on_mount(self) -> None:
        """Propose what is likely."""
        self.query_one("#vouched").border_title = paint.line(f"vouch for {self._figure}")
        self.tell_keys({"list.open": "go on", "desk.next": "next line", "desk.back": "leave it"})
        self.query_one("#entity", Line).propose(next(iter(self._entities), ""))
        until = date.fromordinal(self._today.toordinal() + _DAYS)
        self.query_one("#until", Line).propose(str(until))
        self.query_one("#entity").focus()

    @on(KeyBar.Chosen)
    async def _key_clicked(self, event: KeyBar.Chosen) -> None:
        event.stop()
        at = self.focused
        if event.command_id == "desk.back":
            self.action_back()
        elif event.command_id == "list.open" and isinstance(at, Input):
            await at.action_submit()
        else:
            self.action_next()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id != "until":
            self.focus_next()
            return
        url = self.query_one("#address", Line).value.strip()
        written = event.value.strip()
        if url and not safe_url(url).startswith(("http://", "https://")):
            self._say("that is no web address: it begins with https://", "address")
            return
        try:
            until = date.fromisoformat(written) if written else None
        except ValueError:
            self._say("that is no date: write it as 2027-03-02", "until")
            return
        if until is not None and until <= self._today:
            self._say("that day is over", "until")
            return
        self.dismiss(Vouched(self.query_one("#entity", Line).value.strip(), url, until))

    def _say(self, text: str, field: str) -> None:
        self.query_one("#wrong", Static).update(Content.styled(text, "$warning"))
        self.query_one(f"#{field}").focus()

    def action_next(self) -> None:
        """Go to the next line."""
        self.focus_next()

    def action_previous(self) -> None:
        """Go to the line before."""
        self.focus_previous()

    def action_back(self) -> None:
        """Vouch for nothing."""
        self.dismiss(None)
