"""Reads money, percentages, measures and counts in a text; knows no date and no source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.idioms import IDIOM_WORDS, idioms
from reewriter.text.facts.lengths import LENGTH_WORDS, lengths
from reewriter.text.facts.numerals import (
    DIGITS,
    NUMBER_WORDS,
    RANK,
    RANK_WORDS,
    WORD_NUMBER,
    rank_of,
    value_of,
    worth,
)
from reewriter.text.facts.shares import PART_OF_A_UNIT, PARTS, SHARE_WORDS, shares
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
from reewriter.text.facts.wording import STOP_WORDS

__all__ = ["amounts"]

_PERCENT = r"%|％|‰|per\s?cent(?:age)?(?!age)\b|pct\b|pc\b|percent\b"
_POINTS = r"(?:percentage|basis)[-\s]points?\b|bps?\b|pp\b"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?<!\d/)(?!\s)(?P<sign>{SIGN})?\s?"
    rf"(?P<number>(?<=[^\W\d_]){DIGITS}|(?<![^\W_]){DIGITS}"
    rf"|(?<![\w-])(?:half\s+|(?:an?|one|two|three|four|five|six|seven|eight|nine)[-\s]"
    rf"(?:quarters?|thirds?|fifths?|tenths?)\s+of\s+)?an?"
    rf"(?=[-\s]+(?:million|billion|trillion|percent))"
    rf"|{PART_OF_A_UNIT}"
    rf"|(?<![\w-]){WORD_NUMBER}(?!(?!fold\b)[^\W\d_]))"
    rf"(?P<plus>\+)?"
    rf"(?:(?P<letter>(?-i:[kKmMbBtT]|[mb]n|tn|mm|mln|bln|trn)\b(?![-'’]\w)|(?<=\d)[^\S\n](?-i:m)(?=[\s.,;:)]|\Z))|[-\s]?(?P<scale>(?:thousand|millions?"
    rf"|billions?|trillions?|lakhs?(?:\s+crores?)?|crores?|mln|bln|trn|mn|bn|tn)\b|(?-i:[BM])(?=\s(?:USD|EUR|GBP)\b)))?\+?"
    rf"(?:(?:-|[^\S\n]|\n(?!\s*\n)){{0,2}}(?:(?P<points>{_POINTS})|(?P<percent>{_PERCENT})|(?P<named>{NAMED})(?!\w)"
    rf"|(?P<behind>{SIGN_BEHIND})"
    rf"|(?P<cents>(?:U\.?S\.?\s+|Australian\s+|Canadian\s+|euro\s+)?cents?\b|pence\b|(?<=\d)(?<!1080)(?<!1440)(?<!2160)(?-i:p)\b(?![-’']\w))"
    rf"|(?P<measure>{alternatives(MEASURES)})(?![\w’'])"
    rf"|(?P<time>{alternatives(set(TIMES) - {'h'})}|(?-i:h))\b)"
    rf"|(?P<rank>st|nd|rd|th)\b|(?P<fold>-?fold\b|x\b|×))?",
    re.IGNORECASE,
)
_RANK = re.compile(rf"\b{RANK}\b", re.IGNORECASE)
# Numbers in these are names.
_NAME_BEFORE = re.compile(
    r"(?:[^\W\d_]-|[A-Za-z]\.|(?<!\w)(?:G|F|Group\s+of)\s)\Z|(?:^|[\s(*_])(?:Option|Step|Scenario|Path|Point"
    r"|Figure|Fig\.|Table|Chart|Part)\s\Z"
)
_PREFIX = re.compile(
    r"\b(?:mid|pre|post|early|late|since|sub|plus|minus|nearly)-\Z|\d\s?[a-z]{1,3}-\Z", re.I
)
_MULTIPLE = re.compile(
    r"\b(?:(?P<told>doubled|doubling|tripled|tripling|trebled|quadrupled|quadrupling|quintupled|halved"
    r"|halving)(?!\s+(?:down|back|up|over|as)\b)"
    r"|(?P<now>doubles|triples|trebles|quadruples|halves)(?=\s+(?:to|from|its|their)\b)"
    r"|(?P<wanted>double|triple|treble|quadruple|quintuple)(?=\s+(?:to|from|the|its|their|that|what|by|over|within)\b)"
    r"|(?P<quiet>twice|doubles?|thrice|triples?|trebles?|quadruples?|halves)(?!-))\b",
    re.IGNORECASE,
)
_TIMES_AS_MUCH = {"tw": 2.0, "do": 2.0, "th": 3.0, "tr": 3.0, "quad": 4.0, "quin": 5.0, "hal": 0.5}
_ENTERS = re.compile(r"\b(?:enter\w*|into)\s+(?:its|their|an?|the)\s\Z", re.IGNORECASE)
_NTH_DAY = re.compile(
    r"\s+(?:calendar\s+|straight\s+|consecutive\s+)?(day|week|month|year)\b", re.IGNORECASE
)
_BARE_POINTS = re.compile(r"[-\s]points?\b", re.IGNORECASE)
_BARE_TIMES = re.compile(r"[-\s]times\b(?!\s+(?:a|per|in|since|that|already)\b)", re.IGNORECASE)
_NAME_BEHIND = re.compile(r"(?:[^\W\d_]|-[A-Z]|\.\d)")
_PROPER = re.compile(r"[^\S\n][A-Z][a-z]")
_SCREEN = re.compile(
    r"[248]K(?:[-\s]+\w+)?[-\s]+(?:screen|display|TV|television|monitor|video|camera|footage|panel|resolution)"
)
_SLASHED = re.compile(r"/\d")
_MULTIPLE_WORDS = frozenset(
    "doubled doubling tripled tripling trebled quadrupled quadrupling quintupled halved halving"
    " twice double doubles thrice triple triples treble trebles quadruple quadruples halves".split()
)
_AMOUNT_WORDS = NUMBER_WORDS | SIGN_WORDS | {DIGIT, FOLD}
_ANY_WORD = (
    frozenset(TIMES)
    | SHARE_WORDS
    | LENGTH_WORDS
    | _MULTIPLE_WORDS
    | RANK_WORDS
    | _AMOUNT_WORDS
    | IDIOM_WORDS
)


def amounts(text: str) -> Iterator[Amount]:
    """Return all amounts of a text. Its dates must have been blanked out before.

    >>> [reading.value for found in amounts("$1.3bn for 15 percent") for reading in found.readings]
    [1300000000.0, 15.0]
    """
    triggers = Triggers(text, _ANY_WORD)
    taken: list[tuple[int, int]] = []
    for amount, span in idioms(text, triggers):
        yield amount
        taken.append(span)
    text = without(text, taken)
    taken = []
    for amount, span in lengths(text, triggers):
        yield amount
        taken.append(span)
    text = without(text, taken)
    taken = []
    for amount, span in shares(text, triggers):
        yield amount
        taken.append(span)
    text = without(text, taken)
    for found in triggers.find(_MULTIPLE, text, _MULTIPLE_WORDS):
        told = tuple(_multiple(found[0]))
        yield Amount(*found.span(), told, in_digits=False, quiet=bool(found["quiet"]))
    for found in triggers.find(_RANK, text, RANK_WORDS):
        reading = Reading("ordinal", "", float(rank_of(found[0])))
        readings: tuple[Reading, ...] = (reading,)
        if spell := _NTH_DAY.match(text, found.end()):
            unit, factor = TIMES[spell[1].casefold()]
            value = reading.value
            readings = (reading, Reading("number", unit, value * factor, bare=value))
            if _ENTERS.search(text, max(0, found.start() - 14), found.start()):
                last = Reading("number", unit, (value - 1) * factor, bare=value - 1)
                readings = (*readings, last)
        yield Amount(found.start(), found.end(), readings, in_digits=False)
    for found in triggers.find(_AMOUNT, text, _AMOUNT_WORDS):
        readings = () if _is_name(text, found) else tuple(_readings(found))
        if readings:
            yield _amount(found, readings)


def _multiple(word: str) -> Iterator[Reading]:
    word = word.casefold()
    times = next(value for key, value in _TIMES_AS_MUCH.items() if word.startswith(key))
    yield Reading("times", "told", times)
    if times < 1:
        yield Reading("percent", "share", 100 * times)


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Say whether a number is part of a name: F-35, G7, Option 2, 24/7."""
    start, end = found.start(), found.end()
    if found["measure"] == "G" or _SCREEN.match(text, found.start("number")):
        return True  # 5G is no weight, 4K no sum
    before = text[max(0, start - 14) : start]
    if not found["sign"] and _NAME_BEFORE.search(before) and not _PREFIX.search(before):
        return True
    if end == found.end("number") and _SLASHED.match(text, end):
        return True
    if found["fold"] and _PROPER.match(text, end):
        return True  # 10x Genomics
    return found["number"][0].isdigit() and bool(_NAME_BEHIND.match(text, end))


def _amount(found: re.Match[str], readings: tuple[Reading, ...]) -> Amount:
    start = found.start("sign") if found["sign"] else found.start("number")
    end = max(map(found.end, _PRINTED))
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
    **{word: word for word in ("acre", "hectare", "mile", "gallon", "carat", "unit")},
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
        if each == "t" and reading.unit == "t":  # "700 grams a tonne"
            yield Reading("percent", "", 100 * reading.value)


_CENTS = {"c": ("USD", "AUD", "CAD", "EUR", "NZD", "SGD", "HKD"), "p": ("GBP",)}
"""A cent is one of whatever the source counts in."""


def _meanings(found: re.Match[str]) -> Iterator[Reading]:
    number = _number(found["number"])
    letter = (found["letter"] or "").strip()  # "18 m"
    value = number * worth(found["scale"] or letter)
    if sign := found["sign"] or found["named"] or found["behind"]:
        yield Reading("money", currency(sign), value)
        if sign == "¥":  # of yen and yuan alike
            yield Reading("money", "CNY", value)
    elif found["cents"]:
        for unit in _CENTS[found["cents"].split()[-1][0].casefold()]:
            yield Reading("money", unit, value / 100)
    elif found["measure"]:
        yield from _measured(found["measure"], value)
    elif found["time"]:
        unit, factor = TIMES[found["time"].casefold()]
        yield Reading("number", unit, value * factor, bare=value)
    elif letter in ("t", "m", "mm"):
        # Sticking to a number without a currency these are measures, or else millions.
        yield from _measured(letter, number)
        yield Reading("number", "", value)
    else:
        yield from _counted(found, value)


def _counted(found: re.Match[str], value: float) -> Iterator[Reading]:
    """Read what has neither currency nor measure."""
    if found["points"]:
        basis = found["points"].casefold().startswith(("basis", "bp"))
        yield Reading("points", "", value / 100 if basis else value)
        if basis:  # of a rate they are what others print as a percentage
            yield Reading("percent", "bp", value / 100)
    elif found["percent"]:
        yield Reading("percent", "", value / 10 if found["percent"] == "‰" else value)
    elif found["rank"]:
        yield Reading("ordinal", "", value)
    elif found["fold"]:
        yield Reading("times", "" if "x" in found["fold"] else "told", value)
    elif found["number"].casefold() != "one" or found["scale"]:
        behind = _THINGS.match(found.string, found.end())
        noun = behind is not None and behind[1].casefold() not in _NO_THINGS
        yield Reading("number", "", value, noun=noun)
        if not found["scale"] and _NUMBERED.search(
            found.string, max(0, found.start() - 9), found.start()
        ):
            yield Reading("ordinal", "", value)
        if _BARE_POINTS.match(found.string, found.end()):
            yield Reading("points", "", value)
        elif _BARE_TIMES.match(found.string, found.end()):
            yield Reading("times", "", value)


_THINGS = re.compile(
    rf"[^\S\n]+(?!(?:[\w-]+\s+){{0,2}}(?:{alternatives(MEASURES)}|{alternatives(TIMES)}|points?|times|percent)\b)"
    r"([a-z]{3,})\b",
    re.IGNORECASE,
)
"""The word behind a number, where no measure follows: it counts something else."""
_NO_THINGS = STOP_WORDS | frozenset(
    "here there now then today again more less fewer ago later earlier old who which were are"
    " than per years out each apiece altogether overall together so far already respectively versus"
    " while when where if million billion trillion thousand hundred plus minus percent dollars"
    " euros yuan degree degrees".split()
)
_NUMBERED = re.compile(r"\b(?:year|month|week|day|quarter|round|phase)\s\Z", re.IGNORECASE)

_FEW_MT = 10_000
"""So many million tonnes nobody has; of what is more, "Mt" means metric tons."""


def _measured(name: str, value: float) -> Iterator[Reading]:
    million = name == "Mt" and value < _FEW_MT
    name = " ".join(name.casefold().split())
    unit, factor = ("t", 1e6) if million else MEASURES.get(name, ("m", 1.0))
    yield Reading("number", unit, value * factor, bare=value)
    if unit == "ppm":
        yield Reading("percent", "", value * factor / 1e4)
    if name in ("pound", "pounds"):
        yield Reading("money", "GBP", value)


def _number(printed: str) -> float:
    words = re.split(r"[-\s]+", printed.casefold())
    if words[-1] not in ("a", "an"):
        return value_of(printed)
    if len(words) < 3:
        return 0.5 if words[0] == "half" else 1.0
    top = 1.0 if words[0] in ("a", "an") else value_of(words[0])
    return top / PARTS[words[1].removesuffix("s")]
