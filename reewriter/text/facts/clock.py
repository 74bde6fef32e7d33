"""Reads times of day and days of the week: 4:52 a.m., 0720 GMT, half past nine, Wednesday."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reewriter.text.facts.numerals import value_of
from reewriter.text.facts.triggers import DIGIT
from reewriter.text.facts.values import Amount, Reading

__all__ = ["CLOCKS"]

_TIME = re.compile(
    r"(?<![\w.,:$])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|(?<![\w.,:$])(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d)(?![\d:])",
    re.IGNORECASE,
)
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_CLOCK = re.compile(
    rf"(?<![\w.,:$])(?P<hour>1[0-2]|[1-9]|{'|'.join(_HOURS)})(?:\s+o['’]clock)?"
    r"\s+(?:in\s+the|that|this)\s+(?P<part>morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"(?<![\w.,:$-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?=\s?(?:GMT|UTC|hrs|local\stime|E[SD]T|CES?T|BST)\b)"
)
_PAST = re.compile(
    rf"\b(?:(?P<part>half|a\squarter|quarter|five|ten|twenty|twenty-five)(?:\sminutes)?\s(?P<way>past|to))"
    rf"\s(?P<hour>{'|'.join(_HOURS)}|1[0-2]|[1-9])\b(?!\s(?:percent|per|million|billion|of|in)|-|[.,]\d)",
    re.IGNORECASE,
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = re.compile(
    r"\b(?<!Black )(?<!Good )(?<!Super )(?<!Easter )(?<!Cyber )(?<!Ash )(?<!Giving )(?<!Bloody )"
    rf"(?P<name>(?i:{'|'.join(_DAYS)}))(?![^\W\d_])"
    r"(?!\s(?:Times|Telegraph|Post|Mail|Mirror|Sun|Herald|Star)\b)"
)
"""But for feasts, sales and newspapers; and for Mondays, which are all of them."""
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}

Span = tuple[int, int]


def _time(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    hour = int(found["hour"] or found["hour2"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "pP" else 0)
    minutes = hour * 60 + int(found["minute"] or found["minute2"] or 0)
    told = Reading("time", "", minutes)
    # "4:15" is in the afternoon, too.
    late = (Reading("time", "", minutes + 720),) if not found["half"] and hour <= 11 else ()
    yield _whole(found, told, *late)


def _clock(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    hour = int(value_of(found["hour"]))
    late = found["part"].casefold() != "morning"
    yield _whole(found, Reading("time", "", (hour % 12 + 12 * late) * 60))


def _military(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    yield _whole(found, Reading("time", "", int(found["hour"]) * 60 + int(found["minute"])))


def _past(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    part = found["part"].casefold().removeprefix("a ")
    if found["way"].casefold() == "to" and part not in ("quarter", "ten", "twenty-five"):
        return  # "five to ten" is a range
    if found["way"].casefold() == "to" and part == "ten":
        return
    past = _MINUTES[part] if found["way"].casefold() == "past" else -_MINUTES[part]
    minutes = int(value_of(found["hour"])) % 12 * 60 + past
    yield _whole(found, Reading("time", "", minutes), Reading("time", "", minutes + 720))


def _weekday(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    yield _whole(found, Reading("weekday", "", _DAYS.index(found["name"].casefold())))


def _whole(found: re.Match[str], *readings: Reading) -> tuple[Amount, Span]:
    return Amount(found.start(), found.end(), readings), found.span()


CLOCKS: tuple[
    tuple[re.Pattern[str], Callable[[str, re.Match[str]], Iterator[tuple[Amount, Span]]], set[str]],
    ...,
] = (
    (_TIME, _time, {DIGIT}),
    (_MILITARY, _military, {DIGIT}),
    (_PAST, _past, {"half", "a", "quarter", "five", "ten", "twenty"}),
    (_CLOCK, _clock, {DIGIT, *_HOURS}),
    (_WEEKDAY, _weekday, set(_DAYS)),
)
"""What is read in which order, how, and what each can begin with."""
