"""Whether a critique grants its source something, and names what that leaves out.

By the wording alone, in English: what the editor has ticked by hand is there as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from reewriter.checks.spec import CheckSpec, Examined, named
from reewriter.model import Finding, Severity, Story
from reewriter.text.moves import KINDS, find_moves
from reewriter.text.words import count_words

__all__ = ["CHECKS", "find"]

MOVES = CheckSpec(
    "critique.moves",
    Severity.INFO,
    "a critique that grants its source nothing, or names nothing that it leaves out",
    "Add it by the form, `reewriter story moves --set`, or tick what other words say.",
)
CHECKS = (MOVES,)

_FEWEST_WORDS = 60
"""A shorter critique has room for one thought."""
_LACKS = {"concession": "makes no concession", "omission": "names no omission"}


def find(examined: Examined) -> Iterator[Finding]:
    """Look at every critique above the line."""
    publication = examined.brand.publication
    if publication.locale.lower().startswith("en"):
        for placed in examined.composition.above:
            if placed.story.format == "critique":
                yield from _in_story(placed.story, publication.name)


def _in_story(story: Story, house: str) -> Iterator[Finding]:
    made = _made(story.critique, house)
    by_hand = {move.get("kind") for move in story.moves if move.get("ticked") == "yes"}
    missing = [kind for kind in _LACKS if made is not None and kind not in made | by_hand]
    if missing:
        of = named(story)
        lacks = " and ".join(_LACKS[kind] for kind in missing)
        found = MOVES.finding(f"story/{story.id}/critique", f"The critique of {of} {lacks}")
        yield replace(found, hint=_hint(story.id, missing))


def _hint(story_id: int, missing: list[str]) -> str:
    asked = " and ".join(KINDS[kind].asks for kind in missing)
    return (
        f"Say {asked}: `reewriter story moves {story_id} --set {missing[0]} …` fills in the form;"
        " tick what is said in other words."
    )


# Kept: of an issue that is being written most critiques are those of a moment ago.
@lru_cache(maxsize=256)
def _made(critique: str, house: str) -> frozenset[str] | None:
    """Return the kinds of moves that a critique makes; None for a short one."""
    if count_words(critique) < _FEWEST_WORDS:
        return None
    return frozenset(move.kind for move in find_moves(critique, house=house))
