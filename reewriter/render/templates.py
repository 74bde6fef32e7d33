"""The templates as files: which there are, which the workspace overrides, and copies to start from.

Must not know how a template is run.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from reewriter.atomic import write_files
from reewriter.errors import NotFoundError, TemplateError, UsageError
from reewriter.formats import is_format_name
from reewriter.text.nearest import did_you_mean

__all__ = [
    "MAX_TEMPLATE",
    "Shelf",
    "TemplateFile",
    "copy_look",
    "copy_template",
    "listed",
    "own_formats",
    "read_template",
    "shipped_templates",
]

MAX_TEMPLATE = 256_000
"""Bytes of one template file."""

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_SUFFIXES = (".html", ".md", ".txt")
_INCLUDED = re.compile(r"{%-?\s*(?:include|import|from|extends)\s+[\"']([^\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One template and where it comes from."""

    name: str
    """As templates include each other: `daily.html`, `stories/critique.md`."""
    path: Path
    origin: Literal["shipped", "overridden", "own"]
    """Ours, ours replaced by the workspace, or the workspace's alone."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The templates of a workspace, in front of our own."""

    workspace: Path | None = None
    hidden: frozenset[str] = frozenset()
    """Names whose override is left out: for trying one at a time."""

    def first(self, name: str) -> str | None:
        """Return the path of the file that `find` looks at, as cheaply as can be."""
        theirs = None if name in self.hidden else self.workspace
        for folder in (theirs, shipped_templates()):
            if folder is not None and os.path.isfile(path := f"{folder}/{name}"):  # noqa: PTH113
                return path
        return None

    def find(self, name: str) -> Path | None:
        """Find the file of a template: the workspace's, else the shipped one, else None."""
        if not _NAME.fullmatch(name):
            return None
        theirs = None if name in self.hidden else self.workspace
        for folder in (theirs, shipped_templates()):
            if folder is not None and (path := folder / name).is_file():
                # A link may lead out of the folder; what it leads to is no template.
                return path if path.resolve().is_relative_to(folder.resolve()) else None
        return None


@lru_cache(maxsize=1)
def shipped_templates() -> Path:
    """Return the folder of our own templates, in a wheel or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def read_template(path: Path) -> str:
    """Read a template file. Raises TemplateError when it is too large or not UTF-8."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_TEMPLATE + 1)
        if len(content) > MAX_TEMPLATE:
            raise TemplateError(
                f"{path}: the template is larger than {MAX_TEMPLATE // 1000} kB",
                hint="Move what does not change with the issue out of it.",
            )
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise TemplateError(
            f"{path}:{line}: the template is not UTF-8", hint="Save it as UTF-8."
        ) from error
    except OSError as error:
        raise TemplateError(
            f"{path}: the template cannot be read ({error.strerror})",
            hint="Check the file's permissions.",
        ) from error


def listed(workspace: Path | None) -> tuple[TemplateFile, ...]:
    """List every template by name, with the file that is in force."""
    ours = set(_names(shipped_templates()))
    theirs = set(_names(workspace)) if workspace is not None else set()
    files = []
    for name in sorted(ours | theirs):
        path = Shelf(workspace).find(name)
        if path is not None:
            origin: Literal["shipped", "overridden", "own"] = "shipped"
            if name in theirs:
                origin = "overridden" if name in ours else "own"
            files.append(TemplateFile(name, path, origin))
    return tuple(files)


def own_formats(workspace: Path | None) -> tuple[str, ...]:
    """Return the formats of stories that the workspace's templates lay out, by name."""
    if workspace is None:
        return ()
    files = workspace.glob("stories/*.*")
    names = {path.stem for path in files if path.suffix in _SUFFIXES and path.is_file()}
    return tuple(sorted(filter(is_format_name, names)))


def copy_template(name: str, to: Path, *, overwrite: bool = False) -> Path:
    """Copy a shipped template into the workspace's template folder `to`, and return the copy.

    Raises NotFoundError for an unknown name, UsageError when the copy is there already, and
    ExportError where it cannot be written.
    """
    source = Shelf().find(name)
    if source is None:
        names = list(_names(shipped_templates()))
        hint = did_you_mean(name, names, otherwise="`templates list` names them all.")
        raise NotFoundError(f"there is no template “{name}”", hint=hint)
    copy = to / name
    if copy.exists() and not overwrite:
        raise UsageError(
            f"{copy} is there already", hint="Move it away first, or edit it where it is."
        )
    write_files({copy: source.read_bytes()})
    return copy


def _look_names(look: str) -> tuple[str, ...]:
    """Return the names of all templates that a look of ours is made of; nothing for no look.

    That is its page in three formats, those of `daily` where it has none of its own, all stories,
    and what these include.
    """
    ours = tuple(_names(shipped_templates()))
    if "/" in look or f"{look}.html" not in ours:
        return ()
    pages = (name if (name := f"{look}{end}") in ours else f"daily{end}" for end in _SUFFIXES)
    found = dict.fromkeys((*pages, *(name for name in ours if name.startswith("stories/"))))
    waiting = list(found)
    while waiting:
        text = read_template(shipped_templates() / waiting.pop())
        new = [name for name in _INCLUDED.findall(text) if name in ours and name not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)


def copy_look(look: str, to: Path) -> tuple[Path, ...]:
    """Copy a whole look into the template folder `to`, or one template by its name.

    All of it or nothing: raises UsageError where one of the copies is there already, and
    NotFoundError for an unknown name.
    """
    names = _look_names(look) or (look,)
    there = [name for name in names if (to / name).exists()]
    if there and len(names) > 1:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise UsageError(
            f"{to / there[0]}{more} is there already",
            hint="Move your templates away first, or copy single ones by their names.",
        )
    return tuple(copy_template(name, to) for name in names)


def _names(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and path.suffix in _SUFFIXES and _NAME.fullmatch(name):
            yield name
