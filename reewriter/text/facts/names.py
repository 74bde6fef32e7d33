"""Reads a stretch of text as somebody: a name, an office, a house, a crowd; no quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reewriter.text.facts.leads import LEAD
from reewriter.text.facts.wordings import BODY, CROWD, DOCUMENT, OFFICE, SAYING

__all__ = [
    "NAME",
    "NOBODY",
    "NO_NAMES",
    "TITLE",
    "Kind",
    "Speaker",
    "called",
    "has_house",
    "is_house",
    "is_outlet",
    "names_in",
    "read",
    "set_off",
]

Kind = Literal["", "person", "office", "body", "crowd", "someone", "document"]
"""A name, whoever bears it; "the minister"; "the company"; "one official"; "she" of whom nothing
else is known; the source itself, or its author. Empty: nobody."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to have spoken."""

    name: str = ""
    """As printed: "Mr. Aho", "one official"; empty where nobody is named."""
    kind: Kind = ""
    loosely: bool = False
    """Whether it only stands beside the words, and may be somebody else: "(Aho)", "Aho’s “…”"."""
    guessed: bool = False
    """Whether only the sentence before is about them: it counts where they are somebody."""


NOBODY = Speaker()

TITLE = (
    r"(?:(?:Rear |Vice |Maj\. |Brig\. |Lt\. )?"
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Adm|Col|Maj|Capt|Cmdr|Sgt|Lt|Sir|Dame|Lord|Amb)"
    r"\b\.?\s+)"
)
# Each sign of a name in one way only: a pattern that goes on behind it may have to go back.
_CAPITAL = r"(?:(?:[A-Z]\.)+|[A-ZÀ-ÖØ-ÞŠŽ][\w’'-]*[\w])"
_GAP = r"(?:[^\S\n]+|[^\S\n]*\n(?!\s*\n)[^\S\n]*)"
"""A name may be wrapped, but no paragraph ends within it."""
NAME = re.compile(
    rf"{TITLE}?{_CAPITAL}"
    rf"(?:{_GAP}(?:(?:de|da|del|der|den|van|von|bin|al|el|la|le|du|of the|of)\s+)?"
    rf"{_CAPITAL})*"
)
_CROWD = re.compile(
    r"(?:\b(?i:one|an?|some|many|several|most|two|three|other|another|unnamed|anonymous|certain"
    rf"|various|senior|former|industry|government|few|both)\s+(?:[\w’'.-]+\s+){{0,3}}(?i:{CROWD})"
    r"|\b(?:[Oo]ne|[Aa]n?)\s+(?:[A-Z][\w.-]+\s+|[a-z-]+\s+)?[a-z-]*(?:er|or|ist|ian|man|woman|ant|ee)\b"
    rf"|^(?!(?:the|its|his|her|their|our)\b)(?:[a-z-]+\s+){{0,2}}(?i:{CROWD})"
    rf"|\b(?!(?:The|Its|His|Her|Their|Our|This|That)\b)[A-Z][\w.-]+\s+{CROWD}"
    rf"|\b(?:and|but|while|as|that|because|so|which)\s+{CROWD}"
    rf"|\b(?:[Oo]ne|[Aa]n?|[Ss]ome|[Aa]nother)\s+(?:[\w’'.-]+\s+){{0,4}}(?i:{OFFICE})s?"
    r"|\b(?i:the (?:same |second |other )?(?:person|people|sources?|insiders?))"
    r"|\b(?i:one of (?:them|those|the)(?:\s+[a-z-]+){0,2})"
    r"|(?:^|\b(?:and|but|while|as|that|because)\s+)(?i:some|many|most|others|several|few|someone"
    r"|somebody|everyone|everybody|one|another))"
    r"(?:\s+(?:in|at|of|from|for|to|with|familiar|close|who|there|briefed|on|present)\b[^,“”\"]{0,50})?$"
)
_OWNED = r"(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[\w.’'-]+[’']s|[\w-]+s[’'])"
_OF = r"(?:\s+(?:of|for|at|in|from|to)\s+(?:the\s+)?[\w’'.&-]+(?:\s+[\w’'.&-]+){0,4})?"
_OFFICE = re.compile(
    rf"(?:\b{_OWNED}\s+(?:[\w’'.&-]+\s+){{0,5}}?(?i:{OFFICE}){_OF}"
    rf"|\b(?:[A-Z][\w’'.&-]*\s+){{0,4}}(?:President|Secretary|Minister|Chancellor|Premier|Chief"
    rf"|Chairman|Chair|Governor|Mayor|CEO|Commissioner))$"
)
_BODY = re.compile(rf"\b{_OWNED}\s+(?:[\w’'.&-]+\s+){{0,4}}?{BODY}{_OF}$")
_DOCUMENT = re.compile(
    rf"(?:\b(?:{_OWNED}|[Tt]his|[Tt]hat|[Aa]n?)\s+(?:[\w’'.&-]+\s+){{0,3}}?{DOCUMENT}{_OF}|\b[Ii]t)$"
)
_OUTLET = re.compile(
    r"\b(?:Journal|Times|Post|News|Reuters|Press|Magazine|Bloomberg|Herald|Guardian|Tribune|Gazette"
    r"|Review|Daily|Weekly|Mail|Telegraph|Observer|Economist|Standard|AFP|AP|dpa|BBC|CNN|CNBC|WSJ|NYT|FT)\b"
)
NO_NAMES = frozenset(
    "A An After Also Although And As Asked At Because Before But By Earlier Even Finally For"
    " From He Her His However I If In Instead It Its Last Later Like Meanwhile More Most Mr Ms"
    " No Nobody Not Now Of On Once One Only Or Our She Since So Some Speaking Still That The"
    " Their Then There These They This Those Though Through To Today Under Until Upon We What"
    " When Where Which While Who Why With Yesterday Yet You Monday Tuesday Wednesday Thursday"
    " Friday Saturday Sunday January February March April May June July August September October"
    " November December Several Many Two Three Four Five Another Both Each Every Here How Just"
    " Such According Says Whether Everybody Everyone Nothing Nowhere Never Nor Neither None Let"
    " Per See Note Emphasis Translation Sic Across Along Among Around Behind Below Beside"
    " Besides Between Beyond Despite Down During Inside Into Near Outside Over Past Toward"
    " Towards Without Within Above Against Amid Throughout Unlike Did Does Do Has Have Had Is"
    " Are Was Were Would Could Can Should Must Whose Apparently Clearly Obviously Surely"
    " Certainly Indeed Perhaps Maybe Actually Really Recently Lately Eventually Initially"
    " Originally Previously Privately Publicly Reportedly Allegedly Supposedly Ironically"
    " Curiously Oddly Strangely Sadly Luckily Fortunately Unfortunately Thankfully Interestingly"
    " Notably Remarkably Similarly Likewise Accordingly Consequently Therefore Thus Hence"
    " Nonetheless Nevertheless Otherwise Alternatively Additionally Furthermore Moreover"
    " Conversely Overall Generally Usually Normally Often Always Sometimes Occasionally Rarely"
    " Seldom Again Twice Already Soon Suddenly Immediately Quickly Simply Bluntly Frankly"
    " Honestly Predictably Naturally Rightly Wrongly Elsewhere Afterwards Afterward Ask Take"
    " Listen Remember Consider Compare Quoting Citing Asking Calling Writing Answering".split()
)
_OWNER = re.compile(r"(?:[\w.&-]+\s)*?[\w.&-]+(?:[’']s|(?<=s)[’'])\s+(?=\S)")
_HOUSE = re.compile(
    r"\b(?:University|Ministry|Bank|Department|Institute|Council|House|Bureau|Office|Board|Academy"
    r"|Chamber|Federation|Union|Association|School|College|Cent(?:er|re)|Court|Secretary|Minister"
    r"|President|Head|Director|Chair|Chairman|Society|Republic|Kingdom|States|Commission|Committee"
    r"|Agency|Service|Group|Fund|Foundation|Gulf|Sea|Cape|Bay|Port|City|Town|County|State|Province"
    r"|Governor|Professor|Chief|Church|Party|Company|Works|Trust|Authority|Organi[sz]ation|King"
    r"|Queen|Duke|Prince)\b"
)
"""What a capital and "of" go on from: the Bank of Sweden, but Juho Aho of Narva Works."""
_FIRM = re.compile(
    rf"(?:^|\s)(?:{BODY}|Works|Mining|Mines|Inc|Corp|Corporation|Ltd|PLC|Co|Group|Metals|Resources"
    r"|Energy|Industries|Holdings|Minerals|Capital|Partners|Chemicals|Materials|Motors|Steel"
    r"|Securities|Services|Systems|Technologies|States|Nations|Kingdom)\Z",
    re.IGNORECASE,
)
_BELONGS = re.compile(r"\b(?:of|at|for|from|with|in|by|about|on)(?:\s+the)?\s+$", re.IGNORECASE)
_WHO = re.compile(r",?\s+(?:who|whose)\s.*\Z", re.DOTALL)
_SET_IN = re.compile(r",\s+(?:(?:of|in|to|for|from|about)\s+)?(?:whom|which)\s[^,]{2,60},(?=\s|\Z)")
_WHICH = re.compile(
    rf"\A.*(?:,?\s+(?:which|whom)|\ban?\s+(?:[a-z-]+\s+){{0,2}}{SAYING}\s+that)\s+", re.DOTALL
)
"""What a clause is about that says whose it is: a remark that Aho called …"""
_PARTY = re.compile(r"\s*\([^()]{1,40}\)\s*\Z")
_AND_OTHERS = re.compile(
    r"(?<=[\w’])\s+and\s+(?:(?:many|some|several|two|three|four)\s+)?(?:others?|(?:his|her|their)\s+(?:[a-z-]+\s*){1,2})\Z"
)
_NAMED = re.compile(rf"\b(?:named|called)\s+({_CAPITAL}(?:\s+{_CAPITAL})+)")


def read(clause: str) -> Speaker | None:
    """Read who stands at the end of a clause, just before a verb; None for nobody.

    >>> read("On Friday the deputy minister for trade")
    Speaker(name='the deputy minister for trade', kind='office', loosely=False, guessed=False)
    >>> read("Juho Aho, the owner of Narva,").name
    'Juho Aho'
    """
    bare = _WHO.sub("", _SET_IN.sub(",", clause.strip(" *_"))).rstrip(", *_")
    bare = _WHICH.sub("", _PARTY.sub("", bare))  # "the rule, which one trader called"
    bare = _AND_OTHERS.sub("", bare)
    names = list(names_in(bare))
    if named := _NAMED.search(bare):
        return Speaker(named[1], "person")
    if (behind := _behind_lead(bare, clause)) is not None:
        return behind
    apart = "," in bare or clause.rstrip().endswith(",")
    if apart and (person := set_off(bare, names)):
        return Speaker(person, "person")
    if clause.rstrip(" *_").endswith(",") and "," in bare:
        bare = bare.split(",")[0]  # "the minister, who is new,"
        names = [one for one in names if one[2] <= len(bare)]
    found = _described(bare, names)
    if found is not None and found.kind == "document":
        # "The ministry’s paper" speaks for the ministry.
        owner = re.match(r"(.*)[’']s\s", found.name)
        return (read(owner[1]) if owner else None) or found
    if found is not None:
        return _of_it(bare, found, names) or found
    return _nearest(bare, names) if names else None


def _nearest(bare: str, names: list[tuple[str, int, int]]) -> Speaker:
    """Return who is named last, but for what somebody is only of."""
    for name, start, end in reversed(names):
        belongs = _BELONGS.search(bare, 0, start)
        if belongs:  # "Walter Beck of Coastal Alloys"
            bare = bare[: belongs.start()] + bare[end:]
        elif len(bare[end:].split()) <= 3:
            return called(_with_the_other(bare, name, start, names))
    return called(names[0][0])


def _behind_lead(bare: str, clause: str) -> Speaker | None:
    """Return who stands behind what leads to them: In a letter to Juho Aho, the agency (said)."""
    lead = LEAD.match(bare)
    if lead is None or clause.rstrip(" *_").endswith(","):
        return None
    tail = bare.rsplit(", ", 1)[1].strip()
    names = list(names_in(tail))
    found = _described(tail, names)
    if found is not None and found.kind != "document":
        return found if tail.startswith(found.name) else None
    whole = bool(names) and names[0][1] == 0 and names[0][2] == len(tail)
    return called(names[0][0]) if whole else None


def _of_it(bare: str, found: Speaker, names: list[tuple[str, int, int]]) -> Speaker | None:
    """Return who is named before a house that is only where they are from: Aho of its office."""
    belongs = _BELONGS.search(bare[: bare.rindex(found.name)])
    if belongs is None or found.kind not in ("body", "office"):
        return None
    ends = len(bare[: belongs.start()].rstrip())
    return next((called(name) for name, _, end in names if end == ends), None)


def _with_the_other(bare: str, name: str, start: int, names: list[tuple[str, int, int]]) -> str:
    """Return both names of two who say something together: "Ruth Calder and Jim Oyster"."""
    for other, first, end in names:
        if bare[end:start].strip() == "and" and not _HOUSE.search(bare[first:end]):
            return f"{other} and {name}"
    return name


def _described(bare: str, names: list[tuple[str, int, int]]) -> Speaker | None:
    """Return who is described and not named, at the end of a clause."""
    at_the_end = bool(names) and names[-1][2] == len(bare)
    kinds: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_DOCUMENT, "document"),
        (_CROWD, "crowd"),
        (_OFFICE, "office"),
        (_BODY, "body"),
    )
    best: tuple[int, Kind, str] | None = None
    for pattern, kind in kinds:
        found = pattern.search(bare)
        if found and (best is None or found.start() < best[0]):
            best = (found.start(), kind, found[0].strip(" ,"))
    if best is None:
        return None
    start, kind, text = best
    if at_the_end and kind != "crowd" and not re.search(r"\s(?:of|for|at|in|from|to)\s", text):
        name, first, _ = names[-1]
        if kind == "document" or not _is_office(name) or first < start:
            return None  # "the economist Juho Aho": that is a name
    if kind == "crowd" and any(first < start for _, first, _ in names) and ", " in bare:
        return None
    return Speaker(text, kind)


def _is_office(name: str) -> bool:
    return bool(re.search(rf"(?:^|\s){OFFICE}$", name, re.IGNORECASE))


def called(name: str) -> Speaker:
    """Return who has a name, which may be no more than an office."""
    if re.fullmatch(CROWD, name, re.IGNORECASE):
        return Speaker(name, "crowd")
    return Speaker(name, "office" if _is_office(name) else "person")


def is_house(name: str) -> bool:
    """Say whether a name is that of a firm or a house, by its last word: Narva Works."""
    return bool(_FIRM.search(name))


def has_house(name: str) -> bool:
    """Say whether a word of a name is that of a house: Swiss People's Party."""
    return bool(_HOUSE.search(name) or is_house(name))


def is_outlet(name: str) -> bool:
    """Say whether a name is that of a paper or an agency: what we read in, not who speaks."""
    return bool(_OUTLET.search(name))


def set_off(clause: str, names: list[tuple[str, int, int]]) -> str:
    """Return the name that commas set off: Aho, the owner of Narva — or a trader at Narva, Aho."""
    for name, start, end in names:
        behind = clause[end:].strip()
        if _is_office(name) or re.search(r"[’']s\Z", clause[start:end]):  # "Germany's, Juho Aho,"
            continue
        if (
            behind.startswith((",", "("))
            or (behind == "" and clause[:start].rstrip().endswith(","))
        ) and not _BELONGS.search(clause[:start]):
            return name
    return ""


def names_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the names in a text, without the small words that only begin a sentence."""
    for found in NAME.finditer(text):
        words = found[0].split()
        start = found.start()
        while words and words[0].strip(".") in NO_NAMES and not re.match(TITLE, found[0]):
            start = text.index(words[0], start) + len(words[0])
            words = words[1:]
        if words:
            begin = text.index(words[0], start)
            end = found.end()
            of = re.search(r"\sof\s", text[begin:end])
            head = text[begin : begin + of.start()] if of else ""
            if " " in head and not _HOUSE.search(
                re.sub(r"^(?:Professor|President|Governor)\b", "", head)
            ):
                end = begin + len(head)
            owner = _OWNER.match(text, begin, end)
            begin = owner.end() if owner else begin
            name = " ".join(text[begin:end].split())
            yield re.sub(r"[’']s$", "", name), begin, end
