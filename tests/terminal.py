"""A real desk in a process of its own on a pseudo-terminal: keys in, bytes out. Never sleeps."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import reewriter

__all__ = ["KEYS", "Terminal", "terminal"]

KEYS = {
    **{"f1": b"\x1bOP", "f2": b"\x1bOQ", "f3": b"\x1bOR", "f4": b"\x1bOS", "f5": b"\x1b[15~"},
    **{"escape": b"\x1b", "enter": b"\r", "tab": b"\t", "ctrl+p": b"\x10"},
}
PATIENCE = 20.0
"""Seconds after which what is waited for is taken to never come."""

_START = """\
import os, sys
os.login_tty(0)
sys.argv[0] = "reewriter"
from reewriter.__main__ import main
sys.exit(main())
"""
_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[=>78NOc]"  # keypad, cursor
    r"|\x1b\].*?(?:\x07|\x1b\\)"  # OSC
    r"|\x1b[P_^X].*?\x1b\\",  # DCS, APC, PM, SOS
    re.DOTALL,
)


class Terminal:
    """One desk, and the terminal it believes to be on."""

    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self.process = process
        self.master = master
        self.bytes = b""

    def press(self, *keys: str) -> None:
        """Press keys; a letter is itself."""
        for key in keys:
            os.write(self.master, KEYS.get(key, key.encode()))

    def look(self, seconds: float = 0.0) -> bool:
        """Take in what has been painted, waiting so long for it; False when nobody paints."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            got = os.read(self.master, 65_536)
        except OSError:  # nobody holds the other end any more
            got = b""
        self.bytes += got
        return bool(got)

    def see(self, words: str, *, after: int = 0) -> None:
        """Wait until words are painted; `after` so many bytes."""
        deadline = time.monotonic() + PATIENCE
        while words not in plain(self.bytes[after:]):
            left = deadline - time.monotonic()
            if left < 0 or not self.look(left):
                raise AssertionError(f"{words!r} was never painted: {plain(self.bytes)[-2000:]!r}")

    @property
    def mark(self) -> int:
        """How much has been painted until now."""
        return len(self.bytes)

    def kill(self) -> None:
        """End the desk as a crash would."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def hang_up(self) -> None:
        """Close the terminal under the desk."""
        os.close(self.master)
        self.master = -1

    def wait(self, seconds: float) -> int:
        """Read until the desk has ended; return its exit code."""
        deadline = time.monotonic() + seconds
        while self.master >= 0 and self.process.poll() is None:
            left = deadline - time.monotonic()
            if left < 0:
                raise AssertionError("the desk does not end")
            self.look(min(left, 0.05))
        code = self.process.wait(max(deadline - time.monotonic(), 0.001))
        while self.master >= 0 and self._more():
            pass
        return code

    def _more(self) -> bool:
        before = self.mark
        self.look(0.05)
        return self.mark > before


def plain(data: bytes) -> str:
    """Return what is to be read between the sequences."""
    return _SEQUENCE.sub("", data.decode("utf-8", "replace"))


@contextlib.contextmanager
def terminal(root: Path, *, columns: int = 80, lines: int = 24) -> Iterator[Terminal]:
    """Open the desk on a workspace."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    home = str(Path(reewriter.__file__).parent.parent)
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": home}
    process = subprocess.Popen(
        [sys.executable, "-c", _START, "-w", str(root)],
        stdin=slave, stdout=slave, stderr=slave, env=environment,
    )  # fmt: skip
    os.close(slave)
    desk = Terminal(process, master)
    try:
        yield desk
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        if desk.master >= 0:
            os.close(desk.master)
