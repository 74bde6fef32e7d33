"""Measures what must be fast, on invented data in a temporary folder; asserts nothing."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from statistics import median

from reewriter.model import Feed, ParsedItem
from reewriter.query import parse
from reewriter.store import Store, feeds, items
from reewriter.store.query import compile_tree
from reewriter.text.clean import clean

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
FEEDS = 300
WORDS = (
    *("neodymium", "dysprosium", "oxide", "magnet", "licence", "quota", "port", "refinery"),
    *("concentrate", "tonne", "price", "ministry", "exporter", "mine", "separation", "plant"),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report."""

    what: str
    seconds: float
    aim: float | None
    """Seconds that a slow machine may need; None where there is no aim."""


def sentence(random_: random.Random, words: int) -> str:
    """Invent text of the beat."""
    return " ".join(random_.choice(WORDS) for _ in range(words)).capitalize() + "."


def bodies(random_: random.Random) -> list[str]:
    """Invent a stock of articles of some three kilobytes."""
    return [" ".join(sentence(random_, 20) for _ in range(20)) for _ in range(400)]


def invented(number: int, stock: Sequence[str]) -> ParsedItem:
    """Make one item of the stock; the same number gives the same item."""
    title, body = f"{number}: {stock[number % 397][:60]}", stock[number % len(stock)]
    url = f"https://news.example/{number}"
    return ParsedItem(
        guid=url,
        url=url,
        url_key=url,
        title=title,
        author="",
        summary="",
        body=f"<p>{body}</p>",
        text=body,
        published=NOW - timedelta(minutes=number),
        updated=None,
        lang="en",
        item_hash=blake2b((title + body).encode(), digest_size=8).hexdigest(),
    )


@contextmanager
def measured(figures: list[Figure], what: str, aim: float | None = None) -> Iterator[None]:
    """Add one measurement of the block to the figures."""
    began = time.perf_counter()
    yield
    figures.append(Figure(what, time.perf_counter() - began, aim))


def often(call: Callable[[], object], times: int = 5) -> float:
    """Return the median time of a call in seconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return median(taken)


def start(figures: list[Figure]) -> None:
    """Measure how long a fresh process takes to answer."""
    program = [sys.executable, "-m", "reewriter", "--help"]
    figures.append(
        Figure(
            "reewriter --help, from nothing",
            often(lambda: subprocess.run(program, capture_output=True, check=True)),
            0.3,
        )
    )


def cleaning(figures: list[Figure]) -> None:
    """Measure the cleaner on a healthy item."""
    random_ = random.Random(1)
    body = " ".join(sentence(random_, 20) for _ in range(25))
    figures.append(Figure("clean one healthy item", often(lambda: clean(body), 50), 0.0001))


def storing(figures: list[Figure], folder: Path, count: int) -> None:
    """Measure storing, storing again, listing and searching."""
    stock = bodies(random.Random(2))
    path = folder / "reewriter.db"
    with Store.open(path, now=lambda: NOW, create=True, durable=False) as store:
        feeds.sync(store, [_feed(number) for number in range(FEEDS)])
        known = [replace(feed, checked_at=NOW) for feed in feeds.listed(store)]
        for what in (f"store {count:,} new items of {FEEDS} feeds", "the same again: no change"):
            with measured(figures, what):
                for number, feed in enumerate(known):
                    batch = [invented(n, stock) for n in range(number, count, FEEDS)]
                    items.store_batch(store, feed, batch, {}, now=NOW)
    with _open(path) as store:
        everything, dysprosium = (compile_tree(parse(text), now=NOW) for text in ("", "dysprosium"))
        ordered = items.ids(store, everything, folded=True)
        figures += [
            Figure("open the database", often(lambda: _open(path).close()), 0.05),
            Figure("all ids of the inbox", often(lambda: items.ids(store, everything)), 0.2),
            Figure("200 lines of it", often(lambda: items.rows(store, ordered[:200])), 0.01),
            Figure(
                "search a word that two of five items hold",
                often(lambda: items.ids(store, dysprosium, limit=50)),
                0.5,
            ),
        ]
    print(f"{path.stat().st_size / 1e6:,.0f} MB of database", file=sys.stderr)


def _open(path: Path) -> Store:
    return Store.open(path, now=lambda: NOW)


def _feed(number: int) -> Feed:
    url = f"https://feed{number}.example/feed/"
    return Feed(id=0, url=url, title=f"Feed {number:03}")


def main() -> int:
    """Measure everything and print one line a figure."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--items", type=int, default=100_000, help="size of the archive")
    count = parser.parse_args().items
    figures: list[Figure] = []
    start(figures)
    cleaning(figures)
    with tempfile.TemporaryDirectory(prefix="reewriter-bench-") as name:
        storing(figures, Path(name), count)
    for figure in figures:
        aim = "" if figure.aim is None else f"   aim {figure.aim * 1000:,.1f}"
        late = "   SLOW" if figure.aim and figure.seconds > figure.aim else ""
        print(f"{figure.what:<48}{figure.seconds * 1000:>12,.2f} ms{aim}{late}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
