"""Finds whom "she said" means: who spoke, or began a sentence, last. Knows no quotation."""

from __future__ import annotations

import re

from reewriter.text.facts.names import NAME, NO_NAMES, Speaker, called, names_in, read
from reewriter.text.facts.source import Page
from reewriter.text.facts.wordings import OFFICE, SAID

__all__ = ["last_named"]

_VERB = re.compile(rf"(?<![\w’'-]){SAID}(?![\w’'-])")
_PRONOUN = re.compile(r"(?:^|[\s,(])(?:he|she|they|it)$", re.IGNORECASE)
_BEGINS = re.compile(r"(?:^|(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)[.!?][”\"’']?|\n)\s*\Z")
_OFFICE_NAME = re.compile(rf"\s+(?:[a-z-]+\s+){{0,2}}{OFFICE}\s+({NAME.pattern})")
_BEGIN = r"(?:^|[.!?”\"]\s+|\n)"
_IS_SOMEBODY = re.compile(r",\s+who(?:se)?\s")
_KIN = (
    r"(?:(?:step)?(?:brother|sister|son|daughter|mother|father)|wife|husband|widow|partner|uncle|aunt"
    r"|cousin|nephew|niece|grand(?:son|daughter|father|mother)|friend|colleague|neighbou?r|boss|deputy"
    r"|assistant|successor|predecessor|lawyer|roommate|classmate|co-?founder|co-?author|rival|opponent)"
)
_SET_SCENE = re.compile(
    rf"(?:{_BEGIN}(?:(?:But|And)\s+)?(?:[Ff]or|[Tt]o|[Aa]s\sfor|[Ww]ith)"
    r"|\b(?:sat|stood|came|stands|sits)"
    rf"|{_BEGIN}(?:His|Her|Their|Its|The)\s+(?:[a-z-]+\s+){{0,3}}[a-z-]+(?=\s+[A-Z][\w’-]+\s+[A-Z])"
    rf"|\b{OFFICE},(?=\s+[A-Z])"
    rf"|{_BEGIN}(?:His|Her|Their|{NAME.pattern}[’']s)\s+(?:[a-z-]+\s+){{0,2}}{_KIN}"
    rf"|{_BEGIN}(?:His|Her|Their|Its|The)\s[^,.;:“”\"\n]{{3,60}},)\s+"
    rf"(?P<who>{NAME.pattern})(?=[,.]|\s[a-z])"
)
"""Who is brought in otherwise: "For Ingrid Aas, relief was plain"; "across from her sat Aho"."""
_MEMORY = 1200
"""Characters in which "she" still means the last person named."""


def last_named(page: Page, at: int) -> Speaker:
    """Return who was named last before a place; somebody, where nobody was."""
    stretch = page.flat[max(at - _MEMORY, 0) : at]
    found = [
        (start, called(_behind_office(stretch, end) or name))
        for name, start, end in names_in(stretch)
        if _BEGINS.search(stretch[max(start - 8, 0) : start])
        and (
            " " in name
            or not stretch[:start].strip()
            or _IS_SOMEBODY.match(stretch, end)
            or _known(page, name)
        )
    ]
    found += [
        (one.start("who"), called(" ".join(one["who"].split())))
        for one in _SET_SCENE.finditer(stretch)
    ]
    for verb in _VERB.finditer(stretch):
        offset = max(stretch.rfind(sign, 0, verb.start()) for sign in '”“"\n')
        clause = re.split(r"[.!?]\s+", stretch[offset + 1 : verb.start()])[-1].rstrip()
        clause = re.sub(r"(?:,?\s+(?:who|and|also|later|then|had|has|have))+$", "", clause)
        who = None if _PRONOUN.search(clause) else read(clause)
        behind = NAME.match(stretch, verb.end() + 1)
        if who and who.kind in ("person", "office", "crowd"):
            found.append((verb.start(), who))
        elif behind and behind[0].split()[0] not in NO_NAMES:
            found.append((verb.end(), called(" ".join(behind[0].split()))))
    return max(found, key=lambda one: one[0])[1] if found else Speaker("", "someone")


def _behind_office(stretch: str, end: int) -> str:
    """Return the name behind what only begins with a capital: "Cobalt buyer Piet Janssen"."""
    found = _OFFICE_NAME.match(stretch, end)
    return " ".join(found[1].split()) if found else ""


def _known(page: Page, name: str) -> bool:
    """Say whether a surname that begins a sentence was told with its first name before."""
    return bool(re.search(rf"[A-Z](?:[\w’'-]+|\.)[^\S\n]+{re.escape(name)}\b", page.flat))
