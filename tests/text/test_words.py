"""Words, sentences and reading time, as a person would count them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text.words import count_words, reading_minutes, sentences, truncate


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Aho met Sen. J. D. Vance at the U.S. Treasury on Jan. 5.",
        "“Is it enough?” she asked.",
        "Prices rose 3.5 percent… and fell again.",
        "Iluka Resources Ltd. said so at 5 p.m. in Perth.",
        "See No. 7 at https://ore.example/a.b?c=1.",
        "A line that was\nwrapped by an editor.",
        "中国限制稀土出口。",
    ],
)
def test_these_are_one_sentence_even_beside_others(sentence: str) -> None:
    assert cut(sentence) == [sentence]
    assert cut(f"It rained. {sentence} The end came.") == ["It rained.", sentence, "The end came."]


def test_a_dotted_name_ends_a_sentence_where_the_next_clearly_begins() -> None:
    assert cut("They sell to the U.S. The price fell.") == [
        "They sell to the U.S.",
        "The price fell.",
    ]


def test_blocks_of_markdown_end_sentences_and_their_markers_are_no_part() -> None:
    text = "## The floor\n\nOne. Two\n- an item\n- “another”\n> quoted. Again\n1. numbered\n\nlast"

    assert cut(text) == [
        *("The floor", "One.", "Two", "an item", "“another”"),
        *("quoted.", "Again", "numbered", "last"),
    ]


@given(st.text(st.sampled_from("ab AB.?!…”\n-> 。1"), max_size=60))
@settings(max_examples=100)
def test_spans_are_in_order_and_miss_no_word(text: str) -> None:
    spans = sentences(text)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)
    covered = "".join(text[start:end] for start, end in spans)
    assert [c for c in covered if c.isalpha()] == [c for c in text if c.isalpha()]


def test_words_and_minutes() -> None:
    assert count_words("The U.S.-China deal: it’s $1.3 billion, 40% — done.") == 8
    assert count_words("商务部宣布对镝、铽实施出口管制") == 3 + 1 + 4
    assert count_words("MP Materials（美国）rose 5%") == 2 + 1 + 2
    assert [reading_minutes(words) for words in (0, 1, 230, 231)] == [0, 1, 1, 2]


def test_a_text_is_cut_at_a_word() -> None:
    assert truncate("Neodymium prices rise", 40) == "Neodymium prices rise"
    assert truncate("Neodymium prices rise", 18) == "Neodymium prices…"
    assert truncate("Neodymium", 5) == "Neod…"
    assert truncate("Neodymium", 0) == ""


def test_a_quotation_marker_alone_on_its_line_is_no_part_of_a_sentence() -> None:
    assert sentences("> \n1") == [(3, 4)]


def test_no_ends_a_sentence_but_not_before_a_number() -> None:
    text = "Park said no. Lim smiled. It stands in No. 5 and No. 203."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Park said no.",
        "Lim smiled.",
        "It stands in No. 5 and No. 203.",
    ]
