"""Joins autosaves, so that one undo takes back a passage and not half a second of it."""

from __future__ import annotations

from dataclasses import replace

from reewriter.model import Change, Edit

__all__ = ["joined", "same_fields"]


def same_fields(old: Change, new: Change) -> bool:
    """Tell whether two changes are updates of exactly the same fields."""

    def shape(change: Change) -> list[tuple[str, tuple[int | str, ...], frozenset[str]]] | None:
        if any(edit.before is None or edit.after is None for edit in change.edits):
            return None
        return [(e.table, e.key, frozenset(e.after or ())) for e in change.edits]

    return old.label == new.label and shape(old) is not None and shape(old) == shape(new)


def joined(old: Change, new: Change) -> Change:
    """Return one change that does what both did, one after the other."""
    edits = zip(old.edits, new.edits, strict=True)
    return replace(new, edits=tuple(Edit(b.table, b.key, a.before, b.after) for a, b in edits))
