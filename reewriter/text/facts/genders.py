"""Says of whom "he" or "she" cannot be said, by titles and kinship; guesses from no first name."""

from __future__ import annotations

import re
from functools import lru_cache

from reewriter.text.facts.names import NAME
from reewriter.text.facts.namesakes import parts
from reewriter.text.facts.source import Page

__all__ = ["gender_of", "gender_said"]

_PRONOUNS = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m"}
_WOMEN = (
    r"(?:(?:step|grand|god)?(?:mother|daughter|sister)|wife|widow|girlfriend|aunt|niece"
    r"|spokeswoman|chairwoman|congresswoman|councilwoman|businesswoman|policewoman|actress|queen"
    r"|princess|duchess|woman|mum|mom)"
)
_MEN = (
    r"(?:(?:step|grand|god)?(?:father|son|brother)|husband|widower|boyfriend|uncle|nephew"
    r"|spokesman|chairman|congressman|councilman|businessman|policeman|fisherman|king|prince|duke"
    r"|man|dad)"
)
_TOLD = re.compile(
    r"\b(?:(?P<mr>(?:Mr|Sir|Lord)\b\.?)|(?P<ms>(?:Ms|Mrs|Miss|Dame|Lady)\b\.?)"
    rf"|(?P<m>{_MEN})\b|(?P<f>{_WOMEN})\b)"
)
_BEHIND = re.compile(rf",?\s+(?P<who>{NAME.pattern})")
_IS = re.compile(
    rf"(?P<who>{NAME.pattern}),\s+(?:the|an?|his|her|its|their|[\w’'-]+[’']s)\s+(?:[a-z-]+\s+){{0,2}}\Z"
)
_OWN_KIN = re.compile(
    rf"(?P<who>{NAME.pattern})\s+(?:[a-z]+\s+){{1,2}}(?P<whose>his|her)\s+(?:[a-z-]+\s+){{0,2}}\Z"
)
_REACH = 70


def gender_said(pronoun: str) -> str:
    """Return "m" for *he* and *him*, "f" for *she* and *her*, "" for any other word."""
    return _PRONOUNS.get(pronoun.casefold(), "")


def gender_of(page: Page, name: str) -> str:
    """Return "m" or "f" where a text tells it of somebody with that name, for all who have it."""
    known = _told(page)
    last = parts(name)[-1:] if known else ()
    return known.get(last[0], "") if last else ""


@lru_cache(64)
def _told(page: Page) -> dict[str, str]:
    text = page.flat
    told: dict[str, set[str]] = {}

    def tell(name: str, gender: str) -> None:
        for last in parts(name)[-1:]:
            told.setdefault(last, set()).add(gender)

    for found in _TOLD.finditer(text):
        gender = "m" if found["m"] or found["mr"] else "f"
        if behind := _BEHIND.match(text, found.end()):
            tell(behind["who"], gender)
        if found["mr"] or found["ms"]:
            continue
        before = text[max(found.start() - _REACH, 0) : found.start()]
        if described := _IS.search(before):  # Aho, the chairman
            tell(described["who"], gender)
        if kin := _OWN_KIN.search(before):  # Aho told his wife
            tell(kin["who"], gender_said(kin["whose"]))
    return {name: next(iter(genders)) for name, genders in told.items() if len(genders) == 1}
