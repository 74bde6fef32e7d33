"""A reader that shows which sentences are marked, and what is used already. Moves no mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reewriter.text.clean import scrub
from reewriter.tui.article import Article
from reewriter.tui.inline import Line
from reewriter.tui.walk import Stay, Walk
from reewriter.tui.widgets.painted import Piece
from reewriter.tui.widgets.reader import Reader, same_article

__all__ = ["MarkingReader"]

_CONTEXT = 3
"""Lines that stay in sight around a sentence."""
_REMEMBERED = 60
"""Articles whose mark is found again when one comes back to them."""
_PLAIN, _MARKED, _USED = 0, 1, 2


class MarkingReader(Reader, inherit_bindings=False):
    """An article in which sentences are marked: by their ground, and by a bar in the margin."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"reader--sentence", "reader--used"}
    DEFAULT_CSS = """
    MarkingReader {
        & > .reader--sentence { background: $cursor-row; }
        & > .reader--used { text-style: underline; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.walk = Walk(None)
        self._used: list[tuple[int, int]] = []
        self._stays: dict[tuple[str, int], Stay] = {}
        self._looks: dict[tuple[str, int], Style] = {}

    def show(self, article: Article | None, *, words: re.Pattern[str] | None = None) -> None:
        """Show an article; what is marked stays so, also when one comes back to it."""
        seen, stay = self.article, self.walk.stay(self.scroll_offset.y)
        if seen is not None and stay is not None:
            self._remember(seen, stay)
        super().show(article, words=words)
        same = seen is not None and article is not None and same_article(seen, article)
        if not same or not self.walk.is_of(article):
            self.walk = Walk(article)
            back = self._stays.get(article.key) if article is not None and article.key[1] else None
            back = stay if same else back
            if back is not None and self.walk.come_back(back):
                if not same:
                    self.scroll_to(y=back.top, animate=False, force=True)
                self.call_after_refresh(self.reveal)
        self._used = []
        self.underline(article.used if article is not None else ())

    def underline(self, used: Sequence[tuple[int, int]]) -> None:
        """Underline these passages of the article's Markdown: our story rests on them."""
        compared = self.article is not None and self.article.compared is not None
        shown = [] if compared else sorted(map(self.walk.places.on_screen, used))
        if shown != self._used:
            self._used = shown
            self._strips.clear()
            self.refresh()

    def _remember(self, article: Article, stay: Stay) -> None:
        self._stays.pop(article.key, None)
        self._stays[article.key] = stay
        if len(self._stays) > _REMEMBERED:
            del self._stays[next(iter(self._stays))]

    def _lay_out(self) -> None:
        before = self._laid_out
        super()._lay_out()
        if before[0] == self._laid_out[0] and before != self._laid_out:
            self.call_after_refresh(self.reveal)  # in another width

    def lines_of(self, index: int) -> tuple[int, int]:
        """Return the first and the last line of a sentence."""
        one = self.walk.units[index]
        return self._line_of(one.start), self._line_of(one.end - 1)

    @property
    def view(self) -> tuple[int, int]:
        """The first line in sight, and the one behind the last."""
        top = self.scroll_offset.y
        return top, top + self.scrollable_content_region.height

    def reveal(self) -> None:
        """Scroll so far that the sentence is in sight, and some lines around it."""
        at = self.walk.cursor
        if at is None or not self.size.height:
            return
        first, last = self.lines_of(at)
        top, behind = self.view
        height = behind - top
        room = max(min(_CONTEXT, (height - (last - first + 1)) // 2), 0)
        if first - room < top:
            # Before the first sentence stands the headline: it is shown with it.
            top = first - room if at or first >= height else 0
        elif last + room >= behind:
            top = min(last + room - height + 1, first)
        self.scroll_to(y=max(top, 0), animate=False, force=True, immediate=True)

    def _line_strip(self, line: Line, lead: Piece, width: int) -> Strip:
        segments: list[Segment] = []
        here = False
        for text, style, marks in self._parts(line, self.walk.span):
            here = here or bool(marks & _MARKED)
            segments.append(Segment(scrub(text), self._look_of(style, marks)))
        if here and not lead[0].strip():
            lead = (f"{lead[0][:-1]}▌", "bar")
        first = Segment(lead[0], self.look(lead[1]))
        return Strip([first, *segments]).adjust_cell_length(width, self.look(""))

    def _parts(self, line: Line, marked: tuple[int, int] | None) -> Iterator[tuple[str, str, int]]:
        """Cut a line where what is marked, or used, begins and ends."""
        behind = -1
        for span in self._found(line):
            if span.at < 0:  # blanks between words look as what surrounds them
                within = behind >= 0 and span.text.isspace()
                yield span.text, span.style, self._marks(behind, marked) if within else _PLAIN
                continue
            first, behind = span.at, span.at + len(span.text)
            cuts = sorted({first, behind, *self._cuts(first, behind, marked)})
            for start, end in pairwise(cuts):
                text = span.text[start - first : end - first]
                yield text, span.style, self._marks(start, marked)

    def _cuts(self, first: int, behind: int, marked: tuple[int, int] | None) -> Iterator[int]:
        for span in (*([marked] if marked else ()), *self._used):
            for place in span:
                if first < place < behind:
                    yield place

    def _marks(self, at: int, marked: tuple[int, int] | None) -> int:
        marks = _MARKED if marked is not None and marked[0] <= at < marked[1] else _PLAIN
        return marks | (_USED if any(first <= at < behind for first, behind in self._used) else 0)

    def _look_of(self, style: str, marks: int) -> Style:
        key = (style, marks)
        if key not in self._looks:
            look = self.look(style)
            for mark, name in ((_MARKED, "sentence"), (_USED, "used")):
                if marks & mark:
                    look += self.get_component_rich_style(f"reader--{name}", partial=True)
            self._looks[key] = look
        return self._looks[key]

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._looks.clear()
        super().notify_style_update()
