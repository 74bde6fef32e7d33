"""Finds the words of a source that are most like a quotation, and says where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from reewriter.text.facts.alignment import Alignment, Run, align
from reewriter.text.facts.match import Difference, Match
from reewriter.text.facts.prose import FILLER
from reewriter.text.facts.source import Page
from reewriter.text.facts.weighty import weighty_change
from reewriter.text.facts.wording import STOP_WORDS, Words
from reewriter.text.words import truncate

__all__ = ["near"]

_FEWEST = 3
"""Words that must be alike for a quotation to be nearly one."""
_LEAST = 0.5
"""The share of its words that must be."""
_LEAST_TELLING = 0.34
"""The share of its words that tell something that must be."""
_BRACKETS = str.maketrans("[]", FILLER * 2)
_SEAM = re.compile(r"(?:[.!?]+[”\"’']?|…|\[…\]|\[\.\.\.\])\s+(?=\S)")
_SHOWN = 120
"""Characters shown of what stands between two pieces."""
_DOTS = re.compile(r"…|\.{3}|\.\s\.\s\.")


def near(ours: Page, span: tuple[int, int], source: Page) -> Match | None:
    """Find the words most like a quotation: as a whole, or else sentence by sentence."""
    whole = _aligned(ours, span, source)
    if whole is None:
        return None
    count = len(whole.words)
    best = _match([whole], source, count) if _is_near([whole]) else None
    parts = _parts(ours, span)
    if len(parts) < 2 or (best and whole.found.matched > count - _FEWEST):
        return best
    pieces = [(part, _aligned(ours, part, source)) for part in parts]
    alike = [piece for _, piece in pieces if piece is not None and _is_alike(piece)]
    matched = sum(piece.found.matched for piece in alike)
    if not _is_near(alike, count) or (best and matched < whole.found.matched + _FEWEST):
        return best
    found = _match(alike, source, count)
    lost = [part for part, piece in pieces if piece not in alike]
    strange = [difference for part in lost for difference in _strange(ours, part)]
    differences = sorted((*found.differences, *strange), key=lambda one: one.draft_span)
    return replace(found, exact=False, differences=tuple(differences))


def _strange(ours: Page, part: tuple[int, int]) -> Iterator[Difference]:
    """Say that a sentence of ours is nowhere in the source."""
    words = _Piece.words_of(ours, part)
    if words.keys:
        span = words.span(0, len(words))
        text = " ".join(ours.text[slice(*span)].split())
        yield Difference(text, "", weighty_change(words.keys, ()), span, (0, 0))


class _Piece:
    """A part of a quotation beside the words of the source that are most like it."""

    def __init__(self, ours: Page, words: Words, source: Page, found: Alignment) -> None:
        self.ours, self.words, self.found = ours, words, found
        self.span = source.words.span(_first(found, source), _behind(found, source))
        self._source = source

    @cached_property
    def differences(self) -> list[Difference]:
        """Where the two are not the same."""
        return list(_differences(self.ours, self.words, self._source, self.found))

    @staticmethod
    def words_of(ours: Page, span: tuple[int, int]) -> Words:
        """Return the words between two places, brackets within them unseen."""
        text = ours.prose.translate(_BRACKETS) if "[" in ours.prose else ours.prose
        return Words(text, *span)


def _aligned(ours: Page, span: tuple[int, int], source: Page) -> _Piece | None:
    words = _Piece.words_of(ours, span)
    found = align(words.keys, source.words) if words.keys else None
    return _Piece(ours, words, source, found) if found is not None else None


def _parts(ours: Page, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the sentences of a quotation, and what dots divide."""
    parts, at = [], span[0]
    for seam in _SEAM.finditer(ours.prose, *span):
        parts.append((at, seam.end()))
        at = seam.end()
    return [*parts, (at, span[1])]


def _match(pieces: Sequence[_Piece], source: Page, count: int) -> Match:
    differences = list(pieces[0].differences)
    for before, piece in pairwise(pieces):
        differences += [*_apart(before, piece, source), *piece.differences]
    first = next(run for run in pieces[0].found.runs if run.same)
    inner = source.words.span(*first.theirs)
    spans = [piece.span for piece in pieces]
    whole = (min(start for start, _ in spans), max(end for _, end in spans))
    matched = sum(piece.found.matched for piece in pieces)
    share = matched / count
    spoken = source.quotation_around(*inner) is not None
    return Match(not differences, whole, inner, spoken, tuple(differences), share)


def _apart(before: _Piece, piece: _Piece, source: Page) -> Iterator[Difference]:
    """Say that two pieces do not stand together in the source."""
    start, end = before.span[1], piece.span[0]
    our_span = (piece.words.starts[0], piece.words.ends[-1])
    if start > end:
        text = " ".join(piece.ours.text[slice(*our_span)].split())
        yield Difference(text, "", False, our_span, piece.span)
        return
    between = " ".join(source.text[start:end].split()).strip(' ”“"’‘.,;')
    if between:
        yield Difference("", truncate(between, _SHOWN), False, our_span, (start, end))


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
    severe = weighty_change(mine, others)
    if not mine and not severe and run.ours[0] and _DOTS.search(ours.text, *_around(words, run)):
        return
    yield Difference(" ".join(draft.split()), " ".join(said.split()), severe, our_span, their_span)


def _around(words: Words, run: Run) -> tuple[int, int]:
    return (words.ends[run.ours[0] - 1], words.starts[run.ours[1]])


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
