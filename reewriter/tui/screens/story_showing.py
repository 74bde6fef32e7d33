"""Decides how the open story is shown: whole or a teaser, its pictures. Renders nothing."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reewriter.errors import NotFoundError
from reewriter.formats import CHOICES, choice, chosen
from reewriter.model import Image, Story
from reewriter.tui.screens.asking import Asking, Choosing
from reewriter.tui.screens.story_helps import WritingHelps
from reewriter.tui.widgets.menu import Entry

__all__ = ["ShowsStory", "file_named"]

_TEXTS = {
    "alt": ("what the picture shows", "for those who cannot see it"),
    "credit": ("who made the picture", "as it is printed"),
    "rights": ("by what right we show it", "CC BY 4.0, bought from …, our own"),
}
_SAID = {
    "full": "all of the story runs",
    "teaser": "a teaser runs, up to the line <!-- more -->, and leads to our own page",
    "own": "the headline leads to our own page, where there is one",
    "source": "the headline leads to the source",
}


def file_named(typed: str) -> Path:
    """Return the file that is typed or was dropped onto the terminal, which may quote it.

    Raises NotFoundError where there is none.
    """
    try:
        words = shlex.split(typed)
    except ValueError:  # an apostrophe in a name
        words = []
    for text in (typed, *(words if len(words) == 1 else [])):
        path = Path(text.strip().removeprefix("file://")).expanduser()
        if path.is_file():
            return path
    raise NotFoundError(f"{typed[:80]}: there is no such file", hint="Write its whole path.")


class ShowsStory(WritingHelps, piece=True):
    """A room in which it is decided what of a story is in the mail."""

    def action_runs(self) -> None:
        """Run all of the story, or a teaser."""
        self._other("runs")

    def action_headline_link(self) -> None:
        """Let the headline lead to the source, or to our own page."""
        self._other("headline_link")

    def _other(self, name: str) -> None:
        story = self._story_here()
        values = CHOICES[name]
        value = values[(values.index(chosen(story, name)) + 1) % len(values)]
        whole = {**story.extra, name: choice(name, value)}
        parts = {part: text for part, text in whole.items() if text}
        self.workspace.writing.edit(story.id, {"extra": parts}, base=story)
        self.desk.changed()
        lacks = value == "teaser" and not story.own_url
        more = " (write that into its field first)" if lacks else ""
        self.say(f"{_SAID[value]}{more} · {self.undoable}", "attention" if lacks else "good")

    def action_pictures(self) -> None:
        """List the story's pictures: to add one, to describe one, to take one out."""
        story = self._story_here()
        entries = [Entry("add", "add a picture", "JPEG, PNG, GIF, WebP; made small enough")]
        for number, one in enumerate(story.images, 1):
            entries.append(Entry(str(number), Path(one.path).name, *_told(one)))
        title = "pictures of the story"
        self.app.push_screen(Choosing(title, entries), partial(self._picture_chosen, story))

    def _picture_chosen(self, story: Story, value: str | None) -> None:
        if value == "add":
            hint = "its path, or drop the file here"
            asking = Asking("which picture?", hint, check=file_named)
            self.app.push_screen(asking, partial(self._file_named, story))
        elif value is not None:
            number = int(value)
            one = story.images[number - 1]
            entries = [Entry(name, what, getattr(one, name)) for name, (what, _) in _TEXTS.items()]
            entries.append(Entry("rm", "take it out", "its file stays"))
            title = Path(one.path).name
            self.app.push_screen(
                Choosing(title, entries), partial(self._part_chosen, story, number)
            )

    def _file_named(self, story: Story, typed: str | None) -> None:
        if typed is None:
            return
        with self.told():
            added = self.workspace.pictures.add(story.id, file_named(typed))
            self.desk.changed()
            self.say("the picture is in; esc leaves out what you do not know", "good")
            self._describe(added, len(added.images), list(_TEXTS))

    def _part_chosen(self, story: Story, number: int, value: str | None) -> None:
        if value == "rm":
            with self.told():
                self.workspace.pictures.remove(story.id, number)
                self.desk.changed()
                self.say(self.keyed("the picture is out · {desk.undo} brings it back"), "good")
        elif value is not None:
            self._describe(story, number, [value])

    def _describe(self, story: Story, number: int, names: list[str]) -> None:
        """Ask for one text after the other; escape leaves one out."""
        if not names:
            story = self.workspace.writing.story(story.id)
            lacks = [name for name in _TEXTS if not getattr(story.images[number - 1], name)]
            said = f"the picture lacks its {' and '.join(lacks)}" if lacks else "the picture is in"
            self.say(said, "attention" if lacks else "good")
            return
        name, *others = names
        title, hint = _TEXTS[name]
        go_on: Callable[[str | None], None] = partial(self._described, story, number, name, others)
        self.app.push_screen(Asking(title, hint, check=str), go_on)

    def _described(
        self, story: Story, number: int, name: str, others: list[str], text: str | None
    ) -> None:
        with self.told():
            if text is not None:
                self.workspace.pictures.describe(story.id, number, {name: text})
                self.desk.changed()
            self._describe(story, number, others)


def _told(image: Image) -> tuple[str, str]:
    """Say what is known of a picture, and what it lacks."""
    lacks = [name for name in _TEXTS if not getattr(image, name)]
    if lacks:
        return f"lacks {' and '.join(lacks)}", "attention"
    return f"{image.alt} · {image.credit} · {image.rights}", "quiet"
