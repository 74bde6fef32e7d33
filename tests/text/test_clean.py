"""Nothing that drives a terminal or hides text survives, and what people write does."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text import clean, clean_line
from reewriter.text.clean import MAX_MARKS

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f\U0010fffe\U0010ffff]"
)
ugly = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from("\x1b\x9b\r\n\t \xa0\u200d\u0301\u202e\u2028â€™Ãโ\x80\x99œ\ud800\U000e0041a"),
    max_size=60,
)


@given(ugly)
@settings(max_examples=100)
def test_clean_is_idempotent_and_leaves_nothing_dangerous(text: str) -> None:
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert not FORBIDDEN.search(cleaned)
    cleaned.encode()


@given(ugly, st.integers(1, 20))
@settings(max_examples=100)
def test_a_line_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = clean_line(text, limit=limit)

    assert clean_line(line, limit=limit) == line
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert not FORBIDDEN.search(line)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mb\x07", "a[31mb"),
        ("a\x9b31mb", "a31mb"),
        ("one\r\ntwo\rthree\u2028four\x85five\x0bsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("10\xa0kg\u202fof\u2009ore", "10 kg of ore"),
        ("left\u202eright\u2066x\u200e", "leftrightx"),
        ("neo\xaddymium\u200b\u2060\ufeff", "neodymium"),
        ("\U000e0067\U000e0062tag", "tag"),
        ("\ud83dlone", "lone"),
        ("tab\tkept  and blanks", "tab\tkept  and blanks"),
    ],
)
def test_what_is_dropped_and_what_becomes_a_blank(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "“Curly” – ‘quotes’ — and … dots",
        "👩\u200d🔬 ❤\ufe0f 🇦🇺",
        "می\u200cشود",
        "สินแร่หายากและแม่เหล็ก",
        "Đất hiếm và nam châm",
        "e\u0301\u0323 combining",
        "\uf0b7 a bullet of Word",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert clean(text) == text


def test_a_flood_of_marks_is_thinned() -> None:
    flooded = "z" + "\u0301\u0302\ufe0f\u200d" * 500 + "algo"

    cleaned = clean(flooded)

    marks = [c for c in cleaned if unicodedata.category(c) == "Mn" or c == "\u200d"]
    assert len(marks) == MAX_MARKS
    assert cleaned.endswith("algo")


def test_a_huge_title_is_cut_with_a_mark_that_shows() -> None:
    assert clean_line("\n" * 100_000 + "ore " * 1_000_000, limit=20) == "ore ore ore ore ore…"


def test_dropping_a_character_may_reveal_mojibake() -> None:
    assert clean("itâ\x1b€\u202e™s") == "it’s"
