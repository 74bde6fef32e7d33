"""How the desk looks in this workspace, for both front ends: its themes, and the one chosen."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from reewriter.config import colours
from reewriter.config.colours import Colours
from reewriter.errors import ConfigError, NotFoundError, StoreError
from reewriter.store import remembered
from reewriter.text.nearest import did_you_mean
from reewriter.values import dataclass

if TYPE_CHECKING:
    from reewriter.workspace.workspace import Workspace

__all__ = ["FOLDER", "Looks", "choose", "chosen", "looks"]

FOLDER = "themes"
_THEME = "theme"


@dataclass(frozen=True, slots=True)
class Looks:
    """The themes there are, and what is wrong with those of files."""

    themes: tuple[Colours, ...]
    problems: tuple[str, ...] = ()
    """One line each: a file that is no theme, a text that cannot be read well."""


def looks(workspace: Workspace) -> Looks:
    """Return the themes that come with the desk, and those of the workspace's `themes/*.toml`.

    A file named like one of ours takes its place. A broken one is left out, and told.
    """
    folder = workspace.root / FOLDER
    if not folder.is_dir():
        return Looks(colours.SHIPPED)
    found = {one.name: one for one in colours.SHIPPED}
    problems = []
    for path in sorted(folder.glob("*.toml")):
        file = f"{FOLDER}/{path.name}"
        try:
            text = path.read_text(encoding="utf-8")
            found[path.stem] = one = colours.read(text, file=file, name=path.stem)
        except ConfigError as error:
            problems.append(str(error))
        except UnicodeDecodeError:
            problems.append(f"{file}: is not UTF-8. Save it as UTF-8.")
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            problems.append(f"{file}: cannot be read ({reason}).")
        else:
            faint = colours.weak(one)
            if faint:
                more = f" and {len(faint) - 1} more" if len(faint) > 1 else ""
                problems.append(f"{file}: hard to read: {faint[0]}{more}; text needs 4.5.")
    return Looks(tuple(found.values()), tuple(problems))


def chosen(workspace: Workspace) -> str:
    """Return the theme that feeds.toml names, else the one chosen last; "" for none."""
    return workspace.config.theme or remembered.remembered(workspace.store, _THEME)


def choose(workspace: Workspace, name: str) -> str:
    """Remember a theme; returns its name. Raises NotFoundError where there is none."""
    known = [one.name for one in looks(workspace).themes]
    if name not in known:
        raise NotFoundError(f"there is no theme “{name}”", hint=did_you_mean(name, known))
    with contextlib.suppress(StoreError):  # a database that cannot be written: until the end, then
        remembered.remember(workspace.store, _THEME, name)
    return name
