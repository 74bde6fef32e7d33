"""What is read in the inbox begins a story: a sentence pinned, cited; a whole text pasted."""

from __future__ import annotations

from textual import on

from reewriter.desk.evidence import find_passage, prose_words
from reewriter.errors import UsageError
from reewriter.model import Item, ItemState, Source, Story
from reewriter.text.words import truncate
from reewriter.tui import reading
from reewriter.tui.citations import chosen, cite_target, pin_target
from reewriter.tui.editing import edit_text
from reewriter.tui.screens.inbox_groups import GroupsRoom
from reewriter.tui.widgets.source_reader import SourceReader
from reewriter.values import dataclass
from reewriter.workspace import Done

__all__ = ["CitingRoom"]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The item that is read, and what is marked of its text."""

    item: Item
    words: str
    span: tuple[int, int]


class CitingRoom(GroupsRoom, piece=True):
    """A list with a reader, where what is marked is kept and written about."""

    @on(SourceReader.Marked)
    def _marked(self, event: SourceReader.Marked) -> None:
        """Say how much is chosen."""
        self.show_keys()
        if event.several:
            self.say(chosen(event))

    def action_highlight(self) -> None:
        """Keep the item, and write a highlight that rests on what is marked."""
        found = self._chosen()
        story, kept = self._kept(found.item.id)
        source, span = self._passage(story, found)
        self.desk.greeting = (f"{kept}write what this tells · esc leaves it out", "good")
        self.desk.go("story", pin_target(story, source, span))

    def action_critique(self) -> None:
        """Keep the item, and cite what is marked in the critique of its story."""
        found = self._chosen()
        with self.workspace.together("kept and cited"):
            story, kept = self._kept(found.item.id)
            source, span = self._passage(story, found)
            done = self.workspace.citing.cite_at(story, source, span)
        self.desk.changed(here=False)
        self.desk.greeting = (f"{kept}cited {done.who} · esc, {self.undoable}", "good")
        self.desk.go("story", cite_target(story, done.end))

    def _chosen(self) -> _Chosen:
        reader, article = self.reader, self.reader.article
        span = reader.walk.span_in_source
        if not reader.has_focus or article is None or span is None:
            raise UsageError(
                "no sentence is marked",
                hint=self.keyed(
                    "{list.open} reads the item, {list.down} and {list.up} walk its sentences."
                ),
            )
        return _Chosen(
            self.workspace.triage.item(self.source_shown()), article.markdown[slice(*span)], span
        )

    def _kept(self, item_id: int) -> tuple[Story, str]:
        """Return the item's story, and what is to be said where it was not kept before."""
        story = self.workspace.writing.of_item(item_id)
        if story is not None:
            return story, ""
        story = self.workspace.writing.new(item_id=item_id)
        self.decided(Done("kept 1 item"), [self._current()], ItemState.KEPT)
        return story, "kept · "

    def _passage(self, story: Story, found: _Chosen) -> tuple[Source, tuple[int, int]]:
        """Return where the passage stands in what the story has of the item."""
        for source in sorted(story.sources, key=lambda one: one.item_id != found.item.id):
            if source.text[slice(*found.span)] == found.words:
                return source, found.span
            span = find_passage(found.words, source.text)
            if span is not None:
                return source, span
        raise UsageError(
            "the story was begun with another text, which does not say this",
            hint=self.keyed(
                "{story.edit} opens it; there, {reader.full-text} or {reader.take-over} brings"
                " the text of now."
            ),
        )

    def action_source_text(self) -> None:
        """Write the whole text of the article in the editor's own program; keeps the item."""
        item = self.workspace.triage.item(self.source_shown())
        before = reading.article_of(self.workspace, item).markdown
        text = edit_text(self.desk, before, keep_in=self.workspace.root / "drop", name="source.md")
        if text is None:
            self.say("nothing was changed")
        else:
            self._take(item, text)

    def take_paste(self, content: str) -> None:
        """Take a text that is pasted onto the reader for the whole article, if it is more."""
        if not self.reader.has_focus or self.items.current is None:
            super().take_paste(content)
            return
        with self.told():
            item = self.workspace.triage.item(self.source_shown())
            shown = reading.article_of(self.workspace, item).markdown
            from reewriter.tui.pasting import pasted  # reading pastes takes long to import

            hint = self.keyed("{story.source-text} in its story writes any text, however short.")
            self._take(item, pasted(content, prose_words(shown), hint=hint))

    def _take(self, item: Item, text: str) -> None:
        new = self.workspace.writing.of_item(item.id) is None
        with self.workspace.together(
            f"attached {prose_words(text):,} words to “{truncate(item.title, 40)}”"
        ):
            done = self.workspace.triage.attach(item.id, text)
        if new:
            self.decided(Done("kept 1 item"), [self._current()], ItemState.KEPT)
        self.desk.changed()
        said = f"{'kept · ' if new else ''}attached {prose_words(text):,} words"
        self.say(" · ".join(filter(None, (said, done.note, self.undoable))), "good")
