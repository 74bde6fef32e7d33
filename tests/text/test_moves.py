"""The moves of a critique: known by their wording, asked for in a form, written as prose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reewriter.desk.moves import (
    checklist,
    line_of,
    moves_of,
    paragraph,
    ticked,
    with_prose,
)
from reewriter.model import Story
from reewriter.text.moves import KINDS, find_moves

HOUSE = "Rare Earth Exchanges"


def kinds(text: str) -> list[str]:
    return [move.kind for move in find_moves(text, house=HOUSE)]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The report correctly counts the plants.", "concession"),
        ("To its credit, it names both ports.", "concession"),
        ("It gets the arithmetic of tariffs right.", "concession"),
        ("Her core finding in the *Tribune* holds: the wait is longer.", "concession"),
        ("The outlet is right, too, that the idea is old.", "concession"),
        ("It explains the contract better than most.", "concession"),
        ("Credit first: it counted.", "concession"),
        ("It does not ask who refines the ore.", "omission"),
        ("The omission is the feed.", "omission"),
        ("What is missing is the price.", "omission"),
        ("What the reader does not get is proportion.", "omission"),
        ("What the ministry leaves out is the price.", "omission"),
        ("The outlet never mentions the second licence.", "omission"),
        ("The piece assumes that a mine is a magnet.", "assumption"),
        ("It calls the queue shorter without any evidence.", "assumption"),
        ("The claim that Malaysia will step in ignores its ban.", "refuted"),
        ("That declaration, made in March, rings hollow.", "refuted"),
        ("The headline overstates a pilot plant.", "overstatement"),
        ("Its schedule is far too optimistic.", "overstatement"),
        ("Rare Earth Exchanges continues to urge buyers to count.", "position"),
        ("Our view is that oxide is not metal.", "position"),
    ],
)
def test_each_kind_is_known_by_its_wording(sentence: str, kind: str) -> None:
    assert kind in kinds(f"Before it. {sentence} And after it.")
    (found,) = [move for move in find_moves(f"So. {sentence}", house=HOUSE) if move.kind == kind]
    assert (found.start, found.end) == (4, 4 + len(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister said: “We correctly assume that nobody overlooks us.”",
        "> It rightly leaves out the hype.",
        "The report is not an exaggeration.",
        "It hardly overstates the case.",
        "The plant makes magnets, and the port ships them.",
        "The right bank of the river has a mill.",
        "They hold two licences.",
        "The mine is better than most.",
        "The plan says that money is what is missing.",
        "The firm claims a tax credit.",
    ],
)
def test_nothing_is_read_into_other_words(sentence: str) -> None:
    assert kinds(sentence) == []


def test_what_stands_behind_a_quotation_is_our_own_again() -> None:
    text = "> “It rightly counts.”\n\nIt assumes the gap.\n\n```\nhype\n```\nOur view: no."
    assert kinds(text) == ["assumption", "position"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_form_writes_is_known_as_what_it_is(kind: str) -> None:
    move = {"kind": kind, "claim": "that it counts plants.", "quotation": "“Nine”", "answer": "why"}
    text = paragraph(move, outlet="the Strait Tribune", house=HOUSE)
    assert kind in kinds(text)
    assert text[0].isupper()
    assert text.endswith("It writes: “Nine.” Why.")
    assert "that that" not in text


def test_a_claim_that_was_a_sentence_becomes_part_of_one() -> None:
    move = {"kind": "concession", "claim": "The mine is rich."}
    assert paragraph(move, outlet="it", house=HOUSE) == "It is right that the mine is rich."
    named = {"kind": "concession", "claim": "Malaysia has clay"}
    assert "that Malaysia" in paragraph(named, outlet="it", house=HOUSE)


def test_the_checklist_tells_found_ticked_and_missing() -> None:
    story = Story(id=1, critique="It rightly counts. It omits who pays.")
    story = replace(story, moves=ticked(story, "position", True))
    states = {tick.kind: tick.state for tick in checklist(story, house=HOUSE)}
    assert states == {
        "concession": "found",
        "omission": "found",
        "assumption": "missing",
        "refuted": "missing",
        "overstatement": "missing",
        "position": "ticked",
    }
    assert checklist(story, house=HOUSE)[1].passage == (19, 37)
    assert ticked(story, "position", False) == ()


def test_lines_of_the_form_are_read_back() -> None:
    story = Story(id=1, moves=({"kind": "omission", "ticked": "yes"},))
    lines = [
        ("omission", "who pays | “Nobody \\| says.” | Buyers do"),
        ("concession", " it counts "),
        ("refuted", "  "),
    ]
    moves = moves_of(story, lines)
    assert moves == (
        {"kind": "concession", "claim": "it counts"},
        {
            "kind": "omission",
            "claim": "who pays",
            "quotation": "“Nobody | says.”",
            "answer": "Buyers do",
            "ticked": "yes",
        },
    )
    assert [line_of(move) for move in moves] == [
        "it counts",
        "who pays | “Nobody \\| says.” | Buyers do",
    ]


def test_paragraphs_come_at_the_end_and_are_replaced_where_they_stand() -> None:
    names = {"outlet": "Strait Tribune", "house": HOUSE}
    first = ({"kind": "omission", "claim": "who pays"},)
    once = with_prose("Our own words.\n", (), first, **names)
    assert once == "Our own words.\n\nWhat Strait Tribune leaves out is who pays."
    assert with_prose(once, first, first, **names) == once
    second = ({"kind": "omission", "claim": "who waits"}, {"kind": "position", "claim": "it can"})
    twice = with_prose(f"{once}\n\nAnd more.", first, second, **names)
    assert twice == (
        "Our own words.\n\nWhat Strait Tribune leaves out is who waits.\n\nAnd more.\n\n"
        "Rare Earth Exchanges holds that it can."
    )
    edited = once.replace("leaves out", "never says")
    assert edited in with_prose(edited, first, second, **names), "what was edited stays"
