"""Joins changes that are one to the editor: what is typed in a row, what completes a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reewriter.model import Change, Edit

__all__ = ["completed", "joined", "same_fields"]


def same_fields(old: Change, new: Change) -> bool:
    """Tell whether two changes are updates of exactly the same fields.

    Their labels may name the row in other words: while a headline is typed, it is another one.
    """

    def shape(change: Change) -> list[tuple[str, tuple[int | str, ...], frozenset[str]]] | None:
        if any(edit.before is None or edit.after is None for edit in change.edits):
            return None
        return [(e.table, e.key, frozenset(e.after or ())) for e in change.edits]

    same = old.label.partition("“")[0] == new.label.partition("“")[0]
    return same and shape(old) is not None and shape(old) == shape(new)


def joined(old: Change, new: Change) -> Change:
    """Return one change that does what both did, one after the other."""
    edits = zip(old.edits, new.edits, strict=True)
    return replace(new, edits=tuple(Edit(b.table, b.key, a.before, b.after) for a, b in edits))


def completed(done: Sequence[Change], edits: Sequence[Edit]) -> list[Change] | None:
    """Return the changes as if their rows had been made with what these edits put into them.

    None where some row was not made by any of them, or has been edited since.
    """
    grown = list(done)
    for edit in edits:
        last = next(
            (
                at
                for at in range(len(grown) - 1, -1, -1)
                if any((e.table, e.key) == (edit.table, edit.key) for e in grown[at].edits)
            ),
            None,
        )
        if last is None:
            return None
        parts = list(grown[last].edits)
        here = [n for n, e in enumerate(parts) if (e.table, e.key) == (edit.table, edit.key)]
        made = parts[here[0]]
        if len(here) > 1 or made.before is not None or made.after is None or edit.after is None:
            return None
        parts[here[0]] = replace(made, after={**made.after, **edit.after})
        grown[last] = replace(grown[last], edits=tuple(parts))
    return grown
