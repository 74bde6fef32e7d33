"""Learns from a source who is what in it: "the Treasury secretary" may be its Mr. Bessent."""

from __future__ import annotations

import re
from functools import lru_cache

from reewriter.text.facts.names import names_in
from reewriter.text.facts.namesakes import same_person
from reewriter.text.facts.offices import (
    AN_OFFICE,
    BODIES,
    LESSER,
    Known,
    has_office,
    is_body,
    is_of_state,
    known_of,
    split_office,
    words_of,
)
from reewriter.text.facts.source import Page
from reewriter.text.facts.titles import office_before, told_before, whose
from reewriter.text.facts.wordings import SAID, SPOKES

__all__ = ["People", "people_of"]

_BEHIND = re.compile(
    r"(?:,\s+(?!and\b|but\b|who\s+(?!is|was|(?:has\s+)?(?:run|led|headed|chaired|owned)\b|runs|leads|heads|owns|chairs|founded"
    r"|ran|speaks))"
    r"|\s+[—–]\s+|\s+(?=(?:of|from|at)\s+(?:the\s+)?(?:[a-z-]+\s+){0,3}[A-Z])|\s+(?:is|was|became)\s+)"
    r"(?P<what>[^;:“”\"()\n]{2,110})"
)
_ASIDE = re.compile(r"\s*\(([^\W\d_][^()\n]{1,60})\)")
_STOP = re.compile(
    r"[,.;](?:\s|$)|\b(?:whose|said|says|told|added|wrote|warned|argued|called|noted|announced|who\s+(?:has(?!\s+(?:run|led|headed|chaired|owned)\b)"
    r"|have|had|asked)|welcomed|and then)\b"
)
_DATELINE = re.compile(r"(?:,[^,.\n]{1,30})?\s*[—–-]\s")
_FROM = re.compile(
    r"^[ \t]*(?P<where>[A-Z][A-Z .’'-]{2,30})(?:,[^\n—–(-]{0,30})?[ \t]*(?:\([^)\n]{1,30}\)["
    r" \t]*)?(?:[—–]|--|-)[ \t]",
    re.MULTILINE,
)
_SPOKE = re.compile(rf"(?<![\w’'-]){SAID}(?![\w’'-])")
_SPEAKS = re.compile(
    r"(?P<before>[A-Z][\w’'-]+)\s+(?:said|says|told|added|wrote|asked|replied)\b"
    r"|\b(?:said|says|added|wrote|asked|replied)\s+(?P<behind>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)"
)
_DOES = {"runs": "chief", "leads": "chief", "heads": "chief", "owns": "owner", "chairs": "chair"}
_DOES |= {"led": "chief", "ran": "chief", "run": "chief", "headed": "chief", "chaired": "chair"}
_DOES |= {"owned": "owner"}
_DOES |= {"founded": "founder", "speaks": "spokes"}


_REACH, _NEAR = 300, 90
"""Characters before a name in which it may be told whose office somebody has, and which."""


class People:
    """Everybody of a source of whom it says what they are."""

    def __init__(self, page: Page) -> None:
        self._known: list[Known] = []
        self._names: set[str] = set()
        self._surnames: set[str] = set()
        # What was asked once is asked again with every key.
        self._words: dict[str, frozenset[str]] = {}
        self._fits: dict[tuple[str, str], int] = {}
        self._holders: dict[str, list[str]] = {}
        text = page.flat
        told = _FROM.search(text)
        self.reported_from = told["where"].strip().title() if told else ""
        """The town that the dateline names."""
        # Who speaks under a name is somebody.
        for one in _SPEAKS.finditer(text):
            self._surnames.add((one["before"] or one["behind"]).split()[-1])
        for name, start, end in names_in(text):
            behind = text[end : end + 130]
            if not (name.isupper() and _DATELINE.match(behind)):
                self._add(name, text[max(start - _REACH, 0) : start], behind)

    def _add(self, name: str, before: str, behind: str) -> None:
        said: list[str] = []
        person = name
        within = list(AN_OFFICE.finditer(name))
        if within and within[-1].end() < len(name):  # "Finance Minister Elin Brandt"
            said.append(name[: within[-1].end()])
            person = name[within[-1].end() :].strip()
        said += told_before(person, before[-_REACH // 2 :])
        self._names.add(person)
        clause = re.split(r"[.!?;:”“]\s|\n", before)[-1]
        if head := office_before(clause[-_NEAR:]):
            said.append(_SPOKE.split(head)[-1])
            if house := whose(clause[-_NEAR:], before):
                said.append(f"{said[-1].rstrip(', ')} of {house}")
        behind = behind.removeprefix(".") if name.endswith(("Jr", "Sr")) else behind
        aside = _ASIDE.match(behind)
        if aside:
            said.append(aside[1])
            behind = behind[aside.end() :]
        for _ in range(2):  # "of Narva Works, an engineer"
            found = _BEHIND.match(behind)
            if found is None:
                break
            stop = _STOP.search(found["what"])
            end = stop.start() if stop else len(found["what"])
            said.append(found["what"][:end])
            behind = behind[found.start("what") + end :]
        for phrase in said:
            words = words_of(phrase)
            offices = frozenset(words_of(" ".join(AN_OFFICE.findall(phrase)))) | {
                office for verb, office in _DOES.items() if verb in words
            }
            if offices or re.match(r"\s*(?:of|from|at|the|a)\b", phrase):
                self._known.append(Known(person, words | offices, offices))

    def knows(self, name: str) -> bool:
        """Say whether a name is in the source at all."""
        return any(same_person(name, one) for one in self._names)

    def is_somebody(self, name: str) -> bool:
        """Say whether a name is that of a person, as far as a text shows: by what they are, or
        since they speak, or have a first name.
        """
        last = name.split()[-1] if name.split() else ""
        whole = any(one.endswith(f" {last}") for one in self._names)
        return bool(self.words_on(name)) or last in self._surnames or whole

    def words_on(self, name: str) -> frozenset[str]:
        """Return all words that tell what somebody is."""
        words = self._words.get(name)
        if words is None:
            found = (one.words for one in self._known if same_person(one.name, name))
            words = self._words[name] = frozenset().union(*found)
        return words

    def speaks_for(self, name: str) -> bool:
        """Say whether it is somebody's office to speak for others."""
        return bool(self.words_on(name) & SPOKES)

    def is_(self, name: str, office: str) -> bool:
        """Say whether somebody is what an office says, by what the source says.

        Of what stands beside the office one word must be known of the person: "the U.S. Treasury
        secretary" may be a "Treasury Secretary".
        """
        fit = self._fit(name, office)
        if fit == _LOOSELY:
            return not any(
                self._fit(one.name, office) == _WELL
                for one in self._known
                if not same_person(one.name, name)
            )
        return fit == _WELL

    def _fit(self, name: str, office: str) -> int:
        """Say how well somebody fits an office: of "its chairman" we do not know whose he is."""
        fit = self._fits.get((name, office))
        if fit is None:
            fit = self._fits[name, office] = self._fit_of(name, office)
        return fit

    def _fit_of(self, name: str, office: str) -> int:
        head, beside, lesser = split_office(office)
        known = self.words_on(name)
        best = _NOT
        for one in self._known:
            if not same_person(one.name, name) or one.words & LESSER != lesser:
                continue
            if has_office(one, head, beside):
                if not beside or any(known_of(word, known) for word in beside):
                    return _WELL
                if not [word for word in one.words - one.offices if not is_body(word)]:
                    best = _LOOSELY
                elif all(map(is_body, beside)) and not any(map(is_body, one.words - one.offices)):
                    best = _LOOSELY  # "the company’s spokesman": that of Narva
            elif lesser & one.offices:  # "her deputy"
                best = _LOOSELY
        return best

    def elsewhere(self, name: str, house: str) -> bool:
        """Say whether a house that is told by a name is another one's: China’s ministry."""
        told = words_of(" ".join(re.findall(r"\b[A-Z][\w-]+", re.sub(r"^The\b", "", house))))
        if not told:
            told = words_of(house) & _OWN_HOUSES
        if not told or any(known_of(word, self.words_on(name)) for word in told):
            return False
        return any(
            any(known_of(word, one.words) for word in told)
            for one in self._known
            if not same_person(one.name, name)
        )

    def contradicts(self, name: str, office: str) -> bool:
        """Say whether somebody has that office, but elsewhere: the Pentagon’s press secretary."""
        head, beside, _ = split_office(office)
        return bool(beside) and any(
            same_person(one.name, name)
            and has_office(one, head, beside)
            and not all(map(is_body, one.words - one.offices))
            for one in self._known
        )

    def has_another(self, name: str, office: str) -> bool:
        """Say whether somebody has an office that none has beside this one: mayor, governor."""
        head, _, lesser = split_office(office)
        theirs = frozenset().union(
            *(one.offices for one in self._known if same_person(one.name, name))
        )
        return not lesser and head in _ONE_OF_THESE and bool(theirs & _ONE_OF_THESE - {head})

    def holders(self, office: str) -> list[str]:
        """Return everybody who is what an office says, once each, in order."""
        found = self._holders.get(office)
        if found is None:
            found = self._holders[office] = []
            for one in self._known:
                known = any(same_person(one.name, name) for name in found)
                if not known and self.is_(one.name, office):
                    found.append(one.name)
        return found

    def may_speak_for(self, name: str, house: str) -> bool:
        """Say whether a name that nobody bears may be the house of a chief of no house."""
        words = self.words_on(name)
        return (
            bool(words & _SPEAKING)
            and not words - _SPEAKING - {"executive", "officer"}
            and self._may_be_a_house(house)
        )

    def _may_be_a_house(self, name: str) -> bool:
        """Say whether nobody is said to have a name that is in the source."""
        known = self.knows(name) and not self.words_on(name)
        last = name.split()[-1]
        if len(name.split()) == 1:  # a house is called by its first word, a person by the last
            known = known and not any(one.endswith(f" {last}") for one in self._names)
        else:
            known = known and last not in self._names
        return known and last not in self._surnames

    def of_another_house(self, name: str, house: str) -> bool:
        """Say whether somebody is told to be of a house, and of another one than this."""
        words = self.words_on(name)
        offices = frozenset().union(
            *(one.offices for one in self._known if same_person(one.name, name))
        )
        if offices and offices <= _ONE_OF_THESE | {"minister"} and not is_of_state(house):
            return True
        wanted = [word for word in words_of(house) if word not in BODIES]
        return bool(words - offices - LESSER and wanted) and not any(
            known_of(word, words) for word in wanted
        )

    def is_house(self, name: str) -> bool:
        """Say whether a name is a house's: somebody else is told to have an office there."""
        own = frozenset(words_of(name))
        return not self.words_on(name) & _SPEAKING and any(
            one.offices and own <= one.words - one.offices
            for one in self._known
            if not same_person(one.name, name)
        )

    def belongs(self, name: str, house: str) -> bool:
        """Say whether somebody is of a house: Juho Aho of Narva Works."""
        known = self.words_on(name)
        wanted = [word for word in words_of(house) if word not in BODIES]
        if wanted and all(known_of(word, known) for word in wanted):
            return True
        # "The company’s chief executive" is of a company that the source names elsewhere.
        of_a_house = any(
            one.offices
            and (beside := one.words - one.offices - LESSER)
            and all(map(is_body, beside))
            for one in self._known
            if same_person(one.name, name)
        )
        return of_a_house and self._may_be_a_house(house)


_SPEAKING = frozenset("chief chair spokes president founder".split())
_ONE_OF_THESE = frozenset(
    "mayor governor senator congressman ambassador judge prosecutor premier chancellor king queen"
    " prince pope archbishop bishop general admiral colonel sheriff".split()
)
_OWN_HOUSES = frozenset("embassy ministry union court university parliament police".split())
"""Of these a text seldom has two."""
_NOT, _LOOSELY, _WELL = range(3)


@lru_cache(64)
def people_of(page: Page) -> People:
    """Read who is what in a source; remembered, since of a source the same is asked again."""
    return People(page)
