"""Misspelt words are found, with what was meant; names, quotations and code are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.text.copy_desk.dictionary import is_word, nearest, ready
from reewriter.text.copy_desk.spelling import misspelt
from reewriter.text.glossary import shipped_glossary

DATA = Path(__file__).parent.parent / "data" / "spelling"
SLIPS = [line.split("\t") for line in (DATA / "slips.tsv").read_text().splitlines()]
SENTENCES = [line.split("\t") for line in (DATA / "sentences.tsv").read_text().splitlines()]
SOUND = (DATA / "sound.txt").read_text().splitlines()


def words(text: str, **how: bool) -> list[str]:
    return [one.word for one in misspelt(text, glossary=shipped_glossary(), **how)]


def test_slips_are_found_and_mended_as_often_as_the_document_says() -> None:
    found = first = among = 0
    for slip, meant in SLIPS:
        told = misspelt(f"The plan, they say, will {slip} in the end.")
        found += [one.word for one in told] == [slip]
        better = told[0].better if told else ()
        first += better[:1] == (meant,)
        among += meant in better
    # 240 slips: four of them are words themselves, as "calender" and "wether".
    assert (len(SLIPS), found, first, among) == (240, 236, 225, 235)


@pytest.mark.parametrize("line", SOUND)
def test_what_is_sound_is_not_remarked_upon(line: str) -> None:
    assert words(line) == []


@pytest.mark.parametrize(("line", "wrong"), SENTENCES)
def test_slips_in_their_sentences_are_found_where_they_stand(line: str, wrong: str) -> None:
    found = misspelt(line, glossary=shipped_glossary())
    assert [one.word for one in found] == wrong.split()
    assert all(line[one.start : one.end] == one.word for one in found)
    assert all(one.better for one in found)


def test_what_is_proposed_has_the_capital_of_the_word() -> None:
    (slip,) = misspelt("Thier mine is closed.")
    assert slip.better[0] == "Their"


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        (
            "tarrifs",
            "tariffs",
        ),  # two letters doubled the wrong way round: “tarries” is one slip off
        ("gandolinium", "gadolinium"),  # a word of the glossary alone
        ("beneficatiom", "beneficiation"),
        ("mountian", "mountain"),  # a part of a name there, and a word
        ("lynass", "Lynas"),
    ],
)
def test_words_of_the_beat_and_double_letters_are_proposed_first(slip: str, meant: str) -> None:
    (one,) = misspelt(f"They say that {slip} rose.", glossary=shipped_glossary())
    assert one.better[0] == meant


def test_the_words_of_the_house_and_of_the_glossary_are_right() -> None:
    text = "The eudialytic ore and the spodumenic one are refined by Lynas."
    assert [one.word for one in misspelt(text)] == ["eudialytic", "spodumenic"]
    assert misspelt(text, ours=("Eudialytic", "spodumenic")) == ()


def test_british_spelling_is_right_where_a_publication_writes_it() -> None:
    text = (
        "The organisation honoured its labour programme; she analysed the aluminium centre’s grey"
        " sulphur, travelled, practised, fulfilled and manoeuvred; the licence, defence, tyres,"
        " metres, cheques and catalogues are sceptical and marvellous."
    )
    assert words(text, british=True) == []
    assert len(words(text)) > 10
    assert words("The goverment recieved it.", british=True) == ["goverment", "recieved"]


@pytest.mark.parametrize(
    "slip", ["occured", "begining", "truely", "untill", "writting", "thathave", "noticable"]
)
def test_no_ending_and_no_prefix_makes_a_slip_a_word(slip: str) -> None:
    assert not is_word(slip)


@pytest.mark.parametrize(
    "word", ["ramping", "weaponized", "feedstocks", "deglobalization", "shouldn't've", "unarmored"]
)
def test_words_made_of_words_are_words(word: str) -> None:
    assert is_word(word)


def test_what_may_be_meant_is_told_and_nothing_where_nothing_is_alike() -> None:
    assert nearest("tarrif")[0] == "tariff", "two letters off, but only by what is doubled"
    assert nearest("ofthe") == ("of the",)
    assert nearest("qzxvkj") == ()


def test_the_dictionary_is_read_whole_though_in_pieces() -> None:
    assert len(ready()) > 160_000
    assert ready()["the"] > 1_000_000
    assert {"offtake", "midstream", "zebra", "aardvark"} <= ready().keys()


_BITS = st.sampled_from(["recieved ", "Teh", ". ", "’s", "'", "-", "\n", "“", "”", "_", "1"])


@given(st.lists(_BITS).map("".join) | st.text())
def test_whatever_is_written_each_slip_stands_where_it_is_said_to(text: str) -> None:
    for one in misspelt(text):
        assert text[one.start : one.end] == one.word


def test_walls_of_letters_are_no_words() -> None:
    assert misspelt("x" * 100_000 + " " + "Y" + "z" * 100_000) == ()
