"""The two kinds of text field: one line, and prose. What is pasted is cleaned; saves nothing."""

from __future__ import annotations

from textual import events
from textual.widgets import TextArea

from reewriter.text import clean, clean_line
from reewriter.tui.text_fields import OneLine

__all__ = ["Line", "Prose", "location_of"]


class Line(OneLine):
    """One line of text, without a frame."""

    DEFAULT_CSS = """
    Line {
        width: 1fr;
        padding: 0;
        background: $background;
        &:focus { background: $surface; }
    }
    """

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__(id=name, placeholder=placeholder, compact=True, select_on_focus=False)

        self.settled = ""
        """The value last shown or saved: another one was typed since, and is nobody's to replace,
        also in the moment before anyone has been told of it."""
        self.proposed = ""
        """What was filled in for somebody: while it stands, typing replaces it."""

    def show(self, value: str, *, force: bool = False) -> None:
        """Hold another value; of a long one the beginning is seen while nobody types."""
        if self.value != value:
            if self.value != self.settled and not force:
                return
            self.value = value
            if not self.has_focus:
                self.cursor_position = 0
        self.settled = value

    def on_focus(self) -> None:
        """Go on where the text ends; of what is only proposed, select all."""
        self.cursor_position = len(self.value)
        if self.value and self.value == self.proposed:
            self.select_all()

    def propose(self, value: str) -> None:
        """Fill something in that may well be another."""
        self.value = self.proposed = value
        if self.has_focus:
            self.select_all()

    def on_blur(self) -> None:
        """Show the beginning again."""
        self.cursor_position = 0

    def on_paste(self, event: events.Paste) -> None:
        """Take all of what is pasted, on one line."""
        event.text = clean_line(event.text)


class Prose(TextArea):
    """Text in paragraphs; plain to look at, since Textual's colours for Markdown are not ours."""

    DEFAULT_CSS = """
    Prose {
        padding: 0;
        background: $background;
        scrollbar-size-vertical: 1;
        & .text-area--placeholder { color: $quiet; }
        &:focus { background: $surface; }
    }
    """

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(
            id=name, placeholder=placeholder, compact=True, highlight_cursor_line=False
        )
        self.settled = ""
        """As in a line: what was shown or saved last."""
        self.untouched = False
        """Nobody has been here since this text came; the cursor is at its end."""

    @property
    def cursor_index(self) -> int:
        """How many characters stand before the cursor."""
        return self.index_of(self.cursor_location)

    def index_of(self, location: tuple[int, int]) -> int:
        """Return how many characters stand before a place."""
        row, column = location
        return sum(len(self.document.get_line(line)) + 1 for line in range(row)) + column

    def go_to(self, index: int) -> None:
        """Put the cursor behind so many characters, in the middle of what is seen."""
        self.move_cursor(location_of(self.text, index), center=True)

    def show(self, text: str, *, force: bool = False, from_end: bool = False) -> None:
        """Hold another text; the cursor stays near, and the field's own undo still works."""
        if self.text != text:
            if self.text != self.settled and not force:
                return
            first = self.cursor_location == (0, 0) and not self.has_focus
            here = _followed(self.text, text, self.cursor_index)
            self.replace(text, (0, 0), self.document.end)
            end = self.document.end if from_end else (0, 0)
            self.move_cursor(end if first else location_of(text, here))
            self.untouched = first
            self._show_beginning()
        self.settled = text

    def _show_beginning(self) -> None:
        """Show the text from its beginning until somebody writes at its end."""
        if self.untouched:
            self.call_after_refresh(self._to_beginning)

    def _to_beginning(self) -> None:
        if self.untouched:
            self.scroll_home(animate=False, force=True)

    def on_resize(self) -> None:
        """Stay at the beginning, or at the line that is written: less room would hide it."""
        self._show_beginning()
        if self.has_focus and not self.untouched:
            self.call_after_refresh(self.scroll_cursor_visible)

    def on_focus(self) -> None:
        """Show where writing goes on."""
        self.untouched = False
        self.scroll_cursor_visible()

    def key_ctrl_home(self) -> None:
        """Go to the first letter of the text."""
        self.move_cursor((0, 0))

    def key_ctrl_end(self) -> None:
        """Go behind the last letter of the text."""
        self.move_cursor(self.document.end)

    def key_ctrl_shift_home(self) -> None:
        """Select to the first letter of the text."""
        self.move_cursor((0, 0), select=True)

    def key_ctrl_shift_end(self) -> None:
        """Select to the last letter of the text."""
        self.move_cursor(self.document.end, select=True)

    def on_blur(self) -> None:
        """Select nothing any more: who comes back to write would write over it unseen."""
        if (
            self.is_attached and self.screen.is_active
        ):  # and not under a dialog, which answers about what is selected
            self.move_cursor(self.cursor_location)

    def on_paste(self, event: events.Paste) -> None:
        """Leave out of what is pasted what drives terminals or hides text."""
        event.text = clean(event.text)


def location_of(text: str, index: int) -> tuple[int, int]:
    """Return row and column of a character."""
    before = text[:index]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def _followed(before: str, now: str, at: int) -> int:
    """Return where a place of a text is in the next one, of which a part is another."""
    same = _alike(before, now)
    if at <= same:
        return at
    most = min(len(before), len(now)) - same
    behind = len(before) - at
    if behind <= _alike(before[::-1][:most], now[::-1][:most]):
        return len(now) - behind
    return same


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
