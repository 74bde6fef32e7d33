"""Plants invented feeds and runs the server that serves them; measures nothing."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tests.bench.server import url
from tests.bench.wires import changed, invent

__all__ = ["ROOT", "Farm", "plant", "plant_documents"]

ROOT = Path(__file__).resolve().parents[2]


def plant(folder: Path, feeds: int) -> int:
    """Write invented feeds, as they are and some hours later; returns how many changed."""
    folder.mkdir()
    wires = invent(feeds)
    moved = 0
    for wire, after in zip(wires, changed(wires), strict=True):
        _write(folder / f"{wire.number}.xml", folder / f"{wire.number}.fresh", wire.body())
        if wire is not after:
            moved += 1
            _write(
                folder / f"{wire.number}.later.xml", folder / f"{wire.number}.later", after.body()
            )
    return moved


def plant_documents(folder: Path, documents: Sequence[bytes]) -> None:
    """Write these documents as feeds."""
    folder.mkdir()
    for number, body in enumerate(documents):
        _write(folder / f"{number}.xml", folder / f"{number}.fresh", body)


def _write(plain: Path, packed: Path, body: bytes) -> None:
    plain.write_bytes(body)
    packed.write_bytes(gzip.compress(body, 6, mtime=0))


class Farm:
    """The server's process, which counts in nobody's figures."""

    def __init__(self, folder: Path, feeds: int) -> None:
        self.feeds = feeds
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = int(probe.getsockname()[1])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.server", str(folder), str(feeds), str(self.port)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        if self._process.stdout is None or not self._process.stdout.readline():
            raise RuntimeError("the server of the benchmark did not start")

    def urls(self) -> list[str]:
        """Return the addresses of all feeds."""
        return [url(number, self.port) for number in range(self.feeds)]

    def documents(self, *, later: bool = False) -> list[Path]:
        """Return the files of all documents, or of those that change as they are then."""
        files = self._folder.glob("*.later.xml" if later else "*[0-9].xml")
        return sorted(files, key=lambda file: int(file.name.split(".")[0]))

    def mode(self, name: str) -> int:
        """Let it behave otherwise from now on; returns how many requests there were before."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/mode/{name}") as answer:
            return int(answer.read())

    def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
