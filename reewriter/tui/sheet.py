"""The style sheets: when which is read, and that none is read twice. Knows no rule."""

from __future__ import annotations

from pathlib import Path

from textual.css.stylesheet import Stylesheet

__all__ = ["ROOMS", "Sheet"]

ROOMS = Path(__file__).with_name("rooms.tcss")
"""The rules that the first picture does not need; who needs them names them as CSS_PATH."""


class Sheet(Stylesheet):
    """A style sheet that is asked to read itself again, with the same variables, and does not.

    Textual asks for that when an app opens, once for the theme and once for the first screen: that
    was a tenth of all work before the first picture.
    """

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._values = self._values_read = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other values for the variables, if they are others."""
        if variables != self._values:
            self._values = variables
            super().set_variables(variables)

    def read_ahead(self) -> None:
        """Read the rules for what comes after the first picture: no key is to wait for that."""
        if not self.has_source(str(ROOMS), ""):
            self.read(ROOMS)
            _ = self.rules

    def reparse(self) -> None:
        """Read everything again where variables have become others; else only what is new."""
        if self._values is self._values_read:
            _ = self.rules  # reads what has not been read yet
        else:
            self._values_read = self._values
            super().reparse()
