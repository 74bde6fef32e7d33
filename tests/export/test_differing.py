"""What was edited at a service is shown so that a person sees the edit, and all of it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.export.differing import difference

ROW = (
    '<tr><td class="text" style="padding:0 24px;font:16px/24px -apple-system,Arial,sans-serif;'
    'color:#1d2227;text-align:left;word-break:break-word">'
    '<p style="margin:0 0 16px">{}</p></td></tr>'
)
PAGE = "<!doctype html>\n<body><table>\n" + ROW + "\n" + ROW + "\n</table></body>"
FIRST = (
    "Good morning. Five pieces today. Somebody counted the queue for heavy rare earths, and " * 2
)
SECOND = "A second paragraph."


def _html(one: str, other: str) -> str:
    return difference({"html": one}, {"html": other})


def test_an_edit_of_one_word_is_one_sentence_and_no_markup() -> None:
    told = _html(PAGE.format(FIRST, SECOND), PAGE.format(FIRST.replace("Five", "Six", 1), SECOND))
    assert told.splitlines() == [
        "--- html, ours",
        "+++ html, there",
        "@@ after: Good morning.",
        "-Five pieces today.",
        "+Six pieces today.",
    ]


def test_an_edit_of_a_tag_shows_what_is_another_one() -> None:
    before = PAGE.format(FIRST, SECOND)
    told = _html(before, before.replace("16px/24px", "18px/24px", 1)).splitlines()
    assert "16px/24px" in told[3]
    assert "18px/24px" in told[4]
    assert max(map(len, told)) < 200


def test_what_was_added_and_taken_away_is_shown_where_it_was() -> None:
    before = PAGE.format(FIRST, SECOND)
    told = _html(before, before.replace(SECOND, f'{SECOND} <a href="https://x.example/">More</a>'))
    assert told.splitlines()[2:] == [
        "@@ after: A second paragraph.",
        '+<a href="https://x.example/">',
        "+More",
        "+</a>",
    ]
    assert _html(before, before.replace(SECOND, "")).splitlines()[-1] == f"-{SECOND}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>A &amp; b</p>", "<p>A & b</p>"),
        ("<p>A b</p>", "<p>A  b</p>"),
        ("<p>A b</p>\n", "<p>A b</p>"),
        ("Plain.", "Plain. "),
        ("<p>A</p><p>B</p>", "<p>A</p>\n<p>B</p>"),
    ],
)
def test_a_difference_that_nobody_sees_is_told_all_the_same(one: str, other: str) -> None:
    assert len(_html(one, other).splitlines()) > 2


def test_an_entity_drives_no_terminal() -> None:
    told = _html("<p>Calm</p>", "<p>&#27;[2J&#x9b;1m&#x202e;Evil</p>")
    assert "Evil" in told
    assert all(line.isprintable() for line in told.splitlines())


def test_fields_that_stayed_are_not_told() -> None:
    told = difference({"subject": "A", "html": "<p>x</p>"}, {"subject": "B", "html": "<p>x</p>"})
    assert told.splitlines() == ["--- subject, ours", "+++ subject, there", "-A", "+B"]


def test_what_was_not_known_here_is_all_shown_and_says_why() -> None:
    told = difference({}, {"subject": "B"}).splitlines()
    assert told[0].startswith("What stood there before is not known")
    assert told[-1] == "+B"


SLOW = {
    "tags": "<p>a</p>" * 300_000,
    "openings": "<" * 2_000_000,
    "sentences": "<p>" + "a. " * 700_000,
    "comments": "<!--" * 500_000,
    "lines": "\n" * 10**6,
}


@pytest.mark.parametrize("other", SLOW.values(), ids=list(SLOW))
def test_a_text_made_to_be_slow_is_not(other: str) -> None:
    began = time.process_time()
    _html(PAGE.format(FIRST, SECOND) + "<p>a</p>" * 500, other)
    assert time.process_time() - began < 6


@given(st.text(alphabet="<>p/ ab&;.\n"), st.text(alphabet="<>p/ ab&;.\n"))
def test_two_texts_that_differ_have_a_difference(one: str, other: str) -> None:
    told = difference({"html": f"<p>{one}"}, {"html": f"<p>{other}"})
    assert bool(told) == (one != other)
