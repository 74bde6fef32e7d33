"""Classes that are put together from pieces, and read by Textual once, whole. Knows no room."""

from __future__ import annotations

from typing import Any

__all__ = ["InPieces"]


class InPieces:
    """Lets a class be marked as a piece: of a screen or an app, and never made by itself.

    Textual reads all bindings, reactives and methods of a class and of all its bases when it is
    made. Each room is a chain of ten classes: that was 4 of 190 ms before the first picture
    (2026-11-30). Of a piece it is read only with the class that it is a piece of.
    """

    def __init_subclass__(
        cls, *, piece: bool = False, inherit_bindings: bool = True, **others: Any
    ) -> None:
        """Leave a piece alone but for what the whole asks of it."""
        if not piece:
            others["inherit_bindings"] = inherit_bindings
            super().__init_subclass__(**others)
            return
        # What Textual notes of each class, and would otherwise find noted of its base.
        own: Any = cls
        own._inherit_css = True
        own._inherit_bindings = inherit_bindings
        own._inherit_component_classes = True
