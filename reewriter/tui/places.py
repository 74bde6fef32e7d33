"""Names files as the editor knows them: from the workspace's folder on. Looks at no file."""

from __future__ import annotations

from pathlib import Path

__all__ = ["from_here"]


def from_here(text: str, root: Path) -> str:
    """Return a text with the workspace's folder taken out of every path in it."""
    return text.replace(f"{root}/", "")
