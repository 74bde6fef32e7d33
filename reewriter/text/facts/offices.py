"""Reads what somebody is said to be: the chief, of Narva, who speaks; knows no text and nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reewriter.text.facts.wordings import BODY, OFFICE

__all__ = [
    "AN_OFFICE",
    "BODIES",
    "LESSER",
    "Known",
    "another_sort",
    "has_office",
    "is_body",
    "is_of_state",
    "known_of",
    "split_office",
    "words_of",
]

AN_OFFICE = re.compile(rf"(?<![\w-]){OFFICE}(?![\w-])", re.IGNORECASE)
"""An office wherever it stands."""
_UNDER = re.compile(r"\bunder[- ]secretary\b", re.IGNORECASE)
_PREMIER = re.compile(r"\bprime[ -]minister\b", re.IGNORECASE)
_FOR_OTHERS = re.compile(
    r"\b(?:(?:public|corporate|external|government) affairs|(?:public|media|press|investor)"
    r" relations"
    r"|communications)\b",
    re.IGNORECASE,
)
"""Whose office these are speaks for others."""
_SAME = {
    **dict.fromkeys(("boss", "head", "leader", "ceo", "executive"), "chief"),
    **dict.fromkeys(("chairman", "chairwoman", "chairperson"), "chair"),
    **dict.fromkeys(("spokesman", "spokeswoman", "spokesperson"), "spokes"),
    **dict.fromkeys(("adviser",), "advisor"),
    **dict.fromkeys(("congresswoman", "representative"), "congressman"),
    **dict.fromkeys(("prof",), "professor"),
    **dict.fromkeys(("gp", "physician", "dr"), "doctor"),
    **dict.fromkeys(("shopkeeper", "shop-owner"), "shopkeeper"),
    **dict.fromkeys(("counsellor", "councilor"), "councillor"),
}
_SMALL = frozenset(
    "a an the of for at in from to and its their his her our former then outgoing current longtime"
    " veteran outspoken new old late s who is was has that as on by with also member senior leading"
    " chief's".split()
)
_CHIEFS = frozenset("secretary minister commissioner director".split())
"""Who is told as the chief of a house: the Treasury chief."""
LESSER = frozenset("deputy vice assistant shadow acting".split())
"""Words that make another office of one."""
BODIES = frozenset({"company", "firm", "group", "inc", "corp", "ltd", "plc", "gmbh", "nv", "asa"})
"""Words of a house's name that tell no house from another."""
_TRADES = re.compile(
    rf"{BODY}|\w*maker|refiner|miner|producer|supplier|plaintiff|defendant|giant|retailer|utility"
    r"|airline|exporter|importer|refinery|mine|plant|city|town|country|state"
)
"""What a house is called that is named elsewhere: the carmaker's lawyer."""

_SORTS = tuple(
    frozenset(words.split())
    for words in (
        "ministry department government cabinet administration state parliament senate agency"
        " authority commission council bureau office board watchdog embassy army military",
        "union federation association party opposition campaign coalition alliance organization"
        " organisation society lobby group council board committee",
        "company firm group bank fund consortium manufacturer startup start-up developer operator"
        " board trust cooperative utility airline retailer giant carmaker miner club",
        "university institute institution college school academy lab laboratory foundation"
        " centre center hospital society team department board council",
        "court tribunal",
        "police army military",
        "church",
    )
)
"""What one house may be called by turns: what is in none of the same is another house."""


def another_sort(one: str, other: str) -> bool:
    """Say whether two houses are of sorts that none is at once: the ministry, the union.

    >>> another_sort("the health ministry", "the harbor union"), another_sort("a firm", "the bank")
    (True, False)
    """
    first, second = (
        [
            at
            for at, sort in enumerate(_SORTS)
            if sort & set(re.findall(r"[a-z-]+", name.casefold()))
        ]
        for name in (one, other)
    )
    return bool(first and second) and not set(first) & set(second)


def is_of_state(house: str) -> bool:
    """Say whether a house is one of a state, or may be."""
    return bool(_SORTS[0] & set(re.findall(r"[a-z-]+", house.casefold())))


@dataclass(frozen=True, slots=True)
class Known:
    """A mention of somebody with what is said of them there."""

    name: str
    words: frozenset[str]
    offices: frozenset[str]


def has_office(one: Known, head: str, beside: frozenset[str]) -> bool:
    """Say whether somebody has an office, wherever: "the Treasury chief" may be its secretary."""
    return head in one.offices or bool(head == "chief" and beside and one.offices & _CHIEFS)


def is_body(word: str) -> bool:
    """Say whether a word calls a house what it is, as company and carmaker do, and not its name."""
    return bool(_TRADES.fullmatch(word))


def known_of(word: str, known: frozenset[str]) -> bool:
    """Say whether a word is among what is known: China is where a Chinese official is from."""
    if word in known:
        return True
    if len(word) < 5 or re.fullmatch(f"{OFFICE}|{BODY}", word):
        return False
    return any(len(one) >= 5 and one[:5] == word[:5] for one in known)


def split_office(office: str) -> tuple[str, frozenset[str], frozenset[str]]:
    """Return the office itself, what stands beside it, and whether it is a lesser one."""
    office = _UNDER.sub("undersecretary", office)
    first = re.split(r"\s(?:of|for|at|in|from|to)\s", office)[0]
    heads = AN_OFFICE.findall(first) or AN_OFFICE.findall(office)
    head = sorted(words_of(heads[-1]))[0] if heads else ""
    words = words_of(office)
    offices = words_of(" ".join(heads))
    return head, frozenset(words - offices - LESSER), frozenset(words & LESSER)


@lru_cache(4096)
def words_of(phrase: str) -> frozenset[str]:
    """Return the words of an office that tell something, one for all that are the same office."""
    one_word = _FOR_OTHERS.sub("spokesman", _UNDER.sub("undersecretary", phrase))
    one_word = _PREMIER.sub("premier", one_word)
    found = re.findall(r"[^\W\d_]+(?:\.[^\W\d_])*", re.sub(r"['’]s\b", "", one_word.casefold()))
    return frozenset(_SAME.get(word, word) for word in found if word not in _SMALL)
