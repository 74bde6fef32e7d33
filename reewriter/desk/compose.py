"""Decides where stories stand in an issue; positions stay 0…n-1 in each section and the bench."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reewriter.errors import NotFoundError
from reewriter.model import Edit, Issue, Placement

__all__ = ["difference", "move", "place", "remove", "renumber", "roll_over", "unfinished"]


def place(
    placements: Sequence[Placement],
    issue_id: int,
    story_id: int,
    *,
    section: str,
    bench: bool,
    position: int | None = None,
) -> tuple[Edit, ...]:
    """Put a story into a section above the line, or on the bench; `None` means at the end.

    A story that stands in the issue already is moved. Raises nothing: too large a position is the
    end, too small the beginning.
    """
    others = [p for p in placements if p.story_id != story_id]
    there = [p for p in others if (p.bench, p.section) == (bench, section)]
    at = len(there) if position is None else max(0, min(position, len(there)))
    there.insert(at, Placement(issue_id, story_id, section, at, bench))
    rest = [p for p in others if (p.bench, p.section) != (bench, section)]
    return difference(placements, renumber([*rest, *_numbered(there)]))


def move(
    placements: Sequence[Placement], story_id: int, by: int, *, sections: Sequence[str]
) -> tuple[Edit, ...]:
    """Move a story by some lines; past the end of a section it enters the next one.

    On the bench it stays on the bench. At the very top or bottom nothing changes.
    """
    mine = find(placements, story_id)
    there = [p for p in placements if (p.bench, p.section) == (mine.bench, mine.section)]
    target = mine.position + by
    if 0 <= target < len(there):
        return place(
            placements,
            mine.issue_id,
            story_id,
            section=mine.section,
            bench=mine.bench,
            position=target,
        )
    if mine.bench:
        return ()
    order = [*sections, *sorted({p.section for p in placements} - set(sections))]
    at = order.index(mine.section) + (1 if by > 0 else -1)
    if not 0 <= at < len(order):
        return ()
    return place(
        placements,
        mine.issue_id,
        story_id,
        section=order[at],
        bench=False,
        position=0 if by > 0 else None,
    )


def remove(placements: Sequence[Placement], story_id: int) -> tuple[Edit, ...]:
    """Take a story out of the issue altogether."""
    find(placements, story_id)
    return difference(placements, renumber([p for p in placements if p.story_id != story_id]))


def unfinished(placements: Sequence[Placement], *, went_out: bool) -> list[Placement]:
    """Return what an issue leaves to the next: its bench, and everything if it never went out."""
    return [p for p in placements if p.bench or not went_out]


def roll_over(
    left: Sequence[Placement], new: Sequence[Placement], issue: Issue
) -> tuple[Edit, ...]:
    """Bring what was left to the bench of an issue, in the same order, behind what is there."""
    here = {p.story_id for p in new}
    brought = [
        replace(p, issue_id=issue.id, bench=True, position=len(new) + at)
        for at, p in enumerate(left)
        if p.story_id not in here
    ]
    return difference(new, renumber([*new, *brought]))


def find(placements: Sequence[Placement], story_id: int) -> Placement:
    """Return where a story stands; raises NotFoundError when it does not."""
    for placement in placements:
        if placement.story_id == story_id:
            return placement
    raise NotFoundError(
        f"story {story_id} is not in this issue", hint="`story place` puts it there."
    )


def renumber(placements: Sequence[Placement]) -> list[Placement]:
    """Give positions 0…n-1 within each section and the bench, keeping the order there is."""
    result: list[Placement] = []
    for key in sorted({(p.bench, p.section) for p in placements}):
        # Stable: those that arrive with equal positions keep their order in the list.
        there = sorted(
            (p for p in placements if (p.bench, p.section) == key), key=lambda p: p.position
        )
        result.extend(_numbered(there))
    return result


def _numbered(placements: Sequence[Placement]) -> list[Placement]:
    return [replace(p, position=at) for at, p in enumerate(placements)]


def difference(before: Sequence[Placement], after: Sequence[Placement]) -> tuple[Edit, ...]:
    """Return the edits that lead from one set of placements to the other."""
    old = {(p.issue_id, p.story_id): p for p in before}
    new = {(p.issue_id, p.story_id): p for p in after}
    edits = [Edit("placement", key, _values(p), None) for key, p in old.items() if key not in new]
    for key, p in new.items():
        if key not in old:
            edits.append(Edit("placement", key, None, _values(p)))
        elif old[key] != p:
            edits.append(Edit("placement", key, _values(old[key]), _values(p)))
    return tuple(edits)


def _values(placement: Placement) -> dict[str, object]:
    return {
        "section": placement.section,
        "position": placement.position,
        "bench": placement.bench,
    }
