"""Finds whom "she said" means: who spoke, or began a sentence, last. Knows no quotation's words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from reewriter.text.facts.genders import gender_of, gender_said
from reewriter.text.facts.introductions import introduced
from reewriter.text.facts.names import (
    NAME,
    NO_NAMES,
    Speaker,
    called,
    has_house,
    is_house,
    names_in,
    read,
)
from reewriter.text.facts.source import Page
from reewriter.text.facts.wordings import BODY, OFFICE, SAID

__all__ = ["about", "last_named"]

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
    rf"|{_BEGIN}(?:His|Her|Their|{NAME.pattern}[’']s)\s+(?:[a-z-]+\s+){{0,2}}{_KIN}"
    rf"|{_BEGIN}(?:His|Her|Their|Its|The)\s[^,.;:“”\"\n]{{3,60}},)\s+"
    rf"(?P<who>{NAME.pattern})(?=[,.]|\s[a-z])"
    rf"|\b{OFFICE},\s+(?P<whose>{NAME.pattern}),\s+(?:is|was|has|had|will|would|did|does|[a-z]+ed)\b"
)
"""Who is brought in otherwise: "For Ingrid Aas, relief was plain"; "across from her sat Aho"."""
_A_BODY = re.compile(
    rf"{_BEGIN}(?:The|Its|Their|[A-Z][\w.-]*[’']s)\s(?:[\w’'&-]+\s){{0,4}}?{BODY}(?=\s[a-z]|,)"
)
_A_HOUSE = re.compile(
    rf"(?:[;,]|\b(?:and|but|while))\s+the\s+(?P<who>{NAME.pattern})"
    r"(?=\s+(?:did|does|was|is|has|had|said|would|will|declined|refused|[a-z]+ed)\b)"
)
_ASKED = re.compile(
    rf"asked\s+(?P<who>{NAME.pattern})\s+(?:whether|if|how|why|what|when|where|who|about)\b"
)
_INVERTED = re.compile(
    rf"\s+(?:(?:the|an?)\s+)?(?:[a-z\d][\w’'-]*\s+){{1,6}}?(?P<who>{NAME.pattern})(?=[,.;]|\s+(?:of|from|at|in|who|on)\b)"
)
"""Says 59-year-old miner Karl Holt."""
_MANY = re.compile(r"(?:s|people|staff|men|women|police|tories)\Z", re.IGNORECASE)
_INTRANSITIVE = frozenset("said says wrote writes added adds".split())
"""Behind these, too, stands who does it; behind "asked" and the like, who is asked."""
_MEMORY = 1200
"""Characters in which "she" still means the last person named."""

Found = tuple[int, Speaker]


def last_named(page: Page, at: int, pronoun: str = "") -> Speaker:
    """Return who was named last before a place, and may be called so; if nobody was, somebody."""
    first = max(at - _MEMORY, 0)
    stretch = unheard(page)[first:at]
    found = [
        *_beginning(page, stretch),
        *_brought_in(page, first, at),
        *((one.start(one.lastgroup or ""), called(" ".join(one[one.lastgroup or ""].split())))
          for one in _SET_SCENE.finditer(stretch)),
        *_speaking(stretch),
    ]  # fmt: skip
    found.sort(key=lambda one: one[0])
    if pronoun.casefold() == "it":
        return _house(page, stretch, found)
    found = [one for one in found if one[1].kind != "body"]
    gender = gender_said(pronoun)
    last = found[-1][1] if found else Speaker("", "someone")
    if not gender:
        return last
    fitting = [one for one in found if _may_be(page, one[1], gender)]
    if found and fitting[-1:] != found[-1:]:
        fitting += _of_gender(page, stretch, gender)
    return max(fitting, key=lambda one: one[0])[1] if fitting else Speaker("", "someone")


def about(page: Page, sentence: str) -> Speaker | None:
    """Return whom a sentence is about, by how it begins; one word is a name here, too."""
    found = introduced(sentence, lambda name: True)
    return found[1] if found else None


def _house(page: Page, stretch: str, found: list[Found]) -> Speaker:
    """Return what "it" means, of those named before: no man, no woman, no office."""
    bodies = [
        (one.start("who"), called(" ".join(one["who"].split())))
        for one in _A_HOUSE.finditer(stretch)
        if has_house(one["who"])
    ]
    bodies += [
        (one.start(), body)
        for one in _A_BODY.finditer(stretch)
        if (body := read(one[0].lstrip(' .!?”"\n'))) and body.kind == "body"
    ]
    fitting = [
        one
        for one in found
        if one[1].kind == "body" or (one[1].kind == "person" and not gender_of(page, one[1].name))
    ]
    houses = [one for one in fitting if one[1].kind == "body" or is_house(one[1].name)]
    some = [*bodies, *houses] or fitting
    return max(some, key=lambda one: one[0])[1] if some else Speaker("", "someone")


def _beginning(page: Page, stretch: str) -> Iterator[Found]:
    """Yield the names with which a sentence begins."""
    for name, start, end in names_in(stretch):
        if not _BEGINS.search(stretch[max(start - 8, 0) : start]):
            continue
        behind = _behind_office(stretch, end)
        begun = not stretch[:start].strip()
        if behind or " " in name or begun or _IS_SOMEBODY.match(stretch, end) or known(page, name):
            yield start, called(behind or name)


def _brought_in(page: Page, first: int, at: int) -> Iterator[Found]:
    """Yield whom each sentence before a place is about."""
    spans = page.sentences
    for start, end in spans[
        max(bisect_left(spans, (first, 0)) - 1, 0) : bisect_left(spans, (at, 0))
    ]:
        if start >= first:
            one = _subject(page, start, min(end, at))
            if one:
                yield start + one[0] - first, one[1]


@lru_cache(1024)
def _subject(page: Page, start: int, end: int) -> Found | None:
    return introduced(unheard(page)[start:end], lambda name: known(page, name))


def _speaking(stretch: str) -> Iterator[Found]:
    """Yield who does what each verb of saying says."""
    for verb in _VERB.finditer(stretch):
        offset = max(stretch.rfind(sign, 0, verb.start()) for sign in '”“"\n')
        clause = re.split(r"[.!?]\s+", stretch[offset + 1 : verb.start()])[-1].rstrip()
        if clause.endswith(" to"):
            continue  # asked by Aho to explain
        clause = re.sub(
            r"(?:,?\s+(?:who|and|also|later|then|had|has|have|never|still|once|just))+$", "", clause
        )
        who = None if _PRONOUN.search(clause) else read(clause)
        behind = NAME.match(stretch, verb.end() + 1)
        if asked := _ASKED.match(stretch, verb.start()):  # the judge asked Aho whether
            yield verb.end(), called(asked["who"])
        if not clause.strip() and (inverted := _INVERTED.match(stretch, verb.end())):
            yield verb.end(), called(" ".join(inverted["who"].split()))
        if who and who.kind in ("person", "office", "crowd", "body"):
            yield verb.start(), who
        elif (
            behind
            and behind[0].split()[0] not in NO_NAMES
            and (not clause.strip() or verb[0] in _INTRANSITIVE or clause.endswith(","))
        ):
            yield verb.end(), called(" ".join(behind[0].split()))


def _may_be(page: Page, one: Speaker, gender: str) -> bool:
    """Say whether somebody may be called *he*, or *she*: one, a person, and no man or no woman."""
    if one.kind == "crowd" and _MANY.search(one.name):
        return False
    if one.kind == "person" and is_house(one.name):
        return False
    return gender_of(page, one.name) in ("", gender)


def _of_gender(page: Page, stretch: str, gender: str) -> Iterator[Found]:
    """Yield everybody, wherever named, of whom the text tells that they are a man, or a woman."""
    for name, start, _ in names_in(stretch):
        if gender_of(page, name) == gender:
            yield start, called(name)


def _behind_office(stretch: str, end: int) -> str:
    """Return the name behind what only begins with a capital: "Cobalt buyer Piet Janssen"."""
    found = _OFFICE_NAME.match(stretch, end)
    return " ".join(found[1].split()) if found else ""


@lru_cache(4096)
def known(page: Page, name: str) -> bool:
    """Say whether a surname that begins a sentence was told with its first name before."""
    return bool(re.search(rf"[A-Z](?:[\w’'-]+|\.)[^\S\n]+{re.escape(name)}\b", page.flat))


@lru_cache(64)
def unheard(page: Page) -> str:
    """Return a text in which nobody is named by what is quoted: its letters are all x."""
    text, at = [], 0
    for start, end in page.quoted:
        text += [page.flat[at:start], re.sub(r"\w", "x", page.flat[start:end])]
        at = end
    return "".join([*text, page.flat[at:]])
