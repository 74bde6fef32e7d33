"""Where the cursor of a list goes when a search begins, goes on, ends. Knows no query's meaning."""

from __future__ import annotations

import time

from reewriter.tui.widgets.item_list import ItemList

__all__ = ["Seeking"]


class Seeking:
    """Remembers the row on which the editor was before the search."""

    def __init__(self) -> None:
        self._listed = ""
        """The query of the list that is shown."""
        self._stood: tuple[int | None, int] = (None, 0)
        """The item and its row."""
        self._typed_at = 0.0

    def ask(self, items: ItemList, before: str) -> None:
        """Another query is asked than the one before; the first one leaves a row behind."""
        if not self._listed and not before:
            self._stood = (items.current, items.cursor)

    def alone(self, within: float) -> bool:
        """Tell of each key when it comes whether it is alone, or follows another in so short."""
        before, self._typed_at = self._typed_at, time.monotonic()
        return self._typed_at - before > within

    def forget(self) -> None:
        """The whole list becomes another: there is nothing to go back to."""
        self._stood = (None, 0)

    def found(self, items: ItemList, query: str) -> None:
        """Go to the first line another query finds, and back when the search is over."""
        before, self._listed = self._listed, query
        if before == query:
            return
        item_id, row = self._stood
        if query:
            items.move_to(0)
        elif item_id is None or not items.find(item_id):
            items.move_to(row)
