"""Tells which figures say the same; knows no text."""

from __future__ import annotations

from math import isclose

from reewriter.text.facts.values import Reading

__all__ = ["agree"]


def agree(ours: Reading, theirs: Reading) -> bool:
    """Say whether a source that has the one supports the other."""
    if ours.per and theirs.per and ours.per != theirs.per:
        return False
    if ours.kind == "year":
        return ours.value == (theirs.value if theirs.kind == "year" else theirs.year)
    if ours.kind == "month" and theirs.kind == "day":
        return ours.value == theirs.value // 100 and _same_year(ours, theirs)
    if {ours.kind, theirs.kind} == {"times", "number"}:
        return ours.value == theirs.value and not ours.unit and not theirs.unit
    if ours.kind != theirs.kind:
        return False
    if ours.kind == "percent" and ours.unit != theirs.unit:
        # Two thirds are printed as 66, 66.7 or 67 percent.
        exact = ours.value if ours.unit else theirs.value
        return abs(ours.value - theirs.value) < (0.01 if exact == int(exact) else 0.7)
    if ours.kind == "number" and not (ours.unit and theirs.unit):
        return isclose(ours.bare or ours.value, theirs.bare or theirs.value)
    return (
        ours.unit == theirs.unit
        and isclose(ours.value, theirs.value, abs_tol=1e-9)
        and _same_year(ours, theirs)
    )


def _same_year(ours: Reading, theirs: Reading) -> bool:
    return not ours.year or not theirs.year or ours.year == theirs.year
