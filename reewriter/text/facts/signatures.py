"""Finds who signs a quotation: on the line below it, behind a dash, or in brackets beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from reewriter.text.facts.names import Speaker, names_in, read, set_off
from reewriter.text.facts.source import Page
from reewriter.text.facts.wordings import SAID

__all__ = ["beside", "signed"]

_VERB = re.compile(rf"(?<![\w’'-]){SAID}(?![\w’'-])")
_BELOW = re.compile(
    r"[”\"’'*_ \t]*(?:\n[ \t>]*){1,2}(?P<dash>[—–]|--?)[ \t]*[*_]?"
    r"(?P<who>[^\W\d_][^\n:]{0,90})(?![^\n]*:(?!\d))"
)
_BULLET = re.compile(r"[ \t>]*(?P<dash>[—–]|--?)[ \t]")
_SET_APART = re.compile(r"[ \t]*(?:>|[*_]*[“”\"„«‘'])")
_BESIDE = re.compile(
    r"[”\"’'»*_.,]*[ \t]*(?:(?:[—–]|--)[ \t]*|-[ \t]+)(?P<dash>[^\n]{2,110})"
    r"|[”\"’'»*_.,]*[ \t]*[(\[](?P<brackets>[^()\[\]\n]{2,80})[)\]]"
)
_CLAUSE = re.compile(
    r"\b(?:who|which|that|has|have|had|is|was|are|were|will|would|does|did|can|could|and then"
    r"|but)\b"
)
_NO_ONE = re.compile(
    r"(?:emphasis|italics|translat|see|cf|laugh|applause|sic|his|her|their|my|our|page|p\.|pp\.|fig"
    r"|chapter|ibid|via|as|in|from|since|until|\d+)(?!\w)|translat", re.IGNORECASE,
)  # fmt: skip


def signed(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    """Return who signs a block quotation, on the line below it."""
    found = _BELOW.match(page.prose, quotation[1])
    if found is None or _next_item(page, quotation[0], found):
        return None
    return _bare(found["who"])


def beside(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    """Return who signs a quotation on its own line: “…” — Juho Aho, Narva; “…” (Juho Aho)."""
    found = _BESIDE.match(page.prose, quotation[1])
    if found is None:
        return None
    if found["dash"]:
        text = found["dash"].strip().strip("*_").rstrip(".")
        # What goes on as a sentence is one: “We will win” – Norway has heard it before.
        if _CLAUSE.search(text) or _VERB.search(text) or '"' in text or "“" in text:
            return None
        who = _bare(text)
        return who if who and _is_all(text, who) else None
    text = found["brackets"].strip("*_ ")
    who = None if _NO_ONE.match(text) else _bare(re.sub(rf"^{SAID}\s+", "", text))
    return replace(who, loosely=True) if who and _is_all(text, who) else None


def _is_all(text: str, who: Speaker) -> bool:
    """Say whether a text names somebody and says nothing else but what that one is."""
    before, _, behind = text.partition(who.name)
    if who.kind in ("crowd", "office", "body"):
        return not before.strip() and (not behind.strip() or behind.lstrip().startswith(","))
    free = all(word[:1].isupper() or word in ("the", "former") for word in before.split())
    office = bool(before.strip()) and len(before.split()) <= 5
    follows = re.match(r"\s*(?:$|,|\(|of\b|at\b|from\b|for\b|–|—)", re.sub(r"[*_]", "", behind))
    return (free or office) and bool(follows) and len(behind.split()) <= 12


def _bare(who: str) -> Speaker | None:
    """Read a name with what somebody is before or behind it."""
    who = who.strip(" *_,.")
    names = list(names_in(who))
    if names and (person := set_off(who, names)):
        return Speaker(person, "person")
    head = re.split(r"[,(]", who)[0].strip(" *_")
    found = read(head)
    if found is None and names:
        return read(names[0][0])
    return found


def _next_item(page: Page, at: int, below: re.Match[str]) -> bool:
    """Say whether the line below a quotation is the next of a list, and signs nothing."""
    line = page.prose.rfind("\n", 0, at) + 1
    bullet = _BULLET.match(page.prose, line)
    if bullet and bullet["dash"] == below["dash"]:
        return True
    if below["dash"] != "-":
        return False
    # With a hyphen most lines are items: only a bare name under a quotation set apart signs it.
    rest = page.prose[below.start("who") :].split("\n", 1)[0]
    speaks = _VERB.search(rest) or re.search(r"[“”\"]", rest)
    return not _SET_APART.match(page.prose, line) or bool(speaks)
