"""What something cost, by the clock and of the processor; and how several of them are told."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

__all__ = ["Cost", "Figures", "note"]

Cost = tuple[float, float]
"""Milliseconds by the wall clock, and of processor time, all threads of the process."""
Figures = dict[str, float]
"""Milliseconds by the clock, under the same name and " cpu" those of processor time."""


def note(found: Figures, name: str, costs: Sequence[Cost], *, p95: bool = False) -> None:
    """Note the median of several measurements, or what nineteen of twenty stay below."""
    for at, what in enumerate((name, f"{name} cpu")):
        taken = sorted(cost[at] for cost in costs)
        found[what] = taken[int(len(taken) * 0.95)] if p95 else median(taken)
