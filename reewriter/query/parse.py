"""Reads a query into its tree; every mistake names the character where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from reewriter.errors import UsageError
from reewriter.model import ItemState
from reewriter.patterns import pattern
from reewriter.query.fields import FIELDS, NAMES, WrongValueError, sort_order, tokens
from reewriter.query.tree import And, Node, Not, Or, Query, Sort, State, Word
from reewriter.values import dataclass

__all__ = ["MOST_CHARACTERS", "MOST_TERMS", "parse"]

MOST_CHARACTERS = 2000
MOST_TERMS = 64
_DEEPEST = 20
"""Brackets in brackets; each bound keeps SQLite far from its own limits."""

_QUOTES = '"“”„'
_TOKEN = pattern(
    # A hyphen before a word means in other programs what ~ means here.
    rf"(?P<blank>\s+)|(?P<not>~|-(?=[^\W\d_]|[{_QUOTES}(]))|(?P<open>\()|(?P<close>\))"
    rf"|(?P<held>(?i:{'|'.join(NAMES)})|[a-z]+):(?=\()"
    rf"|(?P<bare>(?i:{'|'.join(NAMES)})):(?![^\s()])"
    rf"|(?:(?P<key>[A-Za-z]+):(?=[^\s()]))?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s()]+))"
)


def parse(text: str, *, typing: bool = False) -> Query:
    """Read a query; raises UsageError that names the character where it makes no sense.

    With `typing`, the word at the very end may be half typed and finds what begins with it.
    """
    # What a terminal could not decode arrives as lone surrogates, which SQLite does not take.
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) > MOST_CHARACTERS:
        raise _wrong("the query is too long: it goes on", MOST_CHARACTERS + 1)
    if not typing:
        _refuse_lone_quote(text)
    reader = _Reader(_lex(text), typing=typing)
    root = reader.alternatives(None)
    return Query(root, reader.sort)


def _wrong(what: str, at: int, hint: str = "") -> UsageError:
    return UsageError(f"{what} at character {at} of the query", hint=hint)


_SIGNS = (("~", "not"), ("(", "open"), (")", "close"))
_OPERATORS = {"OR": "OR", "NOT": "~"}
"""In capitals they mean what they mean elsewhere; so does AND, which is not needed."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """`(`, `)`, `~`, `OR`, `word`, `phrase`."""
    at: int
    """The character where it begins, counted from 1."""
    value: str = ""
    key: str = ""
    """The field before it; before `(` that of all words in the group."""
    last: bool = False
    """Whether the text ends with it."""


def _lex(text: str) -> list[_Token]:
    found: list[_Token] = []
    held = ""
    for match in _TOKEN.finditer(text):
        at = match.start() + 1
        if match["blank"]:
            continue
        if match["bare"]:
            raise _wrong(f"nothing follows {match['bare']}:", at)
        if match["held"]:
            held = _held(match["held"], at)
            continue
        found += [_Token(kind, at, key=held) for kind, name in _SIGNS if match[name]]
        found += _words(match, last=match.end() == len(text))
        held = ""
    return found


def _words(match: re.Match[str], *, last: bool) -> list[_Token]:
    at, key, word = match.start() + 1, match["key"] or "", match["word"]
    if match["phrase"] is not None:
        return [_Token("phrase", at, match["phrase"], key)]
    if word is None or (word == "AND" and not key):
        return []
    if word in _OPERATORS and not key:
        return [_Token(_OPERATORS[word], at, word)]
    return [_Token("word", at, word, key, last)]


def _held(name: str, at: int) -> str:
    """Return the field that a whole group belongs to; "" where a word stands before a bracket."""
    key = name.lower()
    if key == "sort":
        raise _wrong(
            "sort: is followed by one word", at, "Write sort:new, sort:score or sort:rank."
        )
    if key in NAMES:
        return key
    if name == key:
        raise _wrong(f"unknown field “{name}:”", at, _known(name))
    return ""


def _refuse_lone_quote(text: str) -> None:
    """Tell a quotation mark with nothing behind it, which would find everything."""
    for match in _TOKEN.finditer(text):
        phrase = match["phrase"]
        if phrase is None or match["key"] or phrase.strip():
            continue
        if match.end("phrase") == match.end():
            at = match.start("phrase")  # the mark stands right before it; characters count from 1
            raise _wrong("nothing follows the quotation mark", at, 'Write "some words".')


class _Reader:
    """Walks over the tokens once, by recursive descent: OR binds loosest, `~` tightest."""

    def __init__(self, found: list[_Token], *, typing: bool) -> None:
        self._tokens = found
        self._next = 0
        self._typing = typing
        self._terms = 0
        self._depth = 0
        self._held = ""
        """The field before the group that we are in."""
        self.sort: Sort | None = None

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def alternatives(self, opened: _Token | None) -> Node | None:
        """Read `a b OR c d` up to the bracket that closes `opened`, or to the end."""
        nodes = [self._all(opened)]
        while (token := self._peek()) is not None and token.kind == "OR":
            self._next += 1
            nodes.append(self._all(opened))
            for node, where in ((nodes[-2], "before"), (nodes[-1], "after")):
                if node is None:
                    raise _wrong(f"nothing stands {where} the OR", token.at, 'Write "a OR b".')
        if self._peek() is None and opened is not None:
            raise _wrong("the bracket is never closed", opened.at, "Write ) behind the group.")
        present = [node for node in nodes if node is not None]
        return Or(tuple(present)) if len(present) > 1 else nodes[0]

    def _all(self, opened: _Token | None) -> Node | None:
        """Read terms that stand beside each other: all of them must be found."""
        nodes: list[Node] = []
        states: list[State] = []
        while (token := self._peek()) is not None and token.kind != "OR":
            if token.kind == ")":
                if opened is None:
                    raise _wrong("the bracket closes nothing", token.at, "Take it out.")
                break
            node = self._term(opened)
            if isinstance(node, State) and token.kind != "(":
                states.append(node)
            elif node is not None:
                nodes.append(node)
        if states:  # a choice, where they stand beside each other: no item has two
            nodes.insert(0, State(frozenset[ItemState]().union(*(s.states for s in states))))
        return And(tuple(nodes)) if len(nodes) > 1 else next(iter(nodes), None)

    def _term(self, opened: _Token | None) -> Node | None:
        """Read one word, field or group, with what negates it."""
        negations: list[_Token] = []
        while (token := self._peek()) is not None and token.kind == "~":
            negations.append(token)
            self._next += 1
        if token is None or token.kind in (")", "OR"):
            sign = negations[-1].value or "~"
            raise _wrong(f"nothing follows the {sign}", negations[-1].at, "Write it before a word.")
        self._next += 1
        if token.kind == "(":
            node: Node | None = self._group(token)
        elif token.key.lower() == "sort":
            if opened is not None or negations:
                raise _wrong("sort: is about the whole list", token.at, "Write it at the end.")
            self.sort = _read(token, lambda: sort_order(token.value))
            return None
        else:
            self._terms += 1
            if self._terms > MOST_TERMS:
                raise _wrong("the query has too many words", token.at, f"{MOST_TERMS} are enough.")
            node = self._leaf(token)
        return Not(node) if node is not None and len(negations) % 2 else node

    def _group(self, opened: _Token) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _wrong("too many brackets in brackets", opened.at)
        outer, self._held = self._held, opened.key or self._held
        node = self.alternatives(opened)
        self._held = outer
        self._next += 1
        self._depth -= 1
        if node is None:
            raise _wrong("nothing stands between the brackets", opened.at)
        return node

    def _leaf(self, token: _Token) -> Node | None:
        key, value = token.key.lower() or self._held, token.value
        if token.key and key in NAMES and value.startswith("~"):
            raise _wrong(f"the ~ stands behind {key}:", token.at, f"Write ~{key}:{value[1:]}.")
        if key in FIELDS:
            if not value.strip():
                raise _wrong(f"nothing follows {key}:", token.at)
            return _read(token, lambda: FIELDS[key](value))
        if token.key and key != "title":
            # `https://…` and `Lynas:` are words, not fields.
            if token.kind == "word" and token.key == key and "/" not in value:
                raise _wrong(f"unknown field “{key}:”", token.at, _known(key))
            return _word(f"{token.key}:{value}", token, typing=self._typing)
        return _word(value, token, typing=self._typing, title=key == "title")


def _word(value: str, token: _Token, *, typing: bool, title: bool = False) -> Node | None:
    """Make the word of a token; None for one without letter or digit, which nothing holds."""
    starred = token.kind == "word" and value.endswith("*")
    text = tokens(value)
    if not text:
        if title and not value.strip():
            raise _wrong("nothing follows title:", token.at)
        return None
    if token.kind == "phrase" or (" " in text and not (starred or (typing and token.last))):
        return Word(text, "phrase", title)
    # A single letter is not yet the beginning of a word that anybody looks for.
    half = starred or (typing and token.last and not (len(text) == 1 and text.isascii()))
    return Word(text, "start" if half else "word", title)


_Read = TypeVar("_Read")


def _read(token: _Token, reader: Callable[[], _Read]) -> _Read:
    """Read a value; what is wrong with it is told with the place."""
    try:
        return reader()
    except WrongValueError as error:
        raise _wrong(error.message, token.at, error.hint) from None


def _known(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.lower(), NAMES, n=1, cutoff=0.6)
    if near:
        return f"Did you mean “{near[0]}:”?"
    return f"Fields are {', '.join(f'{name}:' for name in NAMES)}."
