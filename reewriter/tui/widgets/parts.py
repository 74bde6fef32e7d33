"""The texts of a story, one at a time: critique and what else the format has. Saves nothing."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, DescendantFocus
from textual.message import Message
from textual.widgets import Static, TextArea

from reewriter.formats import FORMATS, PARTS, Part, format_named, format_of, text_of
from reewriter.model import Story
from reewriter.text.copy_desk.reading import readability
from reewriter.text.words import count_words, counted, reading_minutes
from reewriter.tui.widgets.marked import MarkedProse

__all__ = ["Parts"]

_BODY = "critique"


_GRADED = 40
"""Words of which the years of school that they ask of a reader can be told."""


class Parts(Vertical):
    """A heading with the names of the parts, and the text of the one that is shown."""

    DEFAULT_CSS = """
    Parts {
        height: 1fr;
        min-height: 4;
        & > .heading { height: 1; margin-top: 1; color: $quiet; }
        & > Prose { height: 1fr; min-height: 3; border-left: outer $rule; display: none; }
        & > Prose.-shown { display: block; }
        & > Prose:focus { border-left: outer $primary; }
    }
    """

    class Edited(Message):
        """Something was typed; `typed` says what."""

    class Switched(Message):
        """Another of the texts is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[Part, ...] = FORMATS["critique"].parts
        self._active = _BODY
        # Held by name: who looks among the children finds none until they are there, and when the
        # desk closes. An answer that comes just then was lost with an error.
        self._prose = {name: MarkedProse(name) for name in (_BODY, *PARTS)}
        self._heading = Static("", id="critique-heading", classes="heading")

    def compose(self) -> ComposeResult:
        """Lay out all parts of any format; those that the story has not are never shown."""
        yield self._heading
        yield from self._prose.values()

    def on_mount(self) -> None:
        """Show the body first."""
        self._arrange()

    def on_resize(self) -> None:
        """Say as much as there is room for."""
        self.count()

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the story's format, in order."""
        return tuple(part.name for part in self._parts)

    def prose(self, name: str) -> MarkedProse:
        """Return the field of a part."""
        return self._prose[name]

    @property
    def active(self) -> str:
        """The name of the part that is shown."""
        return self._active

    def go(self, name: str) -> bool:
        """Show a part and go to it; False where the format has none such."""
        if name not in self.names:
            return False
        self._active = name
        self._arrange()
        self.prose(name).focus()
        return True

    def next(self) -> None:
        """Go to the part after the one that is shown, and round."""
        names = self.names
        self.go(names[(names.index(self._active) + 1) % len(names)])

    def step(self, by: int) -> bool:
        """Go to the part before or after, if the focus is in one and there is one."""
        names = self.names
        if not self.prose(self._active).has_focus:
            return False
        to = names.index(self._active) + by
        return 0 <= to < len(names) and self.go(names[to])

    def has_format(self, name: str) -> None:
        """The story has another format now."""
        self._parts = format_named(name).parts
        if self._active not in self.names:
            self._active = _BODY if _BODY in self.names else self.names[0]
        self._arrange()

    def _arrange(self) -> None:
        focused = any(prose.has_focus for prose in self._prose.values())
        for prose in self._prose.values():
            prose.set_class(prose.id == self._active, "-shown")
        for part in self._parts:
            self.prose(part.name).placeholder = part.hint
        if focused and not self.prose(self._active).has_focus:
            self.prose(self._active).focus()
        self.count()
        self.post_message(self.Switched())

    def show(self, story: Story, *, force: bool = False) -> None:
        """Show a story's texts; what was typed and is not saved yet stays."""
        with self.prevent(TextArea.Changed):
            for name in (_BODY, *PARTS):
                self.prose(name).show(
                    text_of(story, name), force=force, from_end=name == self._active
                )
        if force:
            self._active = _BODY
        self._parts = format_of(story).parts
        self.has_format(story.format)

    def typed(self) -> dict[str, str]:
        """Return the parts that hold something else than was shown or saved last."""
        return {
            name: self.prose(name).text
            for name in (_BODY, *PARTS)
            if self.prose(name).text != self.prose(name).settled
        }

    def saved(self, names: Mapping[str, object]) -> None:
        """Take note of what was saved."""
        for name in (_BODY, *PARTS):
            if name in names:
                prose = self.prose(name)
                prose.settled = prose.text

    def count(self) -> None:
        """Say in the heading which parts there are, which is shown, and how long it is."""
        spans: list[Content | str | tuple[str, str]] = []
        details: tuple[str, ...] = ()
        for part in self._parts:
            shown = part.name == self._active
            text = self.prose(part.name).text
            title = part.title.upper() if shown else part.title.lower()
            spans += [(" · " if spans else "", "$text-muted")]
            spans += [(title, "$primary" if shown else "$text-muted")]
            if not shown and text.strip():
                spans += [(" ✓", "$text-muted")]
            details = _details(part, text) if shown else details
        heading = Content.assemble(*spans)
        room = self.size.width - heading.cell_length - 2
        detail = next((one for one in details if len(one) <= room), "")
        shown_detail = (f"  {detail}", "$text-muted")
        self._heading.update(Content.assemble(heading, shown_detail))

    @on(TextArea.Changed)
    def _wrote(self, event: TextArea.Changed) -> None:
        event.stop()
        self.count()
        self.post_message(self.Edited())

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """A part that gets the focus is the one that is shown."""
        if event.widget.id in self.names and event.widget.id != self._active:
            self._active = str(event.widget.id)
            self._arrange()

    @on(Click, "#critique-heading")
    def _next_part(self, event: Click) -> None:
        event.stop()
        self.next()


def _details(part: Part, text: str) -> tuple[str, ...]:
    """Return what is worth saying of a part, the longest first."""
    if part.kind == "rows":
        return (f"one a line: {' | '.join(part.columns)}", " | ".join(part.columns))
    words = count_words(text)
    length = counted(words, "word")
    if not words:
        return ()
    time = f"{length} · {reading_minutes(words)} min"
    if words < _GRADED:
        return (time, length)
    return (f"{time} · grade {readability(text).grade:.0f}", time, length)
