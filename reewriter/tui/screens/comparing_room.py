"""A room whose reader can show how its text was changed. Asks the workspace; takes nothing over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reewriter.errors import UsageError
from reewriter.model import ItemVersion
from reewriter.tui import changed
from reewriter.tui.article import Article
from reewriter.tui.frame import DeskScreen
from reewriter.values import dataclass

__all__ = ["COMPARING_KEYS", "Compares", "Versions"]

COMPARING_KEYS = ("reader.changes", "reader.older", "reader.newer", "desk.back", "desk.help")
"""What matters while a comparison is shown."""


@dataclass(frozen=True, slots=True)
class Versions:
    """What an item said before, newest first, and which of it is compared with the present."""

    listed: Sequence[ItemVersion]
    at: int

    @property
    def item_id(self) -> int:
        """Whose versions they are."""
        return self.listed[self.at].item_id


class Compares(DeskScreen, piece=True):
    """Shows what the publisher changed, and goes through the versions."""

    versions: Versions | None = None
    """Those that are shown; None while the text itself is."""

    def find_versions(self) -> Versions:
        """Return what there is to compare, made visible; raises UsageError where there is none."""
        raise NotImplementedError

    def show_text(self) -> None:
        """Let the reader show the text, or its comparison."""
        raise NotImplementedError

    def comparison(self, item_id: int | None) -> Article | None:
        """Return the comparison to be shown of an item; another item ends it."""
        if self.versions is None:
            return None
        if self.versions.item_id != item_id:
            self.versions = None
            self.show_keys()
            return None
        return changed.comparison_of(self.workspace, self.versions.listed, self.versions.at)

    def leave_comparison(self) -> bool:
        """Show the text again; tells whether a comparison was shown."""
        if self.versions is None:
            return False
        self.versions = None
        self.show_text()
        self.show_keys()
        return True

    def action_changes(self) -> None:
        """Show what the publisher changed, or the text again."""
        if not self.leave_comparison():
            self.versions = self.find_versions()
            self.show_text()
            self.show_keys()

    def action_older(self) -> None:
        """Compare with an older version."""
        self._step_version(1)

    def action_newer(self) -> None:
        """Compare with a newer version."""
        self._step_version(-1)

    def _step_version(self, by: int) -> None:
        shown = self.versions
        if shown is None:
            raise UsageError(
                "no versions are shown",
                hint=self.keyed("{reader.changes} shows what the publisher changed."),
            )
        at = shown.at + by
        if not 0 <= at < len(shown.listed):
            self.say("there is no older version" if by > 0 else "this is the newest change")
            return
        self.versions = replace(shown, at=at)
        self.show_text()
