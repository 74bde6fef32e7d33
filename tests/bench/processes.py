"""Runs a command and measures all of its processes; knows nothing of what they do."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

__all__ = ["Run", "least", "run"]

_EVERY = 0.02
_MEMORY_EVERY = 3
"""Looks until the memory is measured again, which takes the kernel a while."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command cost."""

    cpu: float
    """Seconds of processor time, its children's included."""
    wall: float
    peak: float
    """Resident megabytes of all its processes together; pages that they share are counted once."""
    output: str
    status: int
    noticed: float | None = None
    """Seconds until something was first true."""
    watched: bool = True
    """Its memory was measured, which takes a processor that it may want for itself."""


def run(
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    notice: Callable[[], bool] | None = None,
    watched: bool = True,
) -> Run:
    """Run a command to its end; `notice` is asked again and again until it is true.

    Where it is not `watched`, its peak is 0.
    """
    with tempfile.TemporaryFile("w+") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Whoever has installed a program has its bytecode, too.
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(environment or {})},
        )
        watch = _Watch(process.pid, notice, began, memory=watched)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.ended.set()
        watch.join()
        output.seek(0)
        return Run(
            cpu=used.ru_utime + used.ru_stime,
            wall=wall,
            peak=watch.peak / 1e6,
            output=output.read(),
            status=process.returncode,
            noticed=watch.noticed,
            watched=watched,
        )


def least(runs: Iterable[Run]) -> Run:
    """Return the run of least CPU with the highest peak of all; an unwatched one where there is."""
    done = list(runs)
    fair = [one for one in done if not one.watched] or done
    return replace(min(fair, key=lambda one: one.cpu), peak=max(one.peak for one in done))


class _Watch(threading.Thread):
    """Looks at a process and its children while they live."""

    def __init__(
        self, pid: int, notice: Callable[[], bool] | None, began: float, *, memory: bool
    ) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.noticed: float | None = None
        self.ended = threading.Event()
        self._looks, self._memory = 0, memory
        self._pid, self._notice, self._began = pid, notice, began

    def run(self) -> None:
        while not self.ended.wait(_EVERY):
            if self._memory and self._looks % _MEMORY_EVERY == 0:
                self.peak = max(self.peak, _resident(self._pid))
            self._looks += 1
            if self._notice is not None and self.noticed is None and self._notice():
                self.noticed = time.perf_counter() - self._began


def _resident(pid: int) -> int:
    """Return the resident bytes of a process and all below it; nothing of one that has ended.

    Each page counts for its share in every process that has it, so that the sum is what is used.
    """
    try:
        said = Path(f"/proc/{pid}/smaps_rollup").read_text()
        children = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
        share = int(said.partition("\nPss:")[2].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        return 0
    return share + sum(map(_resident, children))
