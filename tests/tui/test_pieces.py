"""A class in pieces is to Textual what it would be if it had read each of them."""

from __future__ import annotations

from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from reewriter.tui.app import DeskApp
from reewriter.tui.pieces import InPieces
from reewriter.tui.screens.archive import ArchiveScreen
from reewriter.tui.screens.feeds import FeedsScreen
from reewriter.tui.screens.inbox import InboxScreen
from reewriter.tui.screens.issue import IssueScreen
from reewriter.tui.screens.story import StoryScreen
from tests.workshop import make_workspace


class Told(Message):
    """Something that a piece listens to."""


class _Base(InPieces, Screen[None], inherit_bindings=False, piece=True):
    BINDINGS = [Binding("b", "base", "of the base")]  # noqa: RUF012 - Textual's own type
    count: reactive[int] = reactive(1)


class _Middle(_Base, piece=True):
    BINDINGS = [Binding("m", "middle", "of the middle")]  # noqa: RUF012 - as above
    heard = 0

    @on(Told)
    def _told(self) -> None:
        self.heard += 1

    def watch_count(self) -> None:
        self.heard += 10


class _Whole(_Middle):
    BINDINGS = [Binding("w", "whole", "of the whole")]  # noqa: RUF012 - as above


class _App(App[None]):
    def compose(self) -> ComposeResult:
        yield from ()


async def test_a_whole_has_the_keys_the_values_and_the_ears_of_its_pieces() -> None:
    keys = _Whole._merged_bindings
    assert keys is not None
    assert set(keys.key_to_bindings) == {"b", "m", "w"}, "and none of Screen: the base has none"
    assert {"_Whole", "_Middle", "_Base", "Screen"} <= _Whole._css_type_names
    async with _App().run_test() as pilot:
        whole = _Whole()
        await pilot.app.push_screen(whole)
        whole.heard, whole.count = 0, 5
        whole.post_message(Told())
        await pilot.pause()
        assert whole.heard == 11


def test_a_piece_is_not_read_by_itself() -> None:
    assert "_merged_bindings" not in vars(_Middle)
    pieces = [each for each in InboxScreen.__mro__ if "room" in each.__name__.lower()]
    assert len(pieces) > 5
    assert all("_merged_bindings" not in vars(piece) for piece in pieces)


async def test_the_desk_is_laid_out_and_painted_no_oftener_than_it_must(
    tmp_path: Path, monkeypatch: Any
) -> None:
    """Once without a picture, once with it; then only what the counts at the left bring."""
    laid_out: list[bool] = []
    before = InboxScreen._refresh_layout

    def refresh(self: InboxScreen, size: Any = None, scroll: bool = False) -> None:
        laid_out.append(self.was_seen)
        before(self, size, scroll)

    monkeypatch.setattr(InboxScreen, "_refresh_layout", refresh)
    app = DeskApp(make_workspace(tmp_path))
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause()
        assert laid_out.count(False) == 2
        focused = app.focused
        assert focused is not None
        assert focused.id == "items", "it has been from the start"
        at_once = laid_out.count(True)
        await pilot.resize_terminal(160, 50)
        await pilot.pause()
        assert laid_out.count(True) == at_once, "the same size needs nothing"
        await pilot.resize_terminal(80, 24)
        for _ in range(100):  # a busy machine tells the size a moment later
            if laid_out.count(True) == at_once:
                await pilot.pause(0.02)
        assert laid_out.count(True) > at_once


_MEANT = {"_follow", "_go_on", "_show_findings", "_step_source"}
"""Methods that a later piece fills in or goes on with: it knows of the other."""


@pytest.mark.parametrize(
    "whole",
    [ArchiveScreen, FeedsScreen, InboxScreen, IssueScreen, StoryScreen, DeskApp],
    ids=lambda each: each.__name__,
)
def test_no_piece_hides_what_another_calls_by_the_same_name(whole: type) -> None:
    found: dict[str, list[str]] = {}
    for piece in whole.__mro__:
        for name, value in vars(piece).items():
            if isinstance(value, FunctionType) and name.startswith("_") and name[-1] != "_":
                found.setdefault(name, []).append(piece.__module__)
    ours = {n: [p for p in at if p.startswith("reewriter.")] for n, at in found.items()}
    assert {n for n, at in ours.items() if len(at) > 1} <= _MEANT
