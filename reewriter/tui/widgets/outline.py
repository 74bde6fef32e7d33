"""The order of an issue as rows: sections, stories, the line, the bench. Moves nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reewriter.checks.size import CLIP_BYTES, LARGE_BYTES
from reewriter.checks.weight import Weight
from reewriter.desk.skeleton import words_in
from reewriter.model import Composition, Placed
from reewriter.text.words import counted, reading_minutes
from reewriter.tui import paint
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.row_list import RowList

__all__ = ["Outline"]

_METER = 10
"""Cells of the bar that shows how full the mail is."""
_FULL, _EMPTY = "█", "░"
_NEARLY = LARGE_BYTES / CLIP_BYTES
"""From here on a service's links may push the mail over the limit."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A heading, or a story."""

    text: str
    placed: Placed | None = None
    number: int = 0
    line: bool = False
    cut: bool = False
    """Where Gmail would cut."""


class Outline(RowList):
    """Everything that stands in an issue, in reading order."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: list[_Row] = []
        self.brings = "b"
        """The key that brings a story above the line."""
        self._composition: Composition | None = None
        self._late: Mapping[int, int] = {}
        self._weight: Weight | None = None

    def show(self, composition: Composition, late: Mapping[int, int] | None = None) -> None:
        """Show an issue; the cursor stays on its story.

        `late` says for how many stories how many sources have come since they were kept.
        """
        self._composition, self._late = composition, late or {}
        self._lay_out()

    def weigh(self, weight: Weight | None) -> None:
        """Show what each story weighs in the mail, and where that would be cut."""
        if weight != self._weight:
            self._weight = weight
            self._lay_out()

    def _lay_out(self) -> None:
        """Make the rows, with air above the headings where all of it fits."""
        if self._composition is None:
            return
        at = self.story_id
        rows = _rows_of(self._composition, self._weight, self.brings)
        airy = _airy(rows)
        self._rows = airy if len(airy) <= self.size.height else rows
        self.rows_changed()
        if at is not None:
            self.choose(at)

    def on_resize(self) -> None:
        """There may be room for air now, or none any more."""
        self._lay_out()

    def choose(self, story_id: int) -> None:
        """Put the cursor on a story."""
        for index, row in enumerate(self._rows):
            if row.placed and row.placed.story.id == story_id:
                self.move_to(index)

    @property
    def placed(self) -> Placed | None:
        """The story under the cursor."""
        return self._rows[self.cursor].placed if self.cursor < len(self._rows) else None

    @property
    def story_id(self) -> int | None:
        """The id of the story under the cursor."""
        return self.placed.story.id if self.placed else None

    @property
    def order(self) -> list[tuple[int, str, bool]]:
        """Which story stands where: its id, its section, whether it is on the bench."""
        return [
            (row.placed.story.id, row.placed.section, row.placed.bench)
            for row in self._rows
            if row.placed
        ]

    @property
    def count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    def can_stand(self, index: int) -> bool:
        """Only stories can be chosen."""
        return self._rows[index].placed is not None

    def paint_row(self, index: int, width: int) -> Sequence[Sequence[Piece]]:
        """Paint a heading, the line, or a story with its words."""
        row = self._rows[index]
        if row.placed is None:
            if not row.text:
                return [[]]
            if row.cut:
                return [[(f" {row.text} ", "error"), ("─" * width, "error")]]
            if row.line:
                return [
                    [(f" {row.text} ", "accent"), *self._meter(), (" ", ""), ("─" * width, "rule")]
                ]
            return [[(f" {row.text.upper()}", "heading")]]
        story = row.placed.story
        marks = f"{len(story.highlights)}h" if story.highlights else "  "
        tail = f" {marks:>3} {words_in(story):>5} w {self._kilobytes(row.placed)}"
        bar = self.bar if index == self.cursor else " "
        number = f"{row.number:>3}  " if row.number else "  ·  "
        more = self._late.get(story.id, 0)
        news = f" +{counted(more, 'source')}" if more else ""
        room = width - len(bar) - len(number) - len(news) - len(tail)
        headline = paint.fit(story.headline or "(no headline)", max(room, 8))
        style = "" if not row.placed.bench else "quiet"
        return [
            [
                *[(bar, "bar"), (number, "accent"), (headline, style)],
                *[(news, "attention"), (tail, "quiet")],
            ]
        ]

    def _kilobytes(self, placed: Placed) -> str:
        """Return the column of what a story weighs, as soon as anything does."""
        if self._weight is None:
            return ""
        size = None if placed.bench else self._weight.stories.get(placed.story.id)
        return " " * 8 if size is None else f"{size / 1024:>4.1f} kB "

    def _meter(self) -> list[Piece]:
        """Say how full the mail is: Gmail shows no more than 100 kB."""
        weight = self._weight
        if weight is None:
            return []
        part = weight.total / weight.limit
        style = "error" if part > 1 else "attention" if part > _NEARLY else "good"
        full, empty = _bar(part)
        size = f"· {weight.kilobytes:.0f} of {weight.limit / 1024:.0f} kB "
        return [(size, style if part > _NEARLY else "accent"), (full, style), (empty, "rule")]


def _bar(part: float) -> tuple[str, str]:
    full = min(max(round(part * _METER), 0), _METER)
    return _FULL * full, _EMPTY * (_METER - full)


def _cut_line(weight: Weight) -> str:
    if weight.hidden:
        return (
            f"✗ Gmail cuts off the last {weight.hidden / 1024:.1f} kB of this story, and the rest"
        )
    return "✗ Gmail cuts here: the end of the mail is hidden"


def _airy(rows: list[_Row]) -> list[_Row]:
    """Put an empty row above each heading and above the line, but for the very first."""
    airy: list[_Row] = []
    for row in rows:
        if airy and row.placed is None and not row.cut:
            airy.append(_Row(""))
        airy.append(row)
    return airy


def _rows_of(composition: Composition, weight: Weight | None, brings: str) -> list[_Row]:
    rows: list[_Row] = []
    section = None
    for number, placed in enumerate(composition.above, 1):
        if placed.section != section:
            section = placed.section
            rows.append(_Row(section or "no section"))
        rows.append(_Row("", placed, number))
        if weight is not None and weight.is_cut and weight.cut == placed.story.id:
            rows.append(_Row(_cut_line(weight), cut=True))
    if not composition.placed:
        return []
    words = sum(words_in(p.story) for p in composition.above)
    count = len(composition.above)
    told = f"{count} {'story goes' if count == 1 else 'stories go'} out"
    if words:
        told += f" · {counted(words, 'word')} · {reading_minutes(words)} min"
    nothing = f"nothing goes out yet: {brings} brings a story above this line"
    rows.append(_Row(told if count else nothing, line=True))
    if composition.bench:
        rows.append(_Row("on the bench"))
    rows += [_Row("", placed) for placed in composition.bench]
    return rows
