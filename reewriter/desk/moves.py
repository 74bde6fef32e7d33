"""The moves of a story's critique: a checklist, and lines that become its paragraphs. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reewriter.model import Story
from reewriter.rows import BAR
from reewriter.text.moves import KINDS, find_moves

__all__ = [
    "PARTS",
    "State",
    "Tick",
    "checklist",
    "line_of",
    "moves_of",
    "paragraph",
    "ticked",
    "with_prose",
]

State = Literal["found", "ticked", "missing"]
PARTS = ("claim", "quotation", "answer")
"""What one line of the form holds, between bars."""

_QUOTES = '“”"„«» '
_ENDS = (".", "!", "?", "…")
_LOWERED = frozenset(
    "A An The This That These Those It Its He She They We There How What Why When Where Who In On "
    "At By For From No Not Some Many Most All Every Only Our Their His Her".split()
)
"""First words that have a capital only at the beginning of a sentence."""
_SENTENCE = {
    "concession": "{outlet} is right that {claim}.",
    "omission": "What {outlet} leaves out is {claim}.",
    "assumption": "{outlet} assumes that {claim}.",
    "refuted": "The claim that {claim} does not hold.",
    "overstatement": "{outlet} overstates {claim}.",
    "position": "{house} holds that {claim}.",
}


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of the checklist."""

    kind: str
    title: str
    state: State
    passage: tuple[int, int] | None = None
    """Where the critique makes this move, if its wording tells."""


def checklist(story: Story, *, house: str, critique: str | None = None) -> tuple[Tick, ...]:
    """Return each kind of move: found in the critique's wording, ticked by hand, or missing."""
    text = story.critique if critique is None else critique
    places: dict[str, tuple[int, int]] = {}
    for move in find_moves(text, house=house):
        places.setdefault(move.kind, (move.start, move.end))
    by_hand = {move.get("kind") for move in story.moves if move.get("ticked") == "yes"}
    ticks = []
    for name, kind in KINDS.items():
        state: State = "found" if name in places else "ticked" if name in by_hand else "missing"
        ticks.append(Tick(name, kind.title, state, places.get(name)))
    return tuple(ticks)


def ticked(story: Story, kind: str, yes: bool) -> tuple[dict[str, str], ...]:
    """Return a story's moves when the editor has ticked one by hand, or taken the tick away."""
    others = [dict(move) for move in story.moves if move.get("kind") != kind]
    mine = [dict(move) for move in story.moves if move.get("kind") == kind] or [{"kind": kind}]
    for move in mine:
        move.pop("ticked", None)
    if yes:
        mine[0]["ticked"] = "yes"
    return _ordered([*others, *mine])


def _ordered(moves: Sequence[Mapping[str, str]]) -> tuple[dict[str, str], ...]:
    order = list(KINDS)
    kept = [
        {key: value for key, value in move.items() if value}
        for move in moves
        if move.get("kind") in KINDS and any(move.get(name) for name in (*PARTS, "ticked"))
    ]
    return tuple(sorted(kept, key=lambda move: order.index(move["kind"])))


def line_of(move: Mapping[str, str]) -> str:
    """Write a move on one line: `claim | quotation | answer`."""
    parts = [move.get(name, "").replace("|", "\\|") for name in PARTS]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def moves_of(story: Story, lines: Sequence[tuple[str, str]]) -> tuple[dict[str, str], ...]:
    """Return a story's moves as lines of the form have them: kind and line; ticks stay."""
    by_hand = {move["kind"] for move in story.moves if move.get("ticked") == "yes"}
    moves: list[dict[str, str]] = []
    for kind, line in lines:
        cells = [" ".join(cell.replace("\\|", "|").split()) for cell in BAR.split(line)]
        cells = [*cells[:2], " | ".join(cells[2:])] if len(cells) > len(PARTS) else cells
        move = {"kind": kind, **dict(zip(PARTS, cells, strict=False))}
        if kind in by_hand:
            by_hand.discard(kind)
            move["ticked"] = "yes"
        moves.append(move)
    moves += [{"kind": kind, "ticked": "yes"} for kind in by_hand]
    return _ordered(moves)


def paragraph(move: Mapping[str, str], *, outlet: str, house: str) -> str:
    """Return a move as a paragraph of the critique; nothing for one without a claim."""
    claim = move.get("claim", "").strip().rstrip(".")
    claim = claim.removeprefix("that ").strip()
    if not claim:
        return ""
    if claim.partition(" ")[0] in _LOWERED:  # it was written as a sentence and becomes part of one
        claim = claim[0].lower() + claim[1:]
    names = {"outlet": outlet or "the article", "house": house or "This newsletter"}
    text = _SENTENCE[move["kind"]].format(claim=claim, **names)
    sentences = [text[:1].upper() + text[1:]]
    if quotation := move.get("quotation", "").strip(_QUOTES):
        end = "" if quotation.endswith(_ENDS) else "."
        sentences.append(f"It writes: “{quotation}{end}”")
    if answer := move.get("answer", "").strip():
        end = "" if answer.endswith((*_ENDS, "”")) else "."
        sentences.append(f"{answer[:1].upper()}{answer[1:]}{end}")
    return " ".join(sentences)


def with_prose(
    critique: str,
    before: Sequence[Mapping[str, str]],
    after: Sequence[Mapping[str, str]],
    *,
    outlet: str,
    house: str,
) -> str:
    """Return a critique with the moves as paragraphs.

    One that was written by the form before, and stands there unchanged, is replaced in its place;
    what is new comes at the end. Nothing else is touched.
    """
    text = critique.rstrip("\n")
    old = [paragraph(move, outlet=outlet, house=house) for move in before]
    kinds = [move["kind"] for move in before]
    for move in after:
        new = paragraph(move, outlet=outlet, house=house)
        if not new or new in text:
            continue
        known = next(
            (o for o, k in zip(old, kinds, strict=True) if k == move["kind"] and o and o in text),
            "",
        )
        if known:
            text = text.replace(known, new, 1)
            continue
        text = f"{text}\n\n{new}" if text.strip() else new
    return text
