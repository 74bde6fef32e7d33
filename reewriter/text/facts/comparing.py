"""Compares one quotation with one source: word for word, as joined speech, or as nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reewriter.text.facts.alignment import Alignment, Run, align
from reewriter.text.facts.finding import chains
from reewriter.text.facts.passage import Passage, passage
from reewriter.text.facts.prose import FILLER
from reewriter.text.facts.source import Page
from reewriter.text.facts.speakers import same_person, says, speaker_of
from reewriter.text.facts.weighty import weighty, weighty_change
from reewriter.text.facts.wording import STOP_WORDS, Words

__all__ = ["Difference", "Match", "compare"]

_FEWEST = 3
"""Words that must be alike for a quotation to be nearly one."""
_LEAST = 0.5
"""The share of its words that must be."""
_LEAST_TELLING = 0.4
"""The share of its words that tell something that must be."""
_BRACKETS = str.maketrans("[]", FILLER * 2)
_DOTS = re.compile(r"…|\.{3}|\.\s\.\s\.")
_SEAM = (2, 15)
"""Words between two pieces of what one person says: "said Aho", but no whole sentence."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a quotation is not what its source says."""

    draft: str
    """Our words; empty where the source has more."""
    source: str
    """The source's; empty where we have more."""
    severe: bool
    """Whether a negation or a number is involved."""
    draft_span: tuple[int, int]
    source_span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation was found in a source."""

    exact: bool
    span: tuple[int, int]
    """Characters of the source, from the first word to the last."""
    words: tuple[int, int]
    """Characters of its first unbroken piece."""
    spoken: bool
    """Whether that stands in quotation marks."""
    differences: tuple[Difference, ...]
    share: float

    @property
    def quality(self) -> tuple[bool, bool, float]:
        """What of several sources one compares by."""
        return (self.exact, self.spoken and self.exact, self.share)


def compare(ours: Page, span: tuple[int, int], source: Page) -> Match | None:
    """Find a quotation; None where the source has nothing like it."""
    wanted = passage(ours.prose, *span)
    if not wanted.size:
        return None
    best: Match | None = None
    for text in source.readings:
        for way in (_plain, _joined, _near):
            found = way(ours, span, wanted, text)
            if found is not None and (best is None or found.quality > best.quality):
                best = found
            if best is not None and (best.exact or way is _joined):
                break
        if best is not None and best.exact:
            break
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
    speech = [source.quotation_around(*piece) for piece in pieces]
    spoken = all(quotation is not None for quotation in speech)
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
        if turned or (gap.ellipsis and not _one_voice(source, start - 1, end)):
            text = " ".join(source.text[start:end].split()).strip(" ,;")
            yield Difference("…" if gap.ellipsis else "[]", text, turned, span, (start, end))
    strange = [key for key in wanted.inserted if key not in words.places]
    if not wanted.gaps and weighty(strange, negations=True):
        yield Difference(" ".join(strange), "", True, span, words.span(*chain[0]))


def _one_voice(source: Page, start: int, end: int) -> bool:
    """Say whether two places of a source may be parts of one statement."""
    before, after = (source.quotation_around(at, at + 1) for at in (start, end))
    if before is None or after is None or before == after:
        return before == after
    first, second = speaker_of(source, before).name, speaker_of(source, after).name
    return not first or not second or same_person(first, second)


class Speech:
    """The words of one person in a row, though the reporter comes between them."""

    def __init__(self, source: Page) -> None:
        self.keys: list[str] = []
        self.origin: list[int] = []
        """The position of each in the source; -1 where another speaker begins."""
        last: tuple[int, int] | None = None
        for quotation in source.quoted:
            first = source.words.first_from(quotation[0])
            behind = source.words.first_from(quotation[1])
            if last is None or not _goes_on(source, last, quotation):
                self.keys.append("\0")
                self.origin.append(-1)
            self.keys += source.words.keys[first:behind]
            self.origin += range(first, behind)
            last = quotation
        self.places: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            self.places.setdefault(key, []).append(at)


@lru_cache(64)
def _speech(source: Page) -> Speech:
    return Speech(source)


def _goes_on(source: Page, last: tuple[int, int], quotation: tuple[int, int]) -> bool:
    between = source.prose[last[1] : quotation[0]]
    if "\n\n" in between or not _SEAM[0] <= len(Words(between)) <= _SEAM[1]:
        return False
    first, second = speaker_of(source, last).name, speaker_of(source, quotation).name
    return bool(first or says(between)) and (not first or not second or same_person(first, second))


def _joined(ours: Page, span: tuple[int, int], wanted: Passage, source: Page) -> Match | None:
    """Find it in what one person says, the reporter's words between left out."""
    speech = _speech(source)
    for chain in chains(speech, wanted):
        places = [(speech.origin[first], speech.origin[behind - 1] + 1) for first, behind in chain]
        if any(_hidden(ours, span, wanted, source, places)):
            continue
        whole = (source.words.starts[places[0][0]], source.words.ends[places[-1][1] - 1])
        first = places[0][0]
        return Match(True, whole, source.words.span(first, first + 1), True, (), 1.0)
    return None


def _near(ours: Page, span: tuple[int, int], wanted: Passage, source: Page) -> Match | None:
    """Find the words that are most like it."""
    words = Words(ours.prose.translate(_BRACKETS) if "[" in ours.prose else ours.prose, *span)
    found = align(words.keys, source.words)
    if found is None or not _is_near(words.keys, found):
        return None
    differences = tuple(_differences(ours, words, source, found))
    first = next(run for run in found.runs if run.same)
    whole = source.words.span(_first(found, source), _behind(found, source))
    piece = source.words.span(*first.theirs)
    spoken = source.quotation_around(*piece) is not None
    return Match(not differences, whole, piece, spoken, differences, found.matched / len(words))


def _is_near(keys: Sequence[str], found: Alignment) -> bool:
    telling = sum(key not in STOP_WORDS for key in keys)
    return (
        found.matched >= _FEWEST
        and found.matched >= _LEAST * len(keys)
        and found.telling >= _LEAST_TELLING * telling
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
