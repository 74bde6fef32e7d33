"""Compares one quotation with one source: word for word, as joined speech, or as nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reewriter.text.facts.finding import chains
from reewriter.text.facts.match import Difference, Match
from reewriter.text.facts.nearly import near
from reewriter.text.facts.passage import Passage, passage
from reewriter.text.facts.source import Page
from reewriter.text.facts.speech import goes_on, one_voice, speech
from reewriter.text.facts.weighty import weighty

__all__ = ["compare"]


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
    return max(matches, key=lambda match: match.quality, default=None)


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
    hidden = tuple(_hidden(ours, span, wanted, source, chain))
    spoken = all(source.quotation_around(*piece) is not None for piece in pieces)
    return Match(not hidden, whole, pieces[0], spoken, hidden, 1.0)


def _hidden(
    ours: Page,
    span: tuple[int, int],
    wanted: Passage,
    source: Page,
    chain: Sequence[tuple[int, int]],
) -> Iterator[Difference]:
    """Say where dots or brackets took a negation away, put one in, or joined two speakers."""
    words = source.words
    for gap, (_, behind), (first, _) in zip(wanted.gaps, chain, chain[1:], strict=False):
        left_out = words.keys[behind:first]
        if left_out == list(gap.inserted):
            continue
        start = words.ends[behind - 1]
        end = words.starts[first]
        one_sentence = not re.search(r"[.!?][”\"’')\]]*\s", source.prose[start:end])
        turned = one_sentence and weighty(left_out, negations=True) != weighty(
            gap.inserted, negations=True
        )
        if turned or (gap.ellipsis and not one_voice(source, start - 1, end)):
            text = " ".join(source.text[start:end].split()).strip(" ,;")
            yield Difference("…" if gap.ellipsis else "[]", text, turned, span, (start, end))
    strange = [key for key in wanted.inserted if key not in words.places]
    if not wanted.gaps and weighty(strange, negations=True):
        yield Difference(" ".join(strange), "", True, span, words.span(*chain[0]))


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
        if any(_hidden(ours, span, wanted, source, places)) or not all(
            goes_on(source, *seam) for seam in seams
        ):
            continue
        whole = (source.words.starts[places[0][0]], source.words.ends[places[-1][1] - 1])
        first = places[0][0]
        return Match(True, whole, source.words.span(first, first + 1), True, (), 1.0)
    return None
