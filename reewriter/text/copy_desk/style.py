"""House style: one way of writing where there are several; others' words are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reewriter.text.copy_desk.prose import MASK, quoted, without
from reewriter.text.copy_desk.remarks import Remark

__all__ = ["HouseStyle", "departures"]


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How this publication writes; "" leaves a matter to the writer, if only to one way a text."""

    us: Literal["U.S.", "US", ""] = ""
    quotes: Literal["curly", "straight", ""] = "curly"
    dash: Literal["—", " — ", " – ", ""] = ""
    """Between parts of a sentence."""
    ellipsis: Literal["…", "...", ""] = "…"


_US = re.compile(r"(?<![\w.])(U\.S\.|US)(?![\w$]|\.\w)")
_DASH = re.compile(r"(?<=[^\s\-–—|])(?:[ ]?—[ ]?|[ ]–[ ]|[ ]?--[ ]?|[ ]-[ ])(?=[^\s\-–—|])")
_ELLIPSIS = re.compile(r"…|(?<!\.)\.{3}(?!\.)")
_STRAIGHT = re.compile("[\"']")
_CURLY = re.compile("[“”‘’]")
_OPENS_AFTER = frozenset(" \n\t([{—–-/“‘\"'*_>")
_DECADE = re.compile(r"'\d\ds\b|'(?:til|tis|twas|em|n)\b", re.IGNORECASE)


def departures(text: str, prose: str, style: HouseStyle) -> Iterator[Remark]:
    """Yield what is written otherwise than the house writes it."""
    ours = without(prose, quoted(prose))
    yield from _country(ours, style.us)
    yield from _dashes(ours, prose, style.dash)
    yield from _ellipses(ours, style.ellipsis)
    yield from _quotes(text, prose, style.quotes)


def _country(prose: str, wanted: str) -> Iterator[Remark]:
    found = list(_US.finditer(prose))
    written = [one[1] for one in found]
    if not wanted:
        # Of two ways in one text the more frequent is taken for the writer's own.
        wanted = "U.S." if written.count("U.S.") >= written.count("US") else "US"
    for one in found:
        if one[1] == wanted or _shouted(prose, *one.span()):
            continue
        at_end = one[1] == "U.S." and re.match(r"\s*\n|\s*$|\s+[A-Z]", prose[one.end() :])
        if at_end and not _goes_on(prose, one.end()):
            yield Remark("us", f"“{one[1]}” beside “{wanted}”", *one.span(), f"{wanted}.")
        elif wanted == "U.S." and prose[one.end() : one.end() + 1] == ".":
            yield Remark("us", f"“{one[1]}” beside “{wanted}”", one.start(), one.end() + 1, wanted)
        else:
            yield Remark("us", f"“{one[1]}” beside “{wanted}”", *one.span(), wanted)


def _shouted(prose: str, start: int, end: int) -> bool:
    """Tell whether all is in capitals there: who knows whether "CONTACT US" is the country."""
    beside = (
        re.search(r"\b[A-Z]{4,} \Z", prose[:start][-40:]),
        re.match(r" [A-Z]{4,}\b", prose[end:]),
    )
    return prose[start:end] == "US" and any(beside)


def _goes_on(prose: str, at: int) -> bool:
    """Tell whether "U.S." is followed by its noun, as in "U.S. Treasury", or ends a sentence."""
    following = re.match(r"[ ]+([A-Z][\w’'-]*)", prose[at:])
    return bool(following) and following[1] not in _STARTERS if following else False


_STARTERS = frozenset(
    "The A An In On At It Its This That These Those He She They We I You But And Or So Yet However"
    " If When While As After Before Since Although Though Because There Here What Who Why How His"
    " Her Their Our My Meanwhile Still Now Then Also By With Under According For From To".split()
)


def _dashes(prose: str, whole: str, wanted: str) -> Iterator[Remark]:
    """Look at dashes outside of quotations; `whole` has these, and masks only what is no prose."""
    for found in _DASH.finditer(prose):
        sign = found[0]
        around = whole[max(found.start() - 1, 0)], whole[found.end() : found.end() + 1]
        if sign == " - " and all(side.isdigit() for side in around):
            continue
        better = wanted or ("—" if sign.strip() in ("--", "-") else sign)
        if sign.strip() == "--" and any(MASK in side for side in around):
            continue
        if sign != better and (wanted or sign.strip() in ("--", "-")):
            yield Remark("dash", f"“{sign}” for a dash", *found.span(), better)


def _ellipses(prose: str, wanted: str) -> Iterator[Remark]:
    for found in _ELLIPSIS.finditer(prose):
        if wanted and found[0] != wanted:
            yield Remark("ellipsis", f"“{found[0]}” for “{wanted}”", *found.span(), wanted)


def _quotes(text: str, prose: str, wanted: str) -> Iterator[Remark]:
    if wanted == "straight":
        for found in _CURLY.finditer(prose):
            better = '"' if found[0] in "“”" else "'"
            yield Remark("quotes", f"“{found[0]}” is curly", *found.span(), better)
    elif wanted == "curly":
        for found in _STRAIGHT.finditer(prose):
            if better := _curled(text, found.start()):
                yield Remark("quotes", f"“{found[0]}” is straight", *found.span(), better)


def _curled(text: str, at: int) -> str:
    """Return the curly sign for a straight one; "" for feet, inches, minutes."""
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit() and not after.isalpha() and _is_measure(text, at):
        return ""
    if sign == "'" and (before.isalnum() or _DECADE.match(text, at)):
        return "’"
    opens = (not before or before in _OPENS_AFTER) and bool(after) and not after.isspace()
    if sign == '"':
        return "“" if opens else "”"
    return "‘" if opens else "’"


def _is_measure(text: str, at: int) -> bool:
    """Tell 6' and 5" from a quotation that ends with a figure: that was opened on this line."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line.count(text[at]) % 2 == 0
