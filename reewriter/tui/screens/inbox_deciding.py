"""The decisions of the inbox: keep, skip, put off, one line or all that are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from textual import on, work
from textual.message import Message

from reewriter.desk.calendar import later_choices, later_than, zone
from reewriter.errors import UsageError
from reewriter.model import ItemState
from reewriter.tui import commands
from reewriter.tui.decisions import Decision
from reewriter.tui.screens.inbox_many import ManyRoom
from reewriter.tui.when import day_and_time
from reewriter.tui.widgets.row_list import RowList
from reewriter.values import dataclass
from reewriter.workspace import Done, Workspace

__all__ = ["DecidingRoom"]

_LATER = {
    "afternoon": "this afternoon",
    "evening": "this evening",
    "tomorrow": "tomorrow",
    "monday": "Monday",
    "1w": "in a week",
}
_A_DATE = "date"
_SO_BEFORE = {
    ItemState.NEW: "new already",
    ItemState.KEPT: "kept already",
    ItemState.SKIPPED: "skipped already",
    ItemState.LATER: "put off until then already",
}


class DecidingRoom(ManyRoom, piece=True):
    """A list of items about which one key decides."""

    @dataclass
    class RanBefore(Message):
        """What went out before: the keys of addresses, and the numbers of issues."""

        numbers: Mapping[str, int]

    def on_mount(self) -> None:
        """Find out what ran before."""
        self.after_rest("ran", self._look_back, long=True)

    def refresh_data(self) -> None:
        """Read the states of the lines again, and a little later what ran."""
        super().refresh_data()
        self.after_rest("ran", self._look_back, long=True)

    @work(thread=True, group="ran", exclusive=True, exit_on_error=False)
    def _look_back(self) -> None:
        """Find out what ran before."""
        with self.workspace.fork() as mine:
            ran = {key: one.number for key, one in mine.issues.ran().items()}
        self.post_message(self.RanBefore(ran))

    @on(RanBefore)
    def _ran_before(self, event: RanBefore) -> None:
        if self.children:
            self.items.tell_ran(event.numbers)
            self.post_message(RowList.Moved(self.items, self.items.cursor))

    def _current(self) -> int:
        if self.items.current is None:
            raise UsageError("there is no item here")
        return self.items.current

    def action_keep(self) -> None:
        """Keep what is chosen."""
        self.decide("kept", self.items.chosen(), _keep, ItemState.KEPT)

    def action_keep_into(self, number: int) -> None:
        """Keep what is chosen into the nth section."""
        sections = self.workspace.config.sections
        if number > len(sections):
            raise UsageError(f"there is no section {number}", hint=f"There are {len(sections)}.")
        section = sections[number - 1]
        keep = partial(_keep, section=section)
        self.decide("kept", self.items.chosen(), keep, ItemState.KEPT, more=f" in {section}")

    def action_skip(self) -> None:
        """Skip what is chosen."""
        self.decide("skipped", self.items.chosen(), _skip, ItemState.SKIPPED)

    def action_skip_below(self) -> None:
        """Skip the line under the cursor and every undecided one below it."""
        self.when_whole(self._skip_below)

    def _skip_below(self) -> None:
        ids = [i for i in self.items.below() if i not in self.decisions]
        self.decide("skipped", ids, _skip, ItemState.SKIPPED)

    def action_reset(self) -> None:
        """Make what is chosen new again."""
        self.decide("reset", self.items.chosen(), _reset, ItemState.NEW)

    def decided(self, done: Done, ids: Sequence[int], state: ItemState) -> None:
        """Show what was decided, go on to the next line, and say how to take it back."""
        marked = frozenset(self.items.marks.intersection(ids))
        if done.changed:
            self.decisions.add(Decision(tuple(ids), state, self._current(), marked))
        self.items.marks.clear()
        self.items.reread(ids)
        self.items.advance(lambda item_id: item_id not in self.decisions)
        self.desk.changed(here=False)
        self.show_head()
        self.count_soon()
        if not done.changed:  # undo would take back what was done before
            what = "it is" if len(ids) == 1 else "all of them are"
            self.say(f"nothing was changed: {what} {_SO_BEFORE[state]}")
            return
        said = (done.label, self._left(done.left), self.undoable)
        self.say(" · ".join(filter(None, said)), "good")
        if state is ItemState.KEPT:
            self.desk.load_kept(ids)

    def _left(self, story_ids: Sequence[int]) -> str:
        """Say of stories whose items are kept no more that they stay, and of which it matters."""
        if not story_ids:
            return ""
        issues = self.workspace.issues
        going = {p.story_id for p in issues.placements(issues.current()) if not p.bench}
        out = len(going.intersection(story_ids))
        if not out:
            stay = "its story stays" if len(story_ids) == 1 else f"{len(story_ids):,} stories stay"
            return f"{stay} on the bench"
        one = "its story" if len(story_ids) == 1 else "one of the stories"
        go = f"{one} still goes" if out == 1 else f"{out:,} stories still go"
        return f"{go} out: {self.keyed('{issue.line} in the issue ({go.issue})')} benches it"

    def action_later(self) -> None:
        """Ask until when what is chosen is put off; the same key again means tomorrow."""
        from reewriter.tui.screens.asking import Choosing
        from reewriter.tui.widgets.menu import Entry

        ids = self.items.chosen() or [self._current()]
        publication = self.workspace.brand.publication
        choices = later_choices(publication, self.workspace.now())
        local = zone(publication)
        entries = [Entry(word, _LATER[word], day_and_time(at, local)) for word, at in choices]
        entries.append(Entry(_A_DATE, "another time …", "3h, 2d, 18:30, friday 14:00, 2026-03-05"))
        keys = self.desk.keymap.get("inbox.later", commands.command("inbox.later").keys)
        self.app.push_screen(
            Choosing(
                "put off until",
                entries,
                at=[word for word, _ in choices].index("tomorrow"),
                again=commands.keys_of(keys),
            ),
            partial(self._until_chosen, ids),
        )

    def _until_chosen(self, ids: Sequence[int], word: str | None) -> None:
        if word == _A_DATE:
            from reewriter.tui.screens.asking import Asking

            asking = Asking(
                "put off until", "3h, 2d, 1w, 18:30, friday 14:00 or 2026-03-05", check=self._until
            )
            self.app.push_screen(asking, partial(self._until_chosen, ids))
        elif word is not None:
            with self.told():
                self._put_off(ids, self._until(word))

    def _until(self, word: str) -> datetime:
        return later_than(self.workspace.brand.publication, self.workspace.now(), word)

    def _put_off(self, ids: Sequence[int], until: datetime) -> None:
        when = day_and_time(until, zone(self.workspace.brand.publication))
        later = partial(_later, until=until)
        self.decide("put off", ids, later, ItemState.LATER, more=f" until {when}")

    def action_mark(self) -> None:
        """Mark the line, or take its mark away."""
        self.items.toggle_mark()
        self.show_head()

    def action_mark_range(self) -> None:
        """Mark from the last mark to here."""
        self.items.mark_range()
        self.show_head()

    def action_mark_all(self) -> None:
        """Mark all that the list holds, or take all marks away."""
        self.when_whole(self._mark_all)

    def _mark_all(self) -> None:
        if self.items.count and self.items.mark_all():
            keys = self.keyed(
                "{inbox.keep}, {inbox.skip}, {inbox.later} act on all of them · {desk.back} unmarks"
            )
            self.say(f"{len(self.items.marks):,} marked: {keys}")
        self.show_head()


def _keep(workspace: Workspace, ids: Sequence[int], *, section: str | None = None) -> Done:
    return workspace.triage.keep(ids, section=section)


def _skip(workspace: Workspace, ids: Sequence[int]) -> Done:
    return workspace.triage.skip(ids)


def _reset(workspace: Workspace, ids: Sequence[int]) -> Done:
    return workspace.triage.reset(ids)


def _later(workspace: Workspace, ids: Sequence[int], *, until: datetime) -> Done:
    return workspace.triage.later(ids, until)
