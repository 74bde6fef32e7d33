"""Markdown as lines: what it looks like, that it fits, and that nothing in it can hurt."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reewriter.tui import paint
from reewriter.tui.article import lay_out
from reewriter.tui.inline import inline


def plain(markdown: str, width: int = 40) -> list[str]:
    return ["".join(span.text for span in line).rstrip() for line in lay_out(markdown, width)]


def styles(markdown: str) -> list[tuple[str, str]]:
    return [(span.text, span.style) for line in lay_out(markdown, 72) for span in line]


def test_paragraphs_are_wrapped_and_set_apart() -> None:
    assert plain("one two\nthree\n\nfour", 8) == ["one two", "three", "", "four"]


def test_emphasis_code_and_links() -> None:
    assert styles("a **b** *c* `d` [e](https://x.example/f)") == [
        ("a ", ""),
        ("b", "strong"),
        (" ", ""),
        ("c", "em"),
        (" ", ""),
        ("d", "code"),
        (" ", ""),
        ("e", "link"),
    ]


def test_signs_that_are_no_signs_stay() -> None:
    assert plain(r"3 * 4 = 12, snake_case_word, \*no star\*, [brackets] and 5 < 6") == [
        "3 * 4 = 12, snake_case_word, *no star*,",
        "[brackets] and 5 < 6",
    ]


def test_headings_lists_quotations_and_rules() -> None:
    source = "# Head\ntext\n\n- one two three four\n- two\n  1. deep\n\n> said\n> she\n\n---"
    assert plain(source, 12) == [
        *("Head", "", "text", ""),
        *("• one two", "  three four", "• two", "  1. deep", ""),
        *("│ said she", "", "────────────"),
    ]


def test_tables_hold_their_columns() -> None:
    assert plain("| Mine | Tonnes |\n|---|---:|\n| Altenburg | 1,200 |\n| Hale | 8 |") == [
        "Mine       Tonnes",
        "Altenburg  1,200",
        "Hale       8",
    ]


def test_code_keeps_its_lines() -> None:
    assert plain("before\n```\na  b\n# c\n\n- d\n```\nafter") == [
        *("before", "", "a  b", "# c", "", "- d", "", "after"),
    ]


def test_wide_characters_count_twice() -> None:
    lines = plain("希土類磁石の価格が上昇した", 10)
    assert all(cell_len(line) <= 10 for line in lines)
    assert "".join(lines) == "希土類磁石の価格が上昇した"


def test_every_piece_knows_where_it_came_from() -> None:
    source = "Some **bold** word and [a link](https://x.example) here."
    for span in (span for line in lay_out(source, 30) for span in line if span.at >= 0):
        word = span.text.split()[0]
        assert source[span.at :].lstrip("* ").startswith(word)


def test_a_picture_is_a_word() -> None:
    assert plain("![The mine](https://x.example/a.png)") == ["[picture: The mine]"]


@given(st.text(max_size=400), st.integers(min_value=8, max_value=80))
def test_whatever_comes_fits_and_drives_no_terminal(markdown: str, width: int) -> None:
    for line in lay_out(markdown, width):
        text = "".join(span.text for span in line)
        assert cell_len(text) <= width or cell_len(text[0]) > width
        assert text == "" or not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in text)


@given(st.text(alphabet="*_`[]()!<>|#-\\ ab\n1.&;", max_size=300))
def test_no_combination_of_signs_is_too_much(markdown: str) -> None:
    lay_out(markdown, 20)


@given(st.text(max_size=200))
def test_no_letter_of_plain_words_is_lost(text: str) -> None:
    words = "".join(c for c in text if c.isalnum() and c.isascii()) or "x"
    assert "".join(span.text for span in inline(words, 0)) == words


@pytest.mark.parametrize("sign", ["[", "*", "[a](", "![", ">", "|", "`", "\\", "_a"])
def test_no_run_of_signs_takes_long(sign: str) -> None:
    start = time.process_time()
    lay_out(sign * 9_000, 72)
    assert time.process_time() - start < 1.0


@given(st.text(max_size=60), st.integers(min_value=0, max_value=30))
def test_fitted_text_is_exactly_as_wide_as_told(text: str, width: int) -> None:
    assert cell_len(paint.fit(text, width)) == width
    assert cell_len(paint.fit(text, width, right=True)) == width
