"""Finds who is named as the speaker of a quotation, by the words around it; knows no names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reewriter.text.facts.source import Page

__all__ = ["NOBODY", "Speaker", "reported", "same_people", "same_person", "says", "speaker_of"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to have spoken."""

    name: str = ""
    """As printed: "Mr. Aho", "one official"; empty where nobody is named."""
    vague: bool = False
    """Whether that tells nobody who it was."""


NOBODY = Speaker()

_SAID = (
    r"(?:said|says?|saying|told|tells?|tell|add(?:s|ed|ing)|wr(?:ote|ites?|iting)|argu(?:es?|ed|ing)"
    r"|not(?:es|ed|ing)|warn(?:s|ed|ing)|call(?:s|ed|ing)|describ(?:es|ed|ing)|explain(?:s|ed|ing)"
    r"|insist(?:s|ed|ing)|stress(?:es|ed|ing)|claim(?:s|ed|ing)|stat(?:es|ed|ing)|declar(?:es|ed|ing)"
    r"|asks?|asked|asking|repl(?:ies|ied)|continu(?:es|ed)|conclud(?:es|ed)|recall(?:s|ed)"
    r"|acknowledg(?:es|ed)|admit(?:s|ted)|comment(?:s|ed)|remark(?:s|ed)|observ(?:es|ed)"
    r"|puts? it|announc(?:es|ed)|testif(?:ies|ied)|predict(?:s|ed)|post(?:s|ed)"
    r"|emphasi[sz](?:es|ed)"
    r"|caution(?:s|ed)|suggest(?:s|ed)|counter(?:s|ed)|jok(?:es|ed)|urg(?:es|ed)|complain(?:s|ed)"
    r"|maintain(?:s|ed)|conced(?:es|ed)|question(?:s|ed)|promis(?:es|ed)|vow(?:s|ed)|agre(?:es|ed)"
    r"|pledg(?:es|ed)|speaks? of|spoke of|refer(?:s|red) to|dismiss(?:es|ed)|label(?:s|led|ed)"
    r"|characteri[sz](?:es|ed)|hail(?:s|ed)|prais(?:es|ed)|quips?|quipped"
    r"|disagre(?:es|ed)|object(?:s|ed)|retort(?:s|ed)|confirm(?:s|ed)|den(?:ies|ied)|estimat(?:es|ed)"
    r"|lament(?:s|ed)|reiterat(?:es|ed)|concur(?:s|red)|boast(?:s|ed)|joked|mus(?:es|ed)|scoff(?:s|ed))"
)
_VERB = re.compile(rf"(?<![\w’'-]){_SAID}(?![\w’'-])")
_TITLE = r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sir|Dame|Lord|Amb)\b\.?\s+)"
_CAPITAL = r"(?:[A-Z]\.(?:\s?[A-Z]\.)*|[A-ZÀ-ÖØ-ÞŠŽ][\w’'-]*[\w])"
_NAME = re.compile(
    rf"{_TITLE}?{_CAPITAL}(?:\s+(?:(?:de|da|del|der|den|van|von|bin|al|el|la|le|du|of the|of)\s+)?"
    rf"{_CAPITAL})*"
)
_PEOPLE = (
    r"(?:officials?|analysts?|experts?|critics?|observers?|insiders?|executives?|sources?|person"
    r"|people|spokes(?:man|woman|person|people)|diplomats?|traders?|investors?|economists?|lawyers?"
    r"|lawmakers?|researchers?|scientists?|engineers?|advis[eo]rs?|aides?|miners?|managers?"
    r"|participants?|supporters?|opponents?|academics?|professors?|consultants?|commentators?"
    r"|representatives?|voices?|senators?|bankers?|buyers?|geologists?|negotiators?|ministers?)"
)
_VAGUE = re.compile(
    r"(?:\b(?i:one|an?|some|many|several|most|two|three|other|another|unnamed|anonymous|certain"
    rf"|various|senior|former|industry|government)\s+(?:[\w’'.-]+\s+){{0,3}}{_PEOPLE}"
    rf"|\b(?:[Oo]ne|[Aa]n?)\s+[a-z-]+|\b[A-Z][a-z]+\s+{_PEOPLE}|^(?i:{_PEOPLE})"
    rf"|\b(?:and|but|while|as|that|because|so|which)\s+{_PEOPLE})"
    r"(?:\s+(?:in|at|of|from|with|familiar|close|who|there|briefed)\b[^,“”\"]{0,50})?$"
)
_PRONOUN = re.compile(r"(?:^|[\s,(])(?:he|she|they|it)$", re.IGNORECASE)
_NO_NAMES = frozenset(
    "A An After Also Although An And As Asked At Because Before But By Earlier Even Finally For"
    " From"
    " He Her His However I If In Instead It Its Last Later Like Meanwhile More Most Mr Ms No Nobody"
    " Not Now Of On Once One Only Or Our She Since So Some Speaking Still That The Their Then There"
    " These They This Those Though Through To Today Under Until Upon We What When Where Which While"
    " Who Why With Yesterday Yet You Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    " January February March April May June July August September October November December"
    " Several Many Two Three Four Five Another Both Each Every Here How Just Such According".split()
)
_BELONGS = re.compile(r"\b(?:of|at|for|from|with|in)(?:\s+the)?\s+$")
_STRETCH = r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|St|[A-Z])\.|[^.;:“\"\n])"
_AFTER = re.compile(
    rf"[\s*_,;:—–-]*(?:{_SAID}\s+(?P<who>{_STRETCH}{{1,80}})"
    rf"|(?P<subject>{_STRETCH}{{1,100}}?),?\s+"
    rf"(?:has |had |have |also |later |then |recently )?{_SAID}\b"
    rf"|according to (?P<by>{_STRETCH}{{1,80}})"
    rf"|as (?P<so>{_STRETCH}{{1,60}}) (?:put|called|had) it\b)"
)
_REPORTED = re.compile(rf",\s+(?P<subject>{_STRETCH}{{1,60}}?)\s+{_SAID}[^,]{{0,40}}[.]?\Z")
_BEGINS = re.compile(r"(?:^|(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)[.!?][”\"’]?|\n)\s*\Z")
_MEMORY = 1200
"""Characters in which "she" still means the last person named."""
_ACCORDING = re.compile(
    r"\b(?:according to|in the words of|to quote|as quoted by)\s+(?P<who>[^“\"]{1,90}?)"
    r"[,:]?[\s*_]*$", re.IGNORECASE,
)  # fmt: skip
_LABEL = re.compile(
    r"^[\s*_>•·◦▪+|–—-]*(?P<who>[A-Z][^“”\":;!?]{1,90}):(?:[\s*_]|\Z)"  # Juho Aho, Narva Works: “…”
)
_SIGNATURE = re.compile(
    r"[”\"’'*_ \t]*(?:\n[ \t>]*){1,2}(?P<dash>[—–]|--?)[ \t]*[*_]?"
    r"(?P<who>[^\W\d_][^\n:]{0,90})(?![^\n]*:(?!\d))"
)
_BULLET = re.compile(r"[ \t>]*(?P<dash>[—–]|--?)[ \t]")
_SET_APART = re.compile(r"[ \t]*(?:>|[*_]*[“”\"„«‘'])")
_SUFFIX = frozenset({"jr", "sr", "ii", "iii", "phd", "md"})
_RANKS = frozenset(
    "mr mrs ms mx dr prof sen rep gov gen col lt sir dame lord amb the president secretary minister"
    " senator treasury prime chief executive director chairman chair professor of".split()
)


def same_person(one: str, other: str) -> bool:
    """Say whether two names may be of the same person: "Mr. Aho" and "Juho Aho of Narva".

    >>> same_person("Mr. Aho", "Juho Aho"), same_person("Aho", "Berg")
    (True, False)
    """
    first, second = _parts(one), _parts(other)
    if not first or not second:
        return False
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)


def says(text: str) -> bool:
    """Say whether there is a verb of saying in a text."""
    return bool(_VERB.search(text))


def same_people(one: str, other: str) -> bool:
    """Say whether a name may stand for a group: "China" and "Chinese officials"."""
    stems = {part[:4] for part in _parts(other)}
    return any(part[:4] in stems for part in _parts(one))


@lru_cache(512)
def _parts(name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.sub(r"['’]s\b", "", name))
    plain = [word.casefold() for word in words]
    kept = tuple(word for word in plain if word not in _RANKS and word not in _SUFFIX)
    return kept or tuple(plain)


@lru_cache(1024)  # of a source the same are asked for with every key
def speaker_of(page: Page, span: tuple[int, int]) -> Speaker:
    """Return who is named for the words of a span: behind it, before it, or in its sentence."""
    quotation = page.quotation_around(*span) or span
    found = _signed(page, quotation) or _behind(page, quotation) or _before(page, quotation)
    if found is None:
        found = _carried_on(page, quotation)
    return found or NOBODY


def reported(page: Page, span: tuple[int, int]) -> Speaker:
    """Return whose words a sentence reports that has them without marks."""
    end = page.sentence_at(span[0])[1]
    tail = _REPORTED.search(page.flat, span[1], end)
    if tail:
        return _subject(page, tail["subject"], span[0]) or NOBODY
    return _before(page, (span[0] + 1, span[1])) or NOBODY


def _signed(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    """Return who signs a block quotation, on the line below it."""
    found = _SIGNATURE.match(page.prose, quotation[1])
    if found is None or _next_item(page, quotation[0], found):
        return None
    return _named(page, found["who"], quotation[0], first=True)


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
    return not _SET_APART.match(page.prose, line) or says(rest) or bool(re.search(r"[“”\"]", rest))


def _behind(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    text, end = page.flat, quotation[1]
    last = text[quotation[0] : end].rstrip()[-1:]
    if last == "." or end >= len(text):
        return None
    tail = text[end + 1 : end + 180].split("\n\n")[0]
    found = _AFTER.match(tail)
    if found is None or (last in "?!" and not re.match(r"\s", tail)):
        return None
    who = (found["who"] or found["subject"] or found["by"] or found["so"] or "").strip()
    if found["subject"]:
        return _subject(page, who, quotation[0])
    return _named(page, who, quotation[0], first=True)


def _before(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    start = quotation[0] - 1
    if start <= 0:
        return None
    sentence = page.sentence_at(start - 1)
    head = _unquoted(page, sentence[0], start)
    if sentence[1] <= start - 1 or len(head) > 400 or "\n\n" in head:
        if not head.rstrip().endswith(":"):
            return None
        head = head[-400:].split("\n\n")[-1]
    head = head.rstrip().rsplit("\n", 1)[-1]
    head = head.rstrip("“\"‘' ")
    verbs = [verb for verb in _VERB.finditer(head) if not verb[0].endswith("ing")]
    according = _ACCORDING.search(head)
    if according:
        return _named(page, according["who"], quotation[0], first=True)
    for verb in reversed(verbs):
        found = _subject(page, head[: verb.start()].rstrip(), sentence[0])
        if found is not None:
            return found
    label = _LABEL.match(head)
    return _named(page, label["who"], quotation[0], first=True) if label else None


def _unquoted(page: Page, start: int, end: int) -> str:
    """Return a stretch with blanks for what is quoted in it."""
    signs = list(page.flat[start:end])
    for first, behind in page.quoted:
        if first < end and behind > start:
            inside = slice(max(first - 1 - start, 0), min(behind + 1, end) - start)
            signs[inside] = " " * len(signs[inside])
    return "".join(signs)


def _carried_on(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    """Return the speaker of the quotation just before, where this one goes on in its paragraph."""
    at = page.quoted.index(quotation) if quotation in page.quoted else 0
    if at == 0:
        return None
    before = page.quoted[at - 1]
    if not page.prose[before[1] : quotation[0] - 1].strip():  # it was not closed: it goes on
        return speaker_of(page, before)
    between = page.flat[before[1] + 1 : quotation[0] - 1]
    if "\n" in between or len(between.split()) > 15:
        return None
    return _behind(page, before) or _before(page, before)


def _subject(page: Page, head: str, at: int) -> Speaker | None:
    """Return who does what the verb behind `head` says."""
    head = re.sub(r"(?:\s+(?:has|had|have|also|later|then|recently|once|and|who))+$", "", head)
    if _PRONOUN.search(head):
        return _last_named(page, at + 1)
    bare = head.rstrip(", ")
    names = list(_names(bare))
    if head.endswith(",") and (person := _set_off(bare, names)):
        return Speaker(person)
    vague = _VAGUE.search(bare.split(",")[0] if head.endswith(",") else bare)
    if vague:
        return Speaker(vague[0].strip(" ,"), vague=True)
    if not names:
        return None
    for name, start, end in reversed(names):
        if len(bare[end:].split()) <= 3 and not _BELONGS.search(bare[:start]):
            return Speaker(name)
    return Speaker(names[0][0])


def _set_off(clause: str, names: list[tuple[str, int, int]]) -> str:
    """Return the name that commas set off: Aho, the owner of Narva — or a trader at Narva, Aho."""
    for name, start, end in names:
        behind = clause[end:].strip()
        if (
            behind.startswith(",") or (behind == "" and clause[:start].rstrip().endswith(","))
        ) and (not _BELONGS.search(clause[:start])):
            return name
    return ""


def _named(page: Page, who: str, at: int, *, first: bool) -> Speaker | None:
    """Read a stretch that should name somebody."""
    who = who.strip(" *_,")
    if re.match(r"(?:he|she|they|it)\b", who, re.IGNORECASE):
        return _last_named(page, at)
    vague = _VAGUE.search(who)
    names = list(_names(who))
    if vague and not (names and names[0][1] < vague.start()):
        return Speaker(vague[0].strip(" ,"), vague=True)
    if first and (person := _set_off(who, names)):
        return Speaker(person)
    return Speaker(names[0 if first else -1][0]) if names else None


def _last_named(page: Page, at: int) -> Speaker | None:
    """Return whom "she said" means: who spoke, or began a sentence, last."""
    stretch = page.flat[max(at - _MEMORY, 0) : at]
    found = [
        (start, name)
        for name, start, _ in _names(stretch)
        if (" " in name) and _BEGINS.search(stretch[max(start - 8, 0) : start])
    ]
    for verb in _VERB.finditer(stretch):
        offset = max(stretch.rfind(sign, 0, verb.start()) for sign in '”“"\n')
        clause = re.split(r"[.!?]\s+", stretch[offset + 1 : verb.start()])[-1].rstrip()
        names = [] if _PRONOUN.search(clause) else list(_names(clause))
        behind = _NAME.match(stretch, verb.end() + 1)
        if names:
            found.append((verb.start(), _set_off(clause, names) or names[-1][0]))
        elif behind and behind[0].split()[0] not in _NO_NAMES:
            found.append((verb.end(), " ".join(behind[0].split())))
    return Speaker(max(found)[1]) if found else None


def _names(text: str) -> Iterator[tuple[str, int, int]]:
    """Return the names in a text, without the small words that only begin a sentence."""
    for found in _NAME.finditer(text):
        words = found[0].split()
        start = found.start()
        while words and words[0].strip(".") in _NO_NAMES and not re.match(_TITLE, found[0]):
            start = text.index(words[0], start) + len(words[0])
            words = words[1:]
        if words:
            begin = text.index(words[0], start)
            yield " ".join(words), begin, found.end()
