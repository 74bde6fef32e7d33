"""A screen whose first picture comes before all that can wait; knows no room."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size
from textual.screen import Screen

from reewriter.tui import opening
from reewriter.tui.pieces import InPieces
from reewriter.tui.widgets.bare import Bare

__all__ = ["Pictured"]


class Pictured(InPieces, Bare, Screen[None], inherit_bindings=False, piece=True):
    """A screen that is drawn once when the app opens, and then does what was put off until then."""

    def __init__(self) -> None:
        super().__init__()
        self._unseen: list[Callable[[], object]] = []
        self._seen = False
        self._laid_out: Size | None = None
        """The size for which everything was laid out last."""

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

    def _screen_resized(self, size: Size) -> None:
        """Lay out for another size, but not again for the same: Textual tells it three times."""
        if size != self._laid_out or not (self._seen or self.app._batch_count):
            super()._screen_resized(size)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out, and with it all that was asked to be laid out until now.

        Textual would lay everything out and paint it once more for what was asked before it was
        told the size: a fortieth of all work until the first picture has settled (2026-11-30).
        """
        if not scroll and (size or self.outer_size):
            self._layout_required, self._laid_out = False, size or self.outer_size
        super()._refresh_layout(size, scroll)

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
