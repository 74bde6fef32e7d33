"""Says whether two names may be of one person, people or house; reads no text."""

from __future__ import annotations

import re
from functools import lru_cache

from reewriter.text.facts.wordings import OFFICE

__all__ = ["parts", "same_house", "same_people", "same_person"]

_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "phd", "md"})
_SHORT = {"jack": "john", "bob": "robert", "bill": "william", "jim": "james", "mike": "michael"}
_SHORT |= {
    "tom": "thomas",
    "dick": "richard",
    "ted": "edward",
    "tony": "anthony",
    "liz": "elizabeth",
}
_SHORT |= {"beth": "elizabeth", "peggy": "margaret", "kate": "catherine", "tim": "timothy"}
_RANKS = frozenset(
    "mr mrs ms mx dr prof sen rep gov gen col lt sir dame lord amb the president secretary minister"
    " senator treasury prime chief executive director chairman chair professor of".split()
)
_TITLE_BEFORE = re.compile(rf"\A(?:[\w.’'-]+\s+){{0,5}}?(?:(?i:{OFFICE})\s+)+(?=[A-Z][^\W\d_]+)")


def same_person(one: str, other: str) -> bool:
    """Say whether two names may be of the same person: "Mr. Aho" and "Juho Aho of Narva".

    >>> same_person("Mr. Aho", "Juho Aho"), same_person("Aho", "Berg")
    (True, False)
    """
    first, second = parts(one), parts(other)
    if not first or not second:
        return False
    if first[-1] == second[-1]:
        # "Elin Brandt" is not "Karl Brandt": where both have a first name, it must be one.
        return len(first) < 2 or len(second) < 2 or _same_first(first[:-1], second[:-1])
    return set(first) <= set(second) or set(second) <= set(first)


def _same_first(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(
        a == b or a[:3] == b[:3] or _SHORT.get(a) == b or _SHORT.get(b) == a
        or (1 in (len(a), len(b)) and a[0] == b[0])
        for a in one
        for b in other
    )  # fmt: skip


def same_people(one: str, other: str) -> bool:
    """Say whether a name may stand for a group: "China" and "Chinese officials"."""
    stems = {part[:4] for part in parts(other)}
    return any(part[:4] in stems for part in parts(one))


def same_house(one: str, other: str) -> bool:
    """Say whether a house is called by less than its name: "the audit office".

    >>> same_house("the audit office", "National Audit Office")
    True
    """
    whole = set(parts(other))
    return all(part in whole or part.removesuffix("s") in whole for part in parts(one))


@lru_cache(1024)
def parts(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell people apart."""
    name = _TITLE_BEFORE.sub("", name)  # "Congresswoman Berg" may be Dana Berg
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.sub(r"['’]s\b", "", name))
    plain = [word.casefold() for word in words]
    kept = tuple(word for word in plain if word not in _RANKS and word not in _SUFFIX)
    return kept or tuple(plain)
