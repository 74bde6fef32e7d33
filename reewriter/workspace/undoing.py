"""The one way in which a workspace is changed, so that each change can be undone; knows no noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from reewriter.errors import ConflictError, StoreError
from reewriter.model import Change, Edit, FileEdit
from reewriter.store import Store, changes
from reewriter.store import learning as store_learning
from reewriter.store.database import Clock
from reewriter.workspace import learning
from reewriter.workspace.autosaves import completed, joined, same_fields
from reewriter.workspace.filing import put

__all__ = ["Undoing"]


class Undoing:
    """Changes of one session in their order, to be walked back and forth."""

    def __init__(self, store: Store, *, now: Clock, root: Path) -> None:
        self.store = store
        self.root = root
        self.now = now
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._keep = False
        self._by_rule = False

    def change(self, label: str, edits: Sequence[Edit], *, merge: bool = False) -> str:
        """Apply edits as one undoable change and return its label; no edits, no change.

        `merge` joins an autosave to the one before it, so that one undo takes back a passage and
        not half a second of it.
        """
        if not edits:
            return label
        change = Change(label, tuple(edits), self._by_rule)
        self._apply(change, keep=self._keep)
        self._undone.clear()
        self._remember(change, merge=merge)
        return label

    def change_file(self, label: str, edit: FileEdit) -> None:
        """Write a file as one undoable change; raises ConflictError where it is another one."""
        change = Change(label, (), files=(edit,))
        self._apply(change)
        self._undone.clear()
        self._remember(change, merge=False)

    def complete(self, label: str, edits: Sequence[Edit]) -> str:
        """Apply edits as part of the change that made their rows, which one undo takes back whole.

        Where none of this session did, they are a change of their own.
        """
        grown = completed(self._done, edits)
        if grown is None:
            return self.change(label, edits)
        self._apply(Change(label, tuple(edits)))
        self._done[:] = grown
        return label

    def _apply(self, change: Change, *, keep: bool = False) -> None:
        with self.store.write():
            changes.apply(self.store, change, now=self.now(), keep=keep)
            learning.follow(self.store, change)
            for file in change.files:
                put(self.root, file)

    @property
    def has_to_learn(self) -> bool:
        """Whether many things were decided in one go that nothing has been learnt from yet."""
        return not self.store.read_only and store_learning.waits(self.store)

    def learn_more(self, most: int) -> bool:
        """Learn from so many of them; tell whether there may be more."""
        return learning.catch_up(self.store, most=most)

    def _remember(self, change: Change, *, merge: bool) -> None:
        if merge and self._done and same_fields(self._done[-1], change):
            self._done[-1] = joined(self._done[-1], change)
        else:
            self._done.append(change)

    @contextmanager
    def together(
        self, label: str, *, merge: bool = False, keep: bool = False, by_rule: bool = False
    ) -> Iterator[None]:
        """Make all changes inside one transaction and one undo; an error takes all of them back.

        With `keep`, every text written over becomes a version: for those another desk wrote. With
        `by_rule` nothing is learnt from what is kept and skipped.
        """
        outer, self._done = self._done, []
        self._keep, kept = keep, self._keep
        self._by_rule, ruled = self._by_rule or by_rule, self._by_rule
        try:
            with self.store.write():
                yield
        except BaseException:
            self._done = outer
            raise
        finally:
            self._keep, by_rule, self._by_rule = kept, self._by_rule, ruled
        made, self._done = self._done, outer
        if made:
            edits = tuple(edit for change in made for edit in change.edits)
            files = tuple(file for change in made for file in change.files)
            self._remember(Change(label, edits, by_rule, files), merge=merge)

    def adopt(self, other: Self, *, label: str = "") -> None:
        """Let undo here take back what a fork has done; ask when its work is over.

        With a label, all of it is one change.
        """
        self._undone.clear()
        done = other._done
        if label and done:
            edits = tuple(edit for change in done for edit in change.edits)
            files = tuple(file for change in done for file in change.files)
            done = [Change(label, edits, files=files)]
        self._done += done

    def forget(self) -> None:
        """Begin anew: undo takes nothing back that was done until now."""
        self._done.clear()
        self._undone.clear()

    def undo(self) -> str | None:
        """Take the last change back; returns its label, or None when there is none.

        Raises ConflictError when something else has changed the same since; the change is then
        forgotten, so that the one before it can be undone.
        """
        if not self._done:
            return None
        self._walk(self._done, self._undone, forwards=False)
        return self._undone[-1].label

    def redo(self) -> str | None:
        """Do again what was last undone; returns its label, or None."""
        if not self._undone:
            return None
        self._walk(self._undone, self._done, forwards=True)
        return self._done[-1].label

    def rows_to_walk(self, *, forwards: bool) -> int:
        """Return how many rows undo (or redo) would change."""
        here = self._undone if forwards else self._done
        return len(here[-1].edits) if here else 0

    def walk_by(self, other: Self, *, forwards: bool) -> str:
        """Undo or redo through the connection of a fork, on its thread; returns the label.

        Meant for what takes seconds. Whoever calls it makes sure that nothing else is walked.
        """
        here, there = (self._undone, self._done) if forwards else (self._done, self._undone)
        self._walk(here, there, forwards=forwards, by=other)
        return there[-1].label

    def _walk(
        self,
        here: list[Change],
        there: list[Change],
        *,
        forwards: bool,
        by: Self | None = None,
    ) -> None:
        """Bring the last change of one list over to the other."""
        change = here.pop()
        try:
            step = change if forwards else change.inverse()
            (by or self)._apply(step)
        except ConflictError:
            raise
        except StoreError:  # locked, full: it can still be done when that is over
            here.append(change)
            raise
        there.append(change)
