"""The themes of the desk: which there are, which one it opens with. Names no colour."""

from __future__ import annotations

from reewriter.errors import StoreError
from reewriter.tui.live_page import ShowsLive
from reewriter.tui.themes import FALLBACKS, next_theme, theme_of
from reewriter.workspace import Workspace
from reewriter.workspace.looks import choose, chosen, looks

__all__ = ["Themed"]


class Themed(ShowsLive, inherit_bindings=False):
    """An app that wears the workspace's themes, and remembers the one that was taken."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        names = self._take_themes()
        try:
            wanted = chosen(workspace)
        except StoreError:  # as it comes, then: a desk without memory is a desk
            wanted = ""
        self.theme = wanted if wanted in names else names[0]
        if workspace.config.theme and wanted not in names:
            self.say(f"feeds.toml: there is no theme “{wanted}”: {', '.join(names)}", "attention")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Let our style sheet work with themes that are not ours."""
        return FALLBACKS

    def _take_themes(self) -> list[str]:
        """Read the themes anew; say what is wrong with the first that is wrong."""
        found = looks(self.workspace)
        for colours in found.themes:
            self.register_theme(theme_of(colours))
        self._wrong = ""
        if found.problems:
            more = len(found.problems) - 1
            self._wrong = found.problems[0] + (f" ({more} more)" if more else "")
            self.say(self._wrong, "attention")
        return [colours.name for colours in found.themes]

    def next_theme(self) -> None:
        """Take the next theme, and remember it; a file that was edited is read again."""
        names = self._take_themes()
        self.theme = choose(self.workspace, next_theme(self.theme, names))
        fixed = self.workspace.config.theme
        until = f"; feeds.toml opens the desk with {fixed}" if fixed not in ("", self.theme) else ""
        wrong = f" · {self._wrong}" if self._wrong else ""
        self.say(f"theme: {self.theme}{until}{wrong}", "attention" if wrong else "info")
