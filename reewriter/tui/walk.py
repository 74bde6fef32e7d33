"""A cursor on the sentences of an article, or several chosen in a row. Pure; knows no widget."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from reewriter.desk.evidence import find_passage, prose_words
from reewriter.tui.article import Article
from reewriter.tui.units import Places, Unit, units

__all__ = ["Stay", "Walk"]


class Stay(NamedTuple):
    """Where one was in an article, to be found again when one comes back."""

    passage: str
    start: int
    several: bool
    top: int
    """The line at the top."""


class Walk:
    """The sentences of one article, and which of them are marked."""

    def __init__(self, article: Article | None) -> None:
        walked = article if article is not None and article.compared is None else None
        self._markdown = walked.markdown if walked is not None else ""
        self._places: Places | None = None
        self._units: list[Unit] | None = None
        self.cursor: int | None = None
        self.anchor: int | None = None
        """Where a choice of several began; None while there is only the one."""
        self.shown = False
        """Several are marked to be seen, and not because they were chosen."""

    @property
    def places(self) -> Places:
        """The text that is shown."""
        if self._places is None:
            self._places = Places(self._markdown)
        return self._places

    @property
    def units(self) -> list[Unit]:
        """The sentences; cut when they are asked for first."""
        if self._units is None:
            self._units = units(self.places.shown)
        return self._units

    def is_of(self, article: Article | None) -> bool:
        """Say whether another article is walked through in the same way."""
        other = article is not None and article.compared is None and article.markdown
        return (other or "") == self._markdown

    @property
    def marked(self) -> range:
        """The numbers of the sentences that are marked."""
        if self.cursor is None:
            return range(0)
        other = self.cursor if self.anchor is None else self.anchor
        return range(min(self.cursor, other), max(self.cursor, other) + 1)

    @property
    def span(self) -> tuple[int, int] | None:
        """Where in the text that is shown they stand."""
        marked = self.marked
        return (self.units[marked[0]].start, self.units[marked[-1]].end) if marked else None

    @property
    def span_in_source(self) -> tuple[int, int] | None:
        """Where in the article's Markdown they stand."""
        span = self.span
        return None if span is None else self.places.source(span)

    @property
    def words(self) -> int:
        """How many words they have."""
        span = self.span
        return prose_words(self.places.shown[slice(*span)]) if span else 0

    def mark(self, span: tuple[int, int], *, several: bool = False) -> bool:
        """Mark the sentences that have a part of a span of what is shown; say if there are any."""
        start, end = span
        inside = [at for at, one in enumerate(self.units) if one.start < end and one.end > start]
        if not inside:
            return False
        self.cursor = inside[-1]
        self.anchor = inside[0] if several or len(inside) > 1 else None
        return True

    def unit_at(self, place: int) -> int | None:
        """Return the sentence at a place of the text that is shown."""
        index = bisect_right(self.units, place, key=lambda one: one.start) - 1
        return index if index >= 0 and 0 <= place < self.units[index].end else None

    def paragraph(self, by: int) -> int:
        """Return the first sentence of the next paragraph, of this one, or of the one before."""
        here = self.cursor or 0
        number = self.units[here].paragraph
        if by > 0:
            later = (at for at, one in enumerate(self.units) if one.paragraph > number)
            return next(later, len(self.units) - 1)
        first = self._first_of(number)
        if first == here and first:
            first = self._first_of(self.units[first - 1].paragraph)
        return first

    def _first_of(self, paragraph: int) -> int:
        return next(at for at, one in enumerate(self.units) if one.paragraph == paragraph)

    def stay(self, top: int) -> Stay | None:
        """Return where one is; None where nothing is marked."""
        span = self.span
        if span is None:
            return None
        passage = self.places.shown[slice(*span)]
        return Stay(passage, span[0], self.anchor is not None, top)

    def come_back(self, stay: Stay) -> bool:
        """Mark what was marked, also in another text of the article; say whether it is there."""
        shown = self.places.shown
        end = stay.start + len(stay.passage)
        same = shown[stay.start : end] == stay.passage
        found = (stay.start, end) if same else find_passage(stay.passage, shown)
        return found is not None and self.mark(found, several=stay.several)
