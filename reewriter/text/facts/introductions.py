"""Reads whom a sentence is about: Outside, a lobbyist, Greg Tannehill, was blunter."""

from __future__ import annotations

import re
from collections.abc import Callable

from reewriter.text.facts.leads import LEAD
from reewriter.text.facts.names import NAME, NO_NAMES, Speaker, called, is_house, names_in, read
from reewriter.text.facts.wordings import CROWD, OFFICE, SAID

__all__ = ["introduced"]

_BEGINS = re.compile(r"\s*(?:(?:But|And|Yet|Still|So|Then|Now)\s+)?")
_NOUN = (
    rf"(?i:{OFFICE}|{CROWD}|[a-z-]+(?:er|or|ist|ian|man|woman|ant|ee|ic|mate|hand|head)"
    r"|(?:step)?(?:son|daughter)|wife|husband|widow|cousin|niece|nephew|uncle|aunt|friend)"
)
_TITLED = re.compile(
    rf"(?P<beside>(?:(?!in\b|on\b|at\b|for\b|with\b|by\b|from\b|to\b)[\w’'.&-]+\s+){{0,6}}?)"
    rf"(?P<noun>{_NOUN})\s+(?P<who>{NAME.pattern})(?=,|\s+[a-z(])"
)
_SET_OFF = re.compile(
    rf"(?P<what>(?:[A-Z]|the|an?|one|its|his|her|their|another|former|longtime)(?![.])[^,;:“”\"\n]{{1,90}}),"
    rf"\s+(?P<beside>(?:(?!who|which|and\b|of\b|in\b|at\b)[a-z’'-]+\s+){{0,4}}?)(?P<who>{NAME.pattern})(?=,)"
)
_OWNED = re.compile(
    rf"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s+)?(?:[\w&.-]+\s+){{0,3}}?[\w&.-]+[’']s?\s+(?P<who>{NAME.pattern})"
    r"(?=,|\s+[a-z(])"
)
_NAMED_SO = re.compile(
    rf"(?:[\w’'-]+\s+){{1,5}}?(?:[\w’'-]+,\s+)?(?:an?\s+(?:[\w-]+\s+){{1,3}}?)?(?:named|called)\s+"
    rf"(?P<who>{NAME.pattern})(?=[,.;]|\s+[a-z])"
)
"""Its owner, a farmer named Aho, heard of it."""
_SOMEBODY = re.compile(
    rf"(?:(?:Behind|Beside|Near|Outside|Inside|At|In|On|Across|Opposite|Below|Above)\b[^,.;:“”]{{0,40}}?\s+)?"
    rf"(?P<who>(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+(?:[a-z-]+\s+){{0,3}}?(?:{CROWD})"
    r"(?:\s+(?:in|with|at|from)\s[^,.;:“”]{2,30}?)?)"
    r"(?=,\s|\s+(?:was|is|had|has|did|shook|stood|sat|left|wore|held|[a-z]+ed)\b)"
)
"""Behind her a man in a suit was less patient."""
_IS_HELD = re.compile(
    rf"(?:[\w&.’'-]+\s+){{1,7}}?(?i:{OFFICE})\s+(?:is|was)\s+(?P<who>{NAME.pattern})(?=[,.;]|\s+[a-z])"
)
"""Corvo's chief executive is Aho, an engineer."""
_HER_NAME = re.compile(
    rf"(?:His|Her|Their)\s+name\s+(?:is|was)\s+(?P<who>{NAME.pattern})(?=[,.;]|\s+[a-z])"
)
_DOES = re.compile(
    rf"\b(?:is|was|are|were|has|had|have|will|would|does|did|do|can|could|may|met|saw|knew|hired|won"
    rf"|beat|left|ran|sued|went|came|took|made|gave|sat|stood|{SAID})\b"
)
_TOOK = re.compile(
    r"\b(?!retired\b|renowned\b|noted\b|celebrated\b|disgraced\b|seasoned\b|jailed\b|exiled\b|armed\b"
    r"|elected\b|appointed\b|respected\b|tired\b|united\b)[a-z]+ed\b"
)
_AS_PEOPLE_DO = re.compile(
    r",\s+who\b|\s+(?:just\s+)?(?:hesitate[sd]?|laugh(?:s|ed)|smile[sd]?|shrug(?:s|ged)|nod(?:s|ded)|sigh(?:s|ed)"
    r"|grin(?:s|ned)|frown(?:s|ed)|pause[sd]?|wave[sd]|wince[sd]|shakes|shook|remembers?|remembered|knows|knew"
    r"|agree[sd]|disagree[sd]|demurs|demurred|bristle[sd]|chuckle[sd]|blushe[sd]|rolls?|rolled|recalls|recalled)\b"
)
_PLACED = re.compile(
    r"(?:\b(?:asked|told|called|warned|thanked|invited|met|saw|knew|hired|named)\s+(?:[a-z’-]+\s+){0,3}|\b(?:in|at|from|near|of|to|across|on|through|outside|for|with|by|between|around|behind|under|over|off|into"
    r"|toward|towards|against|about|the|via|like|as|and|or)\s+)\Z",
    re.IGNORECASE,
)
"""Behind these stands a place, or whom it is not about."""
_OFFICE = re.compile(
    rf"(?P<who>(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[\w-]+[’']s)\s+(?:[a-z-]+\s+){{0,3}}(?i:{OFFICE}))(?=\s+[a-z]|,)"
)
_OTHER = re.compile(r",\s+(?:he|she|they|it|we|I)\b")
"""In a letter to its director, Aho, it said: Aho belongs to what leads there."""
_GONE_ON = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)\b")
"""Whom such a sentence is about was named before."""
_ANYBODY = re.compile(r"(?:He|She|They|It|We|I|You|There|This|That|These|Those|Nobody|No)\b")


def introduced(sentence: str, known: Callable[[str], bool]) -> tuple[int, Speaker] | None:
    """Return where the one whom a sentence is about is named, and who that is; None for nobody.
    `known` says whether a single word is a surname.
    """
    begins = _BEGINS.match(sentence)
    at = begins.end() if begins else 0
    if named := _begun(sentence, known):
        return named[0], called(named[1])
    for pattern in (_NAMED_SO, _IS_HELD):
        if named_so := pattern.match(sentence, _behind_leads(sentence, at)):
            return named_so.start("who"), called(" ".join(named_so["who"].split()))
    if somebody := _SOMEBODY.match(sentence, at):
        return somebody.start("who"), Speaker(" ".join(somebody["who"].split()), "crowd")
    office = _OFFICE.match(sentence, _behind_leads(sentence, at))
    who = read(office["who"]) if office else None
    if office and who and who.kind in ("office", "crowd"):
        return office.start(), who
    if _GONE_ON.search(sentence) or office:
        return None
    return _only_one(sentence)


def _only_one(sentence: str) -> tuple[int, Speaker] | None:
    """Return the one person whom a sentence names, wherever: It was the manager, Tom Weld."""
    people = [
        (start, name)
        for name, start, end in names_in(sentence)
        if " " in name
        and not is_house(name)
        and not _PLACED.search(sentence, 0, start)
        and not re.match(r"[’']s?\b|[-–]", sentence[end:])
        and not re.search(r"[’']s?\Z", sentence[start:end])
    ]
    return (people[0][0], called(people[0][1])) if len(people) == 1 else None


def _behind_leads(sentence: str, at: int) -> int:
    lead = LEAD.match(sentence, at)
    while lead:
        at = lead.end()
        lead = LEAD.match(sentence, at)
    return at


def _begun(sentence: str, known: Callable[[str], bool]) -> tuple[int, str] | None:
    """Return the name of somebody with whom a sentence begins."""
    begins = _BEGINS.match(sentence)
    at = begins.end() if begins else 0
    led, at = LEAD.match(sentence, at), _behind_leads(sentence, at)
    if called_so := _HER_NAME.match(sentence, at):
        return called_so.start("who"), " ".join(called_so["who"].split())
    if _ANYBODY.match(sentence, at):
        return None
    bare = _named(sentence, at, known)
    if led and bare and _OTHER.match(sentence, bare[0] + len(bare[1])):
        return None
    for pattern in (_TITLED, _SET_OFF, _OWNED):
        found = None if bare and pattern is _SET_OFF else pattern.match(sentence, at)
        if found and _describes(sentence[at : found.start("who")], known):
            return found.start("who"), " ".join(found["who"].split())
    return bare


def _named(sentence: str, at: int, known: Callable[[str], bool]) -> tuple[int, str] | None:
    """Return the name that stands at a place by itself, if it is somebody’s."""
    name = NAME.match(sentence, at)
    if name is None or not re.match(r",|\s+[a-z(]|\Z", sentence[name.end() :]):
        return None
    first = next(names_in(name[0]), None)
    if first is None or first[0].split()[0] in NO_NAMES or re.search(r"[’']s?\Z", name[0]):
        return None
    behind = sentence[name.end() :]
    somebody = " " in first[0] or known(first[0]) or _AS_PEOPLE_DO.match(behind)
    return (at + first[1], first[0]) if somebody else None


def _describes(before: str, known: Callable[[str], bool]) -> bool:
    """Say whether words before a name only tell what somebody is, and nothing that happened."""
    first = before.split()[0].rstrip(",") if before.split() else ""
    somebody = first[:1].isupper() and known(first)
    return not (somebody or _DOES.search(before) or _TOOK.search(before))
