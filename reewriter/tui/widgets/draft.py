"""The fields of a story. Is given values and posts what is typed; never opens the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from reewriter.desk.writing import FORMATS
from reewriter.model import Highlight, Story
from reewriter.text.words import count_words
from reewriter.tui.widgets.choice import Choice
from reewriter.tui.widgets.fields import Line, Prose
from reewriter.tui.widgets.highlight_rows import HOUSE_WORDS, HighlightRows

__all__ = ["FIELDS", "Draft"]

FIELDS = ("headline", "deck", "outlet", "reporter", "url", "tags")
"""The fields that are one line of text."""

_LABELS = {"url": "link"}
_LOW, _LOWEST = 26, 14
"""Lines below which the other fields fold while the critique, or a highlight, is written."""


class Draft(Vertical):
    """Headline, deck, where it stands, its source, highlights and critique."""

    DEFAULT_CSS = """
    Draft {
        padding: 0 1;
        & .row { height: 1; }
        & .label { width: 10; color: $quiet; }
        & .label.-second { width: 11; padding-left: 2; }
        & .row:focus-within > .label { color: $primary; }
        & .heading { height: 1; margin-top: 1; color: $quiet; }
        & HighlightRows { height: auto; max-height: 9; min-height: 1; }
        & #highlight-editor { height: 3; display: none; border-left: outer $primary; }
        & #highlight-editor.-open { display: block; }
        & #critique { height: 1fr; min-height: 4; border-left: outer $rule; }
        & #critique:focus { border-left: outer $primary; }
        &.-low.-critique .-fold, &.-low.-critique HighlightRows { display: none; }
        &.-low.-critique .heading, &.-lowest .heading { margin-top: 0; }
        &.-lowest.-line .row, &.-lowest.-line #critique { display: none; }
        &.-lowest.-line #critique-heading { display: none; }
        &.-lowest HighlightRows { max-height: 3; }
    }
    """

    @dataclass
    class Edited(Message):
        """Something was typed: the field's name and its whole value."""

        field: str
        value: object

    def __init__(self, sections: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._sections = tuple(sections)
        self._editing: int | None = None
        self._lines: tuple[Highlight, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay the fields out, one line each, the critique taking what is left."""
        yield self._row("headline", Line("headline", "what it says, in one line"))
        yield self._row("deck", Line("deck", "one sentence under the headline, or nothing"))
        yield self._row(
            "section", Choice(self._sections, id="section"), "format", Choice(FORMATS, id="format")
        )
        yield self._row(
            "outlet", Line("outlet", "who reports"), "reporter", Line("reporter", "whose byline")
        )
        yield self._row("url", Line("url", "https://…"), "tags", Line("tags", "with, commas"))
        yield Static("", id="highlights-heading", classes="heading")
        yield HighlightRows(id="highlights")
        yield Prose("highlight-editor")
        yield Static("", id="critique-heading", classes="heading")
        yield Prose("critique", "What the source gets right, what it leaves out, what it assumes.")

    def _row(self, *parts: str | Widget) -> Horizontal:
        cells: list[Widget] = []
        for at, part in enumerate(parts):
            if isinstance(part, str):
                second = " -second" if at else ""
                cells.append(Static(_LABELS.get(part, part), classes=f"label{second}"))
            else:
                cells.append(part)
        fold = "" if parts[0] == "headline" else " -fold"
        return Horizontal(*cells, classes=f"row{fold}")

    # -- room ----------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Where there are few lines, fold what is not being written."""
        self.set_class(event.size.height < _LOW, "-low")
        self.set_class(event.size.height < _LOWEST, "-lowest")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Give the text that is being written the room."""
        self.set_class(event.widget.id == "critique", "-critique")
        self.set_class(event.widget.id == "highlight-editor", "-line")

    def unfold(self) -> None:
        """Show every field, so that the focus can go to any."""
        self.remove_class("-critique", "-line")

    # -- showing -------------------------------------------------------------------------------

    def show(
        self,
        story: Story,
        section: str,
        *,
        keep: frozenset[str] = frozenset(),
        force: bool = False,
    ) -> None:
        """Show a story; fields named in `keep` hold text that is not saved yet and stay.

        So does what was typed a moment ago. `force` is for another story, or the other's version.
        """
        source = story.source
        values = {
            "headline": story.headline,
            "deck": story.deck,
            "outlet": source.outlet if source else "",
            "reporter": source.reporter if source else "",
            "url": source.url if source else "",
            "tags": ", ".join(story.tags),
        }
        with self.prevent(Input.Changed, TextArea.Changed, Choice.Chosen):
            for name, value in values.items():
                line = self.query_one(f"#{name}", Line)
                same = name == "tags" and not force and _tags(line.value) == story.tags
                if name not in keep and not same:
                    line.show(value, force=force)
            self.query_one("#section", Choice).value = section
            self.query_one("#format", Choice).value = story.format
            if "critique" not in keep:
                critique = self.query_one("#critique", Prose)
                critique.show(story.critique, force=force, from_end=True)
        # A line that is being written is not saved while it is empty: showing what is saved
        # would take it away under the cursor.
        if "highlights" not in keep and not self.editing_highlight:
            self._lines = story.highlights
            self.query_one(HighlightRows).show([h.text for h in story.highlights])
        self._count()

    def saved(self, fields: Mapping[str, object]) -> None:
        """Take note of what was saved: only what is typed after it is unsaved."""
        for name, value in fields.items():
            if name == "critique":
                self.query_one("#critique", Prose).settled = str(value)
            elif name in FIELDS:
                line = self.query_one(f"#{name}", Line)
                if name != "tags":
                    line.settled = str(value)
                elif _tags(line.value) == value:
                    line.settled = line.value

    def _count(self) -> None:
        rows = self.query_one(HighlightRows)
        words = count_words(self.query_one("#critique", TextArea).text)
        minutes = max(1, round(words / 230)) if words else 0
        house = f"{HOUSE_WORDS.start}–{HOUSE_WORDS.stop - 1} words each"
        said = {
            "highlights": f"{rows.count} · {house}" if rows.count else house,
            "critique": f"{words} words · {minutes} min" if words else "",
        }
        for name, detail in said.items():
            heading = Content.assemble((name.upper(), "$primary"), ("  " + detail, "$text-muted"))
            self.query_one(f"#{name}-heading", Static).update(heading)

    # -- typing --------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        name, value = event.input.id or "", event.value
        self.post_message(self.Edited(name, _tags(value) if name == "tags" else value))

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(Choice.Chosen)
    def _chosen(self, event: Choice.Chosen) -> None:
        event.stop()
        self.post_message(self.Edited(event.choice.id or "", event.value))

    @on(TextArea.Changed, "#critique")
    def _wrote(self, event: TextArea.Changed) -> None:
        event.stop()
        self._count()
        self.post_message(self.Edited("critique", event.text_area.text))

    # -- highlights ----------------------------------------------------------------------------

    def new_highlight(self, text: str = "") -> None:
        """Open the line editor below the highlights on a new one."""
        self.close_editor()
        self._lines = (*self._lines, Highlight(text))
        self.query_one(HighlightRows).show([h.text for h in self._lines])
        self._open_editor(len(self._lines) - 1)

    @on(HighlightRows.Opened)
    def _edit_highlight(self, event: HighlightRows.Opened) -> None:
        event.stop()
        self._open_editor(event.index)

    def _open_editor(self, index: int) -> None:
        rows = self.query_one(HighlightRows)
        rows.move_to(index)
        editor = self.query_one("#highlight-editor", TextArea)
        self._editing = None
        with self.prevent(TextArea.Changed):
            editor.load_text(rows.texts[index])
        editor.move_cursor(editor.document.end)
        self._editing = index
        editor.add_class("-open")
        editor.focus()
        self._count()

    @on(TextArea.Changed, "#highlight-editor")
    def _wrote_highlight(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._editing is None:
            return
        text = event.text_area.text
        done = "\n" in text  # enter ends a highlight: it is one sentence
        self._replace(self._editing, " ".join(text.split()) if done else text)
        if done:
            self.close_editor()
            self.query_one(HighlightRows).focus()

    def close_editor(self) -> None:
        """Close the line editor; a highlight left empty goes."""
        index, self._editing = self._editing, None
        self.query_one("#highlight-editor", TextArea).remove_class("-open")
        if index is not None and index < len(self._lines) and not self._lines[index].text.strip():
            self._set((*self._lines[:index], *self._lines[index + 1 :]))

    @property
    def editing_highlight(self) -> bool:
        """Whether the line editor is open."""
        return self._editing is not None

    def _replace(self, index: int, text: str) -> None:
        before = self._lines[index] if index < len(self._lines) else Highlight("")
        reworded = replace(before, text=text)
        self._set((*self._lines[:index], reworded, *self._lines[index + 1 :]))

    @on(HighlightRows.Removed)
    def _remove_highlight(self, event: HighlightRows.Removed) -> None:
        event.stop()
        self._set((*self._lines[: event.index], *self._lines[event.index + 1 :]))

    def move_highlight(self, by: int) -> None:
        """Move the highlight under the cursor up or down."""
        rows = self.query_one(HighlightRows)
        at, to = rows.cursor, rows.cursor + by
        if 0 <= to < rows.count:
            lines = list(self._lines)
            lines[at], lines[to] = lines[to], lines[at]
            self._set(tuple(lines))
            rows.move_to(to)

    def _set(self, lines: tuple[Highlight, ...]) -> None:
        """Show and tell the highlights; each keeps the evidence it rests on."""
        self._lines = lines
        self.query_one(HighlightRows).show([h.text for h in lines])
        self._count()
        self.post_message(self.Edited("highlights", lines))


def _tags(text: str) -> tuple[str, ...]:
    """Read tags with commas between them."""
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))
