"""Reads parts of a whole: two-thirds, one in five, half of it, 3/4."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.numerals import VULGAR, value_of
from reewriter.text.facts.triggers import DIGIT, Triggers
from reewriter.text.facts.values import Amount, Reading

__all__ = ["PARTS", "PART_OF_A_UNIT", "SHARE_WORDS", "shares"]

_PARTS = r"halves|half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
_UNITS = (
    r"cent|penny|point|mile|(?:kilo|centi|milli)?met(?:er|re)|(?:kilo)?gram|kilo|pound|tonne|ton|ounce|inch"
    r"|acre|hectare|lit(?:er|re)|gallon|barrel|megawatt|gigawatt|kilowatt"
)
"""Of these a fifth is no part of a whole, but so much itself: a fifth of a cent."""
PART_OF_A_UNIT = (
    r"(?<![\w-])(?:half|(?:an?|one|two|three|four|five|six|seven|eight|nine)[-\s]"
    r"(?:thirds?|quarters?|fifths?|eighths?|tenths?)\s+of)\s+an?"
    rf"(?=[-\s]+(?:{_UNITS})\b)"
)
"""So much of one of them, without its name."""
_OF_A = rf"(?!\s+of\s+an?\s+(?:million|billion|trillion|percent\w*|{_UNITS})\b)"
_FRACTION = re.compile(
    rf"\b(?P<top>one|two|three|four|five|six|seven|eight|nine)[-\s](?P<bottom>{_PARTS})\b{_OF_A}"
    rf"|(?<![\w/.,])(?P<over>[1-9])/(?P<under>[2-9]|10|12)(?=\s+(?:of|full|empty|majority|owned|done)\b)"
    rf"|(?<![\d/])(?<!\d\s)(?P<vulgar>[{''.join(VULGAR)}])"
    r"|\b(?P<some>one|two|three|four|five|six|seven|eight|nine|[1-9])(?:\s+chances?|(?<=\b[Oo]ne)\s+[a-z]+)?\s+(?:in|out\s+of)\s+(?:every\s+)?"
    r"(?P<every>two|three|four|five|six|seven|eight|nine|ten|twenty|100|[12]0|[2-9])\b(?![.,]\d|-\d|\s*%"
    r"|\s+(?:percent|per\s?cent|million|billion|hundred|thousand|minutes?|hours?|days?|weeks?|months?"
    r"|years?|decades?)\b)"
    r"|(?<!and )\ban? (?P<part>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?=\s+(?:more|less|higher|lower|larger|smaller|below|above|as\s|(?:have|are|were|say|want|own)\b"
    rf"|of\s+(?!\d{{4}}|the\s+year|an?\s+(?:million|billion|trillion|percent\w*|{_UNITS})\b)))"
    r"|(?:than|by|about|nearly|almost|roughly|over|only|just|some|or|below|above|under|to|from"
    r"|off) an? (?P<whole>third|quarter|fifth|sixth|eighth|tenth)\b"
    rf"(?!\s+(?:ago|later|earlier|before|sooner)|\s+of\s+an?\s+(?:percent\w*|{_UNITS})\b)"
    r"|\b(?P<bare>half)(?=\s+(?:of|the|its|their|all)\b)"
    r"|\b(?:more\s+than|less\s+than|fewer\s+than|nearly|almost|about|over|under|roughly|around|some|only|just)"
    r"\s+(?P<wholly>half)(?![-\w]|\s+(?:an?|past|as|dozen|million|billion|trillion|percent|per|time)\b)"
    r"|(?<=\bby\s)(?P<less>half)\b(?!\s+(?:an?|past)\b)"
    r"|(?<=\bin\s)(?P<halved>half)\b(?!\s+(?:an?|the|of|past)\b|-)",
    re.IGNORECASE,
)
PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7}
PARTS |= {"eighth": 8, "ninth": 9, "tenth": 10}
SHARE_WORDS = frozenset(
    "one two three four five six seven eight nine a an off than by about nearly almost roughly over"
    " only just some half more less fewer under around or below above to from".split()
) | {DIGIT}
"""What a part can begin with."""


def shares(text: str, triggers: Triggers) -> Iterator[tuple[Amount, tuple[int, int]]]:
    """Return all parts of a whole, each with the stretch it was read from."""
    for found in triggers.find(_FRACTION, text, SHARE_WORDS):
        share = _share(found)
        if share is not None:
            reading = Reading("percent", "share", 100 * share)
            quiet = bool(found["halved"])  # "cut in half"
            told = Amount(_begins(found), found.end(), (reading,), in_digits=False, quiet=quiet)
            yield told, found.span()


def _begins(found: re.Match[str]) -> int:
    """Return where a fraction begins, behind the words that tell it from other things."""
    if found["wholly"]:
        return found.start("wholly")
    if found["whole"]:
        return found.start("whole") - (3 if found["whole"].casefold() == "eighth" else 2)
    return found.start()


def _share(found: re.Match[str]) -> float | None:
    """Return what part of a whole a fraction is; None for what is none: "four in two"."""
    if found["vulgar"]:
        return VULGAR[found["vulgar"]]
    if found["over"] or found["some"]:
        part = value_of(found["over"] or found["some"])
        whole = value_of(found["under"] or found["every"])
        return part / whole if part < whole else None
    top = value_of(found["top"]) if found["top"] else 1.0
    named = found["bottom"] or found["part"] or found["whole"] or "half"
    part = top / PARTS[named.casefold().removesuffix("s")]
    return part if part <= 1 else None  # eight quarters are two years
