"""Walks over the lines of a manuscript; must not know its parts, only where a text ends."""

from __future__ import annotations

from reewriter.desk.manuscript.form import STRUCTURE, ManuscriptError, trimmed
from reewriter.text.clean import scrub

__all__ = ["Walker"]


class Walker:
    """A place in a file, which names its line in whatever is wrong."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = scrub(text).removesuffix("\n").split("\n")
        self.file = file
        self.at = 0
        """The line that comes next, counted from 0."""
        self.structure = STRUCTURE
        """What ends a text."""

    def wrong(self, message: str, hint: str = "", *, line: int | None = None) -> ManuscriptError:
        """Say what is wrong in a line, by default in the next."""
        number = line or min(self.at + 1, len(self.lines))
        return ManuscriptError(message, file=self.file, line=number, hint=hint)

    def more(self) -> bool:
        """Tell whether there is a line left."""
        return self.at < len(self.lines)

    def peek(self) -> str:
        """Return the next line."""
        return self.lines[self.at]

    def skip_blank(self) -> None:
        """Go on to a line with something in it."""
        while self.more() and not self.peek().strip():
            self.at += 1

    def text(self) -> str:
        """Read free text up to the next heading of ours."""
        lines: list[str] = []
        while self.more():
            found = self.structure.match(self.peek())
            if found and not found["escape"]:
                break
            lines.append(self.peek()[1:] if found else self.peek())
            self.at += 1
        return trimmed(lines)
