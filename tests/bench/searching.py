"""Measures search as you type on an invented archive; asserts nothing, writes a Markdown table.

Ours is measured beside two plain ways of asking the same database, in the same run: the full-text
index as a set that the list is filtered by, and LIKE over the texts.
"""

from __future__ import annotations

import argparse
import platform
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from statistics import median

from reewriter.model import Feed, ParsedItem
from reewriter.store import Store, feeds, items, pieces
from tests.bench import FEEDS, NOW, report
from tests.queries import compile_query

BATCH = 30
FETCH = 300
"""Items that one fetch brings: behind each, the index is tidied as fetches do."""
PAGE = 50
_SYLLABLES = (
    "ba be bi bo da de di du el en fa fe ga gi ha ho in ka ke la le li lo ma me mi mo na ne no pa"
    " pe ra re ri ro sa se si so ta te ti to va ve"
).split()


def vocabulary(size: int = 30_000) -> list[str]:
    """Invent words, the commonest first."""
    random_ = random.Random(1)
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(random_.choices(_SYLLABLES, k=random_.choice((2, 2, 3, 3, 4))))] = None
    return list(words)


def build(path: Path, count: int, words: int) -> None:
    """Bring an archive as years of fetches do: feed by feed, a few items each."""
    random_ = random.Random(2)
    known = vocabulary()
    weights = list(accumulate(1 / (rank + 8) for rank in range(len(known))))
    with Store.open(path, now=lambda: NOW, create=True, durable=False) as store:
        feeds.sync(store, [_feed(number) for number in range(FEEDS)])
        listed = feeds.listed(store)
        for first in range(0, count, BATCH):
            seen = NOW - timedelta(minutes=count - first)
            drawn = random_.choices(known, cum_weights=weights, k=BATCH * (words + 8))
            batch = []
            for n in range(BATCH):
                text = drawn[n * (words + 8) : (n + 1) * (words + 8)]
                published = seen - timedelta(minutes=random_.randrange(600))
                batch.append(_item(first + n, text, published))
            scores = {item.guid: round(random_.gauss(2, 4), 1) for item in batch}
            feed = replace(listed[first // BATCH % FEEDS], checked_at=seen)
            items.store_batch(store, feed, batch, scores, now=seen)
            if first % FETCH == 0:
                pieces.merge(store)
            if first % 60_000 == 0:
                sys.stderr.write(f"{first:,} items\n")


def _feed(number: int) -> Feed:
    section = ("Policy", "Markets", "Mining")[number % 3]
    url = f"https://feed{number}.example/feed"
    return Feed(0, url, f"Feed {number:03}", section=section)


def _item(number: int, words: Sequence[str], published: datetime) -> ParsedItem:
    url, text = f"https://news.example/{number}", " ".join(words[8:])
    return ParsedItem(
        guid=url,
        url=url,
        url_key=url,
        title=" ".join(words[:8]).capitalize(),
        author="",
        summary="",
        body=f"<p>{text}</p>",
        text=text,
        published=published,
        updated=None,
        lang="en",
        item_hash=str(number),
    )


def took(call: Callable[[], object], times: int = 7) -> float:
    """Return the median of what a call costs, in milliseconds of CPU."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        call()
        taken.append((time.process_time() - began) * 1000)
        if taken[0] > 2000:
            break
    return median(taken)


def queries() -> list[tuple[str, str]]:
    """Return what is asked, and how it is called."""
    words = vocabulary()
    common, second, middling, rare = words[0], words[1], words[40], words[400]
    return [
        ("a very common word, half typed", common[:-1]),
        ("a very common word", f"{common} "),
        ("a very common word, may go on", common),
        ("a middling word", f"{middling} "),
        ("a middling word, half typed", middling[:-1]),
        ("a rare word", f"{rare} "),
        ("a rare word, half typed", rare[:-1]),
        ("two common words", f"{common} {second} "),
        ("a common phrase", f'"{common} {second}"'),
        ("a common word in the title", f"title:{common} "),
        ("common, not rare", f"{common} ~{rare} "),
        ("common, of a section", f"section:policy {common} "),
        ("middling, of two days", f"newer:2d {middling} "),
    ]


def beginnings(each: int = 20) -> list[str]:
    """Return words typed as far as to their first, second, third and fourth letter; alone, and some
    behind a rare word.
    """
    words, random_ = vocabulary(), random.Random(3)
    found = []
    for letters in range(1, 5):
        begun = sorted({word[:letters] for word in words})
        found += random_.sample(begun, min(each, len(begun)))
    return found + [f"{words[400]} {begun}" for begun in found[:: each // 5]]


def harder() -> list[str]:
    """Return what else is typed on the way to a word: one to three letters behind words of every
    rarity, behind two, a phrase and conditions, and what occurs nowhere.
    """
    words, random_ = vocabulary(), random.Random(5)
    begun = [sorted({word[:letters] for word in words}) for letters in (1, 2, 3)]
    before = [
        *(f"{words[rank]} " for rank in (0, 75, 400, 820, 8_300, 29_000)),
        *(f"{words[one]} {words[two]} " for one, two in ((20, 30), (75, 820), (400, 500))),
        f'"{words[0]} {words[1]}" ',
        f"~{words[0]} ",
        f"{words[400]} ~{words[0]} ",
        f"({words[400]} OR {words[500]}) ",
        f"{words[400]} title:",
        "title:",
        f"title:{words[75]} ",
        "feed:17 ",
        f"feed:17 {words[75]} ",
        "newer:2d ",
        f"newer:30d {words[400]} ",
        "older:30d ",
        "section:policy ",
        f"section:policy {words[400]} ",
        "score:>8 ",
    ]
    asked = [one + random_.choice(letters) for one in before for letters in begun]
    two_begun = [f"{random_.choice(begun[1])}* {random_.choice(begun[2])}" for _ in range(3)]
    nowhere = ["q", "zz", "zzq", f"{words[0]} zz", f"{words[400]} q", f"{words[8_300]} zzq"]
    whole = [f"{words[rank]} " for rank in (75, 820, 8_300, 29_000)]
    return [*asked, *two_begun, *nowhere, *whole]


@dataclass(frozen=True, slots=True)
class Slowest:
    """What first pages cost at most, in milliseconds of CPU."""

    newest: float
    """Of `queries` and `beginnings`, newest first."""
    harder: Sequence[tuple[float, str]]
    """What each of `harder` costs, the slowest first."""
    ranked: float
    """Of a common word, best fit first."""


def slowest(store: Store) -> Slowest:
    """Ask for first pages."""

    def page(text: str, times: int = 7) -> float:
        compiled = compile_query(text, now=NOW)
        return took(partial(items.ids, store, compiled, limit=PAGE), times)

    return Slowest(
        newest=max(page(text) for text in [text for _, text in queries()] + beginnings()),
        harder=sorted(((page(text), text) for text in harder()), reverse=True),
        ranked=page(f"sort:rank {vocabulary()[0]} ", 3),
    )


def measure(store: Store) -> Iterator[str]:
    """Yield the lines of a table, one a query."""
    yield (
        "| query | items | page, newest | page, by score | page, by rank | whole list"
        " | index as a set | LIKE |\n|---|---|---|---|---|---|---|---|\n"
    )
    for name, text in queries():
        compiled = compile_query(text, now=NOW)
        ranked = compile_query(f"sort:rank {text}", now=NOW)
        plain = (
            "SELECT id FROM item WHERE state = 'new' AND id IN (SELECT rowid FROM item_fts"
            f" WHERE item_fts MATCH ?) AND {compiled.where.sql} ORDER BY sort_at DESC LIMIT {PAGE}"
        )
        values = [compiled.match, *compiled.where.values]
        word = f"%{text.split()[0].strip(chr(34))}%"
        like = (
            "SELECT id FROM item WHERE state = 'new' AND (title LIKE ? OR text LIKE ?)"
            f" ORDER BY sort_at DESC LIMIT {PAGE}"
        )
        figures = [
            took(partial(items.ids, store, compiled, limit=PAGE)),
            took(partial(items.ids, store, compiled, sort="score", limit=PAGE)),
            took(partial(items.ids, store, ranked, limit=PAGE), 3),
            took(partial(items.ids, store, compiled), 3),
            took(partial(store.rows, plain, values), 3),
            took(partial(store.rows, like, [word, word]), 1),
        ]
        shown = " | ".join(f"{figure:,.1f}" for figure in figures)
        yield f"| {name} | {items.count(store, compiled):,} | {shown} |\n"


def main() -> int:
    """Build the archive where it is not there yet, and measure."""
    parser = argparse.ArgumentParser(prog="make bench-search", description=__doc__)
    parser.add_argument("--items", type=int, default=100_000, help="size of the archive")
    parser.add_argument("--words", type=int, default=120, help="words of a text")
    parser.add_argument("--database", type=Path, help="keep the archive in this file, or use it")
    parser.add_argument("--write", type=Path, help="the document with the tables")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="reewriter-bench-") as folder:
        path = asked.database or Path(folder) / "reewriter.db"
        if not path.exists():
            build(path, asked.items, asked.words)
        text = f"## Searching\n\n{_about(path, asked.words)}\n\n"
        with Store.open(path, now=lambda: NOW) as store:
            for line in measure(store):
                sys.stderr.write(line)
                text += line
    sys.stdout.write(text)
    if asked.write:
        report.put(asked.write, "search", text)
    return 0


def _about(path: Path, words: int) -> str:
    """Say what was measured, and how."""
    with Store.open(path, now=lambda: NOW) as store:
        count = store.value("SELECT count(*) FROM item")
    return (
        f"`make bench-search`, {datetime.now(UTC):%Y-%m-%d}; {count:,} items of {words} words,"
        f" {path.stat().st_size / 1e6:,.0f} MB; Python {platform.python_version()}, SQLite"
        f" {sqlite3.sqlite_version}. A page is {PAGE} lines. Beside it, the same database asked in"
        " two plain ways. Medians, CPU ms."
    )


if __name__ == "__main__":
    sys.exit(main())
