"""Says whether a quotation was spoken or written in its source, by whom, and whether we say so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reewriter.text.facts.match import Match
from reewriter.text.facts.source import Given, Page
from reewriter.text.facts.speakers import Speaker, reported, same_people, same_person, speaker_of

__all__ = ["Attribution", "Manner", "Who", "attribute"]

Manner = Literal["", "said", "written"]
Attribution = Literal["", "agrees", "vaguer", "wrong", "paraphrased"]
"""Empty: one side names nobody. Vaguer: the source has the name. Paraphrased: the source reports
what that person said in words of its own."""


@dataclass(frozen=True, slots=True)
class Who:
    """The answer about one quotation."""

    manner: Manner
    speaker: str
    attributed: str
    attribution: Attribution


def attribute(ours: Page, span: tuple[int, int], where: Given, match: Match) -> Who:
    """Compare whom the draft names with whom the source names."""
    claimed = speaker_of(ours, span)
    if not match.spoken:
        return Who(
            "written",
            "",
            claimed.name,
            _of_written(claimed, reported(where.page, match.span), where),
        )
    speaker = speaker_of(where.page, match.words)
    quoted_by_outlet = bool(where.name) and same_person(claimed.name, where.name)
    verdict = "" if quoted_by_outlet else _of_said(claimed, speaker)
    return Who("said", speaker.name, claimed.name, verdict)


def _of_said(claimed: Speaker, speaker: Speaker) -> Attribution:
    if not claimed.name or not speaker.name:
        return ""
    if claimed.vague:
        return "agrees" if speaker.vague else "vaguer"
    if speaker.vague:
        return "agrees" if same_people(claimed.name, speaker.name) else "wrong"
    return "agrees" if same_person(claimed.name, speaker.name) else "wrong"


def _of_written(claimed: Speaker, meant: Speaker, where: Given) -> Attribution:
    """Judge words that nobody speaks in the source."""
    if not claimed.name or claimed.vague:
        return ""
    if where.name and same_person(claimed.name, where.name):
        return "agrees"
    if meant.name and same_person(claimed.name, meant.name):
        return "paraphrased"
    surname = claimed.name.split()[-1]
    return "wrong" if re.search(rf"\b{re.escape(surname)}\b", where.page.prose) else ""
