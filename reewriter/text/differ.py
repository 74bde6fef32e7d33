"""Says word by word how one text became another; pure, and quick whatever the texts are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from reewriter.text.sameness import folded

__all__ = ["Piece", "compare", "differ", "is_typographic"]

Kind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; all that are not `added`, joined, are the old text, and so on."""

    kind: Kind
    text: str
    typographic: bool = False
    """The change is one of quotation marks, dashes or blanks: no word is another one."""


class _Token(NamedTuple):
    word: str
    blank: str
    """What stands behind it, up to the next word."""


_HAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Scripts without blanks between words: each sign is one."""
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e"
"""Signs that stand on or behind a letter and part no word."""
_TOKENS = re.compile(
    rf"([{_HAN}]"
    rf"|[^\W{_HAN}]+(?:[{_MARKS}]+[^\W{_HAN}]*|[’'-][^\W{_HAN}]+|(?<=\d)[.,]\d+)*"
    r"|([!-/:-@\[-`{-~])\2*"
    r"|[^\w\s]+"
    r"|^(?=\s)"
    r")(\s*)"
)
_LINES = re.compile(r"(^(?=\n)|[^\n]+)()(\n*)")
_LARGE = 400_000
"""Characters of both texts; beyond, lines are compared and not words."""
_LOOKS = 40
"""Tokens looked at for each there is: texts made to be slow end as one long change."""
_TABLE = 30_000
"""Cells of a table of all pairs, where no word tells two passages apart."""
_TABLES = 120_000
"""Cells of all such tables together."""
_CRUMB = 40
"""Characters; what is longer and stayed is shown as such, between whatever changes."""
_STOPS = tuple('.,;:!?”")')

_Range = tuple[int, int, int, int]
_Pair = tuple[int, int]


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order, what was removed before what took its place.

    Few words left standing within a long change count as changed: so a rewritten sentence is read
    twice and not in crumbs. A passage that moved is removed here and added there.
    """
    pattern = _LINES if len(old) + len(new) > _LARGE else _TOKENS
    a, b = _tokens(pattern, old), _tokens(pattern, new)
    return tuple(_pieces(_slid(_smooth(_steps(a, b, _matched(a, b))))))


def differ(pieces: Sequence[Piece]) -> bool:
    """Tell whether the pieces hold a change of words."""
    return any(piece.kind != "same" and not piece.typographic for piece in pieces)


def is_typographic(old: str, new: str) -> bool:
    """Tell whether two texts differ, but only in quotation marks, dashes or blanks."""
    return old != new and folded(old) == folded(new)


def _tokens(pattern: re.Pattern[str], text: str) -> list[_Token]:
    return [_Token(found[1], found[3]) for found in pattern.finditer(text)]


def _matched(a: Sequence[_Token], b: Sequence[_Token]) -> list[_Pair]:
    """Pair equal words, in order on both sides.

    Words that both sides have once are the anchors (as in a patience diff); between two anchors
    the same is done again, since there more of them are single.
    """
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(token.word, len(numbers)) for token in a]
    right = [numbers.setdefault(token.word, len(numbers)) for token in b]
    pairs: list[_Pair] = []
    looks, cells = _LOOKS * (len(a) + len(b) + 100), _TABLES
    waiting: list[_Range] = [(0, len(a), 0, len(b))]
    while waiting:
        low, high, start, end = _trimmed(left, right, waiting.pop(), pairs)
        looks -= high - low + end - start
        if low == high or start == end or looks < 0:
            continue
        anchors = _anchors(left[low:high], right[start:end])
        if not anchors and (high - low) * (end - start) <= min(cells, _TABLE):
            cells -= (high - low) * (end - start)
            pairs += [(low + i, start + j) for i, j in _table(left[low:high], right[start:end])]
            continue
        if not anchors:
            continue
        at, other = low, start
        for i, j in anchors:
            pairs.append((low + i, start + j))
            waiting.append((at, low + i, other, start + j))
            at, other = low + i + 1, start + j + 1
        waiting.append((at, high, other, end))
    return sorted(pairs)


def _trimmed(
    left: Sequence[int], right: Sequence[int], bounds: _Range, pairs: list[_Pair]
) -> _Range:
    """Pair what both ranges begin and end with; return what is between."""
    low, high, start, end = bounds
    while low < high and start < end and left[low] == right[start]:
        pairs.append((low, start))
        low, start = low + 1, start + 1
    while low < high and start < end and left[high - 1] == right[end - 1]:
        high, end = high - 1, end - 1
        pairs.append((high, end))
    return low, high, start, end


def _anchors(left: Sequence[int], right: Sequence[int]) -> list[_Pair]:
    """Return the longest ascending row of words that both sides have exactly once."""
    here, there = _single(left), _single(right)
    both = [(i, there[word]) for word, i in here.items() if i >= 0 and there.get(word, -1) >= 0]
    both.sort()
    ends: list[int] = []  # the smallest end of an ascending row of each length
    last: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (_, j) in enumerate(both):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
    row: list[_Pair] = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(both[at])
        at = before[at]
    return row[::-1]


def _single(words: Sequence[int]) -> dict[int, int]:
    """Return word → its place, or -1 where it comes twice."""
    places: dict[int, int] = {}
    for at, word in enumerate(words):
        places[word] = -1 if word in places else at
    return places


def _table(left: Sequence[int], right: Sequence[int]) -> list[_Pair]:
    """Return the longest common row of two short passages."""
    rows = [[0] * (len(right) + 1)]
    for word in reversed(left):
        below, row = rows[-1], [0] * (len(right) + 1)
        for j in range(len(right) - 1, -1, -1):
            if word == right[j]:
                row[j] = below[j + 1] + 1
            else:
                row[j] = below[j] if below[j] >= row[j + 1] else row[j + 1]
        rows.append(row)
    rows.reverse()
    pairs: list[_Pair] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


_Step = tuple[str, str]
"""Old and new text of a stretch; the same text twice where nothing changed."""


def _steps(a: Sequence[_Token], b: Sequence[_Token], pairs: Sequence[_Pair]) -> list[_Step]:
    steps: list[_Step] = []
    i = j = 0
    for x, y in (*pairs, (len(a), len(b))):
        if i < x or j < y:
            _join(steps, "".join(map("".join, a[i:x])), "".join(map("".join, b[j:y])))
        if x < len(a) and y < len(b):
            _join(steps, a[x].word, b[y].word)
            _join(steps, a[x].blank, b[y].blank)
        i, j = x + 1, y + 1
    return steps


def _join(steps: list[_Step], old: str, new: str) -> None:
    """Add a stretch; neighbours of one kind become one, and blanks that both share stay."""
    if not old and not new:
        return
    if steps and (steps[-1][0] == steps[-1][1]) == (old == new):
        before = steps.pop()
        old, new = before[0] + old, before[1] + new
    steps.append((old, new))


def _smooth(steps: Sequence[_Step]) -> list[_Step]:
    """Take what is the same, but shorter than the changes on both sides of it, as changed too."""
    done: list[_Step] = []
    for step in steps:
        _join(done, *step)
        while len(done) >= 3 and _is_crumb(*done[-3:]):
            right, middle, left = done.pop(), done.pop(), done.pop()
            done.append((left[0] + middle[0] + right[0], left[1] + middle[1] + right[1]))
    return done


def _is_crumb(left: _Step, middle: _Step, right: _Step) -> bool:
    if middle[0] != middle[1] or "\n" in middle[0]:
        return False
    if any(text.endswith("\n") for text in left) or any(t.startswith("\n") for t in right):
        return False
    size = len(middle[0].strip())
    return size <= min(_CRUMB, _length(left) // 2, _length(right) // 2)


def _length(step: _Step) -> int:
    return max(len(text.strip()) for text in step)


def _slid(steps: Sequence[_Step]) -> list[_Step]:
    """Let what was put in or taken out end with its full stop instead of beginning with one."""
    done = list(steps)
    for at in range(1, len(done) - 1):
        (old, new), before, after = done[at], done[at - 1][0], done[at + 1][0]
        text = old or new
        stop = text[:1]
        if (old and new) or stop not in _STOPS or not after.startswith(stop):
            continue
        text = text[1:] + stop
        done[at - 1 : at + 2] = [
            (before + stop, before + stop),
            (text, "") if old else ("", text),
            (after[1:], after[1:]),
        ]
    return done


def _pieces(steps: Sequence[_Step]) -> Iterator[Piece]:
    """Turn stretches into pieces; blanks on both edges of a change are no part of it."""
    same = ""
    for old, new in steps:
        if old == new:
            same += old
            continue
        front = _shared(old, new)
        same += old[:front]
        old, new = old[front:], new[front:]
        back = _shared(old[::-1], new[::-1])
        tail = old[len(old) - back :]
        old, new = old[: len(old) - back], new[: len(new) - back]
        if same:
            yield Piece("same", same)
        minor = is_typographic(old, new)
        if old:
            yield Piece("removed", old, minor)
        if new:
            yield Piece("added", new, minor)
        same = tail
    if same:
        yield Piece("same", same)


def _shared(old: str, new: str) -> int:
    """Count the blanks that both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other or not one.isspace():
            break
        count += 1
    return count
