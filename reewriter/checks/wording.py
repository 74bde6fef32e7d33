"""Slips of the hand: doubled words, doubled marks, a letter stuck to a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    r"```.*?(?:```|\Z)|`[^`\n]*`|\]\([^)\n]{0,2000}\)|<[a-z][^<>\n]*>|\bhttps?://[^\s<>)\]]+"
    r"|[\w.+-]+@[\w-]+",
    re.DOTALL | re.IGNORECASE,
)
_DOUBLED_WORD = re.compile(
    # At most one line end between them: a blank line ends the sentence.
    r"(?<![\w’'-])([^\W\d_]+)(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)(\1)(?![\w’'-])",
    re.IGNORECASE,
)
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
    for match in _DOUBLED_WORD.finditer(prose):
        first, second = match[1], match[2]
        # Walla Walla is a town.
        if first.casefold() not in _MEANT and not (first[0].isupper() and second[0].isupper()):
            yield DOUBLED_WORD.finding(
                passage.where, f"“{first} {second}” stands in {passage.name}"
            )
    for match in _DOUBLED_MARK.finditer(prose):
        yield DOUBLED_MARK.finding(
            passage.where, f"“{_around(prose, match)}” has two marks in {passage.name}"
        )
    for match in _COMMA.finditer(prose):
        if match[0][1].islower():
            yield COMMA.finding(
                passage.where, f"“{_around(prose, match)}” lacks a blank in {passage.name}"
            )


def _around(prose: str, match: re.Match[str]) -> str:
    before = prose[: match.start()].split()[-1:] or [""]
    return f"{before[0][-20:]}{match[0][:20]}"
