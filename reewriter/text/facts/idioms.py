"""Reads figures in the words of a trade: NPV8, three nines, fifty-fifty, two to one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.numerals import value_of
from reewriter.text.facts.triggers import DIGIT, Triggers
from reewriter.text.facts.units import TIMES, alternatives
from reewriter.text.facts.values import Amount, Reading

__all__ = ["IDIOM_WORDS", "idioms"]

_FEW = "two|three|four|five|six|seven|eight|nine|ten"
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_IDIOM = re.compile(
    r"\bNPV[\s(@]{0,2}(?P<rate>\d{1,2}(?:\.\d{1,2})?)(?:\s?%|(?<=NPV\d)|(?<=NPV\d\d)|(?=\)))"
    rf"|\b(?P<nines>{_FEW}|[2-9])[-\s](?:nines|9s)\b|\b(?P<short>[2-9])N\b(?=\s(?:purity|pure|grade))"
    r"|\b(?P<always>a?round[-\s]the[-\s]clock)\b"
    rf"|\b(?P<cents>\d{{1,2}}|{_FEW})\s(?:cents|pence)\s(?=(?:of|on|out\sof|from|in)\s(?:each|every|the)"
    r"\s(?:dollar|euro|pound)\b)"
    rf"|\b(?:(?P<top>an?|one|two|three)[-\s](?P<part>{'|'.join(_PARTS)})s?)\sof\san?\s"
    rf"(?P<unit>{alternatives(TIMES)})\b"
    r"|(?<![\w.,/-])(?P<even>50[-–/:]50|fifty[-–]fifty)(?![\w/-]|[.,]\d)"
    rf"|(?<![\w.,-])(?P<ratio>{_FEW}|\d{{1,3}}(?:\.\d{{1,2}})?)(?:[-\s]to[-\s]one|[-\s]to[-\s]1(?:\.0+)?)\b(?![.,]\d)",
    re.IGNORECASE,
)
IDIOM_WORDS = frozenset("npv round around a an one fifty".split()) | {*_FEW.split("|"), DIGIT}
"""What one can begin with."""


def idioms(text: str, triggers: Triggers) -> Iterator[tuple[Amount, tuple[int, int]]]:
    """Return the figures told so, each with the stretch it was read from.

    >>> def read(text): return [one for one, _ in idioms(text, Triggers(text, IDIOM_WORDS))]
    >>> [one.readings[0].value for one in read("an NPV8% from oxide of three nines")]
    [8.0, 99.9]
    """
    for found in triggers.find(_IDIOM, text, IDIOM_WORDS):
        yield _read(found), found.span()


def _read(found: re.Match[str]) -> Amount:
    name = found.lastgroup or ""
    if name == "unit":
        unit, factor = TIMES[found["unit"].casefold()]
        top = 1 if found["top"].casefold() in ("a", "an") else value_of(found["top"])
        part = top / _PARTS[found["part"].casefold()]
        reading = Reading("number", unit, part * factor, bare=part)
        return Amount(*found.span(), (reading,), in_digits=False)
    start, end = found.span(name)
    if name == "always":
        return Amount(start, end, (Reading("number", "day", 1.0, bare=24),), False, quiet=True)
    if name == "even":
        return Amount(start, end, (Reading("percent", "share", 50.0),), found[0][0].isdigit())
    value = value_of(found[name])
    digits = found[name][0].isdigit()
    if name == "ratio":
        readings = (Reading("times", "", value), Reading("number", "", value))
        return Amount(start, end, readings, digits, value)
    if name in ("nines", "short"):
        return Amount(
            start, found.end(), (Reading("percent", "", round(100 - 10 ** (2 - value), 6)),)
        )
    share = Reading("percent", "", value)
    if name == "cents":  # and so much money, whatever the whole is
        units = ("GBP",) if "pence" in found[0].casefold() else ("USD", "EUR")
        money = (Reading("money", unit, value / 100) for unit in units)
        return Amount(start, end, (share, *money), digits, value)
    return Amount(start, end, (share,), digits, value)
