"""Reads what turns a figure's meaning round: its sign, a rise or a fall, an upper or lower bound.

Only the words beside a figure are read. Two figures are held to be opposed where both say which
way they go and the ways differ; a figure without such a word goes with either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reewriter.text.facts.reading import Page
from reewriter.text.facts.values import Amount

__all__ = ["Leaning", "leaning", "minus_at", "opposed"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """Which way a figure goes."""

    turn: int = 0
    """1 of a rise or a gain, -1 of a fall or a loss."""
    bound: int = 0
    """1 of "more than", -1 of "less than"."""
    minus: bool = False
    """Whether it is printed as negative."""
    said: str = ""
    """The words that tell, as printed."""
    sentence: str = ""
    level: bool = False
    """Whether it is how much there is of a whole: "at 35% of normal"."""
    before: str = ""
    """The words before it that tell of what was once, or of what has become of that."""

    @property
    def once(self) -> bool:
        """Whether it is what is no longer so: "(previously $3.48 to $3.58)", "used to cost"."""
        return bool(_ONCE.search(self.before))

    @property
    def now(self) -> bool:
        """Whether it is what something has become: "has risen 65 cents, to $4.90"."""
        return bool(_BECAME.search(self.before))

    @property
    def of_the_past(self) -> bool:
        """Whether any word of its sentence may tell that it is no longer so."""
        return bool(_PAST.search(self.sentence))

    @property
    def falls(self) -> bool:
        """Whether anything in its sentence falls."""
        return bool(_FALLS.search(self.sentence))


_MORE = (
    r">=?|≥|over|more\s+than|(?:greater|higher|larger|longer)\s+than|above|exceed(?:s|ed|ing)?"
    r"|at\s+least|(?:no|not)\s+(?:less|fewer)\s+than|upwards?\s+of|north\s+of|in\s+excess\s+of"
    r"|a\s+minimum\s+of|topp(?:ed|ing)|tops|surpass(?:es|ed|ing)?"
)
_LESS = (
    r"<=?|≤|under|(?:less|fewer|lower|smaller|shorter)\s+than|below|at\s+most|(?:no|not|never)\s+more\s+than"
    r"|not\s+(?:be\s+)?(?:above|over|greater\s+than|in\s+excess\s+of)"
    r"|not\s+(?:to\s+)?exceed(?:ing)?|up\s+to|as\s+(?:much|many)\s+as|(?:just\s+|well\s+)?under|nearly"
    r"|almost|not\s+even|a\s+maximum\s+of|(?:just\s+)?(?:short|shy)\s+of|not\s+quite"
)
_BOUND_BEFORE = re.compile(
    rf"(?:(?<!\w)(?P<less>{_LESS})|(?<!\w)(?P<more>{_MORE}))\s*(?:an?\s+)?\Z", re.I
)
_NONE_MORE = re.compile(
    r"\b(?:no|none|nobody|never|nor|not\s+one)\b[^.;,:]{1,30}?\s(?:more\s+than|over|above)\s+\Z",
    re.IGNORECASE,
)
_BOUND_BEHIND = re.compile(
    r"(?P<more>\+|-?\s?plus\b)|(?:\s+\w+)?\s+or\s+(?:(?P<more2>more|above|higher|over)"
    r"|(?P<less>less|fewer|below|lower|under))\b",
    re.IGNORECASE,
)
_UP = (
    r"rose|risen|rises?|rising|gr[eo]w(?:s|n|ing|th)?|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?"
    r"|surg(?:e[sd]?|ing)|soar(?:s|ed|ing)?|increas(?:e[sd]?|ing)|(?<!g[ai]ve\s)(?<!gives\s)(?<!given\s)(?<!giving\s)up|add(?:s|ed|ing)|profits?|surplus"
    r"|expand(?:s|ed|ing)|advanc(?:e[sd]|ing)|rall(?:ie[sd]|ying)|leap(?:s|ed|t|ing)?|swell(?:s|ed|ing)?|strengthen(?:s|ed|ing)?|rais(?:e[sd]?|ing)|widen(?:s|ed|ing)|returned|\+"
)
_DOWN = (
    r"fell|fall(?:s|en|ing)?|dropp?(?:s|ed|ing)?|declin(?:e[sd]?|ing)|slid(?:es?|ing)?|slump(?:s|ed|ing)?"
    r"|shr[aiu]nk(?:s|ing)?|decreas(?:e[sd]?|ing)|down|lost|los(?:s|ses|es|ing)|cuts?|cutting"
    r"|reduc(?:e[sd]?|ing|tion)|plung(?:e[sd]?|ing)|tumbl(?:e[sd]?|ing)|contract(?:ed|ion)|slipp(?:ed|ing)"
    r"|slips?|dipp?(?:s|ed|ing)?|deficit|g[ai]v(?:e[sn]?|ing)\s+up|shed(?:s|ding)?|s[aiu]nk(?:s|ing)?|retreat(?:s|ed|ing)?|eas(?:e[sd]|ing)"
    r"|slash(?:es|ed|ing)?|weaken(?:s|ed|ing)?|narrow(?:s|ed|ing)|lower(?:ed|ing)"
)
_FILLING = (
    r"(?:\s+(?:by|of|about|around|some|nearly|almost|roughly|approximately|an?|just|only|another"
    rf"|additional|further|sharply|slightly|estimated|net|record|{_MORE}|{_LESS}))*"
)
_TURN_BEFORE = re.compile(
    rf".*(?<![\w-])(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:{_FILLING}|(?:\s+[^\W\d]+){{1,4}}\s+by{_FILLING})\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_TURN_BEHIND = re.compile(
    r"(?:\s+(?:net|annual|yearly|monthly|year-on-year|record))?[\s-]+"
    r"(?:(?P<up>rise|increase|gain|growth|jump|surge|hike|higher|more|up|profit|surplus)"
    r"|(?P<down>drop|decline|fall|cut|decrease|reduction|loss|lower|less|fewer|down|deficit|slump))\b"
    r"(?!\s+to\b)",
    re.IGNORECASE,
)
_FALLS = re.compile(rf"(?<![\w-])(?:{_DOWN}|minus|negative|below)(?![\w-])|[-−–]\d", re.IGNORECASE)
_MINUS = re.compile(
    r"(?:(?:^|(?<=[(\[“\"'])|(?<=[^\d%\s]\s))[-−]|(?<!\w)(?:minus|negative)[\s-])\Z", re.I
)
_LENGTHS = ("m", "foot")
_HOLE = re.compile(r"\b(?:[Hh]oles?|[Dd]rill\w*|[Ii]ntercepts?)\b")
_TIME = ("day", "month")
_LASTS = re.compile(
    r"\b(?:for|last(?:s|ed)?|takes?|took|taken|after|of|is|was|waits?)\s+over\s*\Z", re.I
)
_AT = re.compile(r"\bat\s+(?:about|around|only|just|some|roughly)?\s*\Z", re.IGNORECASE)
_OF_NORMAL = re.compile(r"\s+(?:of\s+)?(?:its\s+|the\s+|full\s+)?(?:normal|usual|capacity)\b", re.I)
_ONCE = re.compile(
    r"\bpreviously\s+[^;()]{0,24}\Z|\bused\s+to\s+(?:be|cost|have|pay|sell\s+for|make)\s+\Z", re.I
)
_BECAME = re.compile(
    r"\b(?:rose|risen|grown|grew|climbed|fallen|fell|dropped)\b[^.;()]*\bto\s+\Z", re.I
)
_PAST = re.compile(
    r"\b(?:previous\w*|earlier|former\w*|before|from|old|once|had|was|were|against|compar\w+|instead|than"
    r"|used|ago|until|last|up|down|rais\w+|lift\w*|cut\w*|lower\w*|revis\w+)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\bplus\s+or\s+minus\s\Z|\+/[-−]\s?\Z", re.IGNORECASE)
_REACH = 48


def minus_at(text: str, start: int) -> int:
    """Return where the minus sign of a figure stands; its own place where it has none."""
    return start - 1 if text[start - 1 : start] in ("-", "−") and _minus(text, start) else start


def _minus(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _REACH) : start]
    # "-5 mines" at the beginning of a line is an item of a list.
    return before != "-" and bool(_MINUS.search(before)) and not _EITHER.search(before)


@lru_cache(2048)
def leaning(whole: Page, amount: Amount) -> Leaning:
    """Read which way a figure of a text goes."""
    text = whole.lean.prose
    start = amount.start + (text[amount.start : amount.start + 1] in ("-", "−"))
    first, last = whole.sentence_at(start)
    before = text[max(first, start - _REACH) : start]
    behind = text[amount.end : min(last, amount.end + _REACH)]
    plus = text[amount.end - 1 : amount.end] == "+"
    bound, said = _bound(amount, before, "+" + behind if plus else behind)
    found = _TURN_BEFORE.match(before) or _TURN_BEHIND.match(behind)
    if amount.readings[0].kind == "times" and not amount.in_digits:
        found = None  # the profit that halved has not risen
    if found and amount.readings[0].unit in _LENGTHS and _HOLE.search(text, first, start):
        found = None  # a drill hole cuts, or returns, so many metres
    turn = (1 if found["up"] else -1) if found else 0
    minus = _minus(text, start)
    said = said or (found["up"] or found["down"] if found else "")
    level = bool(_AT.search(before) and _OF_NORMAL.match(behind))
    return Leaning(
        turn, bound, minus, said or ("at" if level else ""), text[first:last], level, before
    )


def _bound(amount: Amount, before: str, behind: str) -> tuple[int, str]:
    if _NONE_MORE.search(before):
        return -1, "no more than"
    if found := _BOUND_BEFORE.search(before):
        # "Over five years" is during them.
        over = found[0].strip().casefold() == "over" and amount.readings[0].unit in _TIME
        during = over and not _LASTS.search(before)
        return (-1 if found["less"] else 0 if during else 1), found[0].strip()
    if found := _BOUND_BEHIND.match(behind):
        return (-1 if found["less"] else 1), found[0].strip()
    return 0, ""


def opposed(ours: Leaning, theirs: Leaning) -> bool:
    """Say whether two figures of one value mean the contrary."""
    if ours.bound * theirs.bound < 0:
        return True
    if (ours.level and theirs.turn) or (theirs.level and ours.turn):
        return True  # down 35 percent is not at 35 percent
    if (theirs.once and not ours.of_the_past) or (ours.once and theirs.now):
        return True
    if ours.minus != theirs.minus:
        other = theirs if ours.minus else ours
        return not (other.turn < 0 or (not other.turn and other.falls))
    return not ours.minus and ours.turn * theirs.turn < 0
