"""Speakers and verdicts in sets labelled by hand: forms of telling who spoke, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from reewriter.text import SourceText, check_quotations
from tests.marked_speakers import DATA, drafts, measured

RANKS = ("exact", "unverifiable", "near", "missing")
PRONOUNS = "Lena Park said no. {}. “Tides come back,” he said."


@pytest.mark.parametrize(("name", "most"), [("forms.txt", 1), ("fourth.txt", 0), ("fifth.txt", 0)])
def test_no_right_speaker_is_accused_and_hardly_a_wrong_one_overlooked(
    name: str, most: int
) -> None:
    tally = measured(name)
    assert tally.sound >= 24
    assert tally.false >= 16
    assert tally.accused == []
    assert len(tally.overlooked) <= most, tally.overlooked


def test_what_is_said_in_other_words_is_told_from_what_another_said() -> None:
    told = [
        (label, found.attribution, draft)
        for name in ("forms.txt", "fourth.txt")
        for label, draft, source in drafts(name)
        for found in check_quotations(draft, source)
        if label == "paraphrased" or found.attribution == "paraphrased"
    ]
    assert len(told) >= 12
    assert [one for one in told if one[0] != one[1]] == []


def verdicts() -> Iterator[tuple[str, str, list[SourceText]]]:
    sources: list[SourceText] = []
    for line in (DATA / "verdicts.txt").read_text(encoding="utf-8").splitlines():
        kind, text = line[:3], line[3:].replace("\\n", "\n")
        if kind == "D: ":
            label, draft = text.split("\t")
            yield label, draft, sources
        else:
            sources = [SourceText(text, partial=kind == "P: ")] if text else []


def test_of_the_marked_verdicts_each_is_right() -> None:
    wrong = []
    rows = list(verdicts())
    for label, draft, sources in rows:
        found = check_quotations(draft, sources)
        verdict = max((one.verdict for one in found), key=RANKS.index)
        severe = verdict == "near" and any(one.severe for one in found)
        if (f"{verdict} severe" if severe else verdict) != label:
            wrong.append((label, verdict, severe, draft))
    assert len(rows) == 122
    assert wrong == []


@pytest.mark.parametrize(
    "brought_in",
    [
        "Union leader Jo Lim smiled",
        "Outside, Jo Lim smiled",
        "One of the pilots, Jo Lim, smiled",
        "In the hall, a lobbyist for the pilots, Jo Lim, smiled",
        "The union's Jo Lim smiled",
        "Two doors down, Jo Lim, who has flown for years, smiled",
        "Asked again, chief pilot Jo Lim smiled",
        "But another pilot, the retired Jo Lim, smiled",
    ],
)
def test_he_is_the_one_whom_the_sentence_before_is_about(brought_in: str) -> None:
    (found,) = check_quotations("Lim: “Tides come back.”", PRONOUNS.format(brought_in))
    assert (found.speaker, found.attribution) == ("Jo Lim", "agrees")


@pytest.mark.parametrize(
    "told",
    [
        "She called her brother, Jo Lim",
        "The mayor never asked Jo Lim",
        "Park told the pilot, Jo Lim, to leave",
        "Nobody had asked pilot Jo Lim",
    ],
)
def test_but_not_whoever_is_only_named_there(told: str) -> None:
    source = PRONOUNS.format(told).replace("he said", "she said")
    (found,) = check_quotations("Park: “Tides come back.”", source)
    assert found.speaker != "Jo Lim"
    assert found.attribution in ("agrees", "")


@pytest.mark.parametrize(
    ("draft", "severe", "changed"),
    [
        ("“They promised us … that the plant would never stop.”", False, [("plant", "kiln")]),
        ("“They promised … it would never stop.”", False, [("it", "us in 2023 that the kiln")]),
        ("“They promised us that the plant would never stop.”", True,
         [("", "in 2023"), ("plant", "kiln")]),
        ("“They promised us in 2024 … the plant would never stop.”", True,
         [("2024", "2023 that"), ("plant", "kiln")]),
        ("“They promised us in 2023 that the plant would … stop.”", True,
         [("plant", "kiln"), ("", "never")]),
    ],
)  # fmt: skip
def test_what_dots_stand_for_is_not_left_out_though_a_word_beside_is_changed(
    draft: str, severe: bool, changed: list[tuple[str, str]]
) -> None:
    source = "“They promised us in 2023 that the kiln would never stop,” Moen said."
    (found,) = check_quotations(draft, source)
    assert (found.verdict, found.severe) == ("near", severe)
    assert [(one.draft, one.source) for one in found.differences] == changed


@pytest.mark.parametrize(
    ("draft", "texts"),
    [
        ("»Wir schließen nicht«, sagte Dahl.", ["Wir schließen nicht"]),
        ("»Wir gehen.« »Nie.«", ["Wir gehen.", "Nie."]),
        ("(»Wir gehen«) – »nie« –", ["Wir gehen", "nie"]),
        ("«Wir gehen», sagte er. «Nie.»", ["Wir gehen", "Nie."]),
        ("Il dit « nous fermons ». «Jamais !»", ["nous fermons", "Jamais !"]),
    ],
)
def test_marks_that_point_inward_or_outward_are_told_apart(draft: str, texts: list[str]) -> None:
    assert [one.text for one in check_quotations(draft, "")] == texts


@pytest.mark.parametrize("close", ["close [, though]", "close[, though]", "close[; yet we stay]"])
def test_no_bracket_goes_on_behind_the_last_word(close: str) -> None:
    (found,) = check_quotations(f"“We {close}.”", "“We close,” Dahl said.")
    assert found.verdict == "near"


def spoken() -> Iterator[tuple[str, list[str]]]:
    path = DATA.parent / "speaking.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        text, names = line.replace("\\n", "\n").split("\t")
        yield text, names.split(", ")


@pytest.mark.parametrize(("source", "names"), spoken())
def test_who_speaks_is_found_however_they_are_brought_in(source: str, names: list[str]) -> None:
    texts = re.findall(r"“([^”]+)”", source)
    assert len(texts) == len(names)
    for text, name in zip(texts, names, strict=True):
        (found,) = check_quotations(f"“{text}”", source)
        assert name.casefold() in found.speaker.casefold(), text


CLAIMED = (
    "“We lost the river to a spreadsheet,” Karl Holt, the mine's manager, said on Monday. Ada Brun,"
    " a farmer who leads the protest, disagreed. “It was ours,” she said."
)
CLAIMS = (DATA.parent / "claims.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("name", "attribution"),
    [("Karl Holt", "agrees"), ("Holt", "agrees"), ("Ada Brun", "wrong"), ("Brun", "wrong")],
)
def test_whose_words_we_say_they_are_is_read_in_every_form(name: str, attribution: str) -> None:
    otherwise = []
    for form in CLAIMS:
        draft = form.replace("\\n", "\n").format(n=name)
        told = {one.attribution for one in check_quotations(draft, CLAIMED) if one.words > 1}
        if (told - {"agrees", ""}) != ({"wrong"} if attribution == "wrong" else set()):
            otherwise.append((draft, told))
    assert len(CLAIMS) >= 85
    assert otherwise == []


@pytest.mark.parametrize(
    "draft",
    [
        "Norway has a problem: “We lost the river to a spreadsheet.”",
        "The farm did not survive. “We lost the river to a spreadsheet.”",
        "Few rivers remain: “We lost the river to a spreadsheet.”",
        "Brun was not there. “We lost the river to a spreadsheet,” Holt said.",
    ],
)
def test_what_a_sentence_is_about_is_no_speaker_unless_it_is_somebody(draft: str) -> None:
    (found,) = check_quotations(draft, f"{CLAIMED} Norway has lost two rivers.")
    assert found.attribution in ("", "agrees")


@pytest.mark.parametrize(
    ("draft", "attribution"),
    [
        ("Germany's industry minister calls it “a love letter to our rivals.”", "agrees"),
        ("The German industry minister calls it “a love letter to our rivals.”", "agrees"),
        ("Bastien Morel calls it “a love letter to our rivals.”", "wrong"),
        ("The Commission says it leaves “a choice between one and none.”", "agrees"),
        ("Bastien Morel says it leaves “a choice between one and none.”", "wrong"),
    ],
)
def test_a_country_alone_and_a_dateline_are_nobody(draft: str, attribution: str) -> None:
    source = (
        "BRUSSELS, 18 November — The European Commission stopped the merger of two makers, saying"
        " that it would leave “a choice between one and none.”\n\nIndustry ministers had lobbied"
        " for the deal. Germany's, Anke Brodersen, called the ruling “a love letter to our rivals.”"
        " Her French counterpart, Bastien Morel, was milder."
    )
    (found,) = check_quotations(draft, source)
    assert found.attribution == attribution


@pytest.mark.parametrize("who", ["He", "She", "It", "They", "We", "The man", "Nobody", "Few"])
@pytest.mark.parametrize(
    "does", ["was blunt:", "went further:", "said:", "went further.", "wrote,"]
)
def test_who_is_named_nowhere_is_nobody(who: str, does: str) -> None:
    (found,) = check_quotations(f"{who} {does} “It was ours.”", "“It was ours,” she said.")
    assert (found.verdict, found.speaker, found.attribution) == ("exact", "", "")
