"""Reads who does what a verb of saying says: a name, an office, or she who was named last."""

from __future__ import annotations

import re

from reewriter.text.facts.antecedents import last_named
from reewriter.text.facts.names import Speaker, called, names_in, read, set_off
from reewriter.text.facts.source import Page

__all__ = ["named_at", "subject_of"]

_PRONOUN = re.compile(r"(?:^|[\s,(])(he|she|they|it|we|I)$", re.IGNORECASE)
_ADVERBS = re.compile(
    r"(?:\s+(?:has|had|have|also|later|then|recently|once|and|who|still|now|just|never|simply|even"
    r"|bluntly|famously|publicly|reportedly|apparently|repeatedly|always|often|again|himself|herself"
    r"|would|will|could|may|might|does|did|firmly|quickly|only|rightly|wrongly))+$"
)
_STANDS_ALONE = re.compile(r"\s*(?:$|[,.;(]|(?:of|at|from|for|in|on|who|which|when|as|after)\b)")


def subject_of(page: Page, head: str, at: int) -> Speaker | None:
    """Return who does what the verb behind `head` says."""
    adverbs = _ADVERBS.search(head)
    head = _ADVERBS.sub("", head)
    if adverbs and re.search(r"\bwho\b", adverbs[0]):  # "of Celia Wade, who once described it"
        names = [one for one in names_in(head) if one[2] == len(head.rstrip(", "))]
        if names:
            return called(names[-1][0])
    if pronoun := _PRONOUN.search(head):
        return last_named(page, at, pronoun[1])
    return read(head)


def named_at(page: Page, who: str, at: int) -> Speaker | None:
    """Read a stretch that should name somebody, from its beginning."""
    who = who.strip(" *_,")
    if pronoun := re.match(r"(he|she|they|it|her|him|them)\b", who, re.IGNORECASE):
        return last_named(page, at, pronoun[1])
    names = list(names_in(who))
    if names and names[0][1] == 0 and _STANDS_ALONE.match(who[names[0][2] :]):
        return called(names[0][0])
    if names and (person := set_off(who, names)):
        return Speaker(person, "person")
    head = re.split(r",|\s(?:who|which|that|when|while|as|on|in an?|after|before)\s", who)[0]
    found = read(head)
    if names and (found is None or found.kind == "document"):
        return read(names[0][0])
    return found
