"""Puts a text on the clipboard of the person who looks at this terminal, also from afar."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from reewriter.errors import ExportError

__all__ = ["TERMINAL", "put", "tools"]

TERMINAL = "the terminal"
"""What `put` names where the terminal itself was asked, by OSC 52; it answers nothing."""

_SECONDS = 5.0
_MUTE = frozenset({"", "dumb", "linux"})
"""Terminals that are known to have no clipboard."""

Which = Callable[[str], str | None]


def tools(environ: Mapping[str, str], platform: str, which: Which) -> list[list[str]]:
    """List the programs that could do it, the best first.

    Over ssh those of this machine would fill a clipboard that nobody sees; tmux hands a text on to
    whatever terminal it is looked at with.
    """
    here = [
        ["pbcopy"] if platform == "darwin" else [],
        ["wl-copy"] if environ.get("WAYLAND_DISPLAY") else [],
        ["xclip", "-selection", "clipboard", "-in"] if environ.get("DISPLAY") else [],
        ["xsel", "--clipboard", "--input"] if environ.get("DISPLAY") else [],
        ["termux-clipboard-set"] if environ.get("TERMUX_VERSION") else [],
        ["clip.exe"] if platform == "win32" or environ.get("WSL_DISTRO_NAME") else [],
    ]
    far = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    tmux = [["tmux", "load-buffer", "-w", "-"]] if environ.get("TMUX") else []
    found = tmux if far else [*here, *tmux]
    return [one for one in found if one and which(one[0])]


def put(
    text: str,
    environ: Mapping[str, str],
    *,
    to_terminal: Callable[[str], None] | None = None,
    platform: str = sys.platform,
    which: Which = shutil.which,
) -> str:
    """Copy a text; returns by what, in a word. Raises ExportError where nothing can.

    `to_terminal` takes the text where no program does, instead of our own words to the terminal.
    """
    for command in tools(environ, platform, which):
        if _ran(command, text):
            return command[0]
    if environ.get("TERM", "") not in _MUTE and not environ.get("STY"):
        if to_terminal is not None:
            to_terminal(text)
            return TERMINAL
        if _told(text):
            return TERMINAL
    raise ExportError(
        "no clipboard can be reached from here",
        hint="Run it in a terminal, install wl-clipboard or xclip, or write a file: "
        "`reewriter copy --out FILE`.",
    )


def _ran(command: Sequence[str], text: str) -> bool:
    # Windows' own reads UTF-16, all others UTF-8.
    content = text.encode("utf-16" if command[0] == "clip.exe" else "utf-8", "replace")
    with suppress(OSError, subprocess.TimeoutExpired):
        # Some stay behind to serve the text: they must hold no pipe of ours.
        done = subprocess.run(  # noqa: S603  # one of the few above
            command,
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
        return done.returncode == 0
    return False


def _told(text: str) -> bool:
    """Say OSC 52 to the terminal itself, wherever the output goes."""
    said = base64.b64encode(text.encode("utf-8", "replace"))
    with suppress(OSError), Path("/dev/tty").open("wb") as terminal:
        terminal.write(b"\x1b]52;c;" + said + b"\x07")
        return True
    return False
