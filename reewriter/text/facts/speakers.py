"""Finds who is named as the speaker of a quotation, by the words around it; knows no names."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from reewriter.text.facts.antecedents import about
from reewriter.text.facts.heads import PASSIVE, VERB, before_it
from reewriter.text.facts.names import NAME, NOBODY, Speaker
from reewriter.text.facts.signatures import beside, signed
from reewriter.text.facts.source import Page
from reewriter.text.facts.subjects import named_at, subject_of
from reewriter.text.facts.wordings import SAID, SAYING

__all__ = ["reported", "speaker_of"]

_STRETCH = r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|St|[A-Z])\.|[^.;:“\"\n])"
_OTHERWISE = (
    r"[\s*_,;:—–-]*(?:but|and|while|yet|although|though|whereas|because|since|so|or|if|when|even|which|that"
    r"|despite|unless|until|before|after"
    rf"|(?:an?|the)\s+(?:[a-z-]+\s+){{0,2}}{SAYING}\s+(?:that|which|for|echoed|repeated|rejected"
    r"|dismissed|disputed|denied|mocked))\b"
)
"""What follows is another's: “…,” but U.S. officials see them as coercion."""
_AFTER = re.compile(
    rf"[\s*_,;:—–-]*(?:{SAID}\s+(?P<who>{_STRETCH}{{1,80}})"
    rf"|(?:according to|in the words of|to quote|by way of|per|with (?:these|those) words,?)\s+"
    rf"(?P<by>{_STRETCH}{{1,80}})"
    rf"|(?:(?:was|is|were|are|goes|went|runs?|ran|reads?|came|comes)\s+)?(?:the|an?)\s+(?:[\w-]+\s+){{0,3}}{SAYING}"
    rf"\s+(?:of|from|by)\s+(?P<of>{_STRETCH}{{1,80}})"
    rf"|so (?P<thus>{NAME.pattern})(?=[.,;)]|\Z)"
    rf"|(?:in|was|is|were|are|such was|goes|went|runs|ran|reads|came)\s+"
    rf"(?P<whose>{_STRETCH}{{1,80}}?)[’']s?\s+(?:own\s+)?{SAYING}\b"
    rf"|(?:is|was) (?:how|what|the way) (?P<how>{_STRETCH}{{1,80}}?)\s+(?:\w+\s+)?"
    rf"(?:{SAID}|puts?|describe[sd]?|views?|sums?|had)\b"
    rf"|as (?P<so>{_STRETCH}{{1,60}}?) (?:puts?|called|calls|had|has|says|said|told|wrote|likes)\b"
    rf"|(?!{_OTHERWISE})(?P<subject>{_STRETCH}{{1,100}}?,?)\s+"
    rf"(?:has |had |have |also |later |then |recently |once |would )?{SAID}(?![\w’'-])"
    rf"|(?P<she>(?:he|she|they)|(?:[A-Z][\w’'.-]*\s+){{0,3}}[A-Z][\w’'-]+)\s+[a-z]+(?:ed|es|s)\b(?=[\s.,]))"
)
_REPORTED = re.compile(
    rf",\s+(?!{_OTHERWISE})(?:{SAID}\s+(?P<who>{_STRETCH}{{1,80}})"
    rf"|according to\s+(?P<by>{_STRETCH}{{1,80}})"
    rf"|(?P<subject>{_STRETCH}{{1,60}}?)\s+(?:has |had |have |also |later |then |once )?"
    rf"(?:(?:told|tells|warned|assured|reminded|informed)\s+[^,.;]{{1,50}}(?=[,.;])"
    rf"|{SAID}(?![\w’'-])(?=\s*(?:[.,;:—–]|\Z)|[^,]{{0,40}}[.]?\Z"
    r"|\s+(?:on|in|at|during|after|before|last|this|yesterday|today|by|to|while|when|late|early|again"
    r"|later|recently)\b)))"
)
"""What tells in the middle of a sentence, or at its end, who says all of it: “, Aho said, and …”"""
_ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|eyes|view|telling) of|to quote|as quoted by|quoting|citing"
    r"|cites|cited)\s+(?P<who>[^“\"]{1,90}?)[,:]?[\s*_]*$", re.IGNORECASE,
)  # fmt: skip
_QUOTED = re.compile(
    r"\bquot(?:es|ed|ing)\s+(?P<who>[^“\"]{2,90}?)\s+(?:as\s+)?(?:saying|telling|writing|calling)\b"
    r"[^“\"]{0,40}$"
)
_WAS_QUOTED = re.compile(
    r"(?P<who>[^“\"]{2,90}?)\s+(?:is|was|were|are|has been|had been)\s+(?:also\s+|widely\s+)?"
    r"quoted\b[^“\"]{0,60}$"
)
_TO_WHOM = re.compile(r"(?P<who>[^“\"]{2,90}?),\s+(?:according to|for) whom\b[^“\"]{0,60}$")
_ITS_OWNER = re.compile(
    rf"(?P<who>{NAME.pattern}?)[’']s?\s+(?:[a-z-]+\s+){{0,2}}{SAYING}\s*[.?!]?\Z"
)
_NEXT_SENTENCE = re.compile(r"[^.\W][^.\W][.!?]\s+[A-Z]")
_MOST_BETWEEN, _LONGEST_TELLING = 15, 45
"""Words between two quotations of one person; more only where they are one sentence."""
_LONGEST_HEAD = 400
"""Characters of a sentence before a quotation; in a longer one only a colon tells who speaks."""


@lru_cache(1024)  # of a source the same are asked for with every key
def speaker_of(page: Page, span: tuple[int, int]) -> Speaker:
    """Return who is named for the words of a span: behind it, before it, or in its sentence."""
    quotation = page.quotation_around(*span) or span
    found = (
        signed(page, quotation)
        or _behind(page, quotation)
        or _before(page, quotation)
        or beside(page, quotation)
        or _carried_on(page, quotation)
        or _after_its_speaker(page, quotation)
        or _below_whom_it_is_about(page, quotation)
    )
    return found or NOBODY


def reported(page: Page, span: tuple[int, int]) -> Speaker:
    """Return whose words a sentence reports that has them without marks."""
    end = page.sentence_at(span[0])[1]
    tail = _REPORTED.search(page.flat, span[1], end)
    if tail and tail["subject"]:
        return subject_of(page, tail["subject"], span[0]) or NOBODY
    if tail:
        return named_at(page, (tail["who"] or tail["by"]).strip(), span[0]) or NOBODY
    return _before(page, (span[0] + 1, span[1])) or NOBODY


def _behind(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    text, end = page.flat, quotation[1]
    last = text[quotation[0] : end].rstrip()[-1:]
    if last == "." or end >= len(text):
        return None
    tail = text[end + 1 : end + 180].split("\n\n")[0]
    if tail.startswith("\n"):
        return None
    found = _AFTER.match(tail)
    if found is None or (last in "?!" and not re.match(r"\s", tail)):
        return None
    if found["she"]:  # any verb will do: “…,” she snapped
        said = last == "," or (last in "?!" and found["she"] in ("he", "she", "they"))
        return subject_of(page, found["she"], quotation[0]) if said else None
    if found["subject"]:
        if PASSIVE.search(found["subject"] + " ") and found[0].endswith("told"):
            return None  # “…,” Aho was told
        return subject_of(page, found["subject"], quotation[0])
    owner = found["whose"] or found["how"] or found["so"]
    if owner:
        return subject_of(page, owner.strip(), quotation[0])
    who = found["who"] or found["by"] or found["of"] or found["thus"] or ""
    return named_at(page, who.strip(), quotation[0])


def _before(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    start = quotation[0] - 1
    if start <= 0:
        return None
    sentence = page.sentence_at(start - 1)
    head = _unquoted(page, max(sentence[0], start - _LONGEST_HEAD - 1), start)
    if sentence[1] <= start - 1 or len(head) > _LONGEST_HEAD or "\n\n" in head:
        if not head.rstrip().endswith(":"):
            return None
        head = head[-_LONGEST_HEAD:].split("\n\n")[-1]
    head = head.rstrip().rsplit("\n", 1)[-1]
    head = head.rstrip("“\"‘' ")
    at = sentence[0]
    quoted = _WAS_QUOTED.search(head) or _TO_WHOM.search(head)
    if quoted:
        return subject_of(page, quoted["who"], at)
    for pattern in (_QUOTED, _ACCORDING):
        found = pattern.search(head)
        if found:
            return named_at(page, found["who"], quotation[0])
    return before_it(page, head, at, quotation)


def _unquoted(page: Page, start: int, end: int) -> str:
    """Return a stretch with blanks for what is quoted in it."""
    signs = list(page.flat[start:end])
    at = max(bisect_left(page.quoted, (start, 0)) - 1, 0)
    for first, behind in islice(page.quoted, at, None):
        if first >= end:
            break
        if behind > start:
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
    words = len(between.split())
    told = words <= _LONGEST_TELLING and not _NEXT_SENTENCE.search(between.strip()[:-1])
    if "\n" in between or (words > _MOST_BETWEEN and not told):
        return None
    return _behind(page, before) or _before(page, before)


def _after_its_speaker(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    """Return who spoke in the sentence before, where these words stand by themselves behind it.

    Klamm said it had taken months. “We drilled through the filings.”
    """
    text, start = page.flat, quotation[0] - 1
    before = text[max(0, start - _LONGEST_HEAD) : start].split("\n\n")[-1].rstrip('“"‘ ')
    behind = text[quotation[1] + 1 : quotation[1] + 60].split("\n\n")[0].strip()
    if not re.search(r"[^.][.]\Z", before) or (behind and not behind[0].isupper()):
        return None
    if text[quotation[0] : quotation[1]].rstrip()[-1:] not in (".", "!", "?", "…"):
        return None
    at = page.sentence_at(start - len(text[:start]) + len(text[:start].rstrip('“"‘ ')) - 1)
    said = text[at[0] : at[1]].strip()
    if "“" in said or '"' in said or "”" in said:
        return None
    verb = next(iter(VERB.finditer(said)), None)
    if verb is None or verb[0].endswith("ing"):
        return None
    found = subject_of(page, said[: verb.start()].rstrip(), at[0])
    return found if found and found.kind == "person" else None


def _below_whom_it_is_about(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    """Return whom the sentence before is about, where these words stand behind it by themselves.

    Klamm went further. “It was never ours.”
    """
    text, start = page.flat, quotation[0] - 1
    before = text[max(0, start - _LONGEST_HEAD) : start].split("\n\n")[-1].rstrip('“"‘ ')
    behind = text[quotation[1] + 1 : quotation[1] + 60].split("\n\n")[0].strip()
    if before[-1:] not in (".", "?", "!") or (behind and not behind[0].isupper()):
        return None
    if text[quotation[0] : quotation[1]].rstrip()[-1:] not in (".", "!", "?", "…"):
        return None
    last = max(before.rfind(sign, 0, -1) for sign in '“”"')
    at = page.sentence_at(start - len(text[:start]) + len(text[:start].rstrip('“"‘ ')) - 1)
    said = text[at[0] : at[1]].strip()
    if last >= len(before) - len(said):
        return None
    own = _ITS_OWNER.match(said)
    found = named_at(page, own["who"], at[0]) if own else about(page, said)
    return replace(found, loosely=True, guessed=True) if found and found.kind == "person" else None
