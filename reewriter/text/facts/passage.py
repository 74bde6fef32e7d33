"""Reads a quotation as what its source must have: words, and gaps where something was left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reewriter.text.facts.wording import Words, key_of

__all__ = ["Gap", "Passage", "Piece", "Stem", "passage"]

_MOST_LEFT_OUT = 120
"""Words an ellipsis may stand for: what lies farther apart was never one statement."""
_MORE_THAN_OURS = 5
"""Words of the source that one bracket may replace, beyond as many as it has itself."""
_SHORTEST_STEM = 3
_SIGN = re.compile(
    r"[\[(]\s*(?:…|\.(?:\s?\.){2,})\s*[\])]|…\.?|\.(?:\s?\.){2,}"  # an ellipsis
    r"|(?P<before>[^\W_]*)\[(?P<inside>[^\[\]\n]{1,120})\](?P<after>[^\W_]*)"
)
_SILENT = re.compile(
    r"\s*(?:sic|(?:the\s+)?(?:emphasis|italics|stress)(?:\s+(?:added|ours|mine|his|hers|theirs"
    r"|in(?:\s+the)?\s+original))?|(?:she\s+|he\s+)?laugh(?:s|ter|ing)?|applause|pauses?|inaudible"
    r"|(?:in\s+)?translat(?:ion|ed)(?:\s+(?:ours|mine|from(?:\s+the)?\s+[A-Z]\w+))?)\s*[.!]?\s*",
    re.IGNORECASE,
)
"""Remarks in brackets that stand for nothing; the whole of them, or they could hide anything."""
_TURNED = re.compile(r"(?:un|in|im|il|ir|dis|non|mis)(?=\w{3})|\w{2,}less\Z|\w+n't\Z")
"""What makes a word its own opposite. "Under" and "invest" begin so, too: only that one word has
it and the other has not tells anything."""


@dataclass(frozen=True, slots=True)
class Stem:
    """A word of which an editor changed a part: "announc[ed]"."""

    before: str
    after: str
    inside: str = ""
    """What the bracket has."""

    def fits(self, key: str) -> bool:
        """Say whether a word of the source may be meant: not its opposite."""
        longer = len(key) >= len(self.before) + len(self.after)
        if not (longer and key.startswith(self.before) and key.endswith(self.after)):
            return False
        ours = self.before + self.inside + self.after
        return bool(_TURNED.match(ours)) == bool(_TURNED.match(key))


Piece = str | Stem


@dataclass(frozen=True, slots=True)
class Gap:
    """What may stand in the source between two pieces, in words."""

    most: int
    ellipsis: bool
    inserted: tuple[str, ...] = ()
    """The editor's own words, in brackets."""
    place: tuple[int, int] = (0, 0)
    """Where the dots or the brackets stand in the draft."""
    remark: tuple[str, ...] = ()
    """What they say that stands for nothing: it may be in the source, and replaces no word."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The parts of a quotation, each an unbroken row of words, and the gaps between them."""

    parts: tuple[tuple[Piece, ...], ...]
    gaps: tuple[Gap, ...]
    """One less than parts."""
    lead: Gap | None = None
    """What stands in brackets before the first word."""
    tail: Gap | None = None
    """And behind the last one."""

    @property
    def size(self) -> int:
        """The number of words that must be found."""
        return sum(map(len, self.parts))


def passage(text: str, start: int, end: int) -> Passage:
    """Read the characters between a quotation's marks.

    >>> passage("[W]e sold … [the mine] twice", 0, 28).parts
    (('we', 'sold'), ('twice',))
    """
    parts: list[list[Piece]] = [[]]
    gaps: list[Gap] = []
    at = start
    for sign in _SIGN.finditer(text, start, end):
        # A word just before a bracket belongs to it: "[W]e", "announc[ed]".
        parts[-1] += Words(text, at, sign.start()).keys
        at = sign.end()
        if _stands_apart(sign):  # "we close[, though]": of no word, though set close
            parts[-1] += Words(text, sign.start(), sign.start("inside") - 1).keys
        whole = _word_of(sign)
        if whole is not None:
            parts[-1].append(whole)
            continue
        gap = _gap_of(sign)
        if parts[-1]:
            parts.append([])
            gaps.append(gap)
        elif gaps:
            gaps[-1] = _both(gaps[-1], gap)
        else:
            gaps.append(gap)  # before the first word: taken off below
            parts.append([])
    parts[-1] += Words(text, at, end).keys
    found = _tidy(parts, gaps)
    if not found.size:  # all of it in brackets
        return Passage((tuple(Words(text, start, end).keys),), ())
    return found


def _stands_apart(sign: re.Match[str]) -> bool:
    """Say whether a bracket behind a word is no part of it: it begins with a comma or a blank."""
    return bool(sign["before"]) and (sign["inside"] or "")[:1] in (" ", ",", ";", ":", "—", "–")


def _word_of(sign: re.Match[str]) -> Piece | None:
    """Return the word of which a bracket is a part, if it is one."""
    before, inside, after = sign["before"] or "", sign["inside"] or "", sign["after"] or ""
    if not (before or after) or _stands_apart(sign):
        return None
    whole = before + inside + after
    if (len(inside) == 1 and inside.isalpha()) or any(map(str.isdigit, whole)):
        return key_of(whole)
    if len(before) + len(after) < _SHORTEST_STEM:
        return None
    return Stem(before.casefold(), after.casefold(), key_of(inside))


def _gap_of(sign: re.Match[str]) -> Gap:
    inside = sign["inside"]
    if inside is None:
        return Gap(_MOST_LEFT_OUT, ellipsis=True, place=sign.span())
    # "h[is]" is a word of ours: of so short a beginning nothing can be known again.
    before = "" if _stands_apart(sign) else sign["before"] or ""
    ours = Words(f"{before}{inside}{sign['after'] or ''}").keys
    if _SILENT.fullmatch(inside):
        return Gap(len(ours), False, (), sign.span(), tuple(ours))
    return Gap(len(ours) + _MORE_THAN_OURS, False, tuple(ours), sign.span())


def _both(first: Gap, second: Gap) -> Gap:
    return Gap(
        max(first.most, second.most),
        first.ellipsis or second.ellipsis,
        first.inserted + second.inserted,
        (first.place[0], second.place[1]),
    )


def _tidy(parts: list[list[Piece]], gaps: list[Gap]) -> Passage:
    """Take off what is empty at either end: there a bracket stands for what is not quoted."""
    lead = tail = None
    if len(parts) > 1 and not parts[0]:
        parts, gaps, lead = parts[1:], gaps[1:], gaps[0]
    if len(parts) > 1 and not parts[-1]:
        parts, gaps, tail = parts[:-1], gaps[:-1], gaps[-1]
    return Passage(tuple(map(tuple, parts)), tuple(gaps), lead, tail)
