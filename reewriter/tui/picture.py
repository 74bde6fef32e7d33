"""A screen whose first picture comes before all that can wait; knows no room."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from reewriter.tui import opening
from reewriter.tui.widgets.bare import Bare

__all__ = ["Pictured"]


class Pictured(Bare, Screen[None], inherit_bindings=False):
    """A screen that is drawn once when the app opens, and then does what was put off until then."""

    def __init__(self) -> None:
        super().__init__()
        self._unseen: list[Callable[[], object]] = []
        self._seen = False

    @property
    def was_seen(self) -> bool:
        """Whether there was a picture of this screen."""
        return self._seen

    def when_seen(self, do: Callable[[], object]) -> None:
        """Do something once there is a picture of this screen; at once where there is one."""
        if self._seen:
            do()
        else:
            self._unseen.append(do)

    def _compositor_refresh(self) -> None:
        """Draw, but not while the app holds pictures back: Textual would draw for nobody then.

        What is to be drawn stays noted, and is with the next picture.
        """
        if self.app._batch_count:
            return
        super()._compositor_refresh()
        if not self._seen and self.is_current:
            self._seen = True
            opening.seen()
            todo, self._unseen = self._unseen, []
            for do in todo:
                self.call_later(do)
