"""The fields of a story. Is given values and posts what is typed; never opens the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from reewriter.desk.moments import is_moment
from reewriter.formats import FORMATS
from reewriter.model import Story
from reewriter.tui.widgets.choice import Choice
from reewriter.tui.widgets.draft_folding import Folds
from reewriter.tui.widgets.fields import Line
from reewriter.tui.widgets.highlights import Highlights
from reewriter.tui.widgets.marked import Place
from reewriter.tui.widgets.moves_margin import MovesMargin
from reewriter.tui.widgets.parts import Parts
from reewriter.tui.widgets.preview import Preview
from reewriter.tui.widgets.suggestion_rows import SuggestionRows

__all__ = ["FIELDS", "Draft"]

FIELDS = (
    *("headline", "deck", "outlet", "reporter", "url", "tags"),
    *("authors", "embargo_until", "own_url", "note"),
)
"""The fields that are one line of text."""

_LABELS = {"url": "link", "own_url": "our link", "embargo_until": "embargo"}
_LISTS = ("tags", "authors")


class Draft(Folds):
    """Headline, deck, where it stands, its source, highlights and critique."""

    class Edited(Message):
        """Something was typed or chosen; `typed` says what."""

    class Shown(Message):
        """Other values are in the fields, or another of the texts is shown."""

    def __init__(self, sections: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._sections = tuple(sections)

    def compose(self) -> ComposeResult:
        """Lay the fields out, one line each, the critique taking what is left."""
        yield self._row("headline", Line("headline", "what it says, in one line"))
        yield self._row("deck", Line("deck", "one sentence under the headline, or nothing"))
        yield self._row(
            *("section", Choice(self._sections, id="section")),
            *("format", Choice(tuple(FORMATS), id="format")),
        )
        yield self._row(
            "outlet", Line("outlet", "who reports"), "reporter", Line("reporter", "whose byline")
        )
        yield self._row("url", Line("url", "https://…"))
        yield self._row("tags", Line("tags", "with, commas"))
        yield self._row(
            *("authors", Line("authors", "who signs; else the first author")),
            *("embargo_until", Line("embargo_until", "none, or a time")),
            rare=True,
        )
        yield self._row(
            *("own_url", Line("own_url", "https://… where we published it")),
            *("note", Line("note", "for us, never printed")),
            rare=True,
        )
        yield Static("", id="highlights-heading", classes="heading")
        yield Highlights()
        with Horizontal(id="writing"):
            yield Parts()

    def _row(self, *parts: str | Widget, rare: bool = False) -> Horizontal:
        cells: list[Widget] = []
        for at, part in enumerate(parts):
            if isinstance(part, str):
                second = " -second" if at else ""
                cells.append(Static(_LABELS.get(part, part), classes=f"label{second}"))
            else:
                cells.append(part)
        fold = "" if parts[0] == "headline" else " -fold"
        return Horizontal(*cells, classes=f"row{fold}{' -rare' if rare else ''}")

    @property
    def parts(self) -> Parts:
        """The critique and the other texts."""
        return self.query_one(Parts)

    # What few editors want is there only once it is: each widget costs every change of the screen.

    def _suggest(self, texts: Sequence[str]) -> None:
        rows = next(iter(self.query(SuggestionRows)), None)
        if rows is None and texts:
            rows = SuggestionRows()
            self.mount(rows, after=self.highlights)
        if rows is not None:
            rows.show(texts)

    def mark_offers(self, marks: Sequence[Sequence[Place]], notes: Sequence[str]) -> None:
        """Show what was found in each suggestion."""
        for rows in self.query(SuggestionRows):
            rows.mark(marks, notes)

    @property
    def margin(self) -> MovesMargin | None:
        """The checklist of moves, where it has been asked for."""
        return next(iter(self.query(MovesMargin)), None)

    @property
    def preview(self) -> Preview | None:
        """The text as it will be read, where that has been asked for."""
        return next(iter(self.query(Preview)), None)

    def add_margin(self) -> None:
        """Put the checklist beside the texts."""
        if self.margin is None:
            self.query_one("#writing").mount(MovesMargin())

    def add_preview(self) -> None:
        """Put the text as it will be read below the field in which it is written."""
        if self.preview is None:
            self.mount(Preview(id="critique-preview"))

    def show(
        self,
        story: Story,
        section: str,
        *,
        embargo: str = "",
        formats: Sequence[str] = tuple(FORMATS),
        force: bool = False,
    ) -> None:
        """Show a story; what was typed and is not saved yet stays.

        `embargo` is its end as the editor writes it, `formats` what may be chosen. `force` is for
        another story, or another desk's version: everything gives way.
        """
        source = story.source
        values = {
            "headline": story.headline,
            "deck": story.deck,
            "outlet": source.outlet if source else "",
            "reporter": source.reporter if source else "",
            "url": source.url if source else "",
            "tags": ", ".join(story.tags),
            "authors": ", ".join(story.authors),
            "embargo_until": embargo,
            "own_url": story.own_url,
            "note": " ".join(story.note.split()),
        }
        with self.prevent(Input.Changed, Choice.Chosen):
            for name, value in values.items():
                line = self.query_one(f"#{name}", Line)
                listed = name in _LISTS and not force
                if not (listed and _tags(line.value) == getattr(story, name)):
                    line.show(value, force=force)
            self.query_one("#section", Choice).show(section, force=force)
            choice = self.query_one("#format", Choice)
            choice.options = tuple(formats)
            choice.show(story.format, force=force)
        self.parts.show(story, force=force)
        self.highlights.show(story.highlights, sources=story.sources, force=force)
        self._suggest([one.text for one in story.suggested])
        self._count()
        self.post_message(self.Shown())

    def typed(self) -> dict[str, object]:
        """Return every field that holds something else than was shown or saved last."""
        found: dict[str, object] = {}
        for name in FIELDS:
            line = self.query_one(f"#{name}", Line)
            unfinished = name == "embargo_until" and not is_moment(line.value)
            if line.value != line.settled and not unfinished:
                found[name] = _tags(line.value) if name in _LISTS else line.value
        for name in ("section", "format"):
            choice = self.query_one(f"#{name}", Choice)
            if choice.value != choice.settled:
                found[name] = choice.value
        if self.highlights.typed is not None:
            found["highlights"] = self.highlights.typed
        return found | self.parts.typed()

    def saved(self, fields: Mapping[str, object]) -> None:
        """Take note of what was saved: only what is typed after it is unsaved."""
        for name in (*FIELDS, "section", "format"):
            if name in fields:
                field = self.query_one(f"#{name}")
                if isinstance(field, Line | Choice):
                    field.settled = field.value
        self.parts.saved(fields)
        if "highlights" in fields:
            self.highlights.saved()

    def _count(self) -> None:
        heading = Content.assemble(
            ("HIGHLIGHTS", "$primary"), ("  " + self.highlights.said, "$text-muted")
        )
        self.query_one("#highlights-heading", Static).update(heading)

    @on(Input.Changed)
    @on(Parts.Edited)
    def _typed(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Edited())

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(Choice.Chosen)
    def _chosen(self, event: Choice.Chosen) -> None:
        event.stop()
        if event.choice.id == "format":
            self.parts.has_format(event.value)
        self.post_message(self.Edited())

    @on(Parts.Switched)
    def _switched(self) -> None:
        self.post_message(self.Shown())

    @on(Highlights.Edited)
    def _highlighted(self, event: Highlights.Edited) -> None:
        event.stop()
        self._count()
        self.post_message(self.Edited())


def _tags(text: str) -> tuple[str, ...]:
    """Read tags with commas between them."""
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))
