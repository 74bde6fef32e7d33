"""Row one of every screen: edition, clock, what is new, errors, size, targets, saved or not."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reewriter.patterns import pattern
from reewriter.text.words import counted
from reewriter.tui.standing import Standing
from reewriter.tui.when import span

__all__ = ["StatusRow"]

_SOON = 60
"""Minutes before the due time from which on it is written loudly."""

_HEAVY = 90.0
"""Kilobytes from which on the size is as important as a warning: Gmail cuts at 102.4."""

_RANKS = 11

_ODD = ("≠", "!")
"""What begins with these is not at its targets as it is here."""

Part = tuple[str, str, int]
"""Text, style, and rank: the highest ranks go first where the row is narrow."""

_SHORT = _RANKS - 1
"""Once all ranks above it are gone, what is left is said in fewer words before more goes."""

_FEWER = (
    ("not exported", "no export"), (" since", ""),
    (" errors", " err"), (" error", " err"), (" warnings", " warn"), (" warning", " warn"),
)  # fmt: skip
"""Words, and what stands for them where there is little room."""
_HOUR = pattern(r" \d\d:\d\d$")
"""That something was exported says more than when, which stands in the issue."""


class StatusRow(Widget):
    """Says where the morning stands, as much of it as the row has room for."""

    standing: reactive[Standing] = reactive(Standing())

    def on_mount(self) -> None:
        """Say what the desk knows, on whatever screen this is."""
        if hasattr(self.app, "standing"):
            self.watch(self.app, "standing", self._follow)

    def _follow(self, standing: Standing) -> None:
        self.standing = standing

    def render(self) -> Content:
        """Lay both sides out and drop what matters least until they fit."""
        width, left, right = self.size.width, self._left(), self._right()
        for rank in range(_RANKS, 0, -1):
            if _width(left) + _width(right) + 4 <= width:
                break
            if rank == _SHORT:
                left = _shorter([part for part in self._left(short=True) if part[2] <= _SHORT])
                right = _shorter([part for part in right if part[2] <= _SHORT])
                if _width(left) + _width(right) + 4 <= width:
                    break
            left = [part for part in left if part[2] != rank]
            right = [part for part in right if part[2] != rank]
        whole = (self.standing.day + _number(self.standing), "bold", 0)
        if left and left[0][2] == 0 and _width([whole, *left[1:]]) + _width(right) + 4 <= width:
            left[0] = whole  # the month is the first to go, and the last to come back
        gap = " " * max(width - _width(left) - _width(right) - 2, 1)
        return Content.assemble(" ", *_joined(left), gap, *_joined(right), " ")

    def _left(self, *, short: bool = False) -> list[Part]:
        now = self.standing
        parts: list[Part] = [("reewriter", "bold $primary", 11)]
        if now.day:
            day = now.day.rpartition(" ")[0] if short and now.number is not None else now.day
            parts.append((day + _number(now), "bold", 0))
        if now.clock:
            parts.append((now.clock, "$quiet", 9))
        if now.overdue:
            parts.append((f"! {now.overdue}", "bold $error", 0))
        if now.minutes is not None:
            soon = now.minutes < _SOON
            style = "bold $warning" if soon else "$quiet"
            rank = 1 if soon else 4
            past, away = now.minutes < 0, abs(now.minutes)
            if short:
                told = _shortly(away)
                parts.append((f"due {told} ago" if past else f"due in {told}", style, rank))
            else:
                told = span(away)
                parts.append((f"due {now.due}", style, rank))
                parts.append((f"({told} ago)" if past else f"(in {told})", style, rank))
        return parts

    def _right(self) -> list[Part]:
        now = self.standing
        parts: list[Part] = []
        if now.fetching:
            parts.append((now.fetching, "$secondary", 0))
        if now.doing:
            parts.append((now.doing, "$secondary", 0))
        parts.append((f"{now.new:,} new", "", 5))
        parts.append((f"{now.kept} kept", "$primary", 7))
        if now.errors:
            parts.append((f"! {counted(now.errors, 'error')}", "$error", 1))
        if now.warnings:
            parts.append((f"~ {counted(now.warnings, 'warning')}", "$warning", 2))
        if now.kilobytes is not None:
            heavy = now.kilobytes >= _HEAVY
            rank, style = (2, "$warning") if heavy else (10, "$quiet")
            parts.append((f"{now.kilobytes:.0f} kB", style, rank))
        if now.went:
            odd = now.went.startswith(_ODD)
            parts.append((now.went, "$warning" if odd else "$quiet", 3 if odd else 8))
        if now.save == "not saved":
            parts.append((f"! NOT SAVED {now.why_not}".rstrip(), "bold $error", 0))
        else:
            parts.append((now.save, "$quiet", 6))
        return parts


def _shortly(minutes: int) -> str:
    """Return a length of time as the ages in a list are written: "47m", "3h05", "22h"."""
    hours, rest = divmod(minutes, 60)
    return f"{minutes}m" if minutes < 100 else f"{hours}h{rest:02d}" if hours < 10 else f"{hours}h"


def _number(now: Standing) -> str:
    return f" · No. {now.number}" if now.number is not None else ""


def _shorter(parts: list[Part]) -> list[Part]:
    """Say the same in fewer letters."""
    for long, short in _FEWER:
        parts = [(text.replace(long, short), style, rank) for text, style, rank in parts]
    return [(_HOUR.sub("", text), style, rank) for text, style, rank in parts]


def _width(parts: list[Part]) -> int:
    return sum(cell_len(text) + len(_gap(text)) for text, _, _ in parts) - (2 if parts else 0)


def _gap(text: str) -> str:
    """Return what stands before a part: a remark in brackets belongs to the part before it."""
    return " " if text.startswith("(") else "  "


def _joined(parts: list[Part]) -> list[Content | str]:
    out: list[Content | str] = []
    for text, style, _ in parts:
        if out:
            out.append(_gap(text))
        out.append(Content.styled(text, style))
    return out
