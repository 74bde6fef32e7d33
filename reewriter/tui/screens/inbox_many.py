"""Decisions about a few lines at once, and about very many behind the screen. Knows no key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from reewriter.errors import ReewriterError
from reewriter.model import ItemState
from reewriter.tui import opening
from reewriter.tui.screens.inbox_search import SearchRoom
from reewriter.values import dataclass
from reewriter.workspace import Done, Workspace

__all__ = ["Act", "ManyRoom"]

Act = Callable[[Workspace, Sequence[int]], Done]
"""Decides about items in a workspace: that of the screen, or one of another thread."""

_DOING = {"kept": "keeping", "skipped": "skipping", "put off": "putting off", "reset": "resetting"}


class ManyRoom(SearchRoom, piece=True):
    """A list of items in which a hundred thousand can be decided and no key waits for it."""

    PART: ClassVar[int] = 5_000
    """Items decided in one transaction: others write between two of them."""

    @dataclass
    class Going(Message):
        """So many hundredths of them are decided."""

        doing: str
        percent: int

    @dataclass
    class Decided(Message):
        """All of them are decided, or those before something went wrong."""

        done: Done
        ids: Sequence[int]
        state: ItemState
        by: Workspace
        error: ReewriterError | None = None

    def decide(
        self, verb: str, ids: Sequence[int], act: Act, state: ItemState, *, more: str = ""
    ) -> None:
        """Decide about items and show it; `more` is what is said behind "kept 3 items"."""
        if not ids:
            self.say("there is nothing here to decide about")
            return
        self.desk.must_be_free()
        if len(ids) <= self.desk.AT_ONCE:
            with opening.undisturbed():
                done = act(self.workspace, ids)
            self.decided(replace(done, label=f"{done.label}{more}"), ids, state)
            return
        self.desk.set_busy(f"{_DOING[verb]} {len(ids):,} items", f"{_DOING[verb]} 0%")
        self.say(f"{self.desk.busy}; read on meanwhile")
        self._decide_behind(verb, ids, act, state, more)

    def decided(self, done: Done, ids: Sequence[int], state: ItemState) -> None:
        """Show what was decided."""
        raise NotImplementedError

    # A description of its own: Textual would write out all the ids first.
    @work(thread=True, group="many", exit_on_error=False, description="many")
    def _decide_behind(
        self, verb: str, ids: Sequence[int], act: Act, state: ItemState, more: str
    ) -> None:
        worker = get_current_worker()
        ids = sorted(ids)  # neighbours stand on the same pages
        through, changed = 0, False
        left: list[int] = []
        error: ReewriterError | None = None
        with self.workspace.fork(durable=False) as mine, mine.store.many():
            try:
                while through < len(ids) and not worker.is_cancelled:
                    part = ids[through : through + self.PART]
                    done = act(mine, part)
                    changed = done.changed or changed
                    left += done.left
                    through += len(part)
                    self.post_message(self.Going(_DOING[verb], through * 100 // len(ids)))
            except ReewriterError as why:
                error = why
            label = mine.triage.label(verb, ids[:through])
        done = Done(f"{label}{more}", changed=changed, left=tuple(left))
        self.post_message(self.Decided(done, ids[:through], state, mine, error))

    @on(Going)
    def _go_on(self, event: Going) -> None:
        if self.desk.busy:
            self.desk.set_busy(self.desk.busy, f"{event.doing} {event.percent}%")
            self.items.reread()

    @on(Decided)
    def _all_decided(self, event: Decided) -> None:
        self.desk.set_busy("")
        if event.ids:
            self.workspace.adopt(event.by, label=event.done.label)
            if self.children:
                self.decided(event.done, event.ids, event.state)
        if event.error is not None:
            self.desk.say_error(event.error)
