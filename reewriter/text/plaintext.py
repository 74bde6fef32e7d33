"""Sanitised HTML as plain text: blocks apart, bullets before items; parses nothing else."""

from __future__ import annotations

import re
from html import unescape

from reewriter.text.clean import clean
from reewriter.text.suspicion import suspicious

__all__ = ["BLOCKS", "plain"]

# Blocks without a meaning of their own stay: without them the words of two blocks would join.
BLOCKS = frozenset(
    "p br hr h1 h2 h3 h4 h5 h6 blockquote pre ul ol li table caption thead tbody tfoot tr th td"
    " div section article aside header footer main nav address center details summary figure"
    " figcaption dl dt dd".split()
)
# What nh3 writes: quotation marks and angle brackets in values are entities.
_TAG = re.compile(r"<(/?[a-z][a-z0-9]*)[^<>]*>")
# Signs for places while text is put together; sanitised HTML holds no controls.
_ITEM, _CELL = "\x1e", "\x1f"
_LAST_CELL = re.compile(f"{_CELL}(?=\n|$)")


def plain(safe: str) -> str:
    """Do what `to_text` does, for HTML that `sanitize` has returned."""
    verbatim = "<pre" in safe
    pieces = _TAG.split(safe if verbatim else safe.replace("\n", " "))
    if verbatim:
        pieces[::2] = _on_one_line(pieces)
    pieces[1::2] = [_BREAKS.get(tag, "") for tag in pieces[1::2]]
    text = _laid_out(_squeezed("".join(pieces).replace("\t", " "), "  ", " "))
    if _CELL in text:
        text = _LAST_CELL.sub("", text).replace(_CELL, " | ")
    text = unescape(text).strip()
    # It is scrubbed already; but what was apart in tags may now be seen to belong together.
    return clean(text) if suspicious(text) else text


def _laid_out(text: str) -> str:
    """Strip lines, leave one blank line where there are several, and put bullets before items.

    An item has its bullet on the next line, without a blank one before it, and the first words that
    follow behind it; of one that begins with an item, the outer one holds nothing.
    """
    lines: list[str] = []
    opened = False
    """An item has begun, and has no words so far."""
    for line in text.split("\n"):
        words = line.strip(" ")
        if not words:
            if not opened and lines and lines[-1]:
                lines.append("")
        elif words[0] == _ITEM:
            if lines and not lines[-1]:
                lines.pop()
            words = words[1:].lstrip(" ")
            opened = not words
            if words:
                lines.append(f"- {words}")
        else:
            lines.append(f"- {words}" if opened else words)
            opened = False
    if opened:
        lines.append("-")
    return "\n".join(lines)


def _squeezed(text: str, run: str, single: str) -> str:
    while run in text:
        text = text.replace(run, single)
    return text


def _on_one_line(pieces: list[str]) -> list[str]:
    """Return the text between the tags, its lines joined but where they are meant as they are."""
    texts: list[str] = []
    verbatim = False
    for text, tag in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        texts.append(text if verbatim and tag else text.replace("\n", " "))
        verbatim = tag == "pre" or (verbatim and tag != "/pre")
    return texts


def _break(name: str, *, closing: bool) -> str:
    match name:
        case "br" | "hr" | "dt" | "dd":
            return "\n"
        case "li" | "tr":
            return "" if closing else f"\n{_ITEM}" if name == "li" else "\n"
        case "td" | "th":
            return _CELL if closing else ""
        case "thead" | "tbody" | "tfoot":
            return ""
        case _:
            return "\n\n"


_BREAKS = {
    f"{slash}{name}": _break(name, closing=bool(slash)) for name in BLOCKS for slash in ("", "/")
}
"""Tag → what stands for it in plain text."""
