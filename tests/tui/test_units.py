"""The sentences a reader walks through: what each is, and that it is where it is said to be."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reewriter.tui.article import lay_out, shown_text
from reewriter.tui.units import Places, units

SOURCE = """\
# A port
The first one. “The second,” said Mr. Aho.
It goes on here.

> Quoted *once
> and* again. Twice.
> > Within it.

- One item. Its second.
  Going on.
- Two

| Mine | Tonnes |
|---|---:|
| Altenburg Inc. The | 1,200 |

```
a = b.
c = d.
```
---
Last [one. Of](https://e.example/a.b) two.
"""


def cut(markdown: str) -> list[str]:
    return [shown_text(markdown)[start:end] for start, end, _ in units(shown_text(markdown))]


def test_every_kind_of_block_has_its_units() -> None:
    assert cut(SOURCE) == [
        "A port",
        "The first one.",
        "“The second,” said Mr. Aho.",
        "It goes on here.",
        "Quoted *once\n> and* again.",
        "Twice.",
        "Within it.",
        "One item.",
        "Its second.",
        "Going on.",
        "Two",
        "Mine | Tonnes |",
        "Altenburg Inc. The | 1,200 |",
        "```\na = b.\nc = d.\n```",
        "Last [one.",
        "Of](https://e.example/a.b) two.",
    ]


def test_paragraphs_lists_tables_and_quotations_are_paragraphs() -> None:
    numbers = [unit.paragraph for unit in units(SOURCE)]
    assert numbers == sorted(numbers)
    steps = [at for at in range(1, len(numbers)) if numbers[at] != numbers[at - 1]]
    assert [cut(SOURCE)[at] for at in steps] == [
        *("The first one.", "Quoted *once\n> and* again.", "One item.", "Mine | Tonnes |"),
        *("```\na = b.\nc = d.\n```", "Last [one."),
    ]


@given(st.text(alphabet="ab. \n\t>-|#*`“”[]()1\x1b\u202e\r😀é", max_size=200))
def test_units_are_in_order_and_never_empty(text: str) -> None:
    shown = shown_text(text)
    end = 0
    for unit in units(shown):
        assert end <= unit.start < unit.end <= len(shown)
        assert shown[unit.start : unit.end].strip()
        end = unit.end


@given(st.text(alphabet="ab. \n\t>-\x1b\u202e\r\x00é", max_size=120))
def test_what_is_shown_knows_its_place_in_the_source(text: str) -> None:
    places = Places(text)
    for start, end, _ in units(places.shown):
        first, last = places.source((start, end))
        assert 0 <= first < last <= len(text)
        letters = [c for c in places.shown[start:end] if c.isalnum()]
        assert [c for c in text[first:last] if c.isalnum()] == letters
        again = places.on_screen((first, last))
        assert places.shown[slice(*again)].strip() == places.shown[start:end].strip()


@given(st.text(alphabet="ab. \n>-*_`[]()\\&amp;", max_size=120), st.integers(8, 60))
def test_every_letter_that_is_laid_out_is_where_it_says(text: str, width: int) -> None:
    shown = shown_text(text)
    for span in (span for line in lay_out(text, width) for span in line):
        if span.at >= 0 and span.style not in ("code", "link", "quiet", "title", "section"):
            for at, letter in enumerate(span.text.rstrip()):
                here = shown[span.at + at]
                assert letter == here or here.isspace() or here in "\\&"


@pytest.mark.parametrize("sign", [">", "- ", "a ", "a. ", "“", "| ", "\n> "])
def test_no_article_takes_long(sign: str) -> None:
    start = time.process_time()
    units(shown_text(sign * 9_000))
    assert time.process_time() - start < 1.0
