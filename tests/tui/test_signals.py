"""A real process on a real pseudo-terminal: hang-ups and signals close the desk well."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workshop import invent, make_workspace

DESK = """
import sys
from pathlib import Path
from reewriter.tui import run
from reewriter.workspace import Workspace
sys.exit(run(Workspace.open(Path(sys.argv[1]))))
"""


def _take_terminal() -> None:
    """Make the pseudo-terminal the one that sends us its hang-up."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """The desk in a process of its own, seen from the other end of its terminal."""

    def __init__(self, root: Path, *, foreground: bool = True) -> None:
        self.screen, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", DESK, str(root)],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            preexec_fn=_take_terminal if foreground else None,
            env=environment,
            cwd=Path(__file__).parents[2],
        )
        os.close(inner)
        self.seen = b""

    def read(self, seconds: float, until: bytes = b"") -> None:
        """Read what is painted, until these bytes or so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not (until and until in self.seen):
            if not select.select([self.screen], [], [], 0.05)[0]:
                if self.process.poll() is not None:
                    return
                continue
            try:
                self.seen += os.read(self.screen, 65_536)
            except OSError:  # the other end is closed
                return

    def ended_within(self, seconds: float) -> int | None:
        """Return the exit code, or None where the process lives on."""
        self.read(seconds)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(seconds)
        return None


@pytest.fixture(params=[True, False], ids=["foreground", "background"])
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    make_workspace(tmp_path, [invent(n) for n in range(5)]).close()
    terminal = Terminal(tmp_path, foreground=request.param)
    terminal.read(30, until=b"keep")
    yield terminal
    if terminal.process.poll() is None:
        terminal.process.kill()
        terminal.process.wait()
    with contextlib.suppress(OSError):
        os.close(terminal.screen)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_closes_the_desk_and_restores_the_terminal(
    terminal: Terminal, number: signal.Signals
) -> None:
    terminal.process.send_signal(number)
    assert terminal.ended_within(15) == 128 + number
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert restored in terminal.seen
    assert b"Traceback" not in terminal.seen


def test_a_terminal_that_is_gone_leaves_no_process_behind(terminal: Terminal) -> None:
    os.close(terminal.screen)
    assert terminal.process.wait(15) is not None


def test_no_byte_drives_the_terminal_but_textuals_own(terminal: Terminal) -> None:
    seen = terminal.seen.replace(b"\x1b]22;default\x07", b"")  # the shape of the mouse pointer
    assert b"\x1b]" not in seen
    assert not {byte for byte in seen if byte < 32} - {0x1B, 0x0A, 0x0D}
