"""Measures what is told of articles whose drafts have each figure marked as supported or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reewriter.text import Figure, check_figures

DATA = Path(__file__).parent / "data" / "figures" / "marked"

WRITTEN = date(2025, 11, 20)
"""About when these texts were: the day from which a draft reckons how long ago something was."""
_MARK = re.compile(r"\{([+-])(.+?)\}")


@dataclass
class Tally:
    """What the check made of the figures of a set."""

    absent: int = 0
    found: int = 0
    present: int = 0
    alarms: int = 0
    overlooked: list[str] = field(default_factory=list)
    accused: list[str] = field(default_factory=list)


def marked(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a draft without its marks, and where they stood."""
    text, places, last = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[last : mark.start()]
        places.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        last = mark.end()
    return text + line[last:], places


def drafts(name: str) -> Iterator[tuple[str, str]]:
    """Yield the drafts of a set, with marks, each with its source."""
    source = ""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("S: "):
            source = line[3:].replace("\\n", "\n")
        elif line.startswith("D: "):
            yield line[3:].replace("\\n", "\n"), source


def measured(name: str) -> Tally:
    """Count what is found and what is accused wrongly in a set.

    A figure is judged by its place, so that it does not matter how much of "three nines pure" is
    held to be the figure; an unsupported one where no mark is counts as a false alarm, too.
    """
    tally = Tally()
    for line, source in drafts(name):
        text, places = marked(line)
        told = [one for one in check_figures(text, source, on=WRITTEN) if not one.supported]
        for start, end, label in places:
            hits = [one for one in told if one.span[0] < end and start < one.span[1]]
            if label == "-":
                tally.absent += 1
                tally.found += bool(hits)
                tally.overlooked += [] if hits else [f"{text[start:end]} | {text}"]
            else:
                tally.present += 1
                tally.alarms += bool(hits)
                tally.accused += [f"{text[start:end]} | {text} | {_why(hits)}"] if hits else []
        for one in told:
            if not any(one.span[0] < end and start < one.span[1] for start, end, _ in places):
                tally.alarms += 1
                tally.accused.append(f"{one.text} (unmarked) | {text}")
    return tally


def _why(hits: list[Figure]) -> str:
    return "; ".join(f"{one.text} {one.contrary}".strip() for one in hits)
