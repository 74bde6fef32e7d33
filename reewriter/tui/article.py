"""Lays an article's Markdown out in lines of styled text. Pure; knows no widget and no theme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from reewriter.patterns import pattern
from reewriter.text.clean import scrub
from reewriter.tui.comparing import Compared
from reewriter.tui.inline import Line, Span, cut, inline, plain, wrap
from reewriter.values import dataclass

__all__ = [
    "Article",
    "SourceLine",
    "blocks_of",
    "items_of",
    "kind_of",
    "lay_out",
    "shown_text",
    "unquoted",
]


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader shows."""

    title: str
    deck: str = ""
    """The sentence under the title."""
    source: str = ""
    """Outlet, reporter and time, with dots between them."""
    url: str = ""
    markdown: str = ""
    note: str = ""
    """A remark above the text, as "only a teaser"."""
    tabs: tuple[str, ...] = ()
    """The outlets that tell the same story, where there are several."""
    tab: int = 0
    """Which of them this is."""
    compared: Compared | None = None
    """Shown instead of title and text: how they were changed."""
    key: tuple[str, int] = ("", 0)
    """What it is, whatever it says: an item or a source, and its id."""
    used: tuple[tuple[int, int], ...] = ()
    """What of the Markdown our story rests on already."""
    nothing: str = "This item came without any text."
    """What is said where there is no text."""


_FENCE = pattern(r" {0,3}(```|~~~)")
_HEADING = pattern(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_RULE = pattern(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = pattern(r" {0,3}>[ ]?")
_ITEM = pattern(r"([ \t]*)([-*+]|\d{1,3}[.)])[ \t]+")
_TABLE = pattern(r" {0,3}\|")
_DASHES = pattern(r"[ |:\-]+$")
_MINOR = 3
"""The level from which on a heading is one of the text, and not of a part of it."""
_DEEPEST = 6
"""Quotations within quotations that are shown as such."""


def lay_out(markdown: str, width: int) -> list[Line]:
    """Return the lines of a text, none wider than `width` cells; scrubbed, whatever it holds."""
    lines: list[Line] = []
    for block in blocks_of(shown_text(markdown)):
        if lines and lines[-1]:
            lines.append(())
        lines += _laid_out(block, max(width, 8), 0)
    while lines and not lines[-1]:
        lines.pop()
    return lines


SourceLine = tuple[int, str]
"""Where a line of Markdown begins, and the line."""


def shown_text(markdown: str) -> str:
    """Return the text in which the places of what is laid out are counted."""
    return scrub(markdown).replace("\t", "    ")


def blocks_of(text: str) -> Iterator[list[SourceLine]]:
    """Part a text, as `shown_text` makes it, into paragraphs, headings, lists and so on."""
    return _blocks(_numbered(text))


def _numbered(text: str) -> list[SourceLine]:
    out, at = [], 0
    for line in text.split("\n"):
        out.append((at, line))
        at += len(line) + 1
    return out


def _blocks(source: list[SourceLine]) -> Iterator[list[SourceLine]]:
    """Part lines at blank ones, headings, and where another kind of block begins."""
    block: list[SourceLine] = []
    kind = ""
    for at, line in source:
        now = "fence" if kind == "fence" else kind_of(line)
        if block and not _goes_on(kind, now):
            yield block
            block = []
        if now and not block:
            kind = now
        if now:
            block.append((at, line))
        if kind == "fence" and len(block) > 1 and _FENCE.match(line):
            kind = "closed"
    if block:
        yield block


def _goes_on(kind: str, now: str) -> bool:
    if kind in ("heading", "rule", "closed"):
        return False
    return now == kind or (kind in ("item", "quote") and now == "text")


def kind_of(line: str) -> str:
    """Return what kind of block a line begins; "" for a blank one."""
    if not line.strip():
        return ""
    for kind, sign in (
        ("fence", _FENCE),
        ("heading", _HEADING),
        ("rule", _RULE),
        ("quote", _QUOTE),
        ("item", _ITEM),
        ("table", _TABLE),
    ):
        if sign.match(line):
            return kind
    return "text"


def _laid_out(block: list[SourceLine], width: int, depth: int) -> list[Line]:
    match kind_of(block[0][1]):
        case "fence":
            body = block[1:-1] if len(block) > 1 and _FENCE.match(block[-1][1]) else block[1:]
            return [line for at, text in body for line in cut(text, at, width)]
        case "heading":
            at, text = block[0]
            found = _HEADING.match(text)
            level, words = (len(found[1]), found[2]) if found else (6, text)
            return wrap(inline(words, at, "section" if level < _MINOR else "title"), width)
        case "rule":
            return [(Span("─" * min(width, 24), "rule"),)]
        case "quote" if depth < _DEEPEST:
            return _quoted(block, width, depth)
        case "item":
            return _listed(block, width)
        case "table":
            return _tabled(block, width)
        case _:
            return _paragraph(block, width)


def _paragraph(block: list[SourceLine], width: int) -> list[Line]:
    lines: list[Line] = []
    spans: list[Span] = []
    for at, text in block:
        if spans:
            spans.append(Span(" "))
        spans += inline(text.strip().removesuffix("\\"), at + len(text) - len(text.lstrip()))
        if text.endswith(("  ", "\\")):  # a hard break
            lines += wrap(spans, width)
            spans = []
    return lines + wrap(spans, width)


def unquoted(block: list[SourceLine]) -> Iterator[list[SourceLine]]:
    """Return the blocks within a quotation."""
    inner = []
    for at, text in block:
        found = _QUOTE.match(text)
        cut = found.end() if found else 0
        inner.append((at + cut, text[cut:]))
    return _blocks(inner)


def _quoted(block: list[SourceLine], width: int, depth: int) -> list[Line]:
    lines: list[Line] = []
    for part in unquoted(block):
        if lines:
            lines.append((Span("│", "quote"),))
        lines += [
            (Span("│ ", "quote"), *line) for line in _laid_out(part, max(width - 2, 8), depth + 1)
        ]
    return lines


def items_of(block: list[SourceLine]) -> Iterator[tuple[re.Match[str], list[SourceLine]]]:
    """Return the items of a list: how each begins, and its lines without that."""
    begun: tuple[re.Match[str], list[SourceLine]] | None = None
    for at, text in block:
        found = _ITEM.match(text)
        if found:
            if begun:
                yield begun
            begun = found, [(at + found.end(), text[found.end() :])]
        elif begun:
            begun[1].append((at, text))
    if begun:
        yield begun


def _listed(block: list[SourceLine], width: int) -> list[Line]:
    lines: list[Line] = []
    for found, body in items_of(block):
        sign = "•" if found[2] in "-*+" else found[2]
        indent = min(len(found[1]) // 2 * 2, width // 3)
        hang = indent + len(sign) + 1
        first = Span(" " * indent + sign + " ", "accent")
        for line in _paragraph(body, max(width - hang, 8)) or [()]:
            lines.append((first, *line))
            first = Span(" " * hang)
    return lines


def _tabled(block: list[SourceLine], width: int) -> list[Line]:
    rows = [
        (at, [cell.strip() for cell in re.split(r"(?<!\\)\|", text.strip().strip("|"))])
        for at, text in block
        if not _DASHES.match(text)
    ]
    columns = max((len(cells) for _, cells in rows), default=0)
    if not columns:
        return []
    most = max(width // columns - 2, 3)
    texts = [[plain(cell) for cell in cells] for _, cells in rows]
    widths = [
        min(max((cell_len(r[c]) for r in texts if c < len(r)), default=0), most)
        for c in range(columns)
    ]
    lines: list[Line] = []
    for number, (at, _) in enumerate(rows):
        style = "strong" if number == 0 and len(rows) > 1 else ""
        cells = texts[number] + [""] * (columns - len(texts[number]))
        parts = [wrap([Span(c, style, at)], w) or [()] for c, w in zip(cells, widths, strict=True)]
        for row in range(max(map(len, parts))):
            line: list[Span] = []
            for part, room in zip(parts, widths, strict=True):
                spans = part[row] if row < len(part) else ()
                gap = room - sum(cell_len(s.text) for s in spans) + 2
                line += [*spans, Span(" " * gap)]
            lines.append(tuple(line))
    return lines
