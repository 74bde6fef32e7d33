"""Reads what stands before a name and tells what somebody is: an office, a title, a house."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reewriter.text.facts.names import NAME, NO_NAMES
from reewriter.text.facts.wordings import OFFICE

__all__ = ["office_before", "told_before", "whose"]

_BEFORE = re.compile(rf"(?:[\w’'.&-]+\s+){{0,6}}(?i:{OFFICE}),?\s+$")
_ENDS = re.compile(rf"{OFFICE},?\s+\Z", re.IGNORECASE)
_LONGEST_END = 24
"""Characters in which an office that ends a text begins; looking for its words is slow."""
_OF_BEFORE = re.compile(
    rf"(?i:{OFFICE})\s+(?:of|for|at|in|from)\s+(?:the\s+)?[\w’'.&-]+(?:\s+[\w’'.&-]+){{0,4}},\s+$"
)
_TITLES = {"Sen": "senator", "Rep": "congressman", "Gov": "governor", "Gen": "general"}
_TITLES |= {
    "Dr": "doctor",
    "Adm": "admiral",
    "Prof": "professor",
    "Amb": "ambassador",
    "Col": "colonel",
}
_TITLED = re.compile(rf"(?:Rear |Vice )?({'|'.join(_TITLES)})\b")
_LIKE_THEM = re.compile(
    rf"\b(?P<what>(?:[A-Za-z-]+\s)?(?i:{OFFICE}))s\b[^.!?]*[.!?]\s+(?P<whose>[A-Z][\w-]+)[’']s,\s\Z"
)
_ITS = re.compile(r"\b(?:its|their)\s+(?:[\w’'&.-]+,?\s+){1,7}\Z", re.IGNORECASE)
_BEGINS = re.compile(
    rf"(?:\A|[.!?”\"]\s+|\n\s*)(?:The\s+)?(?P<who>{NAME.pattern}?)(?:[’']s)?(?=,(?!\s+who\b)|\s+[a-z(])"
)
_SHE_IS = re.compile(
    rf"\bwhose\s+(?P<what>(?:[a-z-]+\s+){{0,2}}(?i:{OFFICE}))\s+(?:is|was)\b[^.!?\n]*[.!?]\s+"
    r"(?:His|Her|Their)\s+name\s+(?:is|was)\s+\Z"
)
_CALLED = re.compile(rf"\b(?P<what>an?\s(?:[\w-]+\s){{0,2}}?(?i:{OFFICE}))\s(?:named|called)\s\Z")
_HOUSE_OF = re.compile(r"(?<![\w’'-])([A-Z][\w&.-]*)[’']s\s\Z")


def office_before(clause: str) -> str:
    """Return the office that a clause ends with, before a name."""
    if not clause[-1:].isspace():
        return ""
    if clause.rstrip()[-1:] == ",":
        found = _OF_BEFORE.search(clause)
        if found:
            return found[0]
    near = max(0, len(clause.rstrip()) - _LONGEST_END)
    found = _BEFORE.search(clause) if _ENDS.search(clause, near) else None
    return found[0] if found else ""


def told_before(person: str, before: str) -> Iterator[str]:
    """Yield what stands before a name, or is its title, and tells what somebody is."""
    if title := _TITLED.match(person):
        yield _TITLES[title[1]]
    if house := _HOUSE_OF.search(before):
        yield f"of {house[1]}"
    if so := _CALLED.search(before):  # a farmer named
        yield so["what"]
    if hers := _SHE_IS.search(before):  # whose founder is 34. Her name is
        yield f"the {hers['what']}"
    if of := _LIKE_THEM.search(before):  # ministers had lobbied. Germany's, Anke Brodersen,
        yield f"{of['what']} of {of['whose']}"


def whose(clause: str, before: str) -> str:
    """Return what "its" means in the words before a name: what a sentence began with last."""
    if not _ITS.search(clause):
        return ""
    found = [one["who"] for one in _BEGINS.finditer(before) if one["who"] not in NO_NAMES]
    return found[-1] if found else ""
