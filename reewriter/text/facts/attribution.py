"""Says whether a quotation was spoken or written in its source, by whom, and whether we say so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from reewriter.text.facts.asides import only_named, owner
from reewriter.text.facts.match import Match
from reewriter.text.facts.names import Speaker, is_outlet
from reewriter.text.facts.namesakes import parts, same_house, same_people, same_person
from reewriter.text.facts.offices import another_sort
from reewriter.text.facts.people import People, people_of
from reewriter.text.facts.seats import is_seat, is_short_for, of_a_state, of_state, same_seat
from reewriter.text.facts.source import Given, Page
from reewriter.text.facts.speakers import reported, speaker_of
from reewriter.text.facts.transcripts import labelled_speaker

__all__ = ["Attribution", "Manner", "Who", "attribute"]

Manner = Literal["", "said", "written"]
Attribution = Literal["", "agrees", "vaguer", "wrong", "paraphrased"]
"""Empty: one side names nobody. Vaguer: the source has the name. Paraphrased: the source reports
what that person said in words of its own."""


_SPOKES = re.compile(r"\bspokes(?:man|woman|person|people)\b", re.IGNORECASE)


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
    people = people_of(where.page)
    if claimed.kind in ("document", "someone"):
        claimed = Speaker()
    by_outlet = bool(where.name and claimed.name) and same_person(claimed.name, where.name)
    label = None if match.spoken else labelled_speaker(where.page, match.span)
    if not match.spoken and label is None:
        meant = _resolved(reported(where.page, match.span), people)
        verdict = _of_written(claimed, meant, people, by_outlet=by_outlet)
        return Who("written", "", claimed.name, verdict)
    speaker = _resolved(label or speaker_of(where.page, match.words), people)
    if speaker.kind in ("document", "someone"):
        speaker = Speaker()
    around = _paragraph(where.page, match.words[0])
    verdict = "" if by_outlet else _of_said(claimed, speaker, people, around)
    if theirs := owner(ours, span):
        told = _of_said(theirs, speaker, people, around)
        known = theirs.kind == "person" and people.knows(theirs.name) and not theirs.loosely
        if (verdict == "wrong" and told == "agrees") or (known and told == "wrong"):
            claimed, verdict = theirs, told
    outside = is_outlet(claimed.name) or (claimed.loosely and not _is_known(claimed, people))
    if verdict == "wrong" and (outside or only_named(ours, span)):
        verdict = ""
    if speaker.guessed or (claimed.guessed and not _is_one(claimed, people)):
        verdict = "agrees" if verdict == "agrees" else ""
    return Who("said", speaker.name, claimed.name, verdict)


def _paragraph(source: Page, at: int) -> str:
    start = source.text.rfind("\n\n", 0, at) + 1
    end = source.text.find("\n\n", at)
    return source.text[start : end if end >= 0 else len(source.text)]


def _is_one(claimed: Speaker, people: People) -> bool:
    return claimed.kind == "person" and people.is_somebody(claimed.name)


def _is_known(claimed: Speaker, people: People) -> bool:
    """Say whether the source knows somebody who only stands beside a quotation of ours."""
    if claimed.kind != "person":
        return True
    return people.knows(claimed.name) or len(claimed.name.split()) > 1


def _resolved(speaker: Speaker, people: People) -> Speaker:
    """Return the one whom the source means by an office."""
    if speaker.kind != "office":
        return speaker
    holders = people.holders(speaker.name)
    return replace(speaker, name=holders[0], kind="person") if len(holders) == 1 else speaker


def _of_said(claimed: Speaker, speaker: Speaker, people: People, around: str) -> Attribution:
    if not claimed.name or not speaker.name:
        return ""
    if speaker.kind == "crowd":
        return _of_crowd(claimed, speaker, people, around)
    if claimed.kind == "crowd":
        return "vaguer" if speaker.kind == "person" else "agrees"
    if speaker.kind == "person":
        return _of_person(claimed, speaker.name, people, around)
    return _of_office(claimed, speaker, people)


def _of_person(claimed: Speaker, name: str, people: People, around: str) -> Attribution:
    """Judge words that somebody with a name speaks in the source."""
    if claimed.kind == "body":
        if same_house(claimed.name, name) or _of_a_state(claimed.name, name, around):
            return "agrees"
        if people.elsewhere(name, claimed.name):
            return "wrong"
        if people.is_house(name) and not re.search(r"(?<!^)[A-Z]", claimed.name):
            return "agrees"  # "the company", of one that is named
        return "agrees" if people.speaks_for(name) else "vaguer"
    if claimed.kind == "office":
        if people.is_(name, claimed.name):
            return "agrees"
        others = [one for one in people.holders(claimed.name) if not same_person(one, name)]
        return (
            "wrong"
            if others
            or people.contradicts(name, claimed.name)
            or people.has_another(name, claimed.name)
            else "vaguer"
        )
    if same_person(claimed.name, name):
        return "agrees"
    if is_short_for(claimed.name, name):
        return "agrees"
    house = "ministry" in name.casefold()
    words = people.words_on(name) | (frozenset(parts(name)) if house else frozenset())
    seated = is_seat(claimed.name) and of_state(words) and same_seat(claimed.name, words, around)
    # Ministers of no country are of that from which is reported.
    seated = seated or (
        people.reported_from == claimed.name and of_state(words) and not of_a_state(words)
    )
    if seated or people.belongs(name, claimed.name):
        return "agrees" if house or people.speaks_for(name) else "vaguer"
    # The chief executive of a text about one company speaks for that.
    return "" if people.may_speak_for(name, claimed.name) else "wrong"


def _of_a_state(claimed: str, name: str, around: str) -> bool:
    """Say whether a house is told with its state: "China’s commerce ministry"."""
    state, _, house = re.sub("’s ", "'s ", claimed).partition("'s ")
    known = is_seat(state) and same_seat(state, frozenset(), around)
    return known and bool(house) and same_house(house, name)


def _of_office(claimed: Speaker, speaker: Speaker, people: People) -> Attribution:
    """Judge words of "the minister" or "the company", whom the source names nowhere."""
    if claimed.kind == "person":
        if same_people(claimed.name, speaker.name):
            return "agrees"
        if speaker.kind == "office" and people.is_(claimed.name, speaker.name):
            return "agrees"
        known = people.words_on(claimed.name)
        elsewhere = speaker.kind == "body" and people.of_another_house(claimed.name, speaker.name)
        return "wrong" if (known and speaker.kind == "office") or elsewhere else ""
    if same_people(claimed.name, speaker.name):
        return "agrees"
    other = claimed.kind == speaker.kind == "body" and another_sort(claimed.name, speaker.name)
    return "wrong" if other or people.holders(claimed.name) else ""


def _of_crowd(claimed: Speaker, speaker: Speaker, people: People, around: str) -> Attribution:
    """Judge words of somebody whom the source does not name."""
    if claimed.kind in ("crowd", "body"):
        return "agrees"
    if _SPOKES.search(speaker.name) and claimed.kind == "person":
        # The spokesperson of a house that the paragraph names, and nobody there has that name.
        somebody = people.words_on(claimed.name) or not _named_in(claimed.name, around)
        return "wrong" if somebody and not same_people(claimed.name, speaker.name) else "agrees"
    if claimed.kind == "office":
        return "wrong" if people.holders(claimed.name) else "agrees"
    # "China" may stand for a Chinese official; the senator is not one of her staff.
    of_them = same_people(claimed.name, speaker.name) and not people.words_on(claimed.name)
    return "agrees" if of_them else "wrong"


def _named_in(name: str, around: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", around))


def _of_written(
    claimed: Speaker, meant: Speaker, people: People, *, by_outlet: bool
) -> Attribution:
    """Judge words that nobody speaks in the source."""
    if not claimed.name or claimed.kind in ("crowd", "body"):
        return ""
    if by_outlet:
        return "agrees"
    claimed = _resolved(claimed, people)
    if claimed.kind != "person":
        return ""
    if meant.name and same_person(claimed.name, meant.name):
        return "paraphrased"
    return "wrong" if people.knows(claimed.name) else ""
