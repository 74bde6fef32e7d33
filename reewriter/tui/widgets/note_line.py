"""One quiet line of text from anywhere, cut to its width."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.tui import paint

__all__ = ["NoteLine"]


class NoteLine(Widget):
    """Shows a remark; empty, it is a blank line."""

    text: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    """A second remark, at the right, which is never cut."""

    def show(self, text: str, aside: str = "") -> None:
        """Show another remark."""
        self.text, self.aside = text, aside

    @property
    def is_whole(self) -> bool:
        """Whether all of the remark is to be seen."""
        return bool(self.region) and cell_len(paint.flat(self.text)) <= self._room

    @property
    def _room(self) -> int:
        aside = paint.clip(self.aside, self.size.width - 2)
        return self.size.width - 2 - (cell_len(aside) + 3 if aside else 0)

    def render(self) -> Content:
        """Cut the remark to the line."""
        aside, room = paint.clip(self.aside, self.size.width - 2), self._room
        if not aside:
            return Content.styled(" " + paint.clip(self.text, room), "$quiet")
        return Content.assemble(
            (f" {paint.fit(self.text, max(room, 0))}   ", "$quiet"), (aside, "$warning")
        )
