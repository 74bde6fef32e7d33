"""Shows the passage of a source on which the line below it rests. Looks nothing up itself."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from reewriter.tui import paint

__all__ = ["Evidence"]

_LONGEST = 400
"""Characters of a passage that are shown; three lines have no more."""


class Evidence(Static):
    """A passage, quiet, and who published it; nothing where there is none."""

    DEFAULT_CSS = """
    Evidence {
        height: auto;
        max-height: 3;
        display: none;
        color: $quiet;
        border-left: outer $rule;
        &.-shown { display: block; }
    }
    """

    def show(self, passage: str, outlet: str = "") -> None:
        """Show a passage; an empty one hides the widget."""
        self.set_class(bool(passage.strip()), "-shown")
        text = paint.flat(passage)
        if len(text) > _LONGEST:
            text = f"{text[:_LONGEST].rstrip()}{paint.ELLIPSIS}"
        name = f"{paint.flat(outlet)}: " if outlet else ""
        self.update(Content(f"{name}{text}"))
