"""Finds what stands in quotation marks, however they are typed; knows no source."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["blocks", "pulled", "quoted", "set_apart"]

_BLOCK_END = re.compile(r"\n[ \t>]*\n|\n(?=[ \t]*(?:[-*+•·◦▪]|\d{1,3}[.)]|#{1,6}|\|)[ \t\n])")
_MARK = re.compile("[\"“”„‟«»「」『』‘’']")
_DOUBLE = '"“”„‟«»「」『』'
_FAMILY = {
    **dict.fromkeys("“”„‟", "“”„‟"),
    **dict.fromkeys('"', '"'),
    **dict.fromkeys("«»", "«»"),
    **dict.fromkeys("「」", "「」"),
    **dict.fromkeys("『』", "『』"),
    **dict.fromkeys("‘’", "‘’"),
    **dict.fromkeys("'", "'"),
}
_BEFORE_OPENING = frozenset(" \t\n([{—–-/*_>|“‘\"'«\u2060")
_ELISION = re.compile(r"(?:\d\ds?|em|til|tis|twas|cause|n|round|bout)\b", re.IGNORECASE)
_QUOTE_LINES = re.compile(r"(?:^[ \t]*>.*(?:\n|\Z))+", re.MULTILINE)
_SIGNED = re.compile(r"\n[ \t>]*(?:[—–]|--?)[ \t]*[*_]?[^\W\d_][^\n]*\s*\Z")
_HAS_WORD = re.compile(r"[^\W_]|[%$]")


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Return where each paragraph or list item begins and ends: no quotation runs beyond one."""
    at = 0
    for end in _BLOCK_END.finditer(text):
        yield at, end.start()
        at = end.end()
    yield at, len(text)


def quoted(text: str) -> list[tuple[int, int]]:
    """Return where each quotation's words begin and end, within its marks, in order.

    A quotation within another belongs to that. One that is never closed ends with its paragraph.
    """
    return [
        (start, end)
        for first, behind in blocks(text)
        for start, end in _in_block(text, first, behind)
        if _HAS_WORD.search(text, start, end)
    ]


def _in_block(text: str, at: int, behind: int) -> Iterator[tuple[int, int]]:
    while mark := _MARK.search(text, at, behind):
        at = mark.end()
        if _turn(text, mark.start(), behind) <= 0:
            continue
        if mark[0] in _DOUBLE:
            end = _closing(text, mark, behind)
            if end is None:
                end = behind
        else:
            single = _single_closing(text, mark, behind)
            if single is None and mark[0] == "‘" and text[behind : behind + 9].lstrip()[:1] == "‘":
                single = behind  # it goes on in the next paragraph, which opens it again
            if single is None:
                continue
            end = single
        yield mark.end(), end
        at = min(end + 1, behind)


def _turn(text: str, at: int, behind: int) -> int:
    """Say whether a mark opens (1), closes (-1) or is none at all (0)."""
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < behind else " "
    free, stuck = before in _BEFORE_OPENING, not after.isspace()
    if mark in "«»" and (turned := _pointing_inward(text, at, behind)):
        return turned
    if mark in "„‟«「『":
        return 1
    if mark in "»」』":
        return -1
    if mark == "“":
        return -1 if not before.isspace() and at and not stuck else 1
    if mark == "”":
        return 1 if before.isspace() and after.isalnum() else -1
    if mark in "‘'" and free and (after.isalnum() or after in '“"[…$'):
        return 0 if _ELISION.match(text, at + 1) else 1
    if mark in "’'":
        return -1 if not before.isspace() and not after.isalnum() else 0
    if mark == '"':
        return 1 if free and stuck else -1 if not before.isspace() else 0
    return 0


def _pointing_inward(text: str, at: int, behind: int) -> int:
    """Say what a mark of »…« does, as Germans and Danes set it; 0 where it is set as in «…»."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < behind else " "
    if text[at] == "»":
        return 1 if before in _BEFORE_OPENING and (after.isalnum() or after in "‚›…[") else 0
    return -1 if not (before.isspace() or before in "([{") and not after.isalnum() and at else 0


def _closing(text: str, opening: re.Match[str], behind: int) -> int | None:
    """Return where a double quotation ends; marks of its own kind may be nested.

    One that no mark of its kind closes is closed by another: “as it happens".
    """
    family = _FAMILY[opening[0]]
    depth = 1
    first = other = None
    for mark in _MARK.finditer(text, opening.end(), behind):
        if mark[0] not in _DOUBLE:
            continue
        closes = opening[0] in "„‟" and mark[0] == "“"
        turn = -1 if closes else _turn(text, mark.start(), behind)
        if mark[0] not in family:
            other = mark.start() if turn < 0 and other is None else other
            continue
        if turn < 0 and first is None:
            first = mark.start()
        depth += turn
        if depth == 0:
            return mark.start()
    return other if first is None else first


def _single_closing(text: str, opening: re.Match[str], behind: int) -> int | None:
    """Return where a single quotation ends: not at the apostrophe of "the miners' union"."""
    family = _FAMILY[opening[0]]
    found: int | None = None
    for mark in _MARK.finditer(text, opening.end(), behind):
        if mark[0] not in family:
            continue
        turn = _turn(text, mark.start(), behind)
        if turn > 0:
            break
        if turn < 0:
            if text[mark.start() - 1] in ",.?!…":
                return mark.start()
            if found is None:
                found = mark.start()
                if text[mark.start() - 1] != "s":
                    return found
    return found


def set_apart(text: str) -> list[tuple[int, int]]:
    """Return where the block quotations of a Markdown text stand, whatever is in them."""
    return [lines.span() for lines in _QUOTE_LINES.finditer(text)] if ">" in text else []


def pulled(text: str, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the Markdown block quotations that have no marks of their own, without signatures."""
    found: list[tuple[int, int]] = []
    for lines in _QUOTE_LINES.finditer(text):
        if any(start < lines.end() and end > lines.start() for start, end in taken):
            continue
        signed = _SIGNED.search(text, lines.start(), lines.end())
        end = signed.start() if signed else lines.end()
        body = text[lines.start() : end]
        start = lines.start() + len(body) - len(body.lstrip(" \t>\n"))
        end = lines.start() + len(body.rstrip(" \t>\n"))
        if end > start and _HAS_WORD.search(text, start, end):
            found.append((start, end))
    return found
