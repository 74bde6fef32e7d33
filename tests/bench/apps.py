"""The two apps that are measured: the desk, and a trivial one. Imports them when they are made."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench import NOW

if TYPE_CHECKING:
    from textual.app import App

SIZE = (160, 50)


def trivial() -> App[None]:
    """Make an app that is one bare virtual list of a hundred thousand lines."""
    from rich.segment import Segment
    from textual.app import App, ComposeResult
    from textual.geometry import Size
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

    class Lines(ScrollView, can_focus=True):
        def on_mount(self) -> None:
            self.virtual_size = Size(self.size.width, 100_000)

        def render_line(self, y: int) -> Strip:
            return Strip([Segment(f"line {y + self.scroll_offset.y}")])

        def key_j(self) -> None:
            self.scroll_to(y=self.scroll_offset.y + 1, animate=False)

        def key_end(self) -> None:
            self.scroll_to(y=self.virtual_size.height, animate=False)

    class Trivial(App[None]):
        def compose(self) -> ComposeResult:
            yield Lines()

    return Trivial()


def desk(root: Path, stack: contextlib.ExitStack) -> App[Any]:
    """Make the desk on a workspace, as `reewriter` without a command does."""
    from reewriter.tui import opening

    stack.enter_context(opening.swiftly())
    from reewriter.workspace import Workspace

    workspace = Workspace.open(root, now=lambda: NOW)
    from reewriter.tui.app import DeskApp

    return DeskApp(workspace)
