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
    rf"(?<![\w.,$])(?:(?P<part>half|a\squarter|quarter|five|ten|twenty|twenty-five|[1-5]?\d(?=\sminutes|\s(?:past|to)\s[a-z]))"
    rf"(?P<minutes>\sminutes)?\s(?P<way>past|after|to|before))"
    rf"\s(?P<hour>{'|'.join(_HOURS)}|noon|midday|midnight|1[0-2]|[1-9])\b"
    rf"(?!\s(?:percent|per|million|billion|thousand|hundred|of|in|years?|days?|months?|weeks?|hours?|minutes?)\b|-|[.,]\d)",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:at|until|till|by|since|before|after)\s(?:(?:about|around|just|nearly|exactly)\s)?\Z",
    re.I,
)
_MIDDAY = re.compile(r"\b(?P<name>noon|midday|midnight)\b", re.IGNORECASE)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = re.compile(
    r"\b(?<!Black )(?<!Good )(?<!Super )(?<!Easter )(?<!Cyber )(?<!Ash )(?<!Giving )(?<!Bloody )"
    rf"(?P<name>(?i:{'|'.join(_DAYS)}))(?![^\W\d_])"
    r"(?!\s(?:Times|Telegraph|Post|Mail|Mirror|Sun|Herald|Star)\b)"
)
"""But for feasts, sales and newspapers; and for Mondays, which are all of them."""
_MIDDAYS = {"noon": 720, "midday": 720, "midnight": 0}
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
    way, hour = found["way"].casefold(), found["hour"].casefold()
    count = _MINUTES[part] if part in _MINUTES else int(part)
    named = hour in _MIDDAYS
    told = bool(_AT.search(text, max(0, found.start() - 16), found.start()))
    if way in ("after", "before") and not (found["minutes"] and (named or told)):
        return  # "ten minutes after two of them"
    if way == "to" and part not in ("quarter", "twenty-five") and not (named or told):
        return  # "five to ten" is a range
    past = count if way in ("past", "after") else -count
    if named:
        yield _whole(found, Reading("time", "", (_MIDDAYS[hour] + past) % 1440))
        return
    minutes = (int(value_of(hour)) % 12 * 60 + past) % 720
    yield _whole(found, Reading("time", "", minutes), Reading("time", "", minutes + 720))


def _midday(text: str, found: re.Match[str]) -> Iterator[tuple[Amount, tuple[int, int]]]:
    reading = Reading("time", "", _MIDDAYS[found["name"].casefold()])
    yield Amount(*found.span(), (reading,), in_digits=False, quiet=True), found.span()


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
    (_PAST, _past, {"half", "a", "quarter", "five", "ten", "twenty", DIGIT}),
    (_MIDDAY, _midday, set(_MIDDAYS)),
    (_CLOCK, _clock, {DIGIT, *_HOURS}),
    (_WEEKDAY, _weekday, set(_DAYS)),
)
"""What is read in which order, how, and what each can begin with."""
