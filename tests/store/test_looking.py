"""What is told from a text itself is what the full-text index tells, letter by letter."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.store.tables import V1
from tests.queries import compile_query

NOW = datetime(2026, 3, 2, tzinfo=UTC)
_PIECES = st.sampled_from(
    [
        *("ev", "ma", "s", "es", "a", "b", "as", "M", "ß", "é", "É", "İ", "ı", "ﬁ", "’", "'", "-"),
        *(
            "_",
            ".",
            "²",
            "½",
            "æ",
            "Å",
            "Ł",
            "ſ",
            "ệ",
            "ṩ",
            "ά",
            "й",
            "ё",
            "中",
            "㐀",
            "豈",
            "한",
            "٣",
        ),
        *("\u0301", "\u0308", "\u00ad", "\u200b", "\u200d", "😀", " ", " ", "\n"),
    ]
)
_QUERIES = st.sampled_from(
    [
        *("ev", "evs", "ma", "mas", "m*", "s", "a", "as", '"ma s"', "e", "k", "~ma a", "ma OR b"),
        *("b2", "é*", "Éb", "å*", "bé", "ệ", "中", "中*", "中中", "中2*", "~中 a", '"ma 中"'),
    ]
)


def both(query: str, text: str) -> tuple[bool, bool]:
    """Return what the index says of a text, and what is told from it."""
    compiled = compile_query(query, now=NOW, typing=False)
    assert compiled.looks is not None
    tokenizer = re.search(r'tokenize="([^"]+)"', V1)
    assert tokenizer
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f'CREATE VIRTUAL TABLE f USING fts5 (title, text, tokenize="{tokenizer[1]}")')
        db.execute("INSERT INTO f VALUES ('', ?)", (text,))
        found = db.execute("SELECT 1 FROM f WHERE f MATCH ?", (compiled.match,)).fetchone()
    return found is not None, compiled.looks("", text)


@given(query=_QUERIES, text=st.lists(_PIECES, max_size=8).map("".join))
@settings(max_examples=300)
def test_a_text_tells_what_the_index_tells(query: str, text: str) -> None:
    index, told = both(query, text)
    assert told == index


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("magnet", "Two magnets.", True),
        ("EV", "All the EVs sold.", True),
        ("ev", "The eves of wars.", False),
        ("gas", "Gases rise.", False),
        ("nguyen", "Nguyễn Văn An said so.", True),
        ("strasse", "Straſſe", True),
        ("zamok", "за́мок zamo\u0301k", True),
        ("ma", "ma\u0301ł", False),
        ("élan*", "Mit Elan voran", True),
        ("稀土*", "稀土出口。", True),
        ("稀*", "说稀土", False),
        ("更*", "\uf901", False),
    ],
)
def test_plurals_and_accents_are_the_same_to_both(query: str, text: str, found: bool) -> None:
    assert both(query, text) == (found, found)
