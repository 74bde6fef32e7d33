"""The sources of the story that is open: which of them is shown, and which came late."""

from __future__ import annotations

from dataclasses import replace

from textual import events, on

from reewriter.desk.evidence import prose_words
from reewriter.errors import UsageError
from reewriter.model import ItemRow, Source, Story
from reewriter.text.words import counted
from reewriter.tui import commands
from reewriter.tui.article import Article
from reewriter.tui.behind.loading import Wanted
from reewriter.tui.editing import edit_text
from reewriter.tui.pasting import pasted
from reewriter.tui.present import present
from reewriter.tui.reading import source_of
from reewriter.tui.screens.story_checks import ChecksStories
from reewriter.tui.widgets.story_panes import StoryPanes

__all__ = ["SourcesRoom"]


class SourcesRoom(ChecksStories, piece=True):
    """A room that shows the sources of a story one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Story | None = None
        self._at = 0
        self._late: list[ItemRow] = []

    def source_here(self, story: Story) -> Article | None:
        """Return the source to be shown; what has come late for the story is noticed by that."""
        if self._told is None or self._told.id != story.id:
            self._at, self._late = 0, []
        self._told = story
        self._look_for_late(story)
        return self._article(story)

    def _article(self, story: Story) -> Article | None:
        sources = _in_order(story)
        if len(sources) < 2:
            return source_of(self.workspace, story)
        at = self._at % len(sources)
        article = source_of(self.workspace, replace(story, sources=(sources[at],)))
        tabs = tuple(map(_tab, sources))
        return replace(article, tabs=tabs, tab=at) if article else None

    def shown_source(self, story: Story) -> Source | None:
        """Return the source that is shown, where there is one."""
        sources = _in_order(story)
        return sources[self._at % len(sources)] if sources else None

    def late_note(self) -> str:
        """Return "+1 source: Reuters · + adds it", or nothing."""
        if self._told is None or not self._late:
            return ""
        outlets = ", ".join(dict.fromkeys(row.feed for row in self._late))
        keys = commands.shown_keys(commands.command("story.adopt"), self.desk.keymap)
        key = f" · {keys[0]} adds {'it' if len(self._late) == 1 else 'them'}" if keys else ""
        return f"+{counted(len(self._late), 'source')}: {outlets}{key}"

    def _look_for_late(self, story: Story) -> None:
        groups = self.workspace.groups
        fresh = groups.late([story.id]).get(story.id, [])
        if fresh:
            groups.notice(fresh)
            self.desk.changed(here=False)
        if fresh or self._late:
            known = {source.item_id for source in story.sources}
            there = {row.id: row for row in (*self._late, *fresh) if row.id not in known}
            self._late = list(there.values())

    def action_source(self) -> None:
        """Show the next source."""
        story = self._told
        if story is None or len(story.sources) < 2:
            self.say("this story has only one source" if story else "there is no story here")
            return
        self._at = (self._at + 1) % len(story.sources)
        panes = self.query_one(StoryPanes)
        panes.to_source()
        panes.reader.show(self._article(story))

    def show_source(self, story: Story, source_id: int) -> None:
        """Show one source of a story, unless it is shown."""
        ids = [source.id for source in _in_order(story)]
        if source_id in ids and self._at % len(ids) != ids.index(source_id):
            self._at = ids.index(source_id)
            self.query_one(StoryPanes).reader.show(self._article(story))

    def action_full_text(self) -> None:
        """Load the source that is shown from its page; once that is done, anew."""
        source = self._source_shown()
        if source is None:
            raise UsageError(
                "this story has no source",
                hint=self.keyed("Paste one, or {story.source-text} writes it."),
            )
        known = self.workspace.full_texts.of(source.url)
        again = known is not None and known.markdown == source.text
        wanted = Wanted(story_id=source.story_id, source_id=source.id, again=again)
        self.desk.load_full_text(wanted)

    def _source_shown(self) -> Source | None:
        sources = _in_order(self._told) if self._told else []
        return sources[self._at % len(sources)] if sources else None

    def action_source_text(self) -> None:
        """Write the whole text of the source that is shown in the editor's own program."""
        source = self._source_shown()
        keep_in = self.workspace.root / "drop"
        before = source.text if source else ""
        text = edit_text(self.desk, before, keep_in=keep_in, name="source.md")
        if text is None:
            self.say("nothing was changed")
        else:
            self._take(text, source)

    @on(events.Paste)
    def _pasted(self, event: events.Paste) -> None:
        """Take a text that is pasted onto the source for the whole of it, if it is more."""
        if self._told is None or not self.query_one(StoryPanes).reader.has_focus:
            return
        event.stop()
        source = self._source_shown()
        with self.told():
            there = prose_words(source.text) if source else 0
            hint = self.keyed("{story.source-text} writes the source's text, however short.")
            self._take(pasted(event.text, there, hint=hint), source)

    def _take(self, text: str, source: Source | None) -> None:
        texts, story = self.workspace.full_texts, present(self._told)
        done = texts.attach(story.id, text, source_id=source.id if source else None)
        self.desk.changed()
        self.say(" · ".join(filter(None, (done.label, done.note, self.undoable))), "good")

    def action_adopt(self) -> None:
        """Take what has come late as further sources of the story."""
        done = self.workspace.groups.adopt(present(self._told).id)
        self.desk.changed()
        self.say(f"{done.label} · {self.undoable}", "good")


def _in_order(story: Story) -> list[Source]:
    """Return the sources of a story, the main one first."""
    return sorted(story.sources, key=lambda source: source != story.source)


def _tab(source: Source) -> str:
    """Name a source; two texts of one outlet are told apart by how much they are."""
    name = source.outlet or source.url or "?"
    return name if source.complete else f"{name} (part)"
