"""A figure of a draft that may have been reckoned: what its words say it is, and what is near."""

from __future__ import annotations

import re
from functools import cached_property

from reewriter.text.facts.budget import Budget
from reewriter.text.facts.leaning import leaning
from reewriter.text.facts.reading import Page
from reewriter.text.facts.rounding import Rounded
from reewriter.text.facts.values import Amount, Reading

__all__ = ["FORMERLY", "FROM", "REACH", "Goal"]

_ALL_IN_ALL = re.compile(
    r"\b(?:in\s+(?:all|total)|altogether|together|combined|including|overall|total(?:s|ling|ed|ing)?)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:r[io]se[ns]?|rising|rais(?:e[sd]?|ing)|up|gr[eo]w\w*|gain\w*|jump\w*|increas\w*|surg\w*|climb\w*"
    r"|above|more|higher|put(?:s|ting)?\s+on|longer|farther|further(?=\s+than)|older|add(?:s|ed|ing|ition\w*)|lift\w*|boost\w*|premium|beat\w*|larger|faster|dearer|widen\w*)\b"
    r"|\b(?P<down>fell|fall\w*|drop\w*|declin\w*|los[et]\w*|down|cut\w*|reduc\w*|shr[aiu]nk\w*|below|less|fewer"
    r"|lower\w*|shorter|younger|nearer|slump\w*|slid\w*|plung\w*|discount\w*|under(?=\s+(?:the|its|their|last|[A-Z]))|cheaper|smaller|slower|sav(?:e[sd]?|ing)|off|short|trim\w*)\b"
    r"|\b(?P<gap>chang\w*|lead(?:s|ing)?|ahead|behind|margin\s+of|difference|gap|spread|apart|surplus|shortfall|deficit|excess|leav(?:e[sd]?|ing)|left|remain\w*|rest|other|without)\b",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(r"\s*(?:to|against)\s+\d")
_CLAUSE = re.compile(r"[;:.—–]|,(?!\d)|\d")
_BY = re.compile(r"\bby\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_APIECE = re.compile(
    r"\s+(?:for\s+|to\s+)?(?:each|apiece|every|a\s+head|per)\b|/(?=[a-z])"
    r"|\s+an?\s+(?!(?:day|week|month|quarter|year)\b)[a-z]+\b(?!\s+(?:ago|later|earlier|before|after))",
    re.IGNORECASE,
)
_ON_AVERAGE = re.compile(r"\b(?:on\s+average|an\s+average|each|apiece|a\s+head|per)\b", re.I)
_TOLD = re.compile(
    r"\b(?:that\s+is|that’s|that's|i\.e\.|makes?|making|works?\s+out|in\s+other\s+words|comes?\s+to"
    r"|adds?\s+up|amounts?\s+to|equals?|add|leav(?:e[sd]?|ing)|means|therefore|or\s+put|by\s+our\s+(?:count|reckoning))\b"
    r"|\s=\s",
    re.IGNORECASE,
)
_AT_THIS_PACE = re.compile(
    r"\bat\s+(?:this|that|such\s+an?|(?:the|its|their)\s+(?:present|current)|today[’']s)\s+(?:pace|rate|speed)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:That|This|It|Which)\s+(?:is|makes|means|comes|works|amounts|leaves)\b")
_AGED = re.compile(r"-years?-old\b", re.IGNORECASE)
_MONTHS_AGO = re.compile(r"[\s-]+months?\s+(?:ago|earlier|before|back)\b", re.IGNORECASE)
_AGO = re.compile(r"[\s-]+(?:years|decades)\s+(?:ago|earlier|before|back)\b", re.IGNORECASE)
_BUT = re.compile(
    r"\b(?:all\s+but|leav(?:es?|ing)|except|save|other|remaining|rest|without|still)\b",
    re.IGNORECASE,
)
_BUT_BEHIND = re.compile(
    r"\b(?:not|un\w+ed|neither|nothing|without|no|still|remain\w*)\b", re.IGNORECASE
)
_OF_BOTH = re.compile(r"\s+(?:of|in|on|for)\s+(?:[a-z]+\s+)?[a-z]+\s+and\s+[a-z]+")
_OF_A_WHOLE = re.compile(r"\s+of\s")
_FOR_ALL = re.compile(r"\b(?:for|of)\s+all\s+(?:the\s+)?\w+", re.IGNORECASE)
_OFF_A_BASE = re.compile(
    r"(?:percent|per\s?cent|%)\s+(?:less|more|fewer|below|above|lower|higher)\b", re.IGNORECASE
)
_GAP = re.compile(
    r"\b(?:surplus|shortfall|deficit|gap|difference|spread|excess|premium|discount)\b", re.I
)
_OR = re.compile(
    r"(?:\bor|\bi\.e\.,?|[(:=–—])\s*(?:(?:about|some|around|roughly|nearly|almost|over|under|more\s+than"
    r"|less\s+than|just|an?|another)\s+)*\Z|\b(?:about|some|around|roughly)\s+\Z",
    re.IGNORECASE,
)
_SCORE_BEFORE = re.compile(r"\d[-–]\Z")
_SCORE_BEHIND = re.compile(r"\A[-–]\d")
FORMERLY = re.compile(r"\bfrom\s+(?:an?\s+)?(?:\w+\s+){0,2}\Z", re.IGNORECASE)
FROM = re.compile(r"\bfrom\b(?=\s+\D{0,24}\d)", re.IGNORECASE)
REACH = 44
"""Characters on either side of a figure that may say what it is."""
_LARGE, _TELLING = 3, 2
"""Digits of a sum or a difference that nobody hits by chance; and of one that few do."""


class Goal:
    """A figure of ours, and how near to it something must come."""

    def __init__(self, ours: Page, amount: Amount, budget: Budget | None = None) -> None:
        self._budget = budget
        self.page = ours
        self.amount = amount
        self.lean = leaning(ours, amount)
        self.rounded = Rounded(ours, amount, self.lean)
        digits = re.sub(r"\D", "", ours.text[amount.start : amount.end]).strip("0")
        self.large = len(digits) >= _LARGE
        self.telling = len(digits) >= _TELLING

    def met(self, reading: Reading, value: float) -> bool:
        """Say whether a value may be printed as ours is."""
        if self._budget is not None:
            self._budget.spend()
        return self.rounded.reached(reading, value)

    @property
    def tried_enough(self) -> bool:
        """Whether so much was tried for the figures of the draft that nothing more is."""
        return self._budget is not None and self._budget.spent

    def spend(self, count: int) -> None:
        """Count what was looked at without being compared."""
        if self._budget is not None:
            self._budget.spend(count)

    @cached_property
    def change(self) -> str:
        """Which way something has changed by ours, or by how much two things differ; or ""."""
        first, last = self.page.sentence_at(self.amount.start)
        start, end = (
            max(first, self.amount.start - REACH),
            min(last, self.amount.end + REACH // 2),
        )
        if self.lean.turn:
            return "up" if self.lean.turn > 0 else "down"
        found = _CHANGES.search(self.page.text, start, end)
        if found is None and _BY.search(self.page.text, start, self.amount.start):
            # What changed "from 22 to 4 tonnes, that is by 82 percent" is told before all that.
            found = _CHANGES.search(self.page.text, first, last)
            return "gap" if found is None else found.lastgroup or "up"
        return "" if found is None else found.lastgroup or "up"

    @cached_property
    def change_beside(self) -> str:
        """The same, where its own clause says so: not of "sales are up, but only 13 percent"."""
        if self.lean.turn or not self.change:
            return self.change
        text, first = self.page.text, self.page.sentence_at(self.amount.start)[0]
        before = _CLAUSE.split(text[max(first, self.amount.start - REACH) : self.amount.start])[-1]
        behind = _CLAUSE.split(text[self.amount.end : self.amount.end + REACH // 2])[0]
        if _BY.search(before):  # voted down by 83 to 17 is no change
            return "" if _TO_ANOTHER.match(text, self.amount.end) else self.change
        return self.change if _CHANGES.search(before) or _CHANGES.search(behind) else ""

    @cached_property
    def in_all(self) -> bool:
        """Whether it is called a sum."""
        return bool(_ALL_IN_ALL.search(self.page.text, *self.page.sentence_at(self.amount.start)))

    @cached_property
    def scored(self) -> bool:
        """Whether it is one side of a vote: 5-2."""
        before = self.page.text[max(0, self.amount.start - 2) : self.amount.start]
        behind = self.page.text[self.amount.end : self.amount.end + 2]
        return bool(_SCORE_BEFORE.match(before) or _SCORE_BEHIND.match(behind))

    @cached_property
    def each(self) -> bool:
        """Whether it is so much a year."""
        return any(one.per == "year" for one in self.amount.readings)

    @cached_property
    def of_a_whole(self) -> bool:
        """Whether a whole is named of which it is a part: "rose to 8 percent of the sales"."""
        return bool(_OF_A_WHOLE.match(self.page.text, self.amount.end))

    @cached_property
    def for_all(self) -> bool:
        """Whether it is so many times what one takes: "$7 million, so for all five $35 million"."""
        first, _ = self.page.sentence_at(self.amount.start)
        return bool(_FOR_ALL.search(self.page.text, first, self.amount.start))

    @cached_property
    def off_a_base(self) -> bool:
        """Whether its sentence has so much less before it: "41 percent less, which makes"."""
        first, _ = self.page.sentence_at(self.amount.start)
        return bool(_OFF_A_BASE.search(self.page.text, first, self.amount.start))

    @cached_property
    def ago(self) -> bool:
        """Whether it is so many years ago."""
        return bool(_AGO.match(self.page.text, self.amount.end))

    @cached_property
    def aged(self) -> bool:
        """Whether it is how old somebody or something is called: "the 27-year-old firm"."""
        return bool(_AGED.match(self.page.text, self.amount.end))

    @cached_property
    def months_ago(self) -> bool:
        """Whether it is so many months ago."""
        return bool(_MONTHS_AGO.match(self.page.text, self.amount.end))

    @cached_property
    def named(self) -> bool:
        """Whether any word says how it was reckoned."""
        kinds = {one.kind for one in self.amount.readings}
        # "Seventy times as rich", "half a point less"
        if "times" in kinds or ("points" in kinds and self.change_beside):
            return True
        return bool(self.change_beside or self.told or self.restates or self.rest)

    @cached_property
    def at_this_pace(self) -> bool:
        """Whether its sentence goes on as something went before: "at this rate"."""
        return bool(_AT_THIS_PACE.search(self.page.text, *self.page.sentence_at(self.amount.start)))

    @cached_property
    def apiece(self) -> bool:
        """Whether it is what one of several gets: "almost $2 million for each"."""
        first, _ = self.page.sentence_at(self.amount.start)
        start = max(first, self.amount.start - REACH)
        return bool(
            _APIECE.match(self.page.text, self.amount.end)
            or _ON_AVERAGE.search(self.page.text, start, self.amount.start)
        )

    @cached_property
    def told(self) -> bool:
        """Whether its sentence says that it was reckoned: "which works out at"."""
        first, _ = self.page.sentence_at(self.amount.start)
        return bool(_TOLD.search(self.page.text, first, self.amount.start))

    @cached_property
    def reckoned_with(self) -> tuple[int, int]:
        """The stretch whose figures it is reckoned from: before "That is" the sentence before."""
        first, last = self.page.sentence_at(self.amount.start)
        if _GOES_ON.match(self.page.text, first):
            first = self.page.sentence_at(max(0, first - 2))[0]
        return first, last

    @cached_property
    def rest(self) -> bool:
        """Whether it is what remains of a whole: "all but 15 percent"."""
        before = self.page.text[max(0, self.amount.start - REACH) : self.amount.start]
        behind = self.page.text[self.amount.end : self.amount.end + REACH // 2]
        return bool(_BUT.search(before) or _BUT_BEHIND.search(behind))

    @cached_property
    def joint(self) -> bool:
        """Whether it is of two things together: "$370 million of debt and equity"."""
        return bool(_OF_BOTH.match(self.page.text, self.amount.end))

    @cached_property
    def gap(self) -> bool:
        """Whether it is called what lies between two figures: "a surplus of 4,000 tonnes"."""
        before = self.page.text[max(0, self.amount.start - REACH) : self.amount.start]
        return self.change == "gap" or bool(_GAP.search(before))

    @cached_property
    def restates(self) -> bool:
        """Whether it is called another way of saying what stands before: "or about 64 tonnes"."""
        before = self.page.text[max(0, self.amount.start - REACH) : self.amount.start]
        return bool(_OR.search(before))

    @cached_property
    def formerly(self) -> bool:
        """Whether it is what something was before: "from $5 million"."""
        before = self.page.text[max(0, self.amount.start - REACH) : self.amount.start]
        return bool(FORMERLY.search(before))
