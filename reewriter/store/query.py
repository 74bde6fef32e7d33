"""Compiles what is typed into the search field to SQL over FTS5 and indexes; never a scan.

Words and "phrases" must all occur in title or text; `state:` `feed:` `section:` `tag:` `score:>3`
`newer:2d` `older:12h` narrow; `~` in front negates; `sort:new`, `sort:score` order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from reewriter.errors import UsageError
from reewriter.model import ItemState
from reewriter.store.rows import Column, stamp

__all__ = ["FIELDS", "Compiled", "compile_query"]

_TOKEN = re.compile(r'(?P<not>~?)(?:(?P<key>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')
_SPAN = re.compile(r"(\d+)([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SCORE = re.compile(r"(>=|<=|>|<|=)?(-?\d+(?:\.\d+)?)")


@dataclass(slots=True)
class Compiled:
    """The SQL conditions of a query, their values, and what it said about state and order."""

    conditions: list[str] = field(default_factory=list)
    values: list[Column] = field(default_factory=list)
    match: list[str] = field(default_factory=list)
    """FTS5 terms, each quoted, all of which must occur."""
    states: set[ItemState] = field(default_factory=set)
    sort: Literal["new", "score"] | None = None
    words: list[str] = field(default_factory=list)
    """What a list may highlight."""

    @property
    def where(self) -> str:
        """The conditions as one SQL expression over table `item`; "1" when there are none."""
        parts = list(self.conditions)
        if self.match:
            parts.append("item.id IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)")
        return " AND ".join(parts) or "1"

    @property
    def bound(self) -> tuple[Column, ...]:
        """The values for `where`, in order."""
        return (*self.values, *([" ".join(self.match)] if self.match else []))


def compile_query(text: str, *, now: datetime) -> Compiled:
    """Compile a query; raises UsageError that names the character where it makes no sense."""
    compiled = Compiled()
    # What a terminal could not decode arrives as lone surrogates, which SQLite does not take.
    text = text.encode("utf-8", "replace").decode("utf-8")
    for token in _TOKEN.finditer(text):
        quoted = token["phrase"] is not None
        value = token["phrase"] if quoted else token["word"]
        key, negated = token["key"], bool(token["not"])
        if key is None:
            _word(compiled, value, quoted=quoted, negated=negated)
        elif key in FIELDS:
            FIELDS[key](_Term(compiled, value, negated, token.start() + 1, now))
        elif quoted or "/" in value:  # `https://…` is a word, not a field
            _word(compiled, f"{key}:{value}", quoted=True, negated=negated)
        else:
            raise UsageError(
                f'unknown field "{key}:" at character {token.start() + 1} of the query',
                hint=f"Fields are {', '.join(f'{name}:' for name in FIELDS)}.",
            )
    return compiled


@dataclass(frozen=True, slots=True)
class _Term:
    compiled: Compiled
    value: str
    negated: bool
    at: int
    """The character, counted from 1, where the term begins."""
    now: datetime

    def add(self, sql: str, *values: Column) -> None:
        self.compiled.conditions.append(f"NOT ({sql})" if self.negated else sql)
        self.compiled.values.extend(values)

    def wrong(self, what: str, hint: str) -> UsageError:
        return UsageError(f"{what} at character {self.at} of the query", hint=hint)


def _word(compiled: Compiled, value: str, *, quoted: bool, negated: bool) -> None:
    terms = re.findall(r"\w+", value)
    if not terms:
        return
    # Each term is quoted: nine of ten odd texts are a syntax error to FTS5 otherwise. The last
    # word may be half typed, so unquoted words match as prefixes.
    match = '"' + " ".join(terms) + '"' + ("" if quoted else "*")
    if negated:
        compiled.conditions.append(
            "item.id NOT IN (SELECT rowid FROM item_fts WHERE item_fts MATCH ?)"
        )
        compiled.values.append(match)
    else:
        compiled.match.append(match)
        compiled.words.append(" ".join(terms))


def _state(term: _Term) -> None:
    try:
        state = ItemState(term.value)
    except ValueError:
        names = ", ".join(state.value for state in ItemState)
        raise term.wrong(f'unknown state "{term.value}"', f"States are {names}.") from None
    if term.negated:
        term.add("item.state = ?", state.value)
    else:
        term.compiled.states.add(state)


def _feed(term: _Term) -> None:
    if re.fullmatch(r"\d{1,18}", term.value):
        term.add("item.feed_id = ?", int(term.value))
    else:
        pattern = "%" + re.sub(r"([%_\\])", r"\\\1", term.value) + "%"
        term.add(
            r"item.feed_id IN (SELECT id FROM feed WHERE title LIKE ? ESCAPE '\'"
            r" OR url LIKE ? ESCAPE '\')",
            pattern,
            pattern,
        )


def _section(term: _Term) -> None:
    term.add("item.feed_id IN (SELECT id FROM feed WHERE section = ? COLLATE NOCASE)", term.value)


def _tag(term: _Term) -> None:
    term.add(
        "item.feed_id IN (SELECT feed.id FROM feed, json_each(feed.tags) AS tag"
        " WHERE tag.value = ? COLLATE NOCASE)",
        term.value,
    )


def _score(term: _Term) -> None:
    found = _SCORE.fullmatch(term.value)
    if not found:
        raise term.wrong(f'"{term.value}" is no score', "Write score:>3 or score:<=0.5.")
    term.add(f"item.score {found[1] or '>='} ?", float(found[2]))


def _age(operator: str) -> Callable[[_Term], None]:
    def add(term: _Term) -> None:
        found = _SPAN.fullmatch(term.value)
        if not found:
            raise term.wrong(f'"{term.value}" is no time span', "Write 30m, 12h, 2d or 1w.")
        amount = min(int(found[1]), 500_000)
        since = term.now - timedelta(**{_UNITS[found[2]]: amount})
        term.add(f"item.sort_at {operator} ?", stamp(since))

    return add


def _sort(term: _Term) -> None:
    if term.value not in ("new", "score"):
        raise term.wrong(f'unknown order "{term.value}"', "Write sort:new or sort:score.")
    term.compiled.sort = "score" if term.value == "score" else "new"


FIELDS: dict[str, Callable[[_Term], None]] = {
    "state": _state,
    "feed": _feed,
    "section": _section,
    "tag": _tag,
    "score": _score,
    "newer": _age(">="),
    "older": _age("<"),
    "sort": _sort,
}
"""The fields of the query language."""
