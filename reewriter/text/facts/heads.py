"""Reads who speaks from the words before a quotation, in its own sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from reewriter.text.facts.antecedents import about, last_named
from reewriter.text.facts.names import NAME, Speaker, names_in
from reewriter.text.facts.source import Page
from reewriter.text.facts.subjects import named_at, subject_of
from reewriter.text.facts.wordings import SAID, SAYING

__all__ = ["PASSIVE", "VERB", "before_it", "says"]

VERB = re.compile(rf"(?<![\w’'-]){SAID}(?![\w’'-])")
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\s+(?:[a-z]+ly\s+|once\s+|also\s+)?$")
_BY = re.compile(r"\bby\s+(?P<who>[^,;:“”\"()]{2,90}?)(?:,|\s+(?:as|to)\b|\s+an?\b|$)")
_BY_BEHIND = re.compile(r"[\s*_,]*(?:[a-z][\w’'-]*\s+){0,5}?by\s+(?P<who>[^,;:.“”\"()\n]{2,90})")
_HEADING = re.compile(
    r"(?:conclusion|bottom line|note|update|background|summary|highlights?|outlook|analysis|tl;?dr"
    r"|(?:key )?takeaways?|risks?|context|editor[’']s note|question|answer|why it matters"
    r"|correction|example|option \d+|step \d+|first|second|third|finally|however)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"(?:^|[.!?]\s+)(?:(?:And|But)\s+)?(?:for|to|per)\s+(?P<who>[^,“\"]{2,70}?),?\s*$",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"(?P<who>[^“\":;]{{1,90}}?)(?:[’']s|(?<=s)[’'])\s+(?:[\w-]+\s+){{0,3}}?{SAYING}\b"
    r"(?P<rest>[^“\"]{0,60})$"
)
_HIS = re.compile(rf"\b(his|her)\s+(?:[\w-]+\s+){{0,3}}?{SAYING}\b[^“\"]{{0,60}}$", re.IGNORECASE)
_OWN_WORDS = re.compile(r"(?P<who>[^“\":;]{1,90}?)(?:[’']s|(?<=s)[’'])\s+(?:[a-z-]+\s+){0,2}$")
_LABEL = re.compile(
    r"^[\s*_>•·◦▪+|–—-]*(?P<who>[A-Z][^“”\":;!?]{1,90}):(?:[\s*_]|\Z)"  # Juho Aho, Narva Works: “…”
)
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
_ONLY_THIS = re.compile(r"(?:^|[,.;]\s|\s)(he|she)\s+[a-z]+\b[^.:“\"]{0,40}:\Z", re.IGNORECASE)
_FOR_HIM = re.compile(rf"\s*(?:For|To)\s+(?P<who>{NAME.pattern}),\s+(?=[a-z])")
_IF = re.compile(
    r"\bif\s+(?:(?:you|we|one)\s+(?:believes?|trusts?|asks?|follows?|listens? to)"
    r"\s+(?P<who>[^,“\"]{2,60}?)"
    r"|(?P<right>[^,“\"]{2,60}?)\s+(?:is|are)\s+(?:right|to be believed)),?\s*$",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    rf"\b(?:{SAYING}|bitterness|anger|irony|wit|sarcasm|candou?r)\s+(?:of|by|from)\s+(?P<who>[^,;:“\"]{{2,70}}?)(?:\s+that|[:,])?\s*$"
    rf"|\b(?:from|of|is|to|take|hear|ask)\s+(?P<end>{NAME.pattern}?)(?:[’']s)?:\s*$"
    rf"|\b[Ff]rom\s+(?P<from>{NAME.pattern})\s+(?:comes?|came|we hear|we have)\b[^“\"]{{0,40}}$"
    rf"|\b(?:hear|heard|learn|learnt|learned|know)\s+from\s+(?P<heard>{NAME.pattern})[^“\"]{{0,30}}$"
    rf"|\b[Aa]sk\s+(?P<asked>{NAME.pattern}),?\s+(?:and|what|why|how)\b[^“\"]{{0,40}}$"
)
_TO = re.compile(
    r"\s+(?:(?:is|was|are|were|has been|had been)\s+)?(?:heard|known|said|reported|likes?|liked"
    r"|had|has|have|wants?|wanted|began|begins|went on|goes on|used|tends?|tended|hastened|rushed"
    r"|dared|came|seems|seemed|continue[sd]?|forced"
    r"|obliged|bound|inclined|quick|happy|glad|free|right|wrong|first)\s+to(?:\s+have)?$"
)
"""Aho was heard to say; Aho likes to say: it is he who says it."""
_DASHED = re.compile(rf"^[\s*_>•·◦▪+–—-]*(?P<who>{NAME.pattern})[*_]*\s*(?:[–—]|--|\()\s*$")
_IS_OF = re.compile(
    r"\s+(?:of|at|from|for|in|on|to|who|with|and|writes?|wrote|says?|said|again|once)\b"
)
_DATELINE = re.compile(r"(?:,[^,.\n]{1,30}){0,2}\s*(?:\([^)\n]{2,30}\)\s*)?(?:[–—]|--|-)\s")
_FEWEST_OWN = 3
"""Words; the town’s “second kiln” is not what the town said."""


def says(text: str) -> bool:
    """Say whether there is a verb of saying in a text."""
    return bool(VERB.search(text))


def before_it(page: Page, head: str, at: int, quotation: tuple[int, int]) -> Speaker | None:
    """Return who is named in `head`, which begins at `at` and ends where a quotation begins."""
    return (
        _by_verb(page, head, at, quotation)
        or _by_label(page, head, quotation[0])
        or _by_colon(page, head, quotation[0])
        or _by_owner(page, head, quotation)
    )


def _by_verb(page: Page, head: str, at: int, quotation: tuple[int, int]) -> Speaker | None:
    """Return who does what the last verb of saying says."""
    verbs = list(VERB.finditer(head))
    for verb in reversed(verbs):
        before = head[: verb.start()].rstrip()
        if verb[0].endswith("ing"):
            continue
        behind = _INVERTED.match(head, verb.start()) if before.endswith(",") else None
        if behind:  # "The numbers, said Aho, who is a miner, “…”"
            return named_at(page, behind["who"], quotation[0])
        before = _TO.sub("", before)
        if re.search(r"(?:^|\b(?:the|a|an|his|her|its|their|of|to|no|any)\s)$", before + " "):
            continue  # "the claim that", "of calls for": no verb
        if PASSIVE.search(before + " ") and re.search(r"(?:ed|told|thought|felt)$", verb[0]):
            by = _BY.search(head, verb.end()) or _BY_BEHIND.match(page.flat, quotation[1] + 1)
            return named_at(page, by["who"], quotation[0]) if by else None
        found = subject_of(page, before, quotation[0] - 1 - len(head) + len(before))
        if found is not None:
            return found
    return _by_participle(page, head, at, [verb for verb in verbs if verb[0].endswith("ing")])


def _by_participle(page: Page, head: str, at: int, verbs: list[re.Match[str]]) -> Speaker | None:
    """Return who does something "saying" the words: Aho left, calling it; a report calling it."""
    for verb in reversed(verbs):
        before = head[: verb.start()].rstrip()
        names = [one for one in names_in(before) if not _DATELINE.match(before, one[2])]
        if names and _ISSUED.search(before):
            return Speaker(names[-1][0], "person", loosely=True)
        if before.endswith(",") and names:
            return Speaker(names[0][0], "person", loosely=True)
        found = subject_of(page, before, at)
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
            named = subject_of(page, own["who"], at) if own else None
        else:
            named = named_at(page, who, at)
            behind = who.partition(named.name)[2] if named and named.name else ""
            if named and re.match(r"\s+[a-z]", behind):
                named = replace(named, guessed=not _IS_OF.match(behind))
        if named or (named := _whom_it_is_about(page, who)):
            return named
    found = _FOR.search(head) or _IF.search(head) or _DASHED.search(head) or _THEIRS.search(head)
    if found:
        who = next((one for one in found.groups() if one), "")
        named = named_at(page, who, at)
        if named and named.kind in ("person", "office", "crowd"):
            return replace(named, loosely=True)
    return None


def _whom_it_is_about(page: Page, clause: str) -> Speaker | None:
    """Return who is told of before a colon: Aho did not mince words: “…”"""
    found = about(page, clause)
    return replace(found, loosely=True, guessed=True) if found and found.kind == "person" else None


def _by_colon(page: Page, head: str, at: int) -> Speaker | None:
    """Return who has the words behind a colon: a statement from Mayor Foss: he had only this:"""
    if found := _STATEMENT.search(head):
        return named_at(page, found["who"], at)
    found = _ONLY_THIS.search(head)
    return last_named(page, at - 1 - len(head), found[1]) if found else None


def _by_owner(page: Page, head: str, quotation: tuple[int, int]) -> Speaker | None:
    """Return whose claim, or whose words, something is called."""
    found = _OWN.search(head)
    if found:
        return subject_of(page, found["who"], quotation[0])
    if his := _HIS.search(head):
        return last_named(page, quotation[0], his[1])
    found = _OWN_WORDS.search(head + " ")
    start = _FOR_HIM.match(head)
    if start and not says(head):
        named = named_at(page, start["who"], quotation[0])
        return replace(named, loosely=True) if named and named.kind == "person" else None
    if found and len(page.prose[slice(*quotation)].split()) >= _FEWEST_OWN:
        named = subject_of(page, found["who"], quotation[0])
        if named and named.kind in ("person", "office"):
            return replace(named, loosely=True)
    return None
