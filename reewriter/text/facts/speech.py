"""Puts what one person says in a source into a row, though the reporter comes between."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reewriter.text.facts.heads import says
from reewriter.text.facts.namesakes import same_person
from reewriter.text.facts.source import Page
from reewriter.text.facts.speakers import speaker_of
from reewriter.text.facts.wording import Words

__all__ = ["Speech", "goes_on", "joined", "one_voice", "speech"]

_SEAM = (2, 15)
"""Words between two pieces of what one person says: "said Aho", but no whole sentence."""


class Speech:
    """What is spoken in a source, in a row, though the reporter comes between the pieces."""

    def __init__(self, source: Page) -> None:
        self.keys: list[str] = []
        self.origin: list[int] = []
        """The position of each in the source; -1 where what follows is no continuation."""
        self.piece: list[int] = []
        """Which of the source's quotations it belongs to."""
        for number, quotation in enumerate(source.quoted):
            first = source.words.first_from(quotation[0])
            behind = source.words.first_from(quotation[1])
            if not number or not _may_go_on(source, source.quoted[number - 1], quotation):
                self._add(["\0"], [-1], number)
            self._add(source.words.keys[first:behind], range(first, behind), number)
        self.places: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            self.places.setdefault(key, []).append(at)

    def _add(self, keys: Sequence[str], origin: Sequence[int], number: int) -> None:
        self.keys += keys
        self.origin += origin
        self.piece += [number] * len(keys)


@lru_cache(64)
def speech(source: Page) -> Speech:
    return Speech(source)


def _may_go_on(source: Page, last: tuple[int, int], quotation: tuple[int, int]) -> bool:
    between = source.prose[last[1] : quotation[0]]
    return "\n\n" not in between and _SEAM[0] <= len(Words(between)) <= _SEAM[1]


def goes_on(source: Page, last: tuple[int, int], quotation: tuple[int, int]) -> bool:
    """Say whether one person speaks in both of two quotations side by side."""
    first, second = speaker_of(source, last).name, speaker_of(source, quotation).name
    return bool(first or says(source.prose[last[1] : quotation[0]])) and (
        not first or not second or same_person(first, second)
    )


def joined(source: Page, start: int, end: int) -> bool:
    """Say whether only the reporter's aside lies between two places of what one person says."""
    before = source.quotation_around(max(start - 1, 0), start)
    after = source.quotation_around(end, end + 1)
    if before is None or after is None or not start <= before[1] < after[0] <= end:
        return False
    skipped = source.prose[start : before[1]] + source.prose[after[0] : end]
    aside = _may_go_on(source, before, after) and goes_on(source, before, after)
    return aside and not Words(skipped).keys


def one_voice(source: Page, start: int, end: int) -> bool:
    """Say whether two places of a source may be parts of one statement."""
    before, after = (source.quotation_around(at, at + 1) for at in (start, end))
    if before is None or after is None or before == after:
        return before == after
    first, second = speaker_of(source, before).name, speaker_of(source, after).name
    return not first or not second or same_person(first, second)
