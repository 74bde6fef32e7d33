"""Folds the fields of a draft where there are few lines: what is written has the room."""

from __future__ import annotations

from textual import events
from textual.containers import Vertical

from reewriter.tui.widgets.choice import Choice
from reewriter.tui.widgets.fields import Line, Prose
from reewriter.tui.widgets.highlights import Highlights
from reewriter.tui.widgets.moves_margin import MovesMargin
from reewriter.tui.widgets.suggestion_rows import SuggestionRows

__all__ = ["Folds"]

_FOLDING = {"-critique", "-line", "-rows", "-offers"}
_LOW, _LOWEST = 26, 14
"""Lines below which the other fields fold while the critique, or a highlight, is written."""


class Folds(Vertical):
    """Fields in rows, highlights and texts below them, of which some can be folded."""

    DEFAULT_CSS = """
    Folds {
        padding: 0 1;
        & .row { height: 1; }
        & .label { width: 10; color: $quiet; }
        & .label.-second { width: 11; padding-left: 2; }
        & .row:focus-within > .label { color: $primary; }
        & .heading { height: 1; margin-top: 1; color: $quiet; }
        &.-low .-rare { height: 0; }
        &.-low.-rows .-rare { height: 1; }
        &.-low.-rows HighlightRows { max-height: 3; }
        &.-low SuggestionRows { max-height: 6; margin-top: 0; }
        &.-low.-rows SuggestionRows { max-height: 2; }
        &.-low.-critique SuggestionRows, &.-lowest SuggestionRows { display: none; }
        &.-low.-offers .-fold { display: none; }
        &.-low.-critique .-fold, &.-low.-critique HighlightRows { display: none; }
        &.-low.-critique .heading, &.-lowest .heading { margin-top: 0; }
        &.-lowest.-line .row, &.-lowest.-line #writing { display: none; }
        & #writing { height: 3fr; min-height: 4; }
        & #critique-preview { height: 2fr; min-height: 3; border-top: solid $rule; display: none; }
        &.-preview #critique-preview { display: block; }
        &.-low #critique-preview { display: none; }
        &.-low.-preview.-critique #critique-preview { display: block; }
        &.-lowest HighlightRows { max-height: 3; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._modes: set[str] = set()

    @property
    def highlights(self) -> Highlights:
        """The highlights."""
        return self.query_one(Highlights)

    def on_resize(self, event: events.Resize) -> None:
        """Where there are few lines, fold what is not written."""
        self.set_class(event.size.height < _LOW, "-low")
        self.set_class(event.size.height < _LOWEST, "-lowest")
        self._fold()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Give the text that is being written the room."""
        at = event.widget
        critique, rows = isinstance(at, Prose | MovesMargin), isinstance(at, Line | Choice)
        line, offers = at.id == "highlight-editor", isinstance(at, SuggestionRows)
        self.highlights.rows.elsewhere = offers
        here = {"-critique": critique, "-line": line, "-rows": rows, "-offers": offers}
        self._modes = {name for name, is_here in here.items() if is_here}
        self._fold()

    def _fold(self) -> None:
        """Fold by classes; none where all has room, for each costs a look."""
        now = self._modes if self.has_class("-low") else set()
        if now != self.classes & _FOLDING:
            self.set_classes((self.classes - _FOLDING) | now)

    def unfold(self) -> None:
        """Show every field, so that the focus can go to any."""
        self._modes = set()
        self.remove_class("-critique", "-line", "-offers")
