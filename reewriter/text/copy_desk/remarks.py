"""Slips that no spell checker sees, each with its place and, where there is one, its mending."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reewriter.text.copy_desk.prose import MASK

__all__ = ["SLIPS", "Remark", "slips"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a text that an editor should look at."""

    rule: str
    message: str
    start: int
    end: int
    better: str | None = None
    """What to put there instead; None where only a person can tell."""


_ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:(?:[A-Za-z]\.)+|(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|St|No|vs|etc|al|cf|ca|approx|est"
    r"|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|dept|p|pp)\.)$",
    re.IGNORECASE,
)
# Patterns begin with the sign they are about: `re` skips to it ten times as fast.
_STRAY = re.compile(r",(?<=[^\W\d_]{2},)([^\W\d_])(?![\w.’'])")
_DOUBLED_SIGN = re.compile(
    r"(?<!\.)\.,|([,;])\s*\1|,[;:]|[;:],|[,;:]\.(?![.\d])|(?<!\.)(\.)\.(?![./\w])|([?!])\3+"
)
_LOPSIDED = re.compile(r"[ –—](?:(?<=[^\s\-–—][–—])[ ](?=\S)|(?<=\S[ ])[–—](?=[^\s–—\d]))")
_BLANKS = re.compile(r"(?<=\S)[ ]{2,}(?=\S)")
# A sign may stick to the next word instead; ".NET" is none.
_BEFORE_SIGN = re.compile(
    r"(?<=[\w”’)])[ ]+(?:([,.;:!?])(?=\s|$)|([,;])(?=[^\W\d_]{2})|(\.)(?=(?!Net\b)[A-Z][a-z]+\s))"
)
_AFTER_SIGN = re.compile(
    r"[.!?,;](?<=[a-z]{2}.)(?:(?<=[.!?])(?=[A-Z][a-z])|(?<=[,;])(?=[^\W\d_]{2}))"
)
# At most one line end between them: a blank line ends the sentence.
_AGAIN = re.compile(
    r"(?<![\w’'-])([^\W\d_]+)(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)(\1)(?![\w’'-])", re.IGNORECASE
)
# "Kask touches on but does not name." says of what in the paragraph above only.
_TORN = re.compile(
    r"(?:^|(?<=[.!?])\s|(?<=[.!?][”’)])\s)[A-Z][\w’'-]*(?: [\w’'-]+){1,4}"
    r" (?:on|upon|at|into|about|with|for|to|of|over)"
    r",? (?:but|yet|and|though)(?: (?:does|do|did|has|have|is|was|were)(?: not|n[’']t))"
    r"(?: \w+ly)? [a-z]+(?=[.!?])"
)
_BLOCK = re.compile(r"(?<=\n\n)(?=\S)[^\n]+")
_SMALL_START = re.compile(r"[a-z][\w’'-]*(?: |$)")
_NO_STOP = re.compile(r"[\w,;–—-]\Z")
_ITEM = re.compile(r"\s*(?:[-*+>#|]|\d{1,3}[.)]\s)")
_MAY_REPEAT = frozenset("had that her so very no bye ha".split())
_MARKER = re.compile(r"\s*(?:[-*+>]|\d{1,3}[.)]|#{1,6})?")
_LONGEST_MARKER = 12
_BRACKETS = {")": "(", "]": "["}


def _stray_letter(text: str) -> Iterator[Remark]:
    for found in _STRAY.finditer(text):
        if not found[1].isupper():
            yield Remark("stray-letter", f"“{found[0]}” is stuck to the word", *found.span())


def _doubled_sign(text: str) -> Iterator[Remark]:
    for found in _DOUBLED_SIGN.finditer(text):
        before = text[max(found.start() - 12, 0) : found.start() + 1]
        if found[0] == ".," and _ABBREVIATION.search(before):
            continue
        alike = found[1] or found[2] or found[3]
        yield Remark("doubled-sign", f"“{found[0]}” in a row", *found.span(), alike)


def _lopsided_dash(text: str) -> Iterator[Remark]:
    # As the text writes its other dashes, so this one was meant.
    usual = next((dash for dash in (" — ", " – ") if dash in text), "—" if "—" in text else "")
    for found in _LOPSIDED.finditer(text):
        if not _opens_line(text, found.start()):
            dash = "—" if "—" in found[0] else " – "
            message = "a blank on one side of the dash only"
            yield Remark("lopsided-dash", message, *found.span(), usual or dash)


def _blanks(text: str) -> Iterator[Remark]:
    for found in _BLANKS.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        if not _opens_line(text, found.start()) and text.find("|", start, found.start()) < 0:
            yield Remark("blanks", "more than one blank", *found.span(), " ")


def _opens_line(text: str, at: int) -> bool:
    """Tell whether nothing but the marker of a list, heading or table stands before."""
    start = text.rfind("\n", 0, at) + 1
    if at - start > _LONGEST_MARKER:
        return False
    return bool(_MARKER.fullmatch(text, start, at)) or not text[start:at].strip(" |")


def _blank_before_sign(text: str) -> Iterator[Remark]:
    for found in _BEFORE_SIGN.finditer(text):
        sign = found[0].strip()
        better = sign if found[1] else f"{sign} "
        yield Remark("blank-before-sign", f"a blank before “{sign}”", *found.span(), better)


def _no_blank_after_sign(text: str) -> Iterator[Remark]:
    for found in _AFTER_SIGN.finditer(text):
        sign = found[0]
        if sign in ",;" and not text[found.end()].islower():
            continue  # (Nd,Pr) is a formula
        yield Remark("no-blank", f"no blank after “{sign}”", *found.span(), f"{sign} ")


def _repeated_word(text: str) -> Iterator[Remark]:
    for found in _AGAIN.finditer(text):
        # Walla Walla is a town.
        names = found[1][0].isupper() and found[2][0].isupper()
        if found[1].casefold() in _MAY_REPEAT or names:
            continue
        yield Remark("repeated-word", f"“{found[1]}” twice", *found.span(), found[1])


def _brackets(text: str) -> Iterator[Remark]:
    """Look for brackets without their other half, paragraph by paragraph."""
    for block in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        opened: list[tuple[str, int]] = []
        for found in re.finditer(r"[()\[\]]", block[0]):
            at = block.start() + found.start()
            sign = found[0]
            if sign in "([":
                opened.append((sign, at))
            elif opened and opened[-1][0] == _BRACKETS[sign]:
                opened.pop()
            elif not re.search(r"(?:^|\s)\(?\w{1,3}$", text[max(at - 5, 0) : at]):  # 1) and a)
                yield Remark("bracket", f"“{sign}” was never opened", at, at + 1)
        for sign, at in opened:
            yield Remark("bracket", f"“{sign}” is never closed", at, at + 1)


def _quotation_marks(text: str) -> Iterator[Remark]:
    """Look for quotations that nobody opened; an open one may go on in the next paragraph."""
    deep = 0
    for found in re.finditer(r"[“”]|\n\s*\n", text):
        if found[0] == "“":
            deep = 1
        elif found[0] == "”":
            if not deep:
                yield Remark("quotation-mark", "“”” was never opened", *found.span())
            deep = 0
        else:
            rest = text[found.end() : found.end() + 2].lstrip(" >")
            deep = deep if rest.startswith("“") else 0


def _torn(text: str) -> Iterator[Remark]:
    """Look for what was torn from the paragraph above when a text was broken in the wrong place."""
    for block in _BLOCK.finditer(text):
        if _ITEM.match(block[0]):
            continue
        above = text[: block.start()].rstrip()
        line = above[above.rfind("\n") + 1 :]
        small = _SMALL_START.match(block[0])
        if small and not _ITEM.match(line) and _NO_STOP.search(line) and len(line) > _LONG_LINE:
            span = (block.start(), block.start() + small.end())
            yield Remark("torn", "the sentence goes on from the paragraph above", *span)
        elif (found := _TORN.match(block[0])) is not None:
            span = (block.start() + found.start(), block.start() + found.end())
            yield Remark("torn", "this seems to belong to the paragraph above", *span)


_LONG_LINE = 40
"""Characters; a shorter one is a heading or an address."""


SLIPS: dict[str, Callable[[str], Iterator[Remark]]] = {
    "stray-letter": _stray_letter,
    "doubled-sign": _doubled_sign,
    "lopsided-dash": _lopsided_dash,
    "blanks": _blanks,
    "blank-before-sign": _blank_before_sign,
    "no-blank": _no_blank_after_sign,
    "repeated-word": _repeated_word,
    "bracket": _brackets,
    "quotation-mark": _quotation_marks,
    "torn": _torn,
}
"""Rule → what finds its slips in prose."""


def slips(prose: str, *rules: str) -> Iterator[Remark]:
    """Yield the slips of some rules, or of all; masked places are none."""
    for rule in rules or SLIPS:
        for remark in SLIPS[rule](prose):
            if MASK not in prose[max(remark.start - 1, 0) : remark.end + 1]:
                yield remark
