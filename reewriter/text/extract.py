"""Picks the sentences that say most of a text; writes none of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log, sqrt

from reewriter.text.glossary import Glossary, shipped_glossary
from reewriter.text.words import sentences

__all__ = ["suggest_highlights"]

_LEAD, _LEAD_FALLS = 0.25, 0.15
_CLOSING, _CLOSING_PART = 0.12, 0.15
_FIGURE = 0.08
_TERM, _MOST_TERMS = 0.03, 4
_PENALTY = 0.15
_SHORTEST, _LONGEST = 10, 35
"""Words of a sentence that a reader takes in at once."""
_RELEVANCE = 0.7
"""Against being unlike what was picked already."""
_SAME = 0.8
"""Sentences as like as this say the same."""
_MOST_LOOKED_THROUGH = 30
_MOST_COMPARED = 40
_MOST = 400
"""Sentences that are looked at."""

_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_NUMBER = re.compile(r"\d")
_ORPHAN = re.compile(
    r"(?:but|and|this|that|these|those|he|she|it|they|moreover|however|yet|so|also|then|still"
    r"|instead|meanwhile|furthermore|in addition|for example|for instance)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile('[“”"„«»]')
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ.’' -]+(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?:,? [A-Z][a-z]+\.? \d{1,2})?"
    r"(?: \([\w .]{2,20}\))? [—–-]{1,2} (?=\S)"
)
"""Where a report was filed: ORVIK, Norway (Reuters) —."""
# What is no running text: headings, tables, rules, fenced code. Their places are blanked, not cut.
_NO_PROSE = re.compile(r"^(?:#{1,6} .*|\|.*|[-*_=]{3,})$|^```(?s:.*?)^```$", re.MULTILINE)
_PLAIN = re.compile(r"^[^-*+>|\s].*[^\s.:;,]\n[^-*+>|\s]", re.MULTILINE)
"""A line below another within a paragraph."""
_OWN_LIST = re.compile(r"^#{1,6} Highlights\n(?:\n|[ ]*- .*(?:\n|\Z))+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`)")
_COMMON = frozenset(
    "a an the and or nor but of in on at to by for from with into as if than that this these those"
    " it its is are was were be been being has have had do does did will would can could may might"
    " must should not no he she they we i you his her their our your who which what when where how"
    " there here also more most other some such only over under after before between about out up"
    " said says while even still just all any both each one two new".split()
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    words: int
    weights: Mapping[str, float]
    """Of its terms; their squares add up to one."""


def suggest_highlights(text: str, n: int = 3, *, glossary: Glossary | None = None) -> list[str]:
    """Return up to `n` sentences of a text, or Markdown, that tell it best; in its order.

    They are drafts: a person shortens them. Terms of the `glossary` count; the shipped one is used
    unless another is given. Highlights that the text has already are left out.

    >>> suggest_highlights("The mine at Narva doubled its output of terbium in 2025. Dogs bark.", 1)
    ['The mine at Narva doubled its output of terbium in 2025.']
    """
    prose = _NO_PROSE.sub(_blank, _OWN_LIST.sub(_blank, text))
    if _PLAIN.search(prose):
        prose = _without_headings(prose)
    spans = sentences(prose)[:_MOST]
    found = _weighed([_plain(prose[start:end]) for start, end in _whole(prose, spans)])
    found = [one for one in found if one.weights]
    if not found or n < 1:
        return []
    glossary = shipped_glossary() if glossary is None else glossary
    scores = _scores(found, glossary)
    return [found[at].text for at in sorted(_picked(found, scores, n))]


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _without_headings(prose: str) -> str:
    """Blank what plain texts have between their sentences without an empty line: headings, and
    bullets on lines of their own.
    """
    from reewriter.text.paste.headings import is_heading
    from reewriter.text.paste.lines import ends_sentence, marker

    lines = prose.split("\n")
    kept: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        above = kept[-1].strip() if kept else ""
        begins = not above or ends_sentence(above)
        heading = begins and is_heading(line.strip(), following.strip(), wrapped=True)
        kept += ["", ""] if heading or marker(line.strip()) else [line]
    return "\n".join(kept)


def _whole(prose: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what is a part of somebody's speech: on its own it is torn, or seems to be ours."""
    kept: list[tuple[int, int]] = []
    opened, last = False, 0
    for start, end in spans:
        if "\n\n" in prose[last:start]:
            opened = False
        torn = opened
        for mark in _QUOTED.findall(prose, start, end):
            opened = mark != "”" and not opened  # „ and », too, open in one language or close
        last = end
        if not torn and not opened:
            dateline = _DATELINE.match(prose, start, end)
            kept.append((dateline.end() if dateline else start, end))
    return kept


def _plain(text: str) -> str:
    if "[" in text or "*" in text or "_" in text or "`" in text:
        text = _MARKS.sub("", _LINK.sub(r"\1", text))
    return " ".join(text.split())


def _weighed(texts: list[str]) -> list[_Sentence]:
    """Weigh the terms of each sentence by how few others have them."""
    termed = [Counter(_terms(text)) for text in texts]
    spread = Counter(term for terms in termed for term in terms)
    rarity = {term: log((1 + len(texts)) / (1 + count)) + 1 for term, count in spread.items()}
    found = []
    for text, terms in zip(texts, termed, strict=True):
        weights = {term: count * rarity[term] for term, count in terms.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        unit = {term: weight / length for term, weight in weights.items()}
        found.append(_Sentence(text, text.count(" ") + 1, unit))
    return found


def _terms(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return [word.rstrip("’'s-") for word in words if word not in _COMMON]


def _scores(found: list[_Sentence], glossary: Glossary) -> list[float]:
    centre: Counter[str] = Counter()
    for one in found:
        centre.update(one.weights)
    length = sqrt(sum(weight * weight for weight in centre.values())) or 1.0
    last = len(found) * (1 - _CLOSING_PART)
    scores = []
    for at, one in enumerate(found):
        score = sum(weight * centre[term] for term, weight in one.weights.items()) / length
        score += _LEAD / (1 + _LEAD_FALLS * at) + _CLOSING * (at >= last > 3)
        scores.append(score + _FIGURE * bool(_NUMBER.search(one.text)) - _penalties(one))
    return _with_terms(found, scores, glossary)


def _with_terms(found: list[_Sentence], scores: list[float], glossary: Glossary) -> list[float]:
    """Add what the names of the beat are worth; only good sentences are looked through."""
    ranked = sorted(range(len(found)), key=lambda at: -scores[at])
    for at in ranked[:_MOST_LOOKED_THROUGH]:
        named = {entry.name for _, _, entry in glossary.found(found[at].text)}
        scores[at] += _TERM * min(len(named), _MOST_TERMS)
    return scores


def _penalties(one: _Sentence) -> float:
    faults = (
        not _SHORTEST <= one.words <= _LONGEST,
        one.text.endswith("?"),
        bool(_ORPHAN.match(one.text)),
        bool(_QUOTED.search(one.text)),
        not one.text.endswith((".", "!", "…", "。")),
    )
    return _PENALTY * sum(faults)


def _picked(found: list[_Sentence], scores: list[float], n: int) -> list[int]:
    """Pick one after the other what is good and unlike those that are picked already."""
    likeness = [0.0] * len(found)
    picked: list[int] = []
    rest = sorted(range(len(found)), key=lambda at: -scores[at])[: max(_MOST_COMPARED, 2 * n)]
    while rest and len(picked) < n:
        best = max(rest, key=lambda at: _RELEVANCE * scores[at] - (1 - _RELEVANCE) * likeness[at])
        picked.append(best)
        rest.remove(best)
        chosen = found[best].weights
        for at in rest:
            alike = sum(
                weight * chosen.get(term, 0.0) for term, weight in found[at].weights.items()
            )
            likeness[at] = max(likeness[at], alike)
        rest = [at for at in rest if likeness[at] < _SAME]
    return picked
