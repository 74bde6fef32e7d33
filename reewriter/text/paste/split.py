"""Sees where a briefing ends and the article it was made from begins; proposes, never splits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reewriter.text.paste import chrome
from reewriter.text.paste.block import Block

__all__ = ["Split", "find_split"]

_CLOSING = re.compile(
    r"(?:the )?bottom line\b|conclusions?\b|(?:key )?takeaways?\b|summary\b", re.I
)
_FIGURE = re.compile(r"[$€£]?\d[\d.,]*\d|[$€£]?\d")
_QUOTED = re.compile(r"[“\"]([^“”\"]{12,})[”\"]")
_PHRASE = 4
"""Words of a quotation that both parts must have."""
_SHARED = 3
_WRAPPED = "from here paragraphs are wrapped in another way"
_MOST_HEADINGS = 12
_MOSTLY = 0.8
_HARDLY = 0.1


@dataclass(frozen=True, slots=True)
class Split:
    """A place where one pasted text seems to be two."""

    at: int
    """Where in the Markdown the second begins."""
    briefing: str
    """Markdown up to there: the draft."""
    source: str
    """Markdown from there: the article it draws on."""
    reasons: tuple[str, ...]


def find_split(blocks: Sequence[Block], starts: Sequence[int], markdown: str) -> Split | None:
    """Return where the source seems to begin; None for a text that is one."""
    half = len(markdown) // 2
    end = next((at for at, start in enumerate(starts) if start > half), len(blocks))
    closing = next((at for at, block in enumerate(blocks) if _closes(block)), end)
    found = _after(blocks, closing, end)
    if not found:
        return None
    at, reasons = found
    cut = starts[at]
    return Split(cut, markdown[:cut].rstrip(), markdown[cut:], reasons)


def _closes(block: Block) -> bool:
    return block.kind == "heading" and bool(_CLOSING.match(block.text))


def _after(blocks: Sequence[Block], closing: int, end: int) -> tuple[int, tuple[str, ...]] | None:
    """Return the block where another hand begins, and what tells so."""
    changed = _first_lead(blocks, closing)
    headings = 0
    for at in range(closing + 2, end):
        titled = blocks[at].kind == "heading" and blocks[at].level < 3
        headings += titled
        signs = [_WRAPPED if at == changed else "", _signed(blocks[at : at + 3])]
        if not any(signs) and not (titled and headings <= _MOST_HEADINGS):
            continue
        before, rest = blocks[:at], blocks[at:]
        signs += ["a second title" if titled and signs[1] else ""]
        signs += [_no_bullets(before, rest), _shared(before, rest)]
        reasons = tuple(sign for sign in signs if sign)
        if at == changed or len(reasons) > 1:
            return at, reasons
    return None


def _first_lead(blocks: Sequence[Block], closing: int) -> int:
    """Return from where on paragraphs have their first word on a line of its own; -1 if nowhere."""
    leads = [block.lead for block in blocks if block.kind == "paragraph"]
    seen = earlier = 0
    led = sum(leads)
    for at, block in enumerate(blocks):
        if block.kind != "paragraph":
            continue
        rest = len(leads) - seen
        changes = led - earlier >= _MOSTLY * rest and earlier <= _HARDLY * seen
        if at > closing and block.lead and rest >= _SHARED:
            return at if changes else -1
        seen += 1
        earlier += block.lead
    return -1


def _signed(rest: Sequence[Block]) -> str:
    """Look for a second title with its date or its author."""
    lines = rest[:3] if rest[0].kind == "heading" else rest[:1]
    if any(chrome.byline(block.text) for block in lines):
        return "a second author is named"
    return "a second date line" if any(chrome.date_line(block.text) for block in lines) else ""


def _no_bullets(before: Sequence[Block], rest: Sequence[Block]) -> str:
    listed = any(block.kind in ("item", "table") for block in before)
    goes_on = any(block.kind in ("item", "table") for block in rest)
    return "no lists any more" if listed and not goes_on else ""


def _shared(before: Sequence[Block], rest: Sequence[Block]) -> str:
    """Count figures and quoted words that both parts have."""
    first, second = (_words(blocks) for blocks in (before, rest))
    figures = set(_FIGURE.findall(first)) & set(_FIGURE.findall(second))
    count = len({figure for figure in figures if len(figure) > 1})
    for quoted in _QUOTED.findall(first):
        words = quoted.split()
        runs = (" ".join(words[at : at + _PHRASE]) for at in range(len(words) - _PHRASE + 1))
        count += any(run in second for run in runs)
    return (
        f"{count} figures and quotations of the first part come again" if count >= _SHARED else ""
    )


def _words(blocks: Sequence[Block]) -> str:
    return "\n".join(
        block.text or " ".join(cell for row in block.rows for cell in row) for block in blocks
    )
