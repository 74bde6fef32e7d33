"""Compares one quotation with one source: word for word, as joined speech, or as nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reewriter.text.facts.finding import chains
from reewriter.text.facts.match import Apart, Difference, Match
from reewriter.text.facts.nearly import near
from reewriter.text.facts.passage import Gap, Passage, passage
from reewriter.text.facts.source import Page
from reewriter.text.facts.speech import goes_on, one_voice, speech
from reewriter.text.facts.weighty import weighty, weighty_change
from reewriter.text.facts.wording import Words

__all__ = ["compare"]

_CLAUSE = frozenset("that which who whom because if when whether while although though".split())
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*(?:\s|$)")
_CLAUSE_END = re.compile(
    r",\s+(?=(?:and|but|or|while|although|because|which|who|so|yet)\b)|[;:—–“”\"]"
    r"|\s(?:and|but|so|yet|while|although|because|or)\s+(?=(?:I|we|he|she|it|they|you|there|this"
    r"|that|the|an?|nobody|none)\b)"
)
_GOES_ON = frozenset(
    "and but or so because though although yet however still except unless if".split()
)
"""With these a bracket behind the last word says more than the speaker did."""


def compare(ours: Page, span: tuple[int, int], source: Page) -> Match | None:
    """Find a quotation; None where the source has nothing like it."""
    wanted = passage(ours.prose, *span)
    if not wanted.size:
        return None
    best: Match | None = None
    for text in source.readings:
        found = _plain(ours, span, wanted, text)
        if found is None or not found.exact:
            found = _joined(ours, span, wanted, text) or found or near(ours, span, text)
        if found is not None and (best is None or found.quality > best.quality):
            best = found
        if best is not None and best.exact:
            return best
    if source.prose != source.text or ours.prose != ours.text:
        # A quotation may have been cut through a link.
        raw = _plain(ours, span, passage(ours.text, *span), source.raw)
        best = raw if raw is not None and raw.exact else best
    return best


def _plain(ours: Page, span: tuple[int, int], wanted: Passage, source: Page) -> Match | None:
    """Find it word for word, best where somebody speaks; what was left out may still matter."""
    matches = [_match(ours, span, wanted, source, chain) for chain in chains(source.words, wanted)]
    return max(
        matches,
        # Of several places the one where least was left out is meant.
        key=lambda match: (match.quality, match.span[0] - match.span[1]),
        default=None,
    )


def _match(
    ours: Page,
    span: tuple[int, int],
    wanted: Passage,
    source: Page,
    chain: Sequence[tuple[int, int]],
) -> Match:
    words = source.words
    pieces = [words.span(first, behind) for first, behind in chain]
    whole = (pieces[0][0], pieces[-1][1])
    hidden = tuple(_hidden(span, wanted, source, chain))
    spoken = all(source.quotation_around(*piece) is not None for piece in pieces)
    found = Match(not hidden, whole, pieces[0], spoken, hidden, 1.0)
    if any(one.source == "…" for one in hidden):
        torn = any(not one_voice(source, a - 1, b) for (_, a), (b, _) in pairwise(pieces))
        apart: Apart = "speakers" if torn else "gap"
        return replace(found, span=pieces[0], apart=apart, pieces=tuple(pieces))
    return found


def _hidden(
    span: tuple[int, int], wanted: Passage, source: Page, chain: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    """Say where dots or brackets took a negation away, put one in, or joined two speakers."""
    words = source.words
    skipped = 0
    for gap, (_, behind), (first, _) in zip(wanted.gaps, chain, chain[1:], strict=False):
        left_out = words.keys[behind:first]
        skipped += gap.ellipsis and bool(left_out)
        if left_out in ([], list(gap.inserted), list(gap.remark)) and not (
            gap.inserted and not left_out and weighty(gap.inserted)
        ):
            continue
        start = words.ends[behind - 1]
        end = words.starts[first]
        crosses = not gap.ellipsis and _SENTENCE_END.search(source.prose, start, end)
        if gap.remark or crosses or _turned(gap, left_out, source.prose[start:end]):
            text = " ".join(source.text[start:end].split()).strip(" ,;")
            sign = "…" if gap.ellipsis else f"[{' '.join(gap.inserted)}]"
            severe = weighty_change(gap.inserted, left_out)
            yield Difference(sign, text, severe, gap.place, (start, end))
        elif gap.ellipsis and not one_voice(source, start - 1, end):
            yield Difference("", "…", False, gap.place, (start, end))
    dots = sum(gap.ellipsis for gap in wanted.gaps)
    if skipped and dots > 1 and sum(len(part) == 1 for part in wanted.parts) > 1:
        # Of single words from here and there anything can be made.
        whole = (words.starts[chain[0][0]], words.ends[chain[-1][1] - 1])
        yield Difference("", "…", False, span, whole)
    yield from _at_the_ends(wanted, source, chain)


def _turned(gap: Gap, left_out: Sequence[str], between: str) -> bool:
    """Say whether what was left out, or put in its place, makes another statement of it."""
    if not gap.ellipsis:
        return weighty_change(gap.inserted, left_out)
    sentences = _SENTENCE_END.split(between)
    if len(sentences) > 1 and not gap.inserted:
        # Of whole sentences that were left out each has a negation of its own; but the rest of
        # the one that our words are from, and the beginning of the next, belong to our words.
        tail, head = _CLAUSE_END.split(sentences[0])[0], _CLAUSE_END.split(sentences[-1])[-1]
        left_out = [*Words(tail).keys, *Words(head).keys]
    return weighty(left_out, negations=True) != weighty(gap.inserted, negations=True)


def _at_the_ends(
    wanted: Passage, source: Page, chain: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    """Say what a bracket before the first or behind the last word adds to the source, or hides.

    It may stand for what the source has just there, or explain; it may not go on in our words.
    """
    words = source.words
    (first, _), (_, behind) = chain[0], chain[-1]
    for gap, theirs in (
        (wanted.lead, _clause_before(source, first)),
        (wanted.tail, _clause_behind(source, behind)),
    ):
        if gap is None or not gap.inserted:
            continue
        size = len(gap.inserted)
        there = theirs[-size:] if gap is wanted.lead else theirs[:size]
        if there == list(gap.inserted):
            continue  # the source has it, in brackets or without
        beside = theirs[-gap.most :] if gap is wanted.lead else theirs[: gap.most]
        mine, others = weighty(gap.inserted), weighty(beside)
        lost = gap is wanted.lead and others["not"] > mine["not"]
        added = bool(mine - others)
        goes_on = gap is wanted.tail and gap.inserted[0] in _GOES_ON
        if lost or added or goes_on:
            whole = words.span(first, behind)
            at = whole[0] if gap is wanted.lead else whole[1]
            text = " ".join(beside) if lost else ""
            sign = f"[{' '.join(gap.inserted)}]"
            yield Difference(sign, text, lost or added, gap.place, (at, at))


def _clause_before(source: Page, first: int) -> list[str]:
    """Return the words that lead to one, back to where its clause or quotation begins."""
    words = source.words
    start = words.starts[first]
    sentence, quotation = source.sentence_at(start), source.quotation_around(start, start + 1)
    limit = max(sentence[0], quotation[0] if quotation else 0)
    at = first
    while at > 0 and words.starts[at - 1] >= limit and words.keys[at - 1] not in _CLAUSE:
        at -= 1
    return words.keys[at:first]


def _clause_behind(source: Page, behind: int) -> list[str]:
    """Return the words that follow one, to where its sentence or quotation ends."""
    words = source.words
    end = words.ends[behind - 1]
    sentence, quotation = source.sentence_at(end - 1), source.quotation_around(end - 1, end)
    limit = min(sentence[1], quotation[1] if quotation else len(source.text))
    return words.keys[behind : max(words.first_from(limit), behind)]


def _joined(ours: Page, span: tuple[int, int], wanted: Passage, source: Page) -> Match | None:
    """Find it in what one person says, the reporter's words between left out."""
    row = speech(source)
    for chain in chains(row, wanted):
        pieces = {row.piece[at] for first, behind in chain for at in range(first, behind)}
        seams = [
            (source.quoted[number], source.quoted[number + 1])
            for number in range(min(pieces), max(pieces))
        ]
        places = [(row.origin[first], row.origin[behind - 1] + 1) for first, behind in chain]
        if any(_hidden(span, wanted, source, places)) or not all(
            goes_on(source, *seam) for seam in seams
        ):
            continue
        whole = (source.words.starts[places[0][0]], source.words.ends[places[-1][1] - 1])
        first = places[0][0]
        return Match(True, whole, source.words.span(first, first + 1), True, (), 1.0)
    return None
