"""Measures how feeds are taken in, by the real command and a server of our own; asserts nothing.

The loop is `feedparser.parse` with its defaults over the same documents, which stores nothing;
newsboat is measured where it is installed. Figures of one run compare; others do not.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import report
from tests.bench.processes import Run, run
from tests.bench.server import url
from tests.bench.wires import changed, invent

ROOT = Path(__file__).resolve().parents[2]
LOOP = (
    "import sys, io, pathlib, feedparser\n"
    "files = [pathlib.Path(name) for name in sys.argv[1].split()]\n"
    "print(sum(len(feedparser.parse(io.BytesIO(f.read_bytes())).entries) for f in files))"
)
NEWSBOAT = "reload-threads 10\nmax-items 0\nsuppress-first-reload yes\nprepopulate-query-feeds no\n"


class Farm:
    """The server's process with its documents."""

    def __init__(self, folder: Path, feeds: int) -> None:
        self.feeds = feeds
        self._folder = folder
        wires = invent(feeds)
        later = changed(wires)
        for wire, after in zip(wires, later, strict=True):
            name = folder / str(wire.number)
            name.with_suffix(".xml").write_bytes(wire.body())
            name.with_suffix(".fresh").write_bytes(wire.packed())
            if wire is not after:
                name.with_suffix(".later.xml").write_bytes(after.body())
                name.with_suffix(".later").write_bytes(after.packed())
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

    def documents(self, end: str) -> str:
        """Return the files of all documents with this ending."""
        return " ".join(str(file) for file in sorted(self._folder.glob(f"*{end}")))

    def mode(self, name: str) -> int:
        """Let it behave otherwise from now on; returns how many requests there were before."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/mode/{name}") as answer:
            return int(answer.read())

    def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait()


@dataclass(slots=True)
class Workspace:
    """A workspace with the farm's feeds, driven by the command line."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, urls: list[str]) -> Workspace:
        """Make it new."""
        reewriter("init", str(folder), "--empty")
        with (folder / "feeds.toml").open("a") as file:
            file.writelines(f'\n[[feeds]]\nurl = "{address}"\n' for address in urls)
        return cls(folder)

    @property
    def database(self) -> Path:
        """Where it keeps everything."""
        return self.folder / "reewriter.db"

    def fetch(self, *options: str) -> Run:
        """Fetch, and notice when the first items can be seen."""
        return reewriter(
            "-w", str(self.folder), "fetch", "--json", *options, notice=self._has_items
        )

    def items(self) -> int:
        """Count what is stored."""
        return count(self.database, "item")

    def copy(self, folder: Path) -> Workspace:
        """Return the same workspace elsewhere."""
        shutil.copytree(self.folder, folder)
        return Workspace(folder)

    def _has_items(self) -> bool:
        try:
            return bool(self.items())
        except sqlite3.Error:
            return False


def reewriter(*words: str, **options: object) -> Run:
    """Run our command as anybody would."""
    done = run(
        [sys.executable, "-m", "reewriter", *words],
        environment={"PYTHONPATH": str(ROOT)},
        **options,  # type: ignore[arg-type]  # passed on as it is
    )
    if done.status not in (0, 1):
        raise RuntimeError(done.output)
    return done


def count(database: Path, table: str) -> int:
    """Count the rows of a table."""
    with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as opened:
        return int(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def several(times: int, once: Iterator[Run]) -> Run:
    """Return the run of median CPU."""
    runs = sorted((next(once) for _ in range(times)), key=lambda done: done.cpu)
    middle = median(range(len(runs)))
    return runs[int(middle)]


def ours(farm: Farm, folder: Path, table: report.Table, times: int) -> Workspace:
    """Measure every round with reewriter; returns the workspace after the first update."""
    farm.mode("fresh")
    spare = (Workspace.make(folder / f"first-{n}", farm.urls()) for n in range(times))
    firsts = [(one, one.fetch("--force")) for one in spare]
    workspace = firsts[-1][0]
    first = several(times, iter([done for _, done in firsts]))
    table.add("first", first, items=workspace.items(), size=workspace.database.stat().st_size)
    table.sizes(stored_text(workspace.database))
    table.requests("first", farm.mode("fresh"))
    table.add("304", several(times, (workspace.fetch("--force") for _ in range(times))))
    farm.mode("deaf")
    table.add("same", several(times, (workspace.fetch("--force") for _ in range(times))))
    farm.mode("later")
    copies = (workspace.copy(folder / f"later-{n}") for n in range(times))
    table.add("changed", several(times, (copy.fetch("--force") for copy in copies)))
    farm.mode("fresh")
    table.add("not due", several(times, (workspace.fetch() for _ in range(times))))
    table.requests("not due", farm.mode("fresh"))
    return workspace


def stored_text(database: Path) -> int:
    """Return the bytes of the bodies and texts that are stored."""
    with contextlib.closing(sqlite3.connect(database)) as opened:
        sql = "SELECT sum(length(CAST(body AS BLOB)) + length(CAST(text AS BLOB))) FROM item"
        return int(opened.execute(sql).fetchone()[0])


def loop(farm: Farm, table: report.Table) -> None:
    """Measure feedparser's own defaults over all documents, and over those that change."""
    for row, end in (("first", "[0-9].xml"), ("changed", ".later.xml")):
        done = run([sys.executable, "-c", LOOP, farm.documents(end)])
        table.loop(row, done, items=int(done.output))


def newsboat(farm: Farm, folder: Path, table: report.Table, times: int) -> None:
    """Measure newsboat over the same rounds."""
    program = shutil.which("newsboat")
    if program is None:
        return
    home = folder / "newsboat"
    home.mkdir()
    (home / "urls").write_text("\n".join(farm.urls()))
    (home / "config").write_text(NEWSBOAT)
    cache = home / "cache.db"
    files = ["-u", str(home / "urls"), "-C", str(home / "config"), "-c", str(cache)]

    def reload() -> Run:
        return run([program, "-x", "reload", *files], environment={"HOME": str(home)})

    farm.mode("fresh")
    first = reload()
    table.other("first", first, items=count(cache, "rss_item"))
    reload()  # This version knows no validators before the second time.
    table.other("304", several(times, (reload() for _ in range(times))))
    farm.mode("deaf")
    table.other("same", several(times, (reload() for _ in range(times))))
    farm.mode("later")
    table.other("changed", reload())


def main() -> None:
    """Measure everything and print the table; `--write` puts it into a document."""
    parser = argparse.ArgumentParser(prog="make bench-ingest", description=__doc__)
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--times", type=int, default=3, help="runs a round; the median counts")
    parser.add_argument("--many", type=int, default=1000, help="feeds of the last round; 0: none")
    parser.add_argument("--only-ours", action="store_true", help="neither loop nor newsboat")
    parser.add_argument("--write", type=Path, help="the document with the table")
    told = parser.parse_args()
    table = report.Table(told.feeds)
    with tempfile.TemporaryDirectory(prefix="reewriter-bench-") as name:
        folder = Path(name)
        (folder / "farm").mkdir()
        farm = Farm(folder / "farm", told.feeds)
        with contextlib.closing(farm):
            if not told.only_ours:
                loop(farm, table)
                newsboat(farm, folder, table, told.times)
            ours(farm, folder, table, told.times)
        if told.many:
            (folder / "many").mkdir()
            with contextlib.closing(Farm(folder / "many", told.many)) as many:
                workspace = Workspace.make(folder / "of-many", many.urls())
                table.add("many first", workspace.fetch("--force"), items=workspace.items())
                runs = (workspace.fetch("--force") for _ in range(told.times))
                table.add("many 304", several(told.times, runs))
    sys.stdout.write(table.text())
    if told.write:
        report.put(told.write, table.text())


if __name__ == "__main__":
    main()
