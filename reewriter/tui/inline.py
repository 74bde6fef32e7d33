"""Reads the signs inside a line of Markdown and wraps styled words. Pure; knows no blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from reewriter.patterns import pattern

__all__ = ["Line", "Span", "cut", "inline", "plain", "wrap"]


class Span(NamedTuple):
    """Some text in one style."""

    text: str
    style: str = ""
    at: int = -1
    """Where it begins in the Markdown, and every character of it follows; -1 where it is not from
    there."""


Line = tuple[Span, ...]

_WORD = pattern(r"\S+|\s+")
_INLINE = pattern(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|`(?P<code>[^`\n]{1,500})`"
    r"|!\[(?P<alt>[^\[\]\n]{0,300})\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\n]{0,300}\)"
    r"|\[(?P<text>[^\[\]]{1,500})\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\n]{0,300}\)"
    r"|<(?P<auto>(?:https?://|mailto:)[^<>\s]{1,500})>"
    r"|(?P<bold>\*\*|__)"
    r"|(?P<em>\*(?=\S)|(?<=\S)\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w))"
    r"|(?P<entity>&(?:amp|lt|gt|quot|nbsp|#39);)"
)
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": " ", "#39": "'"}


def plain(text: str) -> str:
    """Return a line without its signs."""
    return "".join(span.text for span in inline(text, 0))


def inline(text: str, at: int, base: str = "") -> list[Span]:
    """Read emphasis, links, code and escapes of one line; `base` is a style that wins over them."""
    spans: list[Span] = []
    bold = em = False
    done = 0
    for found in _INLINE.finditer(text):
        style = base or _emphasis(bold, em)
        if found.start() > done:
            spans.append(Span(text[done : found.start()], style, at + done))
        done = found.end()
        if found.lastgroup == "bold":
            bold = not bold
        elif found.lastgroup == "em":
            em = not em
        else:
            spans.append(_sign(found, style, base, at + found.start()))
    if done < len(text):
        spans.append(Span(text[done:], base or _emphasis(bold, em), at + done))
    return spans


def _sign(found: re.Match[str], style: str, base: str, at: int) -> Span:
    """Return what stands for a link, a picture, code, an escape."""
    match found.lastgroup:
        case "escaped":
            return Span(found["escaped"], style, at)
        case "code":
            return Span(found["code"], base or "code", at)
        case "alt":
            return Span(f"[picture: {found['alt'] or 'untitled'}]", "quiet", at)
        case "text":
            label = found["text"]
            return Span(plain(label) if _INLINE.search(label) else label, base or "link", at + 1)
        case "auto":
            return Span(found["auto"], base or "link", at + 1)
        case _:
            return Span(_ENTITIES[found["entity"][1:-1]], style, at)


def _emphasis(bold: bool, em: bool) -> str:
    return ("strong-em" if em else "strong") if bold else ("em" if em else "")


def wrap(spans: list[Span], width: int) -> list[Line]:
    """Fill lines with words; a word wider than a line is cut."""
    lines: list[Line] = []
    line: list[Span] = []
    used = 0
    for word in _words(spans):
        size = sum([_cells(part.text) for part in word])
        if line and used + 1 + size > width:
            lines.append(_joined(line))
            line, used = [], 0
        if size > width:
            *full, rest = _cut_word(word, width)
            lines += [_joined(line), *full] if line else full
            line, used = list(rest), sum(cell_len(part.text) for part in rest)
            continue
        if line:
            line.append(_blank(line[-1], word[0]))
            used += 1
        line += word
        used += size
    return [*lines, _joined(line)] if line else lines


def _cells(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)


def _words(spans: list[Span]) -> Iterator[list[Span]]:
    """Part spans at blanks; a word may be made of several spans."""
    word: list[Span] = []
    for span in spans:
        for found in _WORD.finditer(span.text):
            if found[0].isspace():
                if word:
                    yield word
                word = []
            else:
                at = span.at + found.start() if span.at >= 0 else -1
                word.append(Span(found[0], span.style, at))
    if word:
        yield word


def _blank(before: Span, after: Span) -> Span:
    """Return the blank between two words; it has a place where the Markdown has only one there."""
    style = before.style if before.style == after.style else ""
    end = before.at + len(before.text)
    return Span(" ", style, end if before.at >= 0 and after.at == end + 1 else -1)


def _joined(line: list[Span]) -> Line:
    """Join neighbours of one style that follow each other: fewer segments to paint."""
    joined: list[Span] = []
    texts: list[str] = []
    style, at, end = "", -1, -1
    for span in line:
        follows = span.at == end if at >= 0 else span.at < 0
        if texts and span.style == style and (follows or (span.at < 0 and span.text == " ")):
            texts.append(span.text)
        else:
            if texts:
                joined.append(Span("".join(texts), style, at))
            texts, style, at, end = [span.text], span.style, span.at, span.at
        end += len(span.text)
    if texts:
        joined.append(Span("".join(texts), style, at))
    return tuple(joined)


def _cut_word(word: list[Span], width: int) -> list[Line]:
    return [piece for part in word for piece in cut(part.text, part.at, width, part.style)]


def cut(text: str, at: int, width: int, style: str = "code") -> list[Line]:
    """Cut text every `width` cells, wherever that is."""
    out: list[Line] = []
    start = used = 0
    for index, character in enumerate(text):
        size = cell_len(character)
        if used + size > width and index > start:
            out.append((Span(text[start:index], style, at + start),))
            start, used = index, 0
        used += size
    return [*out, (Span(text[start:], style, at + start),)]
