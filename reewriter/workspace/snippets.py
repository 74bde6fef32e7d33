"""Texts the house uses again and again: those of feeds.toml, and files of the folder snippets/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reewriter.errors import NotFoundError
from reewriter.text import clean, clean_line
from reewriter.text.nearest import did_you_mean

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["Snippet", "listed", "named"]

_FOLDER = "snippets"
_LARGEST = 100_000
"""Bytes; a larger file is no boilerplate."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text with a name."""

    name: str
    text: str
    """Markdown."""
    origin: str
    """The file it stands in, as it is named from the workspace."""


def listed(workspace: Workspace) -> list[Snippet]:
    """Return every snippet by name; what feeds.toml names comes before a file of the same name."""
    config = workspace.config
    found = {
        name.casefold(): Snippet(name, text, config.path.name)
        for name, text in config.snippets.items()
    }
    for path in sorted((workspace.root / _FOLDER).glob("*.md")):
        try:
            raw = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        except OSError:  # it was there a moment ago, or is not ours to read
            continue
        text = clean(raw.decode("utf-8-sig", errors="replace")).strip("\n")
        name = clean_line(path.stem, limit=60)
        if text and name:
            found.setdefault(name.casefold(), Snippet(name, text, f"{_FOLDER}/{path.name}"))
    return [found[key] for key in sorted(found)]


def named(workspace: Workspace, name: str) -> Snippet:
    """Return one snippet, whatever the case of its letters; raises NotFoundError."""
    known = {snippet.name.casefold(): snippet for snippet in listed(workspace)}
    found = known.get(name.strip().casefold())
    if found is None:
        names = [snippet.name for snippet in known.values()]
        hint = did_you_mean(name, names, otherwise="`reewriter snippets list` names them all.")
        raise NotFoundError(f"there is no snippet “{clean_line(name, limit=60)}”", hint=hint)
    return found
