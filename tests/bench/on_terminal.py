"""Measures a program on a terminal from outside: keys in, bytes out. Knows no program.

What is waited for is a picture that is whole: nothing is painted for a moment after it. The time is
that of its last byte, so the moment itself does not count.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import resource
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.bench.costs import Cost
from tests.terminal import Terminal, plain

__all__ = ["Seat", "seat"]

_WHOLE = 0.03
"""Seconds without a byte after which a picture is whole: two frames of thirty a second."""
_STILL = 0.4
"""Seconds without a byte after which nothing more follows from the key before."""
_PATIENCE = 300.0


class Seat:
    """Somebody before a terminal, with a stop watch."""

    def __init__(self, terminal: Terminal, began: float) -> None:
        self._terminal = terminal
        self._began = began

    def opened(self, words: str) -> Cost:
        """Wait for the first picture with these words; return the cost since the start."""
        last = self._picture(words, after=0)
        return (last - self._began) * 1000, self._spent * 1000

    def press(self, key: bytes, words: str = "") -> Cost:
        """Press a key, and wait for the picture that follows, or for one with these words.

        Nothing is pressed before all is still.
        """
        self._still()
        return self._cost(lambda: os.write(self._terminal.master, key), words)

    def resize(self, columns: int, lines: int) -> Cost:
        """Give the terminal another size, and wait for the picture."""
        self._still()
        return self._cost(lambda: _sized(self._terminal.master, columns, lines), "")

    @property
    def resident(self) -> float:
        """Return the megabytes that the program holds now."""
        said = Path(f"/proc/{self._terminal.process.pid}/statm").read_text()
        return int(said.split()[1]) * resource.getpagesize() / 1e6

    def idle(self, seconds: float) -> float:
        """Return the percentage of a processor that it takes when nothing is done."""
        self._still()
        before = self._spent
        time.sleep(seconds)
        return (self._spent - before) / seconds * 100

    def _cost(self, act: Callable[[], object], words: str) -> Cost:
        before, began, after = self._spent, time.perf_counter(), self._terminal.mark
        act()
        last = self._picture(words, after=after)
        return (last - began) * 1000, (self._spent - before) * 1000

    def _picture(self, words: str, *, after: int) -> float:
        """Read until there is a whole picture with these words; return when its last byte came."""
        deadline, last = time.perf_counter() + _PATIENCE, 0.0
        while time.perf_counter() < deadline:
            before = self._terminal.mark
            if not self._terminal.look(_WHOLE):
                break
            if self._terminal.mark > before:
                last = time.perf_counter()
            elif last and words in plain(self._terminal.bytes[after:]):
                return last
        raise RuntimeError(f"no picture: {plain(self._terminal.bytes[after:])[-2000:]!r}")

    def _still(self) -> None:
        """Wait until nobody paints any more."""
        before = -1
        while self._terminal.mark > before:
            before = self._terminal.mark
            self._terminal.look(_STILL)

    @property
    def _spent(self) -> float:
        """Return the seconds of processor time of the process, all its threads."""
        return time.clock_gettime(~self._terminal.process.pid << 3 | _OF_PROCESS)


_OF_PROCESS = 2
"""Makes the number of a process the number of its clock: clock_getcpuclockid(3), on Linux."""


def _sized(terminal: int, columns: int, lines: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


@contextlib.contextmanager
def seat(
    command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]
) -> Iterator[Seat]:
    """Start a program on a terminal of its own; it is ended at the end."""
    master, slave = os.openpty()
    _sized(master, *size)
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**environment, "TERM": "xterm-256color"},
        start_new_session=True,
        # Its controlling terminal: so that it hears of another size.
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(slave)
    try:
        yield Seat(Terminal(process, master), began)
    finally:
        process.kill()
        process.wait()
        os.close(master)
