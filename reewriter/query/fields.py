"""Reads the value behind each field of the query language; must not know where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import cast, get_args

from reewriter.model import ItemState
from reewriter.patterns import pattern
from reewriter.query.tree import (
    Age,
    FromFeed,
    Has,
    InSection,
    Language,
    Leaf,
    Operator,
    Score,
    Sort,
    State,
    Tag,
)

__all__ = ["FIELDS", "NAMES", "WrongValueError", "sort_order", "tokens"]

_UNITS = {"m": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0, "y": 365.25}
_SPAN = pattern(
    r"(\d{1,9})\s*(?:(m)(?:in(?:ute)?s?)?|(h)(?:ours?)?|(d)(?:ays?)?|(w)(?:eeks?)?|(y)(?:ears?)?)"
    r"(?:\s+ago)?",
    re.IGNORECASE,
)
_LONGEST = 700_000.0
"""Days; further back there are no years."""
_SCORE = pattern(r"(>=|<=|>|<|=)?\s*([+-]?\d{1,9}(?:\.\d{1,9})?)")
_LANGUAGE = pattern(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_TOKEN = pattern(r"[^\W_]+")


class WrongValueError(Exception):
    """A value that a field cannot have: what is wrong, and what can be written instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def tokens(written: str) -> str:
    """Return the words of a text as the full-text index cuts them, with single blanks between."""
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFC", written)))


def sort_order(value: str) -> Sort:
    """Read the value of `sort:`."""
    order = value.lower()
    if order not in get_args(Sort):
        raise WrongValueError(
            f"unknown order “{value}”", "Write sort:new, sort:score or sort:rank."
        )
    return cast(Sort, order)  # just looked up


def _state(value: str) -> Leaf:
    state = value.lower()
    if state == "any":
        return State(frozenset(ItemState))
    try:
        return State(frozenset({ItemState(state)}))
    except ValueError:
        names = ", ".join(state.value for state in ItemState)
        raise WrongValueError(f"unknown state “{value}”", f"States are {names}, any.") from None


def _feed(value: str) -> Leaf:
    return FromFeed(value, int(value) if re.fullmatch(r"[0-9]{1,18}", value) else None)


def _language(value: str) -> Leaf:
    code = value.lower().replace("_", "-")
    if not _LANGUAGE.fullmatch(code):
        raise WrongValueError(f"“{value}” is no language", "Write lang:en or lang:pt-br.")
    return Language(code)


def _score(value: str) -> Leaf:
    found = _SCORE.fullmatch(value)
    if not found:
        raise WrongValueError(f"“{value}” is no score", "Write score:>3 or score:<=0.5.")
    return Score(cast(Operator, found[1] or ">="), float(found[2]))  # one of the pattern's


def _age(value: str, *, newer: bool) -> Leaf:
    word = value.strip().lower()
    if word in ("today", "yesterday"):
        return Age(newer, days_back=0 if word == "today" else 1)
    span = _SPAN.fullmatch(word)
    if span:
        unit = next(filter(None, span.groups()[1:])).lower()
        days = min(int(span[1]) * _UNITS[unit], _LONGEST)
        return Age(newer, ago=timedelta(days=days))
    try:
        return Age(newer, since=date.fromisoformat(word))
    except ValueError:
        raise WrongValueError(
            f"“{value}” is no time span", "Write 30m, 12h, 2d or 1w, today, or 2026-03-05."
        ) from None


def _has(value: str) -> Leaf:
    match value.lower():
        case ("story" | "critique" | "highlight" | "tag") as what:
            return Has(what)
    raise WrongValueError(
        f"items have no “{value}”", "Write has:story, has:critique, has:highlight or has:tag."
    )


FIELDS: Mapping[str, Callable[[str], Leaf]] = {
    "feed": _feed,
    "section": InSection,
    "tag": Tag,
    "state": _state,
    "newer": lambda value: _age(value, newer=True),
    "older": lambda value: _age(value, newer=False),
    "score": _score,
    "has": _has,
    "lang": _language,
}
"""The fields whose value is one thing; `title:` holds words, `sort:` is about the whole list."""

NAMES = ("title", *FIELDS, "sort")
"""Every field, in the order in which they are explained."""
