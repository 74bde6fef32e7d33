"""Reads days, months, years, quarters and times in a text; knows no calendar of events."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.clock import CLOCKS
from reewriter.text.facts.numerals import RANK, RANK_WORDS, rank_of
from reewriter.text.facts.triggers import DIGIT, Triggers, without
from reewriter.text.facts.values import Amount, Reading

__all__ = ["dates"]

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:1[5-9]|2[01])\d\d"
_OLD = (
    r"(?:(?<=[IiOo][nf]\s)|(?<=[BbTt][yo]\s)|(?<=[Ss]ince\s)|(?<=[Ff]rom\s)|(?<=[Uu]ntil\s)"
    r"|(?<=[Aa]fter\s)|(?<=[Bb]efore\s))"
)
_LONE = rf"(?:(?:19|20|21)\d\d|{_OLD}1[5-8]\d\d(?!\s(?!(?:was|is|has)\b)[a-z]+s\b))"
"""Of a number alone those of our time; of older ones those before which a word says when."""
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_RANKED = rf"(?i:{RANK})\b(?!-|\s+(?:quarter|half|time|year|month|week|day)\b)"
_DATE = re.compile(
    rf"(?<![\w.-])(?P<iso>{_YEAR}([-/])(?P<iso_month>[01]\d)\2(?P<iso_day>[0-3]\d))(?!\d)"
    rf"|(?<![\w.,/$-])(?P<day5>{_DAY})-(?P<month5>{_MONTH})-(?P<year5>{_YEAR}|\d\d)\b"
    rf"|\b(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>{_DAY}(?!\d|[.,]\d)|{_RANKED})"
    rf"(?:,?\s+(?P<year>{_YEAR})\b)?"
    rf"|(?:(?<![\w.,$€£-])|(?<=(?<![\d.,$€£-])\d-)|(?<=(?<![\d.,$€£-])\d\d-))"
    rf"(?P<day2>{_DAY}(?:\s+of)?|{_RANKED}\s+of)\s+(?P<month2>{_MONTH})(?![^\W\d_])"
    rf"(?:,?\s+(?P<year2>{_YEAR})\b)?"
    rf"|\b(?P<month3>{_MONTH})(?:,?\s+(?:of\s+)?(?P<year3>{_YEAR})\b|(?:\s+['’]|-)(?P<short>\d\d)\b(?!-))"
    rf"|(?<![\w.,/$-])(?P<one>0?[1-9]|[12]\d|3[01])(?P<by>[/.])(?P<two>0?[1-9]|[12]\d|3[01])(?P=by)"
    rf"(?P<y4>{_YEAR}|(?<=/)\d\d)\b(?![/.]?\d)"
)
_AND = r"\s(?:to|and|or|through|until)\s"
_PLAIN = r"(?:3[01]|[12]\d|[1-9])"
_NEXT_DAYS = re.compile(
    rf"(?P<days>(?:,\s{_PLAIN}(?!\d))*(?:\s?[-–—]\s?|,?{_AND}){_PLAIN})"
    r"(?!\.?\d|,\d|[\w-]|\s*(?:%|(?:percent|per\s?cent|million|billion|trillion|thousand)\b))"
    rf"(?:,?\s+(?P<year>{_YEAR})\b)?(?P<counts>\s+[a-z])?"
)
_DAYS_BEFORE = re.compile(
    rf"(?<![\w.,$])(?P<days>{_PLAIN}(?:,\s{_PLAIN})*)(?:\s?[-–—]\s?|,?{_AND})\Z"
)
_NUMBER = re.compile(r"\d+")
_BARE_MONTH = re.compile(rf"\b{_MONTH}(?!\w)")
_ORDINALS = "first second third fourth".split()
_QUARTER = re.compile(
    rf"\b(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q|(?P<word>first|second|third|fourth|final|1st|2nd|3rd|4th)"
    rf"[-\s](?P<what>quarter|half)|H(?P<h>[12]))\b"
    rf"(?:(?:\s+of)?(?:\s+fiscal)?(?:\s+(?:FY)?(?P<year>{_YEAR})\b"
    r"|(?:[-\s]?|\s?FY\s?)['’]?(?P<short>[012]\d)\b))?",
    re.IGNORECASE,
)
_NAMED_QUARTER = re.compile(
    r"\b(?:the\s+)?(?P<month>March|June|September|December)\s+(?P<what>quarter|half)\b"
    rf"|\b(?:(?P<n>three|six|3|6)\s+months|(?P<quarter>quarter))\s+(?:to|ended|ending|through)"
    rf"\s+(?:3[01]\s+)?(?P<month2>{_MONTH})(?:\s+3[01](?!\d))?(?:,?\s+(?P<year>{_YEAR}))?",
    re.IGNORECASE,
)
_LATER_QUARTER = re.compile(
    r"\bquarter\b[^.\n]{0,140}?\b(?:in|of|from|for|than)\s+the\s+(?P<word>first|second|third|fourth)"
    r"(?=\s*[,.;:)]|\s+(?:from|and|to|after|with)\b)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?P<n>[1-4])(?P<what>Q|H)(?:FY)?(?P<short>[012]\d)\b", re.IGNORECASE)
_FIRST_MONTHS = re.compile(rf"\b(?P<n>[369]|12)M(?=[-\s]?(?:FY|of\s)?\s?['’]?(?:{_YEAR}|\d\d)\b)")
_DECADE = re.compile(r"(?<![\w$€£.,])(?:(?P<full>(?:1[5-9]|20)\d0)|['’](?P<short>\d0))['’]?s\b")
_CENTURY = re.compile(
    rf"\b(?:(?P<n>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{RANK}))[-\s]centur(?:y|ies)\b", re.IGNORECASE
)
_BEFORE_CHRIST = re.compile(r"(?<![\w.,$])(?P<year>\d{1,4})\s?(?:B\.C\.(?:E\.)?|BCE?\b)")
_FISCAL = re.compile(
    rf"\b(?:FY|fiscal(?:\s+year)?\s)\s?['’]?(?P<year>{_YEAR}|\d\d)\b", re.IGNORECASE
)
_LONE_YEAR = re.compile(
    rf"(?<![\w.,$€£¥/])(?:(?<=['’])|(?<!['’]))(?P<year>{_LONE})(?:(?P<join>\s?[-–—/]\s?)(?P<second>{_YEAR}|\d\d))?"
    r"(?![\w%$]|[.,]\d|-(?:ton|tonne|meter|metre|mile|foot|acre|page|word|person|strong|kilo))"
)
_LIKE_A_NUMBER = re.compile(
    r"\s(?:tons?|tonnes?|people|workers|jobs|employees|staff|metric|kg|km|miles|feet|acres|hectares"
    r"|(?:kilo|centi|milli)?(?:meters?|metres?|grams?)|percent|per\s?cent|dollars|euros|units"
    r"|barrels|megawatts|MW|residents|homes|companies|pages|words|soldiers|cars|trucks|vehicles)\b"
)


def dates(text: str) -> Iterator[tuple[Amount, tuple[int, int]]]:
    """Return all dates of a text, each with the stretch it was read from; in no order.

    >>> [date.readings[0].kind for date, _ in dates("On April 6 and in 2027")]
    ['day', 'year']
    """
    triggers = Triggers(text, _ANY_WORD)
    for pattern, read, words in _PATTERNS:
        taken: list[tuple[int, int]] = []
        for found in triggers.find(pattern, text, words):
            for amount, span in read(text, found):
                taken.append(span)
                yield amount, span
        if taken:
            text = without(text, taken)


def _whole(found: re.Match[str], *readings: Reading) -> tuple[Amount, tuple[int, int]]:
    return Amount(found.start(), found.end(), readings), found.span()


def _days(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    """Read a date, and what a dash joins to it: April 6–8, 6–8 April."""
    if found["one"]:
        if days := tuple(_slashed(found)):
            yield _whole(found, *days)
        return
    day = _day(found)
    others = None
    if found["day"] and not found["year"]:
        others = _NEXT_DAYS.match(text, found.end())
        if others and others["year"]:
            day = day._replace(year=int(others["year"]))
    elif found["day2"]:
        others = _DAYS_BEFORE.search(text, max(0, found.start() - 24), found.start())
    yield _whole(found, day)
    for other in _NUMBER.finditer(others["days"]) if others else ():
        start, end = (others.start("days") + at for at in other.span()) if others else (0, 0)
        reading = Reading("day", "", day.value // 100 * 100 + int(other[0]), day.year)
        # "April 6 and 8 there": a day, unless it is people that are counted.
        counted = found["day"] and others and others["counts"] and not others["year"]
        count = (Reading("number", "", float(other[0])),) if counted else ()
        if found["day"] and others and others["year"] and end == others.end("days"):
            end = others.end("year")
        yield Amount(start, end, (reading, *count)), (start, end)


def _bare_month(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    yield _whole(found, Reading("month", "", _month(found[0])))


def _day(found: re.Match[str]) -> Reading:
    if found["iso"]:
        year, month, day = int(found["iso"][:4]), int(found["iso_month"]), int(found["iso_day"])
        return Reading("day", "", month * 100 + day, year)
    if found["month3"]:
        year = _full_year(found["year3"] or found["short"])
        return Reading("month", "", _month(found["month3"]), year)
    name = found["month"] or found["month2"] or found["month5"]
    printed = found["day"] or found["day2"] or found["day5"]
    year = _full_year(found["year"] or found["year2"] or found["year5"] or "0000")
    digits = re.sub(r"\D", "", printed)
    day = int(digits) if digits else rank_of(printed.removesuffix("of").strip())
    return Reading("day", "", _month(name) * 100 + day, year)


def _slashed(found: re.Match[str]) -> Iterator[Reading]:
    """Read 4/6/2025, which is April 6 to some and 4 June to others; 6.4.2025 is 6 April to all."""
    one, two, year = int(found["one"]), int(found["two"]), _full_year(found["y4"])
    if one <= 12 and found["by"] == "/":
        yield Reading("day", "", one * 100 + two, year)
    if two <= 12:
        yield Reading("day", "", two * 100 + one, year)


def _month(name: str) -> int:
    return next(at for at, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].casefold()))


def _full_year(printed: str) -> int:
    return int(printed) if len(printed) == 4 else 2000 + int(printed)


def _quarter(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    what, word = (found["what"] or "").casefold(), (found["word"] or "").casefold()
    year = _full_year(found["year"] or found["short"]) if found["year"] or found["short"] else 0
    if found["q"] or found["q2"]:
        reading = Reading("quarter", "", int(found["q"] or found["q2"]), year)
    elif found["h"]:
        reading = Reading("half", "", int(found["h"]), year)
    else:
        number = int(word[0]) if word[0].isdigit() else _number_of(word)
        if what == "half" and number > 2:
            return
        reading = Reading(what, "", number, year)
    yield _whole(found, reading)


def _named_quarter(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    """Read "the September quarter" as the third, and "six months to June 30" as the first half."""
    month = _month(found["month"] or found["month2"])
    half = (found["what"] or "").casefold() == "half" or (found["n"] or "").casefold() in (
        "six",
        "6",
    )
    if month % (6 if half else 3):
        return
    kind, size = ("half", 6) if half else ("quarter", 3)
    year = int(found["year"]) if found["year"] else 0
    part = Reading(kind, "", month // size, year)
    told = Reading("month", "", month, year)
    if found["month2"]:  # the length, and its last day, are figures by themselves
        yield Amount(found.start("month2"), found.start("month2"), (part,), quiet=True), (0, 0)
    else:
        start = found.start("month")
        yield Amount(start, found.end(), (part, told)), (start, found.end())


def _later_quarter(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    """Read "costs rose in the fourth quarter, and fell in the third" as quarters both times."""
    reading = Reading("quarter", "", _number_of(found["word"].casefold()))
    yield Amount(*found.span("word"), (reading,), quiet=True), found.span("word")


def _number_of(word: str) -> int:
    return 4 if word == "final" else _ORDINALS.index(word) + 1


def _joined(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    kind = "quarter" if found["what"].casefold() == "q" else "half"
    yield _whole(found, Reading(kind, "", int(found["n"]), _full_year(found["short"])))


def _decade(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    year = int(found["full"]) if found["full"] else 1900 + int(found["short"])
    yield _whole(found, Reading("decade", "", year))


def _century(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    number = int(found["n"]) if found["n"] else rank_of(found["word"])
    yield _whole(found, Reading("century", "", number))


def _first_months(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    yield _whole(found, Reading("number", "month", float(found["n"]), bare=float(found["n"])))


def _fiscal(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    yield _whole(found, Reading("year", "", _full_year(found["year"])))


def _before_christ(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    yield _whole(found, Reading("year", "", -int(found["year"])))


def _year(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    if not found["second"] and _LIKE_A_NUMBER.match(text, found.end()):
        return
    first = int(found["year"])
    printed = found["second"]
    second = (
        int(printed) if printed and len(printed) == 4 else first // 100 * 100 + int(printed or 0)
    )
    behind = found.end() if printed and second > first else found.end("year")
    yield (
        Amount(found.start("year"), found.end("year"), (Reading("year", "", first),)),
        (found.start(), behind),
    )
    if printed and second > first:
        span = (found.start("second"), found.end("second"))
        yield Amount(*span, (Reading("year", "", second),)), span


_MONTH_WORDS = frozenset((*_MONTHS, *(month[:3] for month in _MONTHS), "sept"))
_PATTERNS = (
    (_LATER_QUARTER, _later_quarter, {"quarter"}),
    (_NAMED_QUARTER, _named_quarter, {DIGIT, "three", "six", "the", "quarter", *_MONTHS}),
    (_DATE, _days, {DIGIT, *_MONTH_WORDS, *RANK_WORDS}),
    (_FIRST_MONTHS, _first_months, {DIGIT}),
    (_JOINED, _joined, {DIGIT}),
    (_QUARTER, _quarter, {DIGIT, "q", "h", "final", *_ORDINALS}),
    (_DECADE, _decade, {DIGIT}),
    (_CENTURY, _century, {DIGIT, *RANK_WORDS}),
    (_BEFORE_CHRIST, _before_christ, {DIGIT}),
    (_FISCAL, _fiscal, {"fy", "fiscal"}),
    *CLOCKS,
    (_LONE_YEAR, _year, {DIGIT}),
    (_BARE_MONTH, _bare_month, _MONTH_WORDS),
)
"""What is read in which order, and what each can begin with."""
_ANY_WORD = frozenset(word for _, _, words in _PATTERNS for word in words)
