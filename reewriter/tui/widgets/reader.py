"""A text to read, in a column of 72, that scrolls by keys. Opens no link by itself."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual.geometry import Size
from textual.strip import Strip

from reewriter.desk.evidence import find_passage
from reewriter.tui import commands, paint
from reewriter.tui.article import Article, lay_out
from reewriter.tui.comparing import text_lines, title_lines
from reewriter.tui.inline import Line, Span, wrap
from reewriter.tui.widgets.painted import Painted, Piece

__all__ = ["COLUMN", "Reader", "same_article"]

_TAB = 24
"""The widest a tab is."""
_PASSAGE = 48
"""Characters by which a passage is known again."""
COLUMN = 72
"""The widest a line of text is: more is hard to read."""


class Reader(Painted, can_focus=True, inherit_bindings=False):
    """Headline, where it is from, and the text; scrolls by keys."""

    PLACE = "reader"
    BINDINGS = commands.bindings("reader")

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.article: Article | None = None
        self.empty = "Nothing to read."
        self._words: re.Pattern[str] | None = None
        self._lines: list[Line] = []
        self._tops: list[int] = []
        """For each line where in the text it is, or the next one that has a place."""
        self._strips: dict[int, Strip] = {}
        self._laid_out: tuple[Article | None, int] = (None, 0)
        self._matches: list[int] | None = None
        """The lines with something that is searched for; None until they are asked for."""
        self._match = -1
        self._pointed = range(0)
        """The lines of a passage that a finding is about."""

    def point_out(self, place: tuple[int, int]) -> None:
        """Scroll to a passage and put a sign beside its lines, until another article is shown."""
        first, last = self._line_of(place[0]), self._line_of(max(place[1] - 1, place[0]))
        self._pointed = range(first, last + 1)
        self._strips.clear()
        top = max(first - self.size.height // 3, 0)
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    def show(self, article: Article | None, *, words: re.Pattern[str] | None = None) -> None:
        """Show an article from its beginning; the same one again stays where it is.

        So does one with another text: then at the passage that was read.
        """
        seen = self.article
        again = seen and article and replace(seen, used=article.used) == article
        place = None if again else self._place_in(article)
        if not again or words != self._words:
            self._matches, self._match = None, -1
        if not again:
            self._pointed = range(0)
        self.article, self._words = article, words
        self._lay_out()
        if not again:
            top = 0 if place is None else self._line_of(place)
            self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    def _place_in(self, article: Article | None) -> int | None:
        """Return where in another text of the same article that stands which is read now."""
        seen, top = self.article, self.scroll_offset.y
        if not (seen and article and top) or not same_article(seen, article):
            return None
        for line in self._lines[top:]:
            at = next((span.at for span in line if span.at >= 0), -1)
            if at >= 0:
                found = find_passage(seen.markdown[at : at + _PASSAGE], article.markdown)
                return found[0] if found else None
        return None

    def _line_of(self, place: int) -> int:
        """Return the line on which a place of the text is shown."""
        return max(bisect_right(self._tops, place) - 1, 0)

    @property
    def _column(self) -> int:
        return max(min(self.scrollable_content_region.width - 4, COLUMN), 8)

    @property
    def _indent(self) -> int:
        """The cells before each line."""
        return max(min((self.scrollable_content_region.width - self._column) // 2, 4), 1)

    def _lay_out(self) -> None:
        self._strips.clear()
        column = self._column
        now = replace(self.article, used=()) if self.article else None
        if self._laid_out != (now, column):
            self._laid_out = (now, column)
            self._lines = _lines(self.article, column) if self.article else []
            self._tops = _places(self._lines)
            self._matches, self._match = None, -1
        self.virtual_size = Size(self.size.width, len(self._lines) + 1)

    @property
    def written(self) -> int | None:
        """The lines of the article, or of what is said where there is none."""
        return len(self._lines) if self.article else self.empty.count("\n") + 2

    def render_line(self, y: int) -> Strip:
        """Paint one line of the widget."""
        index = y + self.scroll_offset.y
        if index not in self._strips:
            self._strips[index] = self._strip_of(index)
        return self._strips[index]

    def _strip_of(self, index: int) -> Strip:
        width = self.scrollable_content_region.width
        margin = " " * self._indent
        if self.article is None:
            said = self.empty.split("\n")
            text = paint.clip(said[index - 1], width - 4) if 0 < index <= len(said) else ""
            return self.strip([(margin + text, "quiet")], width)
        line = self._lines[index] if index < len(self._lines) else ()
        lead: Piece = (margin, "")
        if index in self._pointed:
            lead = (f"{margin[:-1]}▸", "attention")
        elif self._matches and self._match >= 0 and self._matches[self._match] == index:
            lead = (f"{margin[:-1]}▸", "accent")
        return self._line_strip(line, lead, width)

    def _line_strip(self, line: Line, lead: Piece, width: int) -> Strip:
        """Paint a line of the text; `lead` is what stands before it."""
        return self.strip([lead, *((span.text, span.style) for span in self._found(line))], width)

    def _found(self, line: Line) -> Iterable[Span]:
        """Return a line with what is searched for in a style of its own."""
        if self._words is None:
            return line
        found: list[Span] = []
        for span in line:
            at = 0
            for match in self._words.finditer(span.text):
                found += [_part(span, at, match.start()), _part(span, *match.span(), "match")]
                at = match.end()
            found.append(_part(span, at, len(span.text)))
        return found

    def notify_style_update(self) -> None:
        """Forget lines painted in the theme before."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Wrap the text anew."""
        self._lay_out()

    def go_to_match(self, by: int) -> tuple[int, int]:
        """Go to the next line with what is searched for, or the one before; say which of them."""
        if self._matches is None:
            self._matches = [at for at, line in enumerate(self._lines) if self._finds(line)]
        if not self._matches:
            return 0, 0
        begun = self._match >= 0
        self._match = (self._match + by) % len(self._matches) if begun else min(by, 0)
        self._match %= len(self._matches)
        self.scroll_to(
            y=max(self._matches[self._match] - self.size.height // 3, 0), animate=False, force=True
        )
        self._strips.clear()
        self.refresh()
        return self._match + 1, len(self._matches)

    def _finds(self, line: Line) -> bool:
        return any(self._words is not None and self._words.search(span.text) for span in line)

    def _scroll(self, by: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True)

    def action_down(self) -> None:
        """Scroll one line down."""
        self._scroll(1)

    def action_up(self) -> None:
        """Scroll one line up."""
        self._scroll(-1)

    def action_page_down(self) -> None:
        """Scroll one page down; two lines stay, so that the eye finds its place."""
        self._scroll(self.size.height - 2)

    def action_page_up(self) -> None:
        """Scroll one page up."""
        self._scroll(2 - self.size.height)

    def action_first(self) -> None:
        """Go to the headline."""
        self.scroll_to(y=0, animate=False, force=True)

    def action_last(self) -> None:
        """Go to the end."""
        self.scroll_to(y=len(self._lines), animate=False, force=True)


def _lines(article: Article, column: int) -> list[Line]:
    """Lay head and text out."""
    compared = article.compared
    lines: list[Line] = [()]
    if article.tabs:
        lines += [*wrap(_tabs(article), column), ()]
    if compared is not None and compared.title:
        lines += title_lines(compared, column)
    else:
        lines += wrap([Span(paint.flat(article.title) or "(no title)", "title")], column)
    if article.deck:
        lines += wrap([Span(paint.flat(article.deck), "em")], column)
    if article.source:
        lines += wrap([Span(paint.flat(article.source), "quiet")], column)
    if article.url:
        lines.append((Span(paint.clip(article.url, column), "info"),))
    if article.note:
        lines += wrap([Span(paint.flat(article.note), "attention")], column)
    if compared is not None:
        return [*lines, (), *text_lines(compared, column)]
    body = lay_out(article.markdown, column)
    return [*lines, (), *(body or [(Span(article.nothing, "quiet"),)])]


def _tabs(article: Article) -> list[Span]:
    """Return the sources side by side, the one that is shown standing out."""
    spans: list[Span] = []
    for at, outlet in enumerate(article.tabs):
        name = paint.clip(paint.flat(outlet), _TAB).replace(" ", "\xa0")
        here = at == article.tab
        spans.append(Span(" │ " if spans else "", "rule"))
        spans.append(Span(f"▌{name}" if here else name, "accent" if here else "quiet"))
    return spans


def _part(span: Span, start: int, end: int, style: str | None = None) -> Span:
    at = span.at + start if span.at >= 0 else -1
    return Span(span.text[start:end], span.style if style is None else style, at)


def same_article(one: Article, other: Article) -> bool:
    """Tell whether two articles are the same, whatever they say."""
    if one.key[1] or other.key[1]:
        return one.key == other.key
    return (one.title, one.url) == (other.title, other.url)


def _places(lines: Sequence[Line]) -> list[int]:
    """Return where each line is in the text; of one that is not from there, what comes after it."""
    places: list[int] = []
    following = sys.maxsize
    for line in reversed(lines):
        following = min(following, next((span.at for span in line if span.at >= 0), sys.maxsize))
        places.append(following)
    return places[::-1]
