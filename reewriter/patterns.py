"""Patterns that are compiled when they are first used: most runs use few of them. Knows none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

__all__ = ["pattern"]

if TYPE_CHECKING:
    from re import compile as pattern
else:

    def pattern(text: str, flags: int = 0) -> object:
        """Return what does all that `re.compile` of the same would do, as fast but at first."""
        return _Later(text, flags)


class _Later:
    """Stands for a pattern. What was asked of it once is its own, and is found at once."""

    def __init__(self, text: str, flags: int) -> None:
        self._written = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # nothing that looks a value over compiles it
            raise AttributeError(name)
        value = getattr(re.compile(*self._written), name)
        setattr(self, name, value)
        return value
