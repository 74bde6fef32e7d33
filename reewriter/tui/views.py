"""The views of the inbox: a name, a query, and what counts as decided in it. No widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reewriter.model import ItemState

__all__ = ["NEW", "View", "views_for"]


@dataclass(frozen=True, slots=True)
class View:
    """One list of the inbox."""

    name: str
    query: str = ""
    states: frozenset[ItemState] = frozenset({ItemState.NEW})
    """What its lines are when it is opened; a line in another state has been decided since."""
    state: ItemState | None = None
    """The state whose count is the view's count; None where it must be counted by query."""
    counted: bool = True
    """Whether its lines are worth counting by query."""
    heading: str = ""
    """What stands above it in the list of views."""
    empty: tuple[str, ...] = ("Nothing here.", "gv chooses another view")


NEW = View(
    "New",
    state=ItemState.NEW,
    empty=("Nothing new.", "f fetches the feeds that are due", "gs goes to the issue"),
)
"""What waits for a decision: the view the desk opens with."""

_DECIDED: tuple[View, ...] = (
    View(
        "Kept",
        "state:kept",
        frozenset({ItemState.KEPT}),
        ItemState.KEPT,
        heading="Decided",
        empty=("Nothing kept yet.", "y keeps an item: its story goes to the issue's bench"),
    ),
    View("Later", "state:later", frozenset({ItemState.LATER}), ItemState.LATER),
    View("Skipped", "state:skipped", frozenset({ItemState.SKIPPED}), ItemState.SKIPPED),
    View(
        "Everything",
        " ".join(f"state:{state.value}" for state in ItemState),
        frozenset(ItemState),
        counted=False,
    ),
)


def views_for(sections: Sequence[str]) -> tuple[View, ...]:
    """Return all views of a publication with these sections."""
    return (
        NEW,
        View("Today", "newer:1d", empty=("Nothing new since yesterday.", "f fetches")),
        *(
            View(
                section,
                f'section:"{section}"',
                heading="Sections" if number == 0 else "",
                empty=(f"Nothing new for {section}.", "gv chooses another view"),
            )
            for number, section in enumerate(sections)
        ),
        *_DECIDED,
    )
