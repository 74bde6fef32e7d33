"""Measures what is told of speakers, in drafts labelled by hand: agrees, wrong, vaguer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reewriter.text import check_quotations

DATA = Path(__file__).parent / "data" / "quotations" / "marked"


@dataclass
class Tally:
    """What the check made of the speakers of a set."""

    sound: int = 0
    accused: list[str] = field(default_factory=list)
    """Drafts that name the right speaker and are told that they do not."""
    false: int = 0
    overlooked: list[str] = field(default_factory=list)
    """Drafts that name a wrong speaker, or nobody where the source does, and are told nothing."""


def drafts(name: str) -> Iterator[tuple[str, str, str]]:
    """Yield the label of each draft of a set, the draft, and its source."""
    source = ""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("S: "):
            source = line[3:].replace("\\n", "\n")
        elif line.startswith("D: "):
            label, draft = line[3:].split("\t")
            yield label, draft, source


def measured(name: str) -> Tally:
    """Count who is accused wrongly, and what is overlooked, in a set."""
    tally = Tally()
    for label, draft, source in drafts(name):
        found = check_quotations(draft, source)
        told = any(one.attribution in ("wrong", "vaguer", "paraphrased") for one in found)
        if label == "agrees":
            tally.sound += 1
            tally.accused += [draft] if told else []
        else:
            tally.false += 1
            tally.overlooked += [] if told else [draft]
    return tally
