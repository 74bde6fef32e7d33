"""Slips of the hand: doubled words, doubled marks, a letter stuck to a comma."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from reewriter.checks.spec import CheckSpec, Examined, Passage, passages
from reewriter.model import Finding, Severity

__all__ = ["CHECKS", "find"]

DOUBLED_WORD = CheckSpec(
    "wording.doubled_word",
    Severity.WARNING,
    "the same word twice in a row",
    "Take one out, or waive it where it is meant.",
)
DOUBLED_MARK = CheckSpec(
    "wording.doubled_mark",
    Severity.WARNING,
    "two punctuation marks where one belongs",
    "Take one out.",
)
COMMA = CheckSpec(
    "wording.comma",
    Severity.WARNING,
    "a letter sticks to a comma",
    "Put a blank after the comma, or take the stray letter out.",
)
CHECKS = (DOUBLED_WORD, DOUBLED_MARK, COMMA)

# Code and addresses follow no grammar; they are replaced by one sign that is neither word nor mark.
_NO_PROSE = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|\]\([^()\n]*\)|<[a-z][^<>\n]*>|\bhttps?://[^\s<>)\]]+"
    r"|[\w.+-]+@[\w-]+",
    re.DOTALL | re.IGNORECASE,
)
_DOUBLED_WORD = re.compile(
    # At most one line end between them: a blank line ends the sentence.
    r"(?<![\w’'-])([^\W\d_]+)(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)(\1)(?![\w’'-])",
    re.IGNORECASE,
)
_AT_MOST = 5
"""Findings of one check in one text: nobody reads more."""

_MEANT = frozenset({"had", "that"})
_DOUBLED_MARK = re.compile(r",\s*,|;\s*;|[,;:]\.(?!\.)|[;:],|,[;:]|(?<!\.)\.\.(?![./\w])")
# Only before a small letter: (Nd,Pr)₂Fe₁₄B is a formula.
_COMMA = re.compile(r"(?<=[^\W\d_]),[^\W\d_]+")


def find(examined: Examined) -> Iterator[Finding]:
    """Read every text of the editor's that goes out."""
    for passage in passages(examined.composition):
        prose = passage.text
        if any(sign in prose for sign in "`(<@:"):
            prose = _NO_PROSE.sub("\N{OBJECT REPLACEMENT CHARACTER}", prose)
        yield from _slips(passage, prose)


def _slips(passage: Passage, prose: str) -> Iterator[Finding]:
    place, name = passage.where, passage.name
    for words in _first(_DOUBLED_WORD, prose, _is_a_slip):
        yield DOUBLED_WORD.finding(place, f"“{words[1]} {words[2]}” stands in {name}")
    for mark in _first(_DOUBLED_MARK, prose):
        yield DOUBLED_MARK.finding(place, f"“{_around(prose, mark)}” has two marks in {name}")
    for comma in _first(_COMMA, prose, lambda comma: comma[0][1].islower()):
        yield COMMA.finding(place, f"“{_around(prose, comma)}” lacks a blank in {name}")


def _first(
    pattern: re.Pattern[str],
    prose: str,
    counts: Callable[[re.Match[str]], bool] = lambda _: True,
) -> Iterator[re.Match[str]]:
    return islice(filter(counts, pattern.finditer(prose)), _AT_MOST)


def _is_a_slip(words: re.Match[str]) -> bool:
    # Walla Walla is a town.
    is_name = words[1][0].isupper() and words[2][0].isupper()
    return not is_name and words[1].casefold() not in _MEANT


def _around(prose: str, match: re.Match[str]) -> str:
    before = prose[max(0, match.start() - 20) : match.start()].split()[-1:] or [""]
    return f"{before[0]}{match[0][:20]}"
