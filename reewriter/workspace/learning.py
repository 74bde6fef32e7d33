"""Learns from each change in which a person keeps or skips; called inside its transaction."""

from __future__ import annotations

from reewriter.desk.learning import words_of
from reewriter.model import Change, ItemState
from reewriter.store import Store, learning

__all__ = ["catch_up", "follow"]

_AT_ONCE = 50
"""Decisions of one key that are learnt from before the next; of more, behind the screen."""

_TELLING = {ItemState.KEPT: True, ItemState.SKIPPED: False}


def follow(store: Store, change: Change) -> None:
    """Learn what a change teaches, and forget what it takes back.

    An item teaches as long as it is kept or skipped: so undo unlearns and redo learns again,
    without either knowing of it.
    """
    states = {
        int(edit.key[0]): ItemState(str(edit.after["state"]))
        for edit in change.edits
        if edit.table == "item" and edit.after is not None and "state" in edit.after
    }
    # What retention puts away was decided all the same.
    moved = [item_id for item_id, state in states.items() if state is not ItemState.ARCHIVED]
    if not moved:
        return
    learning.forget(store, moved)
    if change.by_rule:
        return
    telling = [item_id for item_id in moved if states[item_id] in _TELLING]
    if len(telling) > _AT_ONCE:
        for state, kept in _TELLING.items():
            learning.note(store, [one for one in telling if states[one] is state], kept=kept)
        return
    learning.learn(
        store,
        [
            learning.Lesson(
                item_id, _TELLING[states[item_id]], words_of(title, text, feed_id=feed_id)
            )
            for item_id, feed_id, title, text in learning.leads(store, telling)
        ],
    )


def catch_up(store: Store, *, most: int) -> bool:
    """Learn from some of the decisions that are only noted; tell whether there may be more."""
    if store.read_only or not learning.waits(store):
        return False
    with store.write():
        found = learning.noted(store, limit=most)
        learning.complete(
            store,
            [
                learning.Lesson(item_id, kept, words_of(title, text, feed_id=feed_id))
                for item_id, kept, feed_id, title, text in found
            ],
        )
    return bool(found)
