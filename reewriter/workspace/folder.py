"""Finds and makes workspaces: folders with a feeds.toml. Knows nothing of what is done in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reewriter.errors import ExportError, WorkspaceError

__all__ = ["CONFIG", "DATABASE", "create", "locate", "nearest"]

CONFIG = "feeds.toml"
DATABASE = "reewriter.db"
_IGNORED = """\
# What reewriter makes by itself; keep feeds.toml, templates/ and media/ under version control.
reewriter.db*
backups/
logs/
out/
"""


def locate(option: Path | None, environment: Mapping[str, str], here: Path) -> Path:
    """Return the workspace: the option, else $REEWRITER_WORKSPACE, else the nearest folder upwards.

    Raises WorkspaceError when there is none, or the folder named has no feeds.toml.
    """
    named = option or (Path(found) if (found := environment.get("REEWRITER_WORKSPACE")) else None)
    if named is not None:
        root = named.expanduser()
        if (root / CONFIG).exists():
            return root.resolve()
        what = "has no feeds.toml" if root.is_dir() else "is no folder"
        raise WorkspaceError(
            f"{named}: {what}, so it is no workspace", hint=f"Run `reewriter init {named}` first."
        )
    if found_here := nearest(here):
        return found_here
    raise WorkspaceError(
        f"no workspace here: neither {here} nor any folder above it has a feeds.toml",
        hint="Run `reewriter init` to make one, or name one with -w.",
    )


def nearest(here: Path) -> Path | None:
    """Return the nearest workspace upwards from a folder, if there is one."""
    folders = (folder for folder in (here, *here.parents) if (folder / CONFIG).exists())
    found = next(folders, None)
    return found.resolve() if found else None


def create(root: Path, config_text: str) -> Path:
    """Make a workspace folder with this feeds.toml; an existing feeds.toml is never overwritten."""
    from reewriter.atomic import write_files

    config = root / CONFIG
    if config.exists():
        raise WorkspaceError(
            f"{config}: exists already",
            hint="Open it with `reewriter -w`, or choose another folder.",
        )
    ignored = root / ".gitignore"
    files = {} if ignored.exists() else {ignored: _IGNORED.encode()}
    try:
        for name in ("media", "drop"):
            (root / name).mkdir(parents=True, exist_ok=True)
        # Whole or not at all: half a feeds.toml would be taken for somebody's own.
        write_files({**files, config: config_text.encode()})
    except (OSError, ExportError) as error:
        what = error.strerror if isinstance(error, OSError) else error.message
        raise WorkspaceError(
            f"{root}: cannot be made a workspace ({what})",
            hint="Choose a folder you may write, on a disk that is not full.",
        ) from error
    return root.resolve()
