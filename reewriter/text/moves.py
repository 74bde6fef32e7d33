"""Recognises the moves of a critique by its wording; judges none of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reewriter.text.words import sentences

__all__ = ["KINDS", "Kind", "Move", "find_moves"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of move."""

    name: str
    title: str
    """In at most sixteen letters."""
    asks: str
    """What the editor is to fill in."""
    wording: str
    """A pattern, that says so for certain: rather too little than too much."""


_KINDS = (
    Kind(
        "concession",
        "concession",
        "what it gets right",
        r"\b(?:correctly|rightly|accurately|to its credit|deserves credit"
        r"|is right(?:, too,)? (?:that|to|about)|credit first|gets? (?:\w+ ){0,4}right"
        r"|(?:explains?|shows?|tells?|reports?|describes?)\b[^.!?]{0,60}\bbetter than most"
        r"|core (?:premise|finding|argument)\b[^.!?]{0,60}\b(?:holds|stands"
        r"|is (?:clear|right|sound))"
        r"|makes a (?:fair|good|valid|strong) point|it is true that)\b",
    ),
    Kind(
        "omission",
        "omission",
        "what it leaves out",
        r"\b(?:leaves? out|left out|the omission (?:is|here)|neither word appears"
        r"|what(?:’s|'s| is) missing (?:here )?is|what (?:the|a) reader does not get"
        r"|overlooks?|omits?|glosses over|no mention of"
        r"|is silent (?:on|about)|fails to (?:mention|ask|say|explain|address|note|name)"
        r"|is missing from|(?:does not|doesn[’']t|never|nowhere) (?:says?|asks?|mentions?"
        r"|explains?|address(?:es)?|names?|discuss(?:es)?|examines?|interrogates?|explores?|tells?"
        r"|counts?|quantif(?:y|ies)))\b",
    ),
    Kind(
        "assumption",
        "unproven",
        "what it assumes",
        r"\b(?:assumes|presumes|presupposes|takes (?:it )?for granted|the assumption that"
        r"|rests on the assumption|unproven|without (?:any )?(?:evidence|proof)"
        r"|offers no (?:evidence|proof))\b",
    ),
    Kind(
        "refuted",
        "refuted claim",
        "the claim, and what refutes it",
        r"\b(?:claims?|assertion|statement|declaration|argument)\b[^.!?]{0,160}?\b(?:ignores"
        r"|does not hold|is (?:simply )?(?:wrong|false|untrue|incorrect|contradicted)|fails"
        r"|rings (?:hollow|incomplete))\b"
        r"|\b(?:that|this) is (?:simply )?(?:wrong|false|untrue|incorrect)\b",
    ),
    Kind(
        "overstatement",
        "overstatement",
        "what it overstates",
        r"\b(?:overstat(?:es?|ed|ing|ement)|exaggerat(?:es?|ed|ing|ion)|overblown|oversells?"
        r"|oversimplif(?:y|ies|ied|ication)|(?:overly|too|far too) (?:optimistic|rosy|confident)"
        r"|hype|conflates?)\b",
    ),
    Kind(
        "position",
        "own position",
        "where we stand",
        r"(?:\b(?:we|HOUSE)\b[^.!?,]{0,20}? (?:continues? to (?:urge|hold|argue|call)|believes?"
        r"|holds?|urges?|maintains?|argues?|thinks?|recommends?)"
        r"|\bour (?:view|position|reading)\b)",
    ),
)
KINDS = {kind.name: kind for kind in _KINDS}
"""By name, in the order in which a critique mostly makes them."""

_QUOTED = re.compile(
    r"“[^”]*”|\"[^\"\n]*\"|^[ ]{0,3}>[^\n]*|```.*?```|`[^`\n]*`", re.MULTILINE | re.DOTALL
)
_NEGATED = re.compile(
    r"(?:\b(?:not|no|never|hardly|nor|neither|rarely)|n[’']t)(?:\s+\w+){0,2}\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Move:
    """A move that a critique makes, and the sentence in which it does."""

    kind: str
    start: int
    end: int


def find_moves(critique: str, *, house: str = "") -> list[Move]:
    """Return the moves of a critique in its order, one for each sentence and kind.

    Only its own words count: quotations and code are somebody else's. `house` is the name by which
    the publication speaks of itself.

    >>> [move.kind for move in find_moves("It rightly counts plants. It never says who pays.")]
    ['concession', 'omission']
    """
    own = _QUOTED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), critique)
    return [
        Move(name, start, end)
        for start, end in sentences(critique)
        for name in _kinds_in(own[start:end], house)
    ]


def _kinds_in(sentence: str, house: str) -> Iterator[str]:
    for name, pattern in _patterns(" ".join(house.split())):
        found = pattern.search(sentence)
        if found and not _NEGATED.search(sentence[: found.start()]):
            yield name


@cache
def _patterns(house: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    name = re.escape(house) if house else "we"
    return tuple(
        (kind.name, re.compile(kind.wording.replace("HOUSE", name), re.IGNORECASE))
        for kind in _KINDS
    )
