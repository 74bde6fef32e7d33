"""Measures how feeds are taken in, by the real command and a server of our own; asserts nothing.

The loop is `feedparser.parse` with its defaults over the same documents, which stores nothing;
newsboat is measured where it is installed. Of several runs the one of least CPU counts, for all
three. Figures of one run compare; others do not.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from reewriter.store import Store
from tests.bench import NOW, report, searching
from tests.bench.farm import ROOT, Farm, plant, plant_documents
from tests.bench.hostile import DOCUMENTS
from tests.bench.newsboat import Newsboat, installed
from tests.bench.processes import Run, least, run
from tests.bench.wires import ITEMS, invent

HEALTHY = 20
_CHEAP = 4
"""Further runs of a round that takes less than a second, where any other work weighs more."""
WORST = (
    "entities of entities",
    "elements nested a million deep",
    "an author of 300,000 letters",
    "10,000 items",
)
LOOP = (
    "import sys, io, pathlib, feedparser\n"
    "files = [pathlib.Path(name) for name in sys.argv[1].split()]\n"
    "print(sum(len(feedparser.parse(io.BytesIO(f.read_bytes())).entries) for f in files))"
)
SEED = (
    '<rss version="2.0"><channel><title>Seed</title><item><title>x</title></item></channel></rss>'
)


@dataclass(slots=True)
class Workspace:
    """A workspace with the farm's feeds, driven by the command line."""

    folder: Path

    @classmethod
    def make(cls, folder: Path, urls: Iterable[str]) -> Workspace:
        """Make it new."""
        reewriter("init", str(folder), "--empty")
        with (folder / "feeds.toml").open("a") as file:
            file.writelines(f'\n[[feeds]]\nurl = "{address}"\n' for address in urls)
        return cls(folder)

    @property
    def database(self) -> Path:
        """Where it keeps everything."""
        return self.folder / "reewriter.db"

    def fetch(self, *options: str, most: int = 1, watched: bool = True) -> Run:
        """Fetch, and notice when so many items can be seen."""
        words = ("-w", str(self.folder), "fetch", "--json", *options)
        return reewriter(*words, notice=lambda: self._has(most), watched=watched)

    def copy(self, folder: Path) -> Workspace:
        """Return the same workspace elsewhere."""
        shutil.copytree(self.folder, folder)
        return Workspace(folder)

    def _has(self, most: int) -> bool:
        try:
            return count(self.database, "item") >= most
        except sqlite3.Error:
            return False


def reewriter(*words: str, notice: Callable[[], bool] | None = None, watched: bool = True) -> Run:
    """Run our command as anybody would."""
    command = [sys.executable, "-m", "reewriter", *words]
    done = run(command, environment={"PYTHONPATH": str(ROOT)}, notice=notice, watched=watched)
    if done.status not in (0, 1):
        raise RuntimeError(done.output)
    return done


def count(database: Path, table: str) -> int:
    """Count the rows of a table."""
    with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as opened:
        return int(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def rounds(
    farm: Farm,
    start: Workspace,
    figures: report.Figures,
    *,
    times: int,
    name: str = "",
    young: Workspace | None = None,
) -> None:
    """Measure every round from the first update on; of an archive, under names of their own.

    An archive's rounds that cost little are taken in turns with those of a `young` workspace: the
    machine may be busier than it was minutes ago.
    """

    def alternately(called: str, *options: str) -> None:
        done: list[tuple[Run, Run | None]] = [
            (
                workspace.fetch(*options, watched=n == 0),
                young.fetch(*options, watched=n == 0) if young else None,
            )
            for n in range(times + _CHEAP)
        ]
        figures.ours[f"{name}{called}"] = least(own for own, _ in done)
        if young:
            figures.ours[f"beside {called}"] = least(other for _, other in done if other)

    farm.mode("fresh")
    stored = count(start.database, "item")
    firsts: list[Run] = []
    for n in range(times):
        workspace = start.copy(start.folder.with_name(f"{start.folder.name}-first-{n}"))
        firsts.append(workspace.fetch("--force", most=stored + 1, watched=n == 0))
        if n < times - 1:
            shutil.rmtree(workspace.folder)
    figures.ours[f"{name}first"] = least(firsts)
    if not name:
        figures.counts["items kept"] = count(workspace.database, "item") - stored
        figures.counts["database"] = workspace.database.stat().st_size
        figures.counts["stored text"] = stored_text(workspace.database)
    if young:
        young.fetch("--force")
    alternately("304", "--force")
    farm.mode("deaf")
    alternately("same", "--force")
    farm.mode("later")
    changes(workspace, figures, times=times, name=name, young=young)
    farm.mode("fresh")
    alternately("not due")
    figures.counts["requests, not due"] = farm.mode("fresh")
    shutil.rmtree(workspace.folder)


def changes(
    workspace: Workspace,
    figures: report.Figures,
    *,
    times: int,
    name: str,
    young: Workspace | None,
) -> None:
    """Measure the round in which some items have changed."""
    later: dict[str, list[Run]] = {f"{name}changed": [], "beside changed": []}
    for n in range(times):
        for runs, whose in zip(later.values(), (workspace, young), strict=True):
            if whose:
                copy = whose.copy(whose.folder.with_name("later"))
                runs.append(copy.fetch("--force", watched=n == 0))
                shutil.rmtree(copy.folder)
    for called, runs in later.items():
        if runs:
            figures.ours[called] = least(runs)


def stored_text(database: Path) -> int:
    """Return the bytes of the bodies and texts that are stored."""
    with contextlib.closing(sqlite3.connect(database)) as opened:
        sql = "SELECT sum(length(CAST(body AS BLOB)) + length(CAST(text AS BLOB))) FROM item"
        return int(opened.execute(sql).fetchone()[0])


def loop(farm: Farm, figures: report.Figures, times: int) -> None:
    """Measure feedparser's own defaults over all documents, and over those that change."""
    for name in ("first", "changed"):
        files = " ".join(map(str, farm.documents(later=name == "changed")))
        command = [sys.executable, "-c", LOOP, files]
        runs = [run(command, watched=n == 0) for n in range(times)]
        figures.loop[name] = least(runs)
        figures.counts.setdefault("items of loop", int(runs[0].output))


def newsboat(farm: Farm, folder: Path, figures: report.Figures, times: int) -> None:
    """Measure newsboat over the same rounds."""
    if (program := installed()) is None:
        return
    reader = Newsboat.make(program, folder, farm.urls())

    def first(n: int) -> Run:
        reader.cache.unlink(missing_ok=True)
        return reader.reload(watched=n == 0)

    farm.mode("fresh")
    figures.newsboat["first"] = least(first(n) for n in range(times))
    figures.counts["items of newsboat"] = reader.items
    reader.reload()  # This version knows no validators before the second time.
    figures.newsboat["304"] = least(reader.reload(watched=n == 0) for n in range(times))
    farm.mode("deaf")
    figures.newsboat["same"] = least(reader.reload(watched=n == 0) for n in range(times))
    farm.mode("later")
    figures.newsboat["changed"] = reader.reload()


def many(folder: Path, feeds: int, figures: report.Figures, times: int) -> None:
    """Measure many feeds."""
    plant(folder / "farm", feeds)
    with contextlib.closing(Farm(folder / "farm", feeds)) as farm:
        workspace = Workspace.make(folder / "workspace", farm.urls())
        figures.ours["many first"] = workspace.fetch("--force")
        figures.ours["many 304"] = least(
            workspace.fetch("--force", watched=n == 0) for n in range(times + _CHEAP)
        )


def archive(farm: Farm, folder: Path, figures: report.Figures, *, items: int, times: int) -> None:
    """Measure searches in an archive, and the rounds on top of it."""
    workspace = Workspace.make(folder, [*farm.urls(), "seed.xml"])
    (folder / "seed.xml").write_text(SEED)
    searching.build(workspace.database, items, 120)
    search(workspace.database, figures, items)
    # Whatever there is to be made up for in a workspace that was not filled by fetches.
    workspace.fetch("seed.xml")
    young = Workspace.make(folder.with_name("young"), farm.urls())
    rounds(farm, workspace, figures, times=times, name="old ", young=young)


def search(database: Path, figures: report.Figures, items: int) -> None:
    """Measure searches."""
    with Store.open(database, now=lambda: NOW) as store:
        slowest = searching.slowest(store)
    figures.counts[f"newest of {items:,}"] = slowest.newest
    figures.counts[f"rank of {items:,}"] = slowest.ranked
    figures.harder[f"{items:,}"] = slowest.harder


def hostile(folder: Path, figures: report.Figures) -> None:
    """Measure the worst documents made to exhaust us, each in front of some healthy feeds."""
    healthy = [wire.body() for wire in invent(HEALTHY)]
    spent, noticed = [], []
    for at, name in enumerate(WORST):
        here = folder / str(at)
        here.mkdir(parents=True)
        plant_documents(here / "farm", [DOCUMENTS[name](), *healthy])
        with contextlib.closing(Farm(here / "farm", len(healthy) + 1)) as farm:
            workspace = Workspace.make(here / "workspace", farm.urls())
            done = workspace.fetch("--force", most=len(healthy) * ITEMS)
        figures.ours[f"hostile {at}"] = done
        spent.append(done.wall)
        noticed.append(done.noticed or float("inf"))
    figures.counts["hostile"] = max(spent)
    figures.counts["healthy beside hostile"] = max(noticed)


def measure(told: argparse.Namespace, folder: Path, figures: report.Figures) -> None:
    """Measure all that is asked for."""
    plant(folder / "farm", told.feeds)
    with contextlib.closing(Farm(folder / "farm", told.feeds)) as farm:
        if not told.only_ours:
            loop(farm, figures, 1)
            newsboat(farm, folder / "newsboat", figures, told.times)
        start = Workspace.make(folder / "start", farm.urls())
        rounds(farm, start, figures, times=told.times)
        if not told.only_ours:
            again = report.Figures()
            loop(farm, again, 1)
            for name, done in again.loop.items():
                figures.loop[name] = least([figures.loop[name], done])
        if told.archive:
            archive(farm, folder / "archive", figures, items=told.archive, times=told.times)
    if told.many:
        (folder / "many").mkdir()
        many(folder / "many", told.many, figures, told.times)
    if told.hostile:
        hostile(folder / "hostile", figures)
    if told.million:
        searching.build(folder / "million.db", 1_000_000, 60)
        search(folder / "million.db", figures, 1_000_000)


def main() -> None:
    """Measure everything and print the tables; `--write` puts them into a document."""
    parser = argparse.ArgumentParser(prog="make bench-ingest", description=__doc__)
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--times", type=int, default=3, help="runs a round; the least CPU counts")
    parser.add_argument("--archive", type=int, default=100_000, help="items stored before; 0: none")
    parser.add_argument("--many", type=int, default=1000, help="feeds of another farm; 0: none")
    parser.add_argument("--no-hostile", dest="hostile", action="store_false")
    parser.add_argument("--million", action="store_true", help="search in a million items, too")
    parser.add_argument("--only-ours", action="store_true", help="neither loop nor newsboat")
    parser.add_argument("--write", type=Path, help="the document with the tables")
    told = parser.parse_args()
    # So that the server goes when we are told to, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began = time.monotonic()
    figures = report.Figures()
    with tempfile.TemporaryDirectory(prefix="reewriter-bench-") as name:
        measure(told, Path(name), figures)
    words = f"`make bench-ingest` ({(time.monotonic() - began) / 60:.0f} minutes)"
    text = f"## Taking in feeds\n\n{report.about(words)}\n{figures.text()}"
    sys.stdout.write(text)
    if told.write:
        report.put(told.write, "ingest", text)


if __name__ == "__main__":
    main()
