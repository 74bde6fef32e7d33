"""The row above the keys: what just happened, in words. Never a pop-up."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.patterns import pattern
from reewriter.tui import paint
from reewriter.tui.inline import Span, wrap
from reewriter.tui.messages import Tone

__all__ = ["MessageLine"]

_GLYPH: dict[Tone, str] = {"info": "", "good": "✓ ", "attention": "~ ", "error": "! "}
_STYLE: dict[Tone, str] = {
    "info": "$secondary",
    "good": "$success",
    "attention": "$warning",
    "error": "bold $error",
}


_HINT = pattern(r" · \S+(?: \S+)? takes it back$")
"""What everybody knows after a day: the list keeps its last row instead."""
_ROWS = 3
"""What is longer than so many rows is cut: the list above it matters more."""
_BETWEEN = " · "
"""Stands between the choices that are offered: a key stays beside what it does."""
_SHARE = 3
"""An error may take the third part of the screen: it must be read whole to be mended."""


def _filled(offered: Iterable[str], room: int) -> list[str]:
    """Fill rows with choices; one is never parted."""
    rows: list[str] = []
    for each in offered:
        longer = f"{rows[-1]}{_BETWEEN}{each}" if rows else each
        if rows and cell_len(longer) <= room:
            rows[-1] = longer
        else:
            rows.append(each)
    return rows


class MessageLine(Widget):
    """Shows what was said until the next command, an error until something else is said."""

    NEWS_STAYS: ClassVar[float] = 2.0
    """Seconds that no key takes away what was not said in answer to one: a fetch has ended."""

    said: reactive[tuple[str, Tone]] = reactive[tuple[str, Tone]](("", "info"))

    def __init__(self) -> None:
        super().__init__()
        self._stays_until = 0.0
        self._offered: tuple[str, ...] = ()

    def offer(self, choices: Iterable[str]) -> None:
        """Show keys that may follow: broken between two of them, and in a row more."""
        self.say("")
        self._offered = tuple(choices)
        self.said = (_BETWEEN.join(self._offered), "info")

    def say(self, text: str, tone: Tone = "info", *, news: bool = False) -> None:
        """Show a message instead of the one before; news are what nobody asked for just now."""
        self._offered = ()
        self._stays_until = monotonic() + self.NEWS_STAYS if news else 0.0
        self.said = (text, tone)

    def hush(self) -> None:
        """Let the message go: something else is being done. An error is not lost by a key."""
        if self.said[0] and monotonic() >= self._stays_until and self.said[1] != "error":
            self.said = ("", "info")

    def watch_said(self) -> None:
        """Take as many rows as the message needs."""
        self.styles.height = max(len(self._rows()), 1)

    def on_resize(self) -> None:
        """Break the message anew."""
        self.watch_said()

    def _rows(self) -> list[str]:
        text, tone = self.said
        room = max(self.size.width - 2, 1)
        most = _ROWS if tone != "error" else max(self.screen.size.height // _SHARE, _ROWS)
        if cell_len(_GLYPH[tone] + text) > room:
            text = _HINT.sub("", text)
        if text and self._offered:
            return [paint.clip(row, room) for row in _filled(self._offered, room)[: most + 1]]
        safe = paint.clip(_GLYPH[tone] + text, room * most)
        if cell_len(safe) <= room:
            return [safe]
        rows = ["".join(span.text for span in row) for row in wrap([Span(safe)], room)]
        if len(rows) > most:
            rows[most - 1 :] = [paint.clip(" ".join(rows[most - 1 :]), room)]
        return rows

    def render(self) -> Content:
        """Write the rows."""
        return Content.styled("\n".join(f" {row}" for row in self._rows()), _STYLE[self.said[1]])
