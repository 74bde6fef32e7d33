"""Finds what a draft copies from sources outside quotation marks; counts what it quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reewriter.text.facts.marks import set_apart
from reewriter.text.facts.quotations import Quotation
from reewriter.text.facts.source import Page, Sources, given, page
from reewriter.text.facts.wording import Words

__all__ = ["FEWEST_COPIED", "Copied", "find_copied", "quoted_words"]

FEWEST_COPIED = 8
"""Words in a row that nobody writes twice by chance."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Words of a source that stand in a draft as if they were ours."""

    text: str
    """On one line."""
    words: int
    span: tuple[int, int]
    """Where they stand in the draft."""
    source_span: tuple[int, int]
    source: str = ""
    """The name of the source."""
    source_number: int = 0


def find_copied(draft: str, source: Sources, *, fewest: int = FEWEST_COPIED) -> list[Copied]:
    """Return every row of `fewest` or more source words outside quotation marks, in order.

    Of what several sources have, the longest row counts.

    >>> source = "The mine was shut in May after the pumps had failed for the third time."
    >>> [found] = find_copied("Locals say the mine was shut in May after the pumps broke.", source)
    >>> found.words, found.text
    (9, 'the mine was shut in May after the pumps')
    """
    ours = page(draft)
    sources = given(source, draft)
    found: list[Copied] = []
    for start, end in _outside(ours):
        own = Words(ours.prose, start, end)
        at = 0
        while at + fewest <= len(own):
            size, where, number = max(
                (
                    (*_longest(own.keys, at, one.page.words, fewest), -number)
                    for number, one in enumerate(sources)
                ),
                default=(0, 0, 0),
            )
            if size < fewest:
                at += 1
                continue
            theirs = sources[-number]
            span = own.span(at, at + size)
            text = " ".join(draft[slice(*span)].split())
            source_span = theirs.page.words.span(where, where + size)
            found.append(Copied(text, size, span, source_span, theirs.name, -number))
            at += size
    return found


def _outside(ours: Page) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in sorted([*ours.quoted, *set_apart(ours.prose)]):
        if start > at:
            yield at, start
        at = max(at, end)
    yield at, len(ours.prose)


def _longest(keys: list[str], at: int, theirs: Words, fewest: int) -> tuple[int, int]:
    """Return how many words from `at` on the source has in a row, and where."""
    best = (0, 0)
    rare = min(keys[at : at + fewest], key=lambda key: len(theirs.places.get(key, ())))
    offset = keys.index(rare, at) - at
    for place in theirs.places.get(rare, ()):
        start = place - offset
        if start < 0 or theirs.keys[start : start + fewest] != keys[at : at + fewest]:
            continue
        size = fewest
        while keys[at + size : at + size + 1] == theirs.keys[start + size : start + size + 1] != []:
            size += 1
        best = max(best, (size, start))
    return best


def quoted_words(quotations: Iterable[Quotation]) -> Counter[int]:
    """Count the words quoted from each source, by its number; what was not found counts nowhere.

    >>> from reewriter.text.facts.quotations import check_quotations
    >>> quoted_words(check_quotations("He spoke of “a new start”.", "It is a new start."))
    Counter({0: 3})
    """
    found: Counter[int] = Counter()
    for quotation in quotations:
        if quotation.source_number is not None:
            found[quotation.source_number] += quotation.words
    return found
