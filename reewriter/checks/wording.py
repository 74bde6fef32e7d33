"""Slips of the hand: doubled words and marks, stray letters, lopsided dashes, halves of pairs.

What a slip is the copy desk says; here it is told where in the issue there are some.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import Literal

from reewriter.checks.spec import CheckSpec, Examined, Passage, passages
from reewriter.model import Finding, Severity
from reewriter.text.copy_desk.prose import masked
from reewriter.text.copy_desk.remarks import Remark, slips
from reewriter.text.copy_desk.style import HouseStyle, departures
from reewriter.text.suspicion import suspicious

__all__ = ["CHECKS", "find"]

DOUBLED_WORD = CheckSpec(
    "wording.doubled_word",
    Severity.WARNING,
    "the same word twice in a row",
    "Take one out, or waive it where it is meant.",
)
DOUBLED_MARK = CheckSpec(
    "wording.doubled_mark",
    Severity.WARNING,
    "two punctuation marks where one belongs",
    "Take one out.",
)
COMMA = CheckSpec(
    "wording.comma",
    Severity.WARNING,
    "a letter sticks to a comma",
    "Put a blank after the comma, or take the stray letter out.",
)
BLANK = CheckSpec(
    "wording.blank",
    Severity.WARNING,
    "a blank before a punctuation mark, or none after it",
    "Take it out, or put one in.",
)
DASH = CheckSpec(
    "wording.dash",
    Severity.WARNING,
    "a dash with a blank on one side only",
    "Put blanks on both sides, or on neither.",
)
PAIR = CheckSpec(
    "wording.pair",
    Severity.WARNING,
    "a bracket or a quotation mark without its other half",
    "Put the other half in, or take this one out.",
)
MIXED = CheckSpec(
    "wording.mixed",
    Severity.INFO,
    "US beside U.S. in one issue",
    "Write it one way throughout.",
)
BROKEN = CheckSpec(
    "wording.broken",
    Severity.ERROR,
    "letters that were lost or misread",
    "Write what is meant; `reewriter clean` mends what can be told.",
)
CHECKS = (DOUBLED_WORD, DOUBLED_MARK, COMMA, BLANK, DASH, PAIR, MIXED, BROKEN)

_CHECK_OF = {
    "repeated-word": (DOUBLED_WORD, "stands in"),
    "doubled-sign": (DOUBLED_MARK, "has two marks in"),
    "stray-letter": (COMMA, "lacks a blank in"),
    "no-blank": (BLANK, "lacks a blank in"),
    "blank-before-sign": (BLANK, "has a blank too many in"),
    "lopsided-dash": (DASH, "has a blank on one side in"),
    "bracket": (PAIR, "has no other half in"),
    "quotation-mark": (PAIR, "has no other half in"),
}
_AT_MOST = 5
"""Findings of one check in one text: nobody reads more."""


def find(examined: Examined) -> Iterator[Finding]:
    """Read every text of the editor's that goes out."""
    for passage in passages(examined.composition):
        for words in _broken(passage.text):
            said = f"“{words}” has broken letters in"
            yield BROKEN.finding(passage.where, f"{said} {passage.name}", about=said)
        for check, said in _said(passage.text):
            yield check.finding(passage.where, f"{said} {passage.name}", about=said)
    yield from _mixed(
        [p for p in passages(examined.composition) if "US" in p.text or "U.S" in p.text]
    )


def _mixed(texts: Sequence[Passage]) -> Iterator[Finding]:
    """Take the more frequent way for the issue's own; point to where the other one stands."""
    dotted, plain = ([p for p in texts if _country(p.text, us)] for us in ("US", "U.S."))
    if dotted and plain:
        fewer, ours = (plain, "U.S.") if len(plain) <= len(dotted) else (dotted, "US")
        other = "US" if ours == "U.S." else "U.S."
        for passage in fewer:
            yield MIXED.finding(passage.where, f"“{other}” stands in {passage.name}, else “{ours}”")


@lru_cache(maxsize=512)
def _country(text: str, us: Literal["US", "U.S."]) -> bool:
    """Tell whether a text writes it in another way than `us`."""
    style = HouseStyle(us=us, quotes="", ellipsis="")
    return any(one.rule == "us" for one in departures(text, masked(text), style))


# Kept: of an issue that is being written most texts are those of a moment ago.
@lru_cache(maxsize=512)
def _said(text: str) -> tuple[tuple[CheckSpec, str], ...]:
    """Return the slips of a text, and what a message says of each."""
    prose = masked(text)
    return tuple(
        (
            COMMA if rule == "no-blank" and prose[remark.start] == "," else check,
            f"“{_around(prose, remark)}” {what}",
        )
        for rule, (check, what) in _CHECK_OF.items()
        for remark in islice(slips(prose, rule), _AT_MOST)
    )


@lru_cache(maxsize=512)
def _broken(text: str) -> tuple[str, ...]:
    """Return the words around what nobody can have meant, in a text of the editor's."""
    if "\ufffd" not in text and not suspicious(text):
        return ()
    from reewriter.text.losses import around
    from reewriter.text.mojibake import repair

    mended = repair(text)
    if mended.left or not mended.count:
        return around(mended.text, mended.left[:_AT_MOST])
    same = (a == b for a, b in zip(text, mended.text, strict=False))
    return around(text, [sum(1 for _ in takewhile(bool, same))])


def _around(prose: str, remark: Remark) -> str:
    """Return the slip with the words that it touches."""
    before = prose[max(0, remark.start - 20) : remark.start].split(" ")[-1]
    after = prose[remark.end : remark.end + 20].split(" ")[0]
    return " ".join(f"{before}{prose[remark.start : remark.end]}{after}".split())
