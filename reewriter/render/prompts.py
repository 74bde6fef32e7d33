"""What a language model is asked, as templates: ours, or those of the workspace; asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reewriter.render.sandbox import run
from reewriter.render.templates import Shelf

__all__ = ["FOLDER", "Prompt", "prompt", "prompt_with"]

FOLDER = "prompts/"
_RULE = "---"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it is sent."""

    system: str
    """What stands above the first line that is `---`; "" where there is none."""
    text: str


def prompt(name: str, view: Mapping[str, object], *, templates: Path | None) -> Prompt:
    """Render `prompts/NAME.txt`; raises TemplateError that names file and line."""
    return prompt_with(f"{FOLDER}{name}.txt", view, shelf=Shelf(templates))


def prompt_with(file: str, view: Mapping[str, object], *, shelf: Shelf) -> Prompt:
    """Render one file of a shelf.

    The rule is looked for in the first lines only: an article may have one, too.
    """
    lines = run(file, view, fmt="text", shelf=shelf).strip().split("\n")
    at = lines.index(_RULE) if _RULE in lines[:_HEAD] else -1
    return Prompt("\n".join(lines[: max(at, 0)]).strip(), "\n".join(lines[at + 1 :]).strip())


_HEAD = 40
"""Lines; who tells a model more about itself than that may do it below."""
