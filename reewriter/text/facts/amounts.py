"""Reads money, percentages, measures and counts in a text; knows no date and no source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.numerals import (
    DIGITS,
    NUMBER_WORDS,
    RANK,
    RANK_WORDS,
    VULGAR,
    WORD_NUMBER,
    rank_of,
    value_of,
    worth,
)
from reewriter.text.facts.triggers import DIGIT, FOLD, Triggers, without
from reewriter.text.facts.units import (
    MEASURES,
    NAMED,
    SIGN,
    SIGN_BEHIND,
    SIGN_WORDS,
    TIMES,
    alternatives,
    currency,
)
from reewriter.text.facts.values import Amount, Reading

__all__ = ["amounts"]


_PERCENT = r"%|％|‰|per\s?cent(?:age)?(?!age)\b|pct\b|percent\b"
_POINTS = r"(?:percentage|basis)[-\s]points?\b|bps?\b|pp\b"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?<!\d/)(?P<sign>{SIGN})?\s?"
    rf"(?P<number>(?<=[^\W\d_]){DIGITS}|(?<![^\W_]){DIGITS}"
    rf"|(?<![\w-])(?:half\s+|(?:a|three)[-\s]quarters?\s+of\s+)?an?"
    rf"(?=[-\s]+(?:million|billion|trillion|percent))"
    rf"|(?<![\w-]){WORD_NUMBER}(?!(?!fold\b)[^\W\d_]))"
    rf"(?P<plus>\+)?"
    rf"(?:(?P<letter>(?-i:[kKmMbBtT]|[mb]n|tn|mm|mln|bln|trn)\b(?![-'’]\w))|[-\s]?(?P<scale>(?:thousand|millions?"
    rf"|billions?|trillions?|lakhs?(?:\s+crores?)?|crores?|mln|bln|trn|mn|bn|tn)\b|(?-i:[BM])(?=\s(?:USD|EUR|GBP)\b)))?\+?"
    rf"(?:(?:-|[^\S\n]|\n(?!\s*\n)){{0,2}}(?:(?P<points>{_POINTS})|(?P<percent>{_PERCENT})|(?P<named>{NAMED})(?!\w)"
    rf"|(?P<behind>{SIGN_BEHIND})"
    rf"|(?P<cents>cents?\b)|(?P<measure>{alternatives(MEASURES)})(?![\w’'])"
    rf"|(?P<time>{alternatives(TIMES)})\b)|(?P<rank>st|nd|rd|th)\b|(?P<fold>-?fold\b|x\b|×))?",
    re.IGNORECASE,
)
_PARTS = r"halves|half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?"
_OF_A = r"(?!\s+of\s+an?\s+(?:million|billion|trillion|percent\w*)\b)"
_FRACTION = re.compile(
    rf"\b(?P<top>one|two|three|four|five|six|seven|eight|nine)[-\s](?P<bottom>{_PARTS})\b{_OF_A}"
    rf"|(?<![\w/.,])(?P<over>[1-9])/(?P<under>[2-9]|10|12)(?=\s+(?:of|full|empty|majority|owned|done)\b)"
    rf"|(?<![\d/])(?<!\d\s)(?P<vulgar>[{''.join(VULGAR)}])"
    r"|\b(?P<some>one|two|three|four|five|six|seven|eight|nine|[1-9])\s+(?:in|out\s+of)\s+(?:every\s+)?"
    r"(?P<every>two|three|four|five|six|seven|eight|nine|ten|twenty|100|[12]0|[2-9])\b(?![.,]\d|-\d|\s*%"
    r"|\s+(?:percent|per\s?cent|million|billion|hundred|thousand|minutes?|hours?|days?|weeks?|months?"
    r"|years?|decades?)\b)"
    r"|(?<!and )\ba (?P<part>third|quarter|fifth|sixth|eighth|tenth)"
    r"(?=\s+(?:more|less|higher|lower|larger|smaller|below|above"
    r"|of\s+(?!\d{4}|the\s+year|an?\s+(?:million|billion|trillion|percent\w*)\b)))"
    r"|(?:than|by|about|nearly|almost|roughly|over|only|just|some) a "
    r"(?P<whole>third|quarter|fifth|tenth)\b(?!\s+(?:ago|later|earlier|before|sooner))"
    r"|\b(?P<bare>half)(?=\s+(?:of|the|its|their|all)\b)"
    r"|(?<=\bby\s)(?P<less>half)\b(?!\s+(?:an?|past)\b)",
    re.IGNORECASE,
)
_BOTTOM = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_BOTTOM |= {"eighth": 8, "ninth": 9, "tenth": 10}
_RANK = re.compile(rf"\b{RANK}\b", re.IGNORECASE)
# Numbers in these are names.
_NAME_BEFORE = re.compile(
    r"(?:[^\W\d_]-|[A-Za-z]\.|(?<!\w)(?:G|F|Group\s+of)\s)\Z|(?:^|[\s(*_])(?:Option|Step|Scenario|Path|Point"
    r"|Figure|Fig\.|Table|Chart|Part)\s\Z"
)
_PREFIX = re.compile(
    r"\b(?:mid|pre|post|early|late|since|sub|plus|minus|nearly)-\Z|\d\s?[a-z]{1,3}-\Z", re.I
)
_LENGTH = re.compile(
    rf"\b(?:(?:an?|one)\s+(?P<whole>{alternatives(TIMES)})\s+and\s+a\s+(?P<part>half|quarter)"
    rf"|half\s+an?\s+(?P<half>{alternatives(TIMES)}))\b",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(?:(?P<told>doubled|doubling|tripled|tripling|trebled|quadrupled|quadrupling|quintupled|halved"
    r"|halving)(?!\s+(?:down|back|up|over|as)\b)"
    r"|(?P<quiet>twice|doubles?|thrice|triples?|trebles?|quadruples?|halves)(?!-))\b",
    re.IGNORECASE,
)
_TIMES_AS_MUCH = {"tw": 2.0, "do": 2.0, "th": 3.0, "tr": 3.0, "quad": 4.0, "quin": 5.0, "hal": 0.5}
_NAME_BEHIND = re.compile(r"(?:[^\W\d_]|-[A-Z]|\.\d)")
_SLASHED = re.compile(r"/\d")
_FRACTION_WORDS = frozenset(
    "one two three four five six seven eight nine a than by about nearly almost roughly over only"
    " just some half".split()
) | {DIGIT}
_LENGTH_WORDS = frozenset(("a", "an", "one", "half"))
_MULTIPLE_WORDS = frozenset(
    "doubled doubling tripled tripling trebled quadrupled quadrupling quintupled halved halving"
    " twice double doubles thrice triple triples treble trebles quadruple quadruples halves".split()
)
_AMOUNT_WORDS = NUMBER_WORDS | SIGN_WORDS | {DIGIT, FOLD}
_ANY_WORD = _FRACTION_WORDS | _LENGTH_WORDS | _MULTIPLE_WORDS | RANK_WORDS | _AMOUNT_WORDS


def amounts(text: str) -> Iterator[Amount]:
    """Return all amounts of a text. Its dates must have been blanked out before.

    >>> [reading.value for found in amounts("$1.3bn for 15 percent") for reading in found.readings]
    [1300000000.0, 15.0]
    """
    triggers = Triggers(text, _ANY_WORD)
    taken: list[tuple[int, int]] = []
    for found in triggers.find(_FRACTION, text, _FRACTION_WORDS):
        share = _share(found)
        if share is not None:
            start = found.start("whole") - 2 if found["whole"] else found.start()
            reading = Reading("percent", "share", 100 * share)
            yield Amount(start, found.end(), (reading,), in_digits=False)
            taken.append(found.span())
    text = without(text, taken)
    taken = []
    for found in triggers.find(_LENGTH, text, _LENGTH_WORDS):
        yield _length(found)
        taken.append(found.span())
    text = without(text, taken)
    for found in triggers.find(_MULTIPLE, text, _MULTIPLE_WORDS):
        told = tuple(_multiple(found[0]))
        yield Amount(*found.span(), told, in_digits=False, quiet=bool(found["quiet"]))
    for found in triggers.find(_RANK, text, RANK_WORDS):
        reading = Reading("ordinal", "", float(rank_of(found[0])))
        yield Amount(found.start(), found.end(), (reading,), in_digits=False)
    for found in triggers.find(_AMOUNT, text, _AMOUNT_WORDS):
        readings = () if _is_name(text, found) else tuple(_readings(found))
        if readings:
            yield _amount(found, readings)


def _length(found: re.Match[str]) -> Amount:
    """Read how long "a year and a half" is."""
    unit, factor = TIMES[(found["whole"] or found["half"]).casefold()]
    part = {"half": 1.5, "quarter": 1.25}[found["part"].casefold()] if found["part"] else 0.5
    return Amount(*found.span(), (Reading("number", unit, part * factor, bare=part),), False)


def _multiple(word: str) -> Iterator[Reading]:
    word = word.casefold()
    times = next(value for key, value in _TIMES_AS_MUCH.items() if word.startswith(key))
    yield Reading("times", "", times)
    if times < 1:
        yield Reading("percent", "share", 100 * times)


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
    return top / _BOTTOM[named.casefold().removesuffix("s")]


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Say whether a number is part of a name: F-35, G7, Option 2, 24/7."""
    start, end = found.start(), found.end()
    if found["measure"] == "G":
        return True  # 5G is no weight
    before = text[max(0, start - 14) : start]
    if not found["sign"] and _NAME_BEFORE.search(before) and not _PREFIX.search(before):
        return True
    if end == found.end("number") and _SLASHED.match(text, end):
        return True
    return found["number"][0].isdigit() and bool(_NAME_BEHIND.match(text, end))


def _amount(found: re.Match[str], readings: tuple[Reading, ...]) -> Amount:
    start = found.start("sign") if found["sign"] else found.start("number")
    end = max(found.end(name) for name in _PRINTED)
    number = _number(found["number"])
    scaled = bool(found["scale"] or found["letter"])
    return Amount(start, end, readings, found["number"][0].isdigit(), number, scaled)


_PRINTED = (
    *("number", "letter", "scale", "points", "percent", "named", "behind", "cents", "measure"),
    *("rank", "fold"),
)
"""What of a figure is its text; how long something takes is a noun behind it."""


_EACH = {
    **dict.fromkeys(("kg", "kilo", "kilogram", "kilogramme"), "kg"),
    **dict.fromkeys(("lb", "pound"), "lb"),
    **dict.fromkeys(("t", "ton", "tonne", "metric ton"), "t"),
    **dict.fromkeys(("oz", "ounce"), "oz"),
    **dict.fromkeys(("barrel", "bbl"), "barrel"),
    **dict.fromkeys(("year", "yr", "y", "annum"), "year"),
    **{word: word for word in ("share", "quarter", "month", "week", "day", "hour", "minute")},
}
_PER = re.compile(
    rf"\s?(?:/\s?|per\s+|an?\s+|each\s+|every\s+)(?P<each>{alternatives(_EACH)})\b"
    r"(?!\s+(?:later|earlier|ago|before|after|sooner))",
    re.IGNORECASE,
)


def _readings(found: re.Match[str]) -> Iterator[Reading]:
    """Read an amount in all its meanings, and for each of what it is one."""
    per = _PER.match(found.string, found.end())
    each = _EACH[" ".join(per["each"].casefold().split())] if per else ""
    for reading in _meanings(found):
        yield reading._replace(per=each) if each else reading


def _meanings(found: re.Match[str]) -> Iterator[Reading]:
    number = _number(found["number"])
    value = number * worth(found["scale"] or found["letter"] or "")
    if sign := found["sign"] or found["named"] or found["behind"]:
        yield Reading("money", currency(sign), value)
        if sign == "¥":  # of yen and yuan alike
            yield Reading("money", "CNY", value)
    elif found["cents"]:
        yield Reading("money", "USD", value / 100)
    elif found["measure"]:
        yield from _measured(found["measure"], value)
    elif found["time"]:
        unit, factor = TIMES[found["time"].casefold()]
        yield Reading("number", unit, value * factor, bare=value)
    elif found["letter"] in ("t", "m", "mm"):
        # Sticking to a number without a currency these are measures, or else millions.
        yield from _measured(found["letter"], number)
        yield Reading("number", "", value)
    else:
        yield from _counted(found, value)


def _counted(found: re.Match[str], value: float) -> Iterator[Reading]:
    """Read what has neither currency nor measure."""
    if found["points"]:
        basis = found["points"].casefold().startswith(("basis", "bp"))
        yield Reading("points", "", value / 100 if basis else value)
    elif found["percent"]:
        yield Reading("percent", "", value / 10 if found["percent"] == "‰" else value)
    elif found["rank"]:
        yield Reading("ordinal", "", value)
    elif found["fold"]:
        yield Reading("times", "", value)
    elif found["number"].casefold() != "one" or found["scale"]:
        yield Reading("number", "", value)


_FEW_MT = 10_000
"""So many million tonnes nobody has; of what is more, "Mt" means metric tons."""


def _measured(name: str, value: float) -> Iterator[Reading]:
    million = name == "Mt" and value < _FEW_MT
    name = " ".join(name.casefold().split())
    unit, factor = ("t", 1e6) if million else MEASURES.get(name, ("m", 1.0))
    yield Reading("number", unit, value * factor, bare=value)
    if name in ("pound", "pounds"):
        yield Reading("money", "GBP", value)


def _number(printed: str) -> float:
    words = re.split(r"[-\s]+", printed.casefold())
    if words[-1] in ("a", "an"):
        return {"half": 0.5, "a": 0.25, "three": 0.75}.get(words[0] if len(words) > 1 else "", 1.0)
    return value_of(printed)
