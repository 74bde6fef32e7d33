"""Finds and makes workspaces: folders with a feeds.toml. Knows nothing of what is done in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reewriter.errors import WorkspaceError

__all__ = ["CONFIG", "DATABASE", "create", "locate"]

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
    for folder in (here, *here.parents):
        if (folder / CONFIG).exists():
            return folder.resolve()
    raise WorkspaceError(
        f"no workspace here: neither {here} nor any folder above it has a feeds.toml",
        hint="Run `reewriter init` to make one, or name one with -w.",
    )


def create(root: Path, config_text: str) -> Path:
    """Make a workspace folder with this feeds.toml; an existing feeds.toml is never overwritten."""
    config = root / CONFIG
    if config.exists():
        raise WorkspaceError(
            f"{config}: exists already",
            hint="Open it with `reewriter -w`, or choose another folder.",
        )
    try:
        root.mkdir(parents=True, exist_ok=True)
        config.write_text(config_text, encoding="utf-8")
        ignored = root / ".gitignore"
        if not ignored.exists():
            ignored.write_text(_IGNORED, encoding="utf-8")
        for name in ("media", "drop"):
            (root / name).mkdir(exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            f"{root}: cannot be made a workspace ({error.strerror})",
            hint="Choose a folder you may write.",
        ) from error
    return root.resolve()
