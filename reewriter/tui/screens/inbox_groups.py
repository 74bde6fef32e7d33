"""One story, many sources, in the inbox: tabs of the reader, join, split, and what may be one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from reewriter.errors import UsageError
from reewriter.model import Item
from reewriter.tui import reading
from reewriter.tui.article import Article
from reewriter.tui.screens.inbox_deciding import DecidingRoom
from reewriter.tui.screens.inbox_list import ListRoom
from reewriter.values import dataclass
from reewriter.workspace import Done

if TYPE_CHECKING:
    from reewriter.workspace.groups import Suggestion

__all__ = ["GroupsRoom"]

_LOOKED_AT = 1_000
"""Lines of a list for which another telling is looked for."""


class GroupsRoom(DecidingRoom, piece=True):
    """A list whose lines may be told by several sources."""

    @dataclass
    class Suggested(Message):
        """Which lines may tell the same as which, from the thread that compared them."""

        suggestions: Mapping[int, Suggestion]

    def __init__(self) -> None:
        super().__init__()
        self._source = (0, 0)
        """The line whose source is shown, and that source's place among all of it."""
        self._grouped: dict[int, int | None] = {}
        """Items joined or split here, and the group each was put into."""

    def source_shown(self) -> int:
        """Return the item that the reader shows: the line's own, or another of its group."""
        line = self._current()
        rows = self.workspace.triage.group(line)
        at = self._source[1] if self._source[0] == line else 0
        return rows[at % len(rows)].id

    def article_here(self) -> Article:
        """Return what the reader shows, with all sources of the line as tabs."""
        line = self._current()
        rows = self.workspace.triage.group(line)
        at = self._source[1] % len(rows) if self._source[0] == line else 0
        article = reading.article_of(self.workspace, self.workspace.triage.item(rows[at].id))
        notes = [f"It came back: {rows[0].news}."] if rows[0].news else []
        if found := self.items.suggestions.get(line):
            notes.append(f"Possibly the same story as {reading.named(found.row)}: {found.why}.")
        return replace(
            article,
            tabs=tuple(row.feed for row in rows) if len(rows) > 1 else (),
            tab=at,
            note=" ".join(filter(None, (*notes, article.note))),
        )

    def why_here(self, item: Item) -> str:
        """Return what stands below the list: news and doubts first, then the score."""
        said = [reading.why_line(self.workspace, item)]
        if found := self.items.suggestions.get(item.id):
            keys = self.keyed("{inbox.join} joins, {inbox.apart} refuses")
            said.insert(0, f"same story as {found.row.feed}? {keys} · {found.why}")
        if news := self.workspace.triage.rows([item.id])[0].news:
            said.insert(0, f"came back: {news}")
        return " · ".join(said)

    def action_source(self) -> None:
        """Show the next source of the story."""
        if not self._step_source(1, around=True):
            self.say("only one source tells this story")

    def action_next(self) -> None:
        """Go to the next source in the reader; behind the last one, to the next pane if any."""
        if not (self.reader.has_focus and self._step_source(1)):
            super().action_next()
            if self.reader.has_focus:
                self._step_source(1, around=True)

    def action_previous(self) -> None:
        """Go to the source before; before the first one, to the pane before if any."""
        if not (self.reader.has_focus and self._step_source(-1)):
            super().action_previous()
            if self.reader.has_focus:
                self._step_source(-1, around=True)

    def _step_source(self, by: int, *, around: bool = False) -> bool:
        line = self.items.current
        if line is None:
            return False
        count = len(self.workspace.triage.group(line))
        at = (self._source[1] if self._source[0] == line else 0) + by
        if count < 2 or not (around or 0 <= at < count):
            return False
        self._source = (line, at % count)
        if not self.reader.display:
            self.action_read()
        self.reader.show(self.article_here(), words=self.items.words)
        return True

    def action_join(self) -> None:
        """Make the marked lines one story, or the line and what it may tell again."""
        chosen, line = self.items.chosen(), self._current()
        found = self.items.suggestions.get(line)
        if len(chosen) < 2 and found is not None:
            chosen = [found.row.id, line]
        if len(chosen) < 2:
            raise UsageError(
                "mark the lines that tell one story first",
                hint=self.keyed(
                    "{inbox.mark} marks; without marks, a line that asks “same story?” is joined."
                ),
            )
        self._regrouped(self.workspace.groups.join(chosen), chosen)

    def action_apart(self) -> None:
        """Refuse what is suggested: these are two stories."""
        line = self._current()
        found = self.items.suggestions.get(line)
        if found is None:
            raise UsageError(
                "nothing is suggested here", hint="A group of sources is parted one by one."
            )
        self._regrouped(self.workspace.groups.refuse(line, found.row.id), [line])

    def action_split(self) -> None:
        """Take the source that is shown out of the story."""
        shown = self.source_shown()
        others = [row.id for row in self.workspace.triage.group(shown)]
        self._regrouped(self.workspace.groups.split(shown), others)

    def _regrouped(self, done: Done, ids: list[int]) -> None:
        self.items.marks.clear()
        self._grouped |= self._groups_of(ids)
        self._wanted = ids[0]
        self.desk.changed(here=False)
        self._read_anew()
        self.say(" · ".join(filter(None, (done.label, done.note, self.undoable))), "good")

    def _groups_of(self, ids: list[int]) -> dict[int, int | None]:
        return {row.id: row.group_id for row in self.workspace.triage.rows(ids)}

    def _read_anew(self) -> None:
        """Look up which lines there are now; what was told about the old ones is forgotten."""
        self._source = (0, 0)
        self.items.suggest({})
        self.reload()
        self._count_later()

    def _count_later(self) -> None:
        self.count_soon()
        self.suggest_soon()

    def refresh_data(self) -> None:
        """Read lines again; where a join or split was taken back, find out which there are."""
        super().refresh_data()
        if self._grouped and self._groups_of(list(self._grouped)) != self._grouped:
            self._grouped.clear()
            self._read_anew()
        self.suggest_soon()

    def suggest_soon(self) -> None:
        """Compare headlines after a moment of rest."""
        self.after_rest("suggest", self._suggest_now, long=True)

    def _suggest_now(self) -> None:
        self._compare(list(self.items.ids[:_LOOKED_AT]))

    @work(thread=True, group="suggest", exclusive=True, exit_on_error=False)
    def _compare(self, ids: list[int]) -> None:
        with self.workspace.fork() as mine:
            self.post_message(self.Suggested(mine.groups.suggest(ids)))

    @on(Suggested)
    def _suggested(self, event: Suggested) -> None:
        if self.children and event.suggestions != self.items.suggestions:
            self.items.suggest(event.suggestions)
            self.after_rest("follow", self._follow)

    @on(ListRoom.Found)
    def _found_others(self) -> None:
        self.suggest_soon()

    def _follow(self) -> None:
        """Let the reader and the line below the list show the item under the cursor."""
        raise NotImplementedError

    def action_read(self) -> None:
        """Read the item."""
        raise NotImplementedError
