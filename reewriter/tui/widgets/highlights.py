"""The highlights of a story and the field in which one of them is written. Saves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import TextArea

from reewriter.desk.evidence import followed
from reewriter.model import Highlight, Source
from reewriter.text.words import count_words, counted
from reewriter.tui.widgets.evidence import Evidence
from reewriter.tui.widgets.highlight_rows import HOUSE_WORDS, HighlightRows
from reewriter.tui.widgets.marked import MarkedProse, Place

__all__ = ["Highlights"]


class Sentence(MarkedProse):
    """The field of one highlight; enter ends it."""

    class Ended(Message):
        """The sentence is written."""

    ended = False

    def on_key(self, event: events.Key) -> None:
        """End with enter; keys that come before the focus has gone are meant for what follows."""
        if self.ended:
            event.stop()
            event.prevent_default()
            self.app.post_message(events.Key(event.key, event.character))
        elif event.key == "enter":
            event.stop()
            event.prevent_default()
            self.ended = True
            self.post_message(self.Ended())


class Highlights(Vertical):
    """Rows, and below them a field that is open while a highlight is written."""

    DEFAULT_CSS = """
    Highlights {
        height: auto;
        & HighlightRows { height: auto; max-height: 9; min-height: 1; }
        & #highlight-editor { height: 3; display: none; border-left: outer $primary; }
        & #highlight-editor.-open { display: block; }
    }
    """

    class Edited(Message):
        """A highlight was written, moved or removed; `typed` says what they are now."""

    def __init__(self) -> None:
        super().__init__()
        self._editing: int | None = None
        self._lines: tuple[Highlight, ...] = ()
        self._settled: tuple[Highlight, ...] = ()
        self._sources: tuple[Source, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay both out."""
        yield HighlightRows(id="highlights")
        yield Evidence(id="evidence")
        yield Sentence("highlight-editor")

    @property
    def rows(self) -> HighlightRows:
        """The rows."""
        return self.query_one(HighlightRows)

    def mark(self, marks: Sequence[Sequence[Place]]) -> None:
        """Show what was found in each of them."""
        self.rows.mark(marks)
        index = self._editing
        self._editor.mark(marks[index] if index is not None and index < len(marks) else ())

    def edit(self, index: int, span: tuple[int, int] | None = None) -> None:
        """Write one of them, with some of its words selected."""
        if index < len(self._lines):
            self.close()
            self._open(index)
            if span is not None:
                self._editor.select(span)

    @property
    def _editor(self) -> Sentence:
        return self.query_one(Sentence)

    def show(
        self,
        lines: Sequence[Highlight],
        *,
        sources: Sequence[Source] = (),
        force: bool = False,
    ) -> None:
        """Show these, unless others were written that are not saved yet."""
        before, self._sources = self._sources, tuple(sources)
        if before != self._sources:  # a text may be another: evidence is found again in it
            self._lines = followed(self._lines, before, self._sources)
            self._settled = followed(self._settled, before, self._sources)
        # A line that is being written is not saved while it is empty: showing what is saved
        # would take it away under the cursor.
        if force or not (self.editing or self.typed is not None):
            self._lines = self._settled = tuple(lines)
            self.rows.show([line.text for line in lines])

    @property
    def typed(self) -> tuple[Highlight, ...] | None:
        """What is written now; None when it is what was shown or saved last."""
        written = _filled(self._written)
        return None if written == _filled(self._settled) else written

    def saved(self) -> None:
        """Take note that all of it is saved."""
        self._settled = self._written

    @property
    def _written(self) -> tuple[Highlight, ...]:
        """The highlights, the one that is being written as it stands in its field."""
        index = self._editing
        if index is None or index >= len(self._lines):
            return self._lines
        text = self._editor.text
        line = " ".join(text.split()) if "\n" in text else text
        reworded = replace(self._lines[index], text=line)
        return (*self._lines[:index], reworded, *self._lines[index + 1 :])

    @property
    def editing(self) -> bool:
        """Whether one is being written."""
        return self._editing is not None

    @property
    def current(self) -> Highlight | None:
        """The one that is being written, else that under the cursor."""
        at = self.rows.cursor if self._editing is None else self._editing
        return self._lines[at] if 0 <= at < len(self._lines) else None

    @property
    def said(self) -> str:
        """How many there are; of the one that is written, how long it is, as rows may be folded."""
        house, count = f"{HOUSE_WORDS.start}–{HOUSE_WORDS.stop - 1} words each", self.rows.count
        written = self.current
        if self.editing and written is not None:
            words = counted(count_words(written.text), "word")
            return f"{self.rows.cursor + 1} of {count} · {words} · {house}"
        return f"{count} · {house}" if count else house

    def new(self, line: Highlight | None = None) -> None:
        """Begin another one at the end; an empty `line` says on what it rests."""
        self.close()
        self._lines = (*self._lines, line or Highlight(""))
        self.rows.show([line.text for line in self._lines])
        self._open(len(self._lines) - 1)

    def write_last(self) -> None:
        """Write on at the last one."""
        self.close()
        if self._lines:
            self._open(len(self._lines) - 1)

    @on(HighlightRows.Opened)
    def _opened(self, event: HighlightRows.Opened) -> None:
        event.stop()
        self._open(event.index)

    def _open(self, index: int) -> None:
        self.rows.move_to(index)
        editor = self._editor
        self._editing = None
        with self.prevent(TextArea.Changed):
            editor.load_text(self._lines[index].text)
        editor.move_cursor(editor.document.end)
        self._editing = index
        self._show_evidence(self._lines[index])
        editor.ended = False
        editor.add_class("-open")
        editor.focus()

    def _show_evidence(self, line: Highlight) -> None:
        source = next((one for one in self._sources if one.id == line.source_id), None)
        passage = source.text[slice(*line.span)] if source and line.span else ""
        self.query_one(Evidence).show(passage, source.outlet if source else "")

    @on(TextArea.Changed)
    def _wrote(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._editing is None:
            return
        self._set(self._written)
        if "\n" in event.text_area.text:  # pasted with its end: a highlight is one sentence
            self._ended()

    @on(Sentence.Ended)
    def _ended(self) -> None:
        self.close()
        self.rows.focus()

    def close(self) -> None:
        """Close the field; a highlight left empty goes."""
        if self._editing is None:
            return
        written, self._editing = _filled(self._written), None
        self._editor.remove_class("-open")
        self.query_one(Evidence).show("")
        if written != self._lines:
            self._set(written)

    @on(HighlightRows.Removed)
    def _removed(self, event: HighlightRows.Removed) -> None:
        event.stop()
        self._set((*self._lines[: event.index], *self._lines[event.index + 1 :]))

    def move(self, by: int) -> None:
        """Move the highlight under the cursor up or down."""
        at, to = self.rows.cursor, self.rows.cursor + by
        if 0 <= to < len(self._lines):
            lines = list(self._lines)
            lines[at], lines[to] = lines[to], lines[at]
            self._set(tuple(lines))
            self.rows.move_to(to)

    def _set(self, lines: tuple[Highlight, ...]) -> None:
        """Show and tell the highlights; each keeps the evidence it rests on."""
        self._lines = lines
        self.rows.show([line.text for line in lines])
        self.post_message(self.Edited())


def _filled(lines: Sequence[Highlight]) -> tuple[Highlight, ...]:
    return tuple(line for line in lines if line.text.strip())
