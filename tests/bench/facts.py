"""Measures how fast the fact desk answers: `make bench-facts`. No test runs this."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from reewriter.checks.facts import in_suggestions, review
from reewriter.model import Highlight, Source, Story
from reewriter.text import (
    SourceText,
    check_figures,
    check_quotations,
    find_copied,
    find_tags,
    import_paste,
    suggest_highlights,
    url_key,
)
from reewriter.text.facts import source as sources
from reewriter.text.glossary import shipped_glossary
from reewriter.text.house import House
from tests.bench.report import about, put

DATA = Path(__file__).resolve().parent.parent / "data"
_ROUNDS = 31
_BYTES = 12_000
_QUOTATIONS = 20
_TODAY = datetime(2026, 3, 2, tzinfo=UTC)


def article() -> str:
    """Return 12 kB of invented articles."""
    names = ("curly.txt", "single.txt", "wrapped.txt", "british.txt", "linked.md")
    folder = DATA / "quotations"
    text = "\n\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    more = "\n\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((DATA / "sample_issue").glob("*.source.md"))
    )
    return f"{text}\n\n{more}"[:_BYTES]


def draft() -> str:
    """Return twenty quotations, right, altered and invented."""
    lines = (DATA / "quotations" / "cases.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return "\n\n".join([row[3] for row in rows if row[0] == "curly.txt"][::5][:_QUOTATIONS])


def counts() -> str:
    """Return 12 kB with a figure in every second line or more."""
    rows = (DATA / "figures" / "newsroom.tsv").read_text(encoding="utf-8").splitlines()
    return "\n\n".join(row.split("\t")[1].replace("\\n", "\n") for row in rows)[:_BYTES]


def milliseconds(act: Callable[[int], object]) -> float:
    """Return the median CPU time of an act, each time on something else."""
    act(-1)
    times = []
    for number in range(_ROUNDS):
        start = time.process_time()
        act(number)
        times.append(1000 * (time.process_time() - start))
    return median(times)


def story(text: str, critique: str) -> Story:
    """Return a story about an article."""
    source = Source(
        id=1, story_id=1, item_id=None, outlet="Post", reporter="", url="", published=None,
        text=text, text_hash="", captured_at=_TODAY, complete=True, primary=True,
    )  # fmt: skip
    lines = tuple(map(Highlight, suggest_highlights(text, 3)))
    return Story(id=1, headline="Kilns", critique=critique, sources=(source,), suggested=lines)


def known(text: str, number: int) -> str:
    """Return a text as it is after another word was typed."""
    return f"{text}\n\nWord {number}."


def table() -> str:
    """Measure everything; return the table."""
    text, quotes, glossary = article(), draft(), shipped_glossary()
    source = SourceText(text)
    found = len(check_quotations(quotes, source))
    if found != _QUOTATIONS:
        raise SystemExit(f"{found} quotations where {_QUOTATIONS} were meant")

    def anew(number: int) -> object:
        sources.page.cache_clear()
        return check_quotations(quotes, SourceText(known(text, number)))

    numbers = counts()

    def counted(number: int) -> object:
        return check_figures("It paid $550 million for 15 percent.", known(numbers, number))

    def typed(number: int) -> object:
        one = story(text, known(quotes, number))
        return [*review(one, House(), _TODAY.date(), quoted_words=150)]

    def offered(number: int) -> object:
        one = story(text, known(quotes, number))
        return in_suggestions(one, House(), _TODAY.date())

    pasted = text.replace(". ", ".\n")
    url = "https://www.google.com/url?q=https%3A%2F%2Fm.ore.example%2Fa%2Fstory%3Futm_source%3Dx"
    acts: tuple[tuple[str, Callable[[int], object], float | None], ...] = (
        (
            f"{_QUOTATIONS} quotations, while they are written: ≤ 10 ms",
            lambda n: check_quotations(known(quotes, n), source),
            10,
        ),
        ("the same, in a source not seen before: ≤ 50 ms", anew, 50),
        ("figures of the same draft", lambda n: check_figures(known(quotes, n), source), None),
        ("a source full of figures, not seen before", counted, None),
        ("copied words of the same draft", lambda n: find_copied(known(quotes, n), source), None),
        ("all of it in a story of which a word was changed: ≤ 50 ms", typed, 50),
        ("three suggestions, compared", offered, None),
        ("three highlights suggested: ≤ 5 ms", lambda n: suggest_highlights(known(text, n), 3), 5),
        ("names of the beat found: ≤ 20 ms", lambda n: find_tags(known(text, n), glossary), 20),
        ("a paste read", lambda n: import_paste(known(pasted, n)), None),
        (
            "a thousand addresses made keys",
            lambda n: [url_key(f"{url}{n}{m}") for m in range(1_000)],
            None,
        ),
    )
    rows = [(title, milliseconds(act), limit) for title, act, limit in acts]
    lines = [
        f"CPU time, the median of {_ROUNDS}, on {len(text.encode()):,} bytes of invented articles.",
        "",
        "| what | measured | |",
        "|---|---|---|",
    ]
    for title, measured, limit in rows:
        said = "" if limit is None else "met" if measured <= limit else "**missed**"
        lines.append(f"| {title} | {measured:.1f} ms | {said} |")
    return "\n".join(lines)


def main() -> int:
    """Measure, print, and write into a page where one is named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path, help="put the table into this page")
    asked = parser.parse_args()
    text = f"## The fact desk\n\n{about('`make bench-facts`')}\n{table()}\n"
    sys.stdout.write(text)
    if asked.write:
        put(asked.write, "facts", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
