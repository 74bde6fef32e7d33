"""A text as it will be read, beside the field in which it is written; it follows the cursor."""

from __future__ import annotations

from reewriter.tui.article import Article
from reewriter.tui.widgets.reader import Reader

__all__ = ["Preview"]


class Preview(Reader, can_focus=False, inherit_bindings=False):
    """Shows Markdown; the place that is being written stays in sight."""

    def follow(self, title: str, markdown: str, place: float) -> None:
        """Show another text; `place` is where in it the cursor is, from 0 to 1."""
        self.show(Article(title=title, markdown=markdown, nothing="Nothing is written yet."))
        room = max(self.virtual_size.height - self.size.height, 0)
        self.scroll_to(y=round(place * room), animate=False, force=True)
