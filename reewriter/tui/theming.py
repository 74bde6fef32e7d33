"""The themes of the desk: which there are, which one it opens with. Names no colour."""

from __future__ import annotations

from textual.css.styles import RenderStyles
from textual.dom import DOMNode

from reewriter.errors import StoreError
from reewriter.tui.live_page import ShowsLive
from reewriter.tui.sheet import Sheet
from reewriter.tui.themes import FALLBACKS, next_theme, theme_of
from reewriter.tui.widgets.painted import INKS
from reewriter.workspace import Workspace
from reewriter.workspace.looks import choose, chosen, looks

__all__ = ["Themed"]


class Themed(ShowsLive, inherit_bindings=False, piece=True):
    """An app that wears the workspace's themes, and remembers the one that was taken."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        names = self._take_themes()
        try:
            wanted = chosen(workspace)
        except StoreError:  # as it comes, then: a desk without memory is a desk
            wanted = ""
        self.theme = wanted if wanted in names else names[0]
        self.stylesheet = self._sheet = Sheet(variables=self.get_css_variables())
        if workspace.config.theme and wanted not in names:
            self.say(f"feeds.toml: there is no theme “{wanted}”: {', '.join(names)}", "attention")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Let our style sheet work with themes that are not ours."""
        return FALLBACKS

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Style what lists and articles are painted with, as far as that was not asked for yet."""
        for name in names:
            if name in INKS and name not in self._component_styles:
                stand_in = DOMNode(classes=name)
                stand_in._attach(self)
                self.stylesheet.apply(stand_in)
                self._component_styles[name] = stand_in.styles
        return super().get_component_styles(*names)

    def read_ahead(self) -> None:
        """Read the rules for what comes after the first picture."""
        self._sheet.read_ahead()

    def refresh_css(self, animate: bool = True) -> None:
        """Style all anew, for another theme or with more rules."""
        self._component_styles.clear()
        super().refresh_css(animate)

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
