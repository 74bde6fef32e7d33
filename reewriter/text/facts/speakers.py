"""Finds who is named as the speaker of a quotation, by the words around it; knows no names."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from reewriter.text.facts.antecedents import last_named
from reewriter.text.facts.names import NAME, NOBODY, Speaker, called, names_in, read, set_off
from reewriter.text.facts.signatures import beside, signed
from reewriter.text.facts.source import Page
from reewriter.text.facts.wordings import SAID, SAYING

__all__ = ["reported", "says", "speaker_of"]

_VERB = re.compile(rf"(?<![\w’'-]){SAID}(?![\w’'-])")
_PRONOUN = re.compile(r"(?:^|[\s,(])(?:he|she|they|it|we|I)$", re.IGNORECASE)
_NOT_IT = re.compile(r"(?:^|[\s,(])it$", re.IGNORECASE)
_ADVERBS = re.compile(
    r"(?:\s+(?:has|had|have|also|later|then|recently|once|and|who|still|now|just|never|simply|even"
    r"|bluntly|famously|publicly|reportedly|apparently|repeatedly|always|often|again|himself|herself"
    r"|would|will|could|may|might|does|did|firmly|quickly|only|rightly|wrongly))+$"
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|got)\s+(?:[a-z]+ly\s+|once\s+|also\s+)?$"
)
_BY = re.compile(r"\bby\s+(?P<who>[^,;:“”\"()]{2,90}?)(?:,|\s+(?:as|to)\b|\s+an?\b|$)")
_BY_BEHIND = re.compile(r"[\s*_,]*(?:[a-z][\w’'-]*\s+){0,5}?by\s+(?P<who>[^,;:.“”\"()\n]{2,90})")
_STRETCH = r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|St|[A-Z])\.|[^.;:“\"\n])"
_OTHERWISE = (
    r"[\s*_,;:—–-]*(?:but|and|while|yet|although|though|whereas|because|since|so|or|if|when|even|which|that"
    r"|despite|unless|until|before|after)\b"
)
"""What follows is another's: “…,” but U.S. officials see them as coercion."""
_HEADING = re.compile(
    r"(?:conclusion|bottom line|note|update|background|summary|highlights?|outlook|analysis|tl;?dr"
    r"|(?:key )?takeaways?|risks?|context|editor[’']s note|question|answer|why it matters"
    r"|correction|example|option \d+|step \d+|first|second|third|finally|however)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"[\s*_,;:—–-]*(?:{SAID}\s+(?P<who>{_STRETCH}{{1,80}})"
    rf"|(?:according to|in the words of|to quote|by way of)\s+(?P<by>{_STRETCH}{{1,80}})"
    rf"|(?:in|was|is|were|are|such was)\s+(?P<whose>{_STRETCH}{{1,80}}?)[’']s?\s+(?:own\s+)?"
    rf"{SAYING}\b"
    rf"|(?:is|was) (?:how|what|the way) (?P<how>{_STRETCH}{{1,80}}?)\s+(?:\w+\s+)?"
    rf"(?:{SAID}|puts?|describe[sd]?|views?|sums?|had)\b"
    rf"|as (?P<so>{_STRETCH}{{1,60}}?) (?:puts?|called|calls|had|has|says|said|told|wrote|likes)\b"
    rf"|(?!{_OTHERWISE})(?P<subject>{_STRETCH}{{1,100}}?,?)\s+"
    rf"(?:has |had |have |also |later |then |recently |once |would )?{SAID}(?![\w’'-])"
    rf"|(?P<she>(?:he|she|they)|(?:[A-Z][\w’'.-]*\s+){{0,3}}[A-Z][\w’'-]+)\s+[a-z]+(?:ed|es|s)\b(?=[\s.,]))"
)
_REPORTED = re.compile(rf",\s+(?P<subject>{_STRETCH}{{1,60}}?)\s+{SAID}[^,]{{0,40}}[.]?\Z")
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
_FOR = re.compile(
    r"(?:^|[.!?]\s+)(?:(?:And|But)\s+)?(?:for|to|per)\s+(?P<who>[^,“\"]{2,70}?),?\s*$",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"(?P<who>[^“\":;]{{1,90}}?)(?:[’']s|(?<=s)[’'])\s+(?:[\w-]+\s+){{0,3}}?{SAYING}\b"
    r"(?P<rest>[^“\"]{0,60})$"
)
_HIS = re.compile(rf"\b(?:his|her)\s+(?:[\w-]+\s+){{0,3}}?{SAYING}\b[^“\"]{{0,60}}$", re.IGNORECASE)
_OWN_WORDS = re.compile(r"(?P<who>[^“\":;]{1,90}?)(?:[’']s|(?<=s)[’'])\s+(?:[a-z-]+\s+){0,2}$")
_LABEL = re.compile(
    r"^[\s*_>•·◦▪+|–—-]*(?P<who>[A-Z][^“”\":;!?]{1,90}):(?:[\s*_]|\Z)"  # Juho Aho, Narva Works: “…”
)
_STANDS_ALONE = re.compile(r"\s*(?:$|[,.;(]|(?:of|at|from|for|in|on|who|which|when|as|after)\b)")
_INVERTED = re.compile(
    r"(?:said|says|add(?:s|ed)|wr(?:ote|ites)|argue[sd]|note[sd]|explain(?:s|ed)|insist(?:s|ed)|recall(?:s|ed)"
    r"|remark(?:s|ed)|observe[sd]|conclude[sd]|complain(?:s|ed)|mutter(?:s|ed)|joke[sd]|quip(?:s|ped))\s+"
    rf"(?P<who>(?:[a-z]+\s+)?{NAME.pattern}),"
)
_ISSUED = re.compile(
    r"\b(?:published|released|issued|posted|wrote|sent)\s+(?:an?|the|its|his|her)\s+(?:[\w-]+\s+)?[\w-]+,?\Z"
)
_WAS = re.compile(r"(?<=\w)\s+(?:was|is|were|put\s+it|sounded|seemed|kept|had\s+none)\b")
_STATEMENT = re.compile(
    r"\b(?:statement|comment|reply|message|letter|e-?mail|post|note|word)s?\s+(?:from|by)\s+"
    r"(?P<who>[^,:;“\"]{2,70}):\Z"
)
_ONLY_THIS = re.compile(r"(?:^|[,.;]\s|\s)(?:he|she)\s+[a-z]+\b[^.:“\"]{0,40}:\Z", re.IGNORECASE)
_FOR_HIM = re.compile(rf"\s*(?:For|To)\s+(?P<who>{NAME.pattern}),\s+(?=[a-z])")
_LONGEST_HEAD = 400
"""Characters of a sentence before a quotation; in a longer one only a colon tells who speaks."""
_FEWEST_OWN = 3
"""Words; the town’s “second kiln” is not what the town said."""


def says(text: str) -> bool:
    """Say whether there is a verb of saying in a text."""
    return bool(_VERB.search(text))


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
    )
    return found or NOBODY


def reported(page: Page, span: tuple[int, int]) -> Speaker:
    """Return whose words a sentence reports that has them without marks."""
    end = page.sentence_at(span[0])[1]
    tail = _REPORTED.search(page.flat, span[1], end)
    if tail:
        return _subject(page, tail["subject"], span[0]) or NOBODY
    return _before(page, (span[0] + 1, span[1])) or NOBODY


def _behind(page: Page, quotation: tuple[int, int]) -> Speaker | None:
    text, end = page.flat, quotation[1]
    last = text[quotation[0] : end].rstrip()[-1:]
    if last == "." or end >= len(text):
        return None
    tail = text[end + 1 : end + 180].split("\n\n")[0]
    found = _AFTER.match(tail)
    if found is None or (last in "?!" and not re.match(r"\s", tail)):
        return None
    if found["she"]:  # any verb will do: “…,” she snapped
        return _subject(page, found["she"], quotation[0]) if last == "," else None
    if found["subject"]:
        if _PASSIVE.search(found["subject"] + " ") and found[0].endswith("told"):
            return None  # “…,” Aho was told
        return _subject(page, found["subject"], quotation[0])
    owner = found["whose"] or found["how"] or found["so"]
    if owner:
        return _subject(page, owner.strip(), quotation[0])
    return _named(page, (found["who"] or found["by"] or "").strip(), quotation[0])


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
        return _subject(page, quoted["who"], at)
    for pattern in (_QUOTED, _ACCORDING):
        found = pattern.search(head)
        if found:
            return _named(page, found["who"], quotation[0])
    return (
        _by_verb(page, head, at, quotation)
        or _by_label(page, head, quotation[0])
        or _by_colon(page, head, quotation[0])
        or _by_owner(page, head, quotation)
    )


def _by_verb(page: Page, head: str, at: int, quotation: tuple[int, int]) -> Speaker | None:
    """Return who does what the last verb of saying says."""
    verbs = list(_VERB.finditer(head))
    for verb in reversed(verbs):
        before = head[: verb.start()].rstrip()
        if verb[0].endswith("ing"):
            continue
        behind = _INVERTED.match(head, verb.start()) if before.endswith(",") else None
        if behind:  # "The numbers, said Aho, who is a miner, “…”"
            return _named(page, behind["who"], quotation[0])
        if re.search(r"(?:^|\b(?:the|a|an|his|her|its|their|of|to|no|any)\s)$", before + " "):
            continue  # "the claim that", "of calls for": no verb
        if _PASSIVE.search(before + " ") and re.search(r"(?:ed|told|thought|felt)$", verb[0]):
            by = _BY.search(head, verb.end()) or _BY_BEHIND.match(page.flat, quotation[1] + 1)
            return _named(page, by["who"], quotation[0]) if by else None
        found = _subject(page, before, quotation[0] - 1 - len(head) + len(before))
        if found is not None:
            return found
    return _by_participle(page, head, at, [verb for verb in verbs if verb[0].endswith("ing")])


def _by_participle(page: Page, head: str, at: int, verbs: list[re.Match[str]]) -> Speaker | None:
    """Return who does something "saying" the words: Aho left, calling it; a report calling it."""
    for verb in reversed(verbs):
        before = head[: verb.start()].rstrip()
        names = list(names_in(before))
        if names and _ISSUED.search(before):
            return Speaker(names[-1][0], "person", loosely=True)
        if before.endswith(",") and names:
            return Speaker(names[0][0], "person", loosely=True)
        found = _subject(page, before, at)
        if found is not None:
            return replace(found, loosely=True)
    return None


def _by_label(page: Page, head: str, at: int) -> Speaker | None:
    """Return who stands before a colon, or is said to have the words: for Aho, “…”."""
    label = _LABEL.match(head)
    if label and not _HEADING.match(label["who"].strip(" *_")):
        who = _WAS.split(label["who"])[0]
        own = _OWN.search(who)
        if own or re.search(rf"\b{SAYING}$", who):
            return _subject(page, own["who"], at) if own else None
        return _named(page, who, at)
    found = _FOR.search(head)
    if found:
        named = _named(page, found["who"], at)
        if named and named.kind in ("person", "office", "crowd"):
            return replace(named, loosely=True)
    return None


def _by_colon(page: Page, head: str, at: int) -> Speaker | None:
    """Return who has the words behind a colon: a statement from Mayor Foss: he had only this:"""
    if found := _STATEMENT.search(head):
        return _named(page, found["who"], at)
    return last_named(page, at - 1 - len(head)) if _ONLY_THIS.search(head) else None


def _by_owner(page: Page, head: str, quotation: tuple[int, int]) -> Speaker | None:
    """Return whose claim, or whose words, something is called."""
    found = _OWN.search(head)
    if found:
        return _subject(page, found["who"], quotation[0])
    if _HIS.search(head):
        return last_named(page, quotation[0])
    found = _OWN_WORDS.search(head + " ")
    start = _FOR_HIM.match(head)
    if start and not says(head):
        named = _named(page, start["who"], quotation[0])
        return replace(named, loosely=True) if named and named.kind == "person" else None
    if found and len(page.prose[slice(*quotation)].split()) >= _FEWEST_OWN:
        named = _subject(page, found["who"], quotation[0])
        if named and named.kind in ("person", "office"):
            return replace(named, loosely=True)
    return None


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
    if "\n" in between or len(between.split()) > 15:
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
    verb = next(iter(_VERB.finditer(said)), None)
    if verb is None or verb[0].endswith("ing"):
        return None
    found = _subject(page, said[: verb.start()].rstrip(), at[0])
    return found if found and found.kind == "person" else None


def _subject(page: Page, head: str, at: int) -> Speaker | None:
    """Return who does what the verb behind `head` says."""
    adverbs = _ADVERBS.search(head)
    head = _ADVERBS.sub("", head)
    if adverbs and re.search(r"\bwho\b", adverbs[0]):  # "of Celia Wade, who once described it"
        names = [one for one in names_in(head) if one[2] == len(head.rstrip(", "))]
        if names:
            return called(names[-1][0])
    if _PRONOUN.search(head):
        return last_named(page, at)
    return read(head)


def _named(page: Page, who: str, at: int) -> Speaker | None:
    """Read a stretch that should name somebody, from its beginning."""
    who = who.strip(" *_,")
    if re.match(r"(?:he|she|they|it|her|him|them)\b", who, re.IGNORECASE):
        return last_named(page, at)
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
