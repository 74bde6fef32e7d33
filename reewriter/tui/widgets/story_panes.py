"""The source and the draft of a story, side by side or one at a time. Knows neither's content."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal

from reewriter.model import Highlight
from reewriter.tui.widgets.draft import Draft
from reewriter.tui.widgets.highlight_rows import HighlightRows
from reewriter.tui.widgets.source_reader import SourceReader

__all__ = ["StoryPanes"]


class StoryPanes(Horizontal):
    """Source left, draft right; where there is no room for both, the one that has the focus."""

    def __init__(self, sections: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._sections = sections
        self._pane = "source"
        """The one that is shown where there is no room for both."""

    def compose(self) -> ComposeResult:
        """Lay both out."""
        yield SourceReader(id="source")
        yield Draft(self._sections, id="draft")

    @property
    def reader(self) -> SourceReader:
        """The source."""
        return self.query_one(SourceReader)

    @property
    def draft(self) -> Draft:
        """The fields."""
        return self.query_one(Draft)

    def to_source(self) -> None:
        """Show the source, and go to it."""
        self._show("source")
        self.reader.focus()

    def to_field(self, name: str, span: tuple[int, int] | None = None) -> None:
        """Show the draft, and go to one of its fields, with some of its words selected."""
        self._show("draft")
        if not self.draft.parts.go(name):
            self.query_one(f"#{name}").focus()
        elif span is not None:
            self.draft.parts.prose(name).select(span)

    def to_highlight(self, index: int, span: tuple[int, int] | None) -> None:
        """Show the draft, and write one of its highlights."""
        self._show("draft")
        self.draft.highlights.edit(index, span)

    def to_next_part(self) -> None:
        """Show the draft, and the next of the story's texts."""
        self._show("draft")
        self.draft.parts.next()

    def to_draft(self) -> None:
        """Show the draft, and go to its highlights, where letters are still keys."""
        self._show("draft")
        self.draft.unfold()
        self.query_one(HighlightRows).focus()

    def to_new_highlight(self, resting: Highlight | None = None) -> None:
        """Show the draft, and begin a highlight; `resting` says on what it rests."""
        self._show("draft")
        self.draft.highlights.new(resting)

    def step(self, by: int) -> None:
        """Go to the next field or the one before; that may bring the other pane."""
        if self.draft.highlights.editing:
            # The line editor goes, and the focus with it: it stood between these two.
            self.draft.highlights.close()
            self.to_field("critique" if by > 0 else "highlights")
            return
        if self.draft.parts.step(by):
            return
        self.draft.unfold()
        if self._at_the_edge(by):
            self._arrange(both=True)  # what is hidden cannot be focused
        if by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def _at_the_edge(self, by: int) -> bool:
        """Tell whether the next step leads out of the pane; another look for each is dear."""
        chain, at = self.screen.focus_chain, self.screen.focused
        return at not in chain or at is chain[-1 if by > 0 else 0]

    def _show(self, pane: str) -> None:
        self._pane = pane
        self._arrange()

    def _arrange(self, *, both: bool = False) -> None:
        """Hide what there is no room for: by itself, since a class would style every field anew."""
        both = both or self.screen.has_class("-wide")
        for name, widget in (("source", self.reader), ("draft", self.draft)):
            shown = both or name == self._pane
            if shown == widget.styles.inline.has_rule("display"):
                widget.styles.display = None if shown else "none"

    def on_mount(self) -> None:
        """Begin with the source."""
        self._arrange()

    def on_resize(self) -> None:
        """Show both as soon as there is room."""
        self._arrange()

    def on_descendant_focus(self) -> None:
        """Show the pane that has the focus."""
        self._show("source" if self.reader.has_focus else "draft")
