"""Finds the words of a source that are most like a quotation, and says where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from reewriter.text.facts.alignment import Alignment, Run, align
from reewriter.text.facts.match import Apart, Difference, Match
from reewriter.text.facts.piecing import by_sentence, by_source, crosses_marks
from reewriter.text.facts.source import Page
from reewriter.text.facts.speech import joined, one_voice
from reewriter.text.facts.weighty import weighty, weighty_change
from reewriter.text.facts.wording import STOP_WORDS, Words

__all__ = ["near"]

_FEWEST = 3
"""Words that must be alike for a quotation to be nearly one."""
_LEAST = 0.5
"""The share of its words that must be."""
_LEAST_TELLING = 0.34
"""The share of its words that tell something that must be."""
_FARTHEST = 12
"""Words that may be told as left out; where more were, two places were put together."""
_GRAVITY: tuple[Apart, ...] = ("", "gap", "order", "speakers")
_DOTS = re.compile(r"…|\.{3}|\.\s\.\s\.")


def near(ours: Page, span: tuple[int, int], source: Page) -> Match | None:
    """Find the words most like a quotation: as a whole, or else part by part."""
    whole = _aligned(ours, span, source)
    if whole is None:
        return None
    count = len(whole.words)
    best = _match([whole], source, count) if _is_near([whole]) else None
    if best and whole.found.matched > count - _FEWEST and not best.apart:
        return best
    reached = whole.found.matched if best else -_FEWEST
    for parts in (by_sentence(ours, span), by_source(whole.words, source.words)):
        pieces = [(part, _aligned(ours, part, source)) for part in parts]
        alike = [piece for _, piece in pieces if piece is not None and _is_alike(piece)]
        matched = sum(piece.found.matched for piece in alike)
        if len(alike) < 2 or not _is_near(alike, count) or matched < reached + _FEWEST:
            continue
        reached = matched
        found = _match(alike, source, count)
        strange = _strange(ours, span, alike)
        differences = sorted((*found.differences, *strange), key=lambda one: one.draft_span)
        best = replace(found, exact=False, differences=tuple(differences))
    return best


def _strange(ours: Page, span: tuple[int, int], pieces: Sequence[_Piece]) -> Iterator[Difference]:
    """Say which words of ours are in no part that the source has."""
    edges = [span[0], *(edge for piece in pieces for edge in piece.ours_span), span[1]]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        words = _Piece.words_of(ours, (start, end))
        if words.keys:
            place = words.span(0, len(words))
            text = " ".join(ours.text[slice(*place)].split())
            yield Difference(text, "", weighty_change(words.keys, ()), place, (0, 0))


class _Piece:
    """A part of a quotation beside the words of the source that are most like it."""

    def __init__(self, ours: Page, words: Words, source: Page, found: Alignment) -> None:
        self.ours, self.words, self.found = ours, words, found
        self.span = source.words.span(_first(found, source), _behind(found, source))
        self.ours_span = words.span(0, len(words))
        self._source = source

    @cached_property
    def differences(self) -> list[Difference]:
        """Where the two are not the same."""
        return list(_differences(self.ours, self.words, self._source, self.found))

    @cached_property
    def apart(self) -> Apart:
        """Whether it is put together itself, though in the order of the source."""
        gaps = [one.source_span for one in self.differences if one.source == "…"]
        if any(not one_voice(self._source, start - 1, end) for start, end in gaps):
            return "speakers"
        return "gap" if gaps else ""

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where it stands in the source, without what lies between its parts."""
        edges = [self.span[0]]
        for one in self.differences:
            edges += one.source_span if one.source == "…" else ()
        edges.append(self.span[1])
        return list(zip(edges[::2], edges[1::2], strict=True))

    @staticmethod
    def words_of(ours: Page, span: tuple[int, int]) -> Words:
        """Return the words between two places, brackets within them unseen."""
        return Words(ours.bracketless, *span)


def _aligned(ours: Page, span: tuple[int, int], source: Page) -> _Piece | None:
    words = _Piece.words_of(ours, span)
    found = align(words.keys, source.words) if words.keys else None
    return _Piece(ours, words, source, found) if found is not None else None


def _match(pieces: Sequence[_Piece], source: Page, count: int) -> Match:
    apart: Apart = pieces[0].apart
    differences = list(pieces[0].differences)
    for before, piece in pairwise(pieces):
        seam = _seam(before, piece, source)
        apart = max(apart, piece.apart, seam, key=_GRAVITY.index)
        if seam:
            at = before.ours_span[1]
            between = tuple(sorted((before.span[1], piece.span[0])))
            differences.append(Difference("", "…", False, (at, at), (between[0], between[1])))
        differences += piece.differences
    first = next(run for run in pieces[0].found.runs if run.same)
    inner = source.words.span(*first.theirs)
    spans = tuple(span for piece in pieces for span in piece.spans)
    matched = sum(piece.found.matched for piece in pieces)
    spoken = source.quotation_around(*inner) is not None
    return Match(
        not differences,
        spans[0] if apart else (spans[0][0], spans[-1][1]),
        inner,
        spoken,
        tuple(differences),
        matched / count,
        apart,
        spans if apart else (),
    )


def _seam(before: _Piece, piece: _Piece, source: Page) -> Apart:
    """Say how two pieces stand apart in the source, if they do."""
    start, end = before.span[1], piece.span[0]
    if joined(source, start, end) and crosses_marks(source, start, end):
        return ""
    if not one_voice(source, start - 1, end):
        return "speakers"
    if start > end:
        return "order"
    return "gap" if len(Words(source.prose, start, end)) else ""


def _is_alike(piece: _Piece) -> bool:
    """Say whether a part of a quotation is in the source: short parts only as they are."""
    whole = piece.found.matched == len(piece.words) and piece.found.telling > 0
    return _is_near([piece]) or (whole and not piece.differences)


def _is_near(pieces: Sequence[_Piece], count: int = 0) -> bool:
    keys = [key for piece in pieces for key in piece.words.keys]
    telling = sum(key not in STOP_WORDS for key in keys)
    matched = sum(piece.found.matched for piece in pieces)
    return (
        matched >= _FEWEST
        and matched >= _LEAST * max(len(keys), count)
        and sum(piece.found.telling for piece in pieces) >= _LEAST_TELLING * telling
    )


def _first(found: Alignment, source: Page) -> int:
    """Return where the true wording begins: words we began otherwise are taken along."""
    run = found.runs[0]
    first = run.theirs[1] if not run.same else run.theirs[0]
    if run.same:
        return first
    start = source.words.starts[first]
    quotation = source.quotation_around(start, start + 1)
    limit = max(source.sentence_at(start)[0], quotation[0] if quotation else 0)
    least = first - (run.ours[1] - run.ours[0])
    while first > max(least, 0) and source.words.starts[first - 1] >= limit:
        first -= 1
    return first


def _behind(found: Alignment, source: Page) -> int:
    """Return where the true wording ends: words we ended otherwise are taken along."""
    last = found.runs[-1]
    behind = last.theirs[1]
    if last.same:
        return behind
    end = source.words.ends[behind - 1]
    quotation = source.quotation_around(end - 1, end)
    limit = min(source.sentence_at(end - 1)[1], quotation[1] if quotation else len(source.text))
    most = behind + last.ours[1] - last.ours[0]
    while behind < min(most, len(source.words)) and source.words.ends[behind] <= limit:
        behind += 1
    return behind


def _differences(ours: Page, words: Words, source: Page, found: Alignment) -> Iterator[Difference]:
    for number, run in enumerate(found.runs):
        if run.same:
            continue
        theirs = run.theirs
        if number == 0:
            theirs = (_first(found, source), theirs[1])
        if number == len(found.runs) - 1:
            theirs = (theirs[0], _behind(found, source))
        yield from _difference(ours, words, source, Run(False, run.ours, theirs))


def _difference(ours: Page, words: Words, source: Page, run: Run) -> Iterator[Difference]:
    our_span = _span(words, *run.ours)
    their_span = _span(source.words, *run.theirs)
    draft, said = ours.text[slice(*our_span)], source.text[slice(*their_span)]
    if _only_typography(draft, said):
        return
    mine, others = words.keys[slice(*run.ours)], source.words.keys[slice(*run.theirs)]
    inner = run.ours[0] > 0 and run.ours[1] < len(words)
    dots = inner and bool(_DOTS.search(ours.text, *_around(words, run)))
    if dots and not mine and not _changed(mine, others, dots=True):
        return
    foreign = bool(others) and _is_foreign(source, run, their_span, inner=inner)
    if inner and (foreign or len(others) - len(mine) > _FARTHEST):
        yield from _torn(ours, words, source, run, foreign=foreign)
        return
    said = "" if foreign else " ".join(said.split())
    severe = _changed(mine, () if foreign else others, dots=dots)
    yield Difference(" ".join(draft.split()), said, severe, our_span, their_span)


def _changed(ours: Sequence[str], theirs: Sequence[str], *, dots: bool) -> bool:
    """Say whether weighty words were changed: a number that only dots stand for was not."""
    if not dots:
        return weighty_change(ours, theirs)
    turned = weighty(ours, negations=True) != weighty(theirs, negations=True)
    return turned or bool(weighty(ours) - weighty(theirs))


def _torn(
    ours: Page, words: Words, source: Page, run: Run, *, foreign: bool
) -> Iterator[Difference]:
    """Say that a quotation leaves out too much to be told, or what others say."""
    before, behind = _around(source.words, run, theirs=True)
    at = words.ends[run.ours[0] - 1]
    mine, others = words.keys[slice(*run.ours)], source.words.keys[slice(*run.theirs)]
    if mine:
        our_span = words.span(*run.ours)
        text = " ".join(ours.text[slice(*our_span)].split())
        yield Difference(text, "", weighty_change(mine, ()), our_span, (before, before))
    if not foreign or not joined(source, before, behind):
        lost = not foreign and weighty(others, negations=True) != weighty(mine, negations=True)
        yield Difference("", "…", lost, (at, at), (before, behind))


def _is_foreign(source: Page, run: Run, span: tuple[int, int], *, inner: bool) -> bool:
    """Say whether words of the source are not its speaker's, but the reporter's or another's."""
    if inner:
        return crosses_marks(source, *_around(source.words, run, theirs=True))
    return crosses_marks(source, span[0] + 1, span[1] - 1)


def _around(words: Words, run: Run, *, theirs: bool = False) -> tuple[int, int]:
    """Return where the word before a run ends and the word behind it begins."""
    first, behind = run.theirs if theirs else run.ours
    return (words.ends[first - 1], words.starts[behind])


def _span(words: Words, first: int, behind: int) -> tuple[int, int]:
    if first < behind:
        return words.span(first, behind)
    at = words.ends[first - 1] if first else words.starts[0]
    return (at, at)


def _only_typography(draft: str, said: str) -> bool:
    """Say whether two spellings are one: US and U.S., or a word divided at a line's end."""
    if draft.replace(".", "") == said.replace(".", "") and draft.replace(".", "").isupper():
        return True
    mended = re.sub(r"[-\u00ad‐]\n\s*", "", said)
    return mended != said and mended.casefold() == draft.casefold()
