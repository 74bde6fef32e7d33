"""Makes the labelled pairs of tests/data/grouping; knows nothing of how they are judged."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reewriter.text.copies import Telling

__all__ = ["Pair", "labelled_pairs"]

_FOLDER = Path(__file__).parents[1] / "data" / "grouping"
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True)
class Pair:
    """Two tellings, what they were made to be, and whether they are one text."""

    kind: str
    same: bool
    one: Telling
    other: Telling


def labelled_pairs() -> list[Pair]:
    """Return every pair of the set."""
    stories = _read("stories")
    return [
        Pair(pair["kind"], pair["same"], _made(stories, pair["a"]), _made(stories, pair["b"]))
        for pair in _read("pairs")["pair"]
    ]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _made(stories: Mapping[str, Any], how: Mapping[str, Any]) -> Telling:
    story = stories[how["of"]]
    sentences = story["text"].strip().split("\n")
    sentences = sentences[: how.get("keep", len(sentences))]
    kept = [s for n, s in enumerate(sentences, 1) if n not in how.get("drop", ())]
    text = " ".join([*([how["before"]] if "before" in how else ()), *kept])
    title = how.get("title", story["title"])
    for old, new in how.get("swap", ()):
        text, title = text.replace(old, new), title.replace(old, new)
    if "after" in how:
        text += " " + how["after"]
    return Telling(title, text.translate(_STRAIGHT) if how.get("straight") else text)
