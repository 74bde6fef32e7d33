"""Slips are seen where they are, sound text is left alone, and mending mends nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text.copy_desk import HouseStyle, Remark, mended, proofread, readability
from reewriter.text.copy_desk.reading import _syllables

DATA = Path(__file__).parent.parent / "data" / "copy"


def _slips() -> list[tuple[str, str, str]]:
    lines = (DATA / "slips.txt").read_text(encoding="utf-8").splitlines()[1:]
    parts = (line.replace("↵", "\n").split("|") for line in lines)
    return [(rule.strip(), text[1:].rstrip(" "), better.strip()) for rule, text, better in parts]


SOUND = (DATA / "sound.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(("rule", "text", "better"), _slips())
def test_a_slip_is_seen_and_mended(rule: str, text: str, better: str) -> None:
    remarks = proofread(text)

    assert {remark.rule for remark in remarks} == {rule}
    assert mended(text, remarks) == (better or text)
    assert all(remark.better is None for remark in proofread(better))


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    assert proofread(text) == []


def test_sound_paragraphs_are_left_alone_together() -> None:
    assert proofread("\n\n".join(SOUND)) == []


def test_words_in_quotations_are_never_changed() -> None:
    text = "The US said: “The U.S. pays — now.” And the US pays.\n\n> The U.S. waits - as ever."

    remarks = proofread(text, HouseStyle(us="US", dash="—"))

    assert remarks == []


@pytest.mark.parametrize(
    ("style", "text", "better"),
    [
        (HouseStyle(us="US"), "The U.S. pays.", "The US pays."),
        (HouseStyle(us="US"), "It left the U.S. It came back.", "It left the US. It came back."),
        (HouseStyle(us="US"), "The U.S. Treasury pays.", "The US Treasury pays."),
        (HouseStyle(us="U.S."), "The US pays the US.", "The U.S. pays the U.S."),
        (HouseStyle(us="U.S."), "CONTACT US about the US.", "CONTACT US about the U.S."),
        (HouseStyle(dash=" – "), "The mine—the last—is open.", "The mine – the last – is open."),
        (HouseStyle(dash="—"), "The mine – the last – is open.", "The mine—the last—is open."),
        (HouseStyle(dash="—"), "In 2020 – 2021 it ran.", "In 2020—2021 it ran."),
        (HouseStyle(quotes="straight"), "“It’s hot.”", '"It\'s hot."'),
        (HouseStyle(quotes=""), '"It\'s" hot.', '"It\'s" hot.'),
        (HouseStyle(ellipsis="..."), "On… and on.", "On... and on."),
    ],
)
def test_house_style_is_the_publication_s_own(style: HouseStyle, text: str, better: str) -> None:
    assert mended(text, proofread(text, style)) == better


def test_a_remark_has_its_place() -> None:
    text = "The kiln runs.\n\nThe the fire is hot."

    assert proofread(text) == [Remark("repeated-word", "“The” twice", 16, 23, "The")]


def test_long_sentences_are_told_with_their_length() -> None:
    text = f"Short. {'Ore tin ' * 20}and zinc. Short again."

    (remark,) = proofread(text)

    assert (remark.rule, remark.message) == ("long-sentence", "42 words in one sentence")
    assert text[remark.start : remark.end].startswith("Ore tin Ore")


def test_of_two_proposals_for_one_place_the_first_counts() -> None:
    remarks = [Remark("a", "", 0, 3, "x"), Remark("b", "", 2, 4, "y"), Remark("c", "", 4, 5, None)]

    assert mended("abcde", remarks) == "xde"


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("mine", 1), ("table", 2), ("whole", 1), ("makes", 1), ("prices", 2), ("wanted", 2)),
        *(("walked", 1), ("kiln", 1), ("the", 1), ("China’s", 2), ("US", 2)),
        *(("refinery", 4), ("magnet", 2), ("export", 2), ("agreed", 2), ("rare", 1), ("a", 1)),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert _syllables(word) == count


def test_plain_words_read_easier_than_learned_ones() -> None:
    plain = readability("The kiln is hot. The men go home. They come back at night.")
    learned = readability(
        "Notwithstanding considerable administrative complications, the interministerial commission"
        " unanimously recommended additional investigations of metallurgical alternatives."
    )

    assert plain.grade < 3
    assert plain.ease > 90
    assert learned.grade > 18
    assert learned.ease < 10


def test_headings_and_tables_count_for_the_time_only() -> None:
    body = "The kiln is hot. The men go home."
    with_more = readability(f"# A Title of Five Words\n\n{body}\n\n| a | b |\n| - | - |\n| c | d |")

    assert with_more.words > readability(body).words
    assert with_more.grade == readability(body).grade
    assert with_more.sentences == 2


@pytest.mark.parametrize("text", ["", "\n", "123", "| a |"])
def test_nothing_to_measure(text: str) -> None:
    assert readability(text).grade == 0
    assert proofread(text) == []


@given(st.text(st.sampled_from("aA. ,—–-\n\"'“”()…US|`#>2"), max_size=40))
@settings(max_examples=100)
def test_places_lie_in_the_text_and_mending_keeps_every_letter(text: str) -> None:
    remarks = proofread(text)

    assert all(0 <= remark.start < remark.end <= len(text) for remark in remarks)
    kept = [remark for remark in remarks if remark.rule not in ("repeated-word", "us")]
    letters = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in mended(text, kept) if sign.isalnum()] == letters
