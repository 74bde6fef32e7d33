"""Words copied from a source are seen, wherever they stand, unless they are quoted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text import SourceText, check_quotations, find_copied
from reewriter.text.facts import quoted_words

DATA = Path(__file__).parent.parent / "data"
CASES = [
    line.split("\t")
    for line in (DATA / "copying" / "cases.tsv").read_text(encoding="utf-8").splitlines()
]
ARTICLES = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((DATA / "quotations").glob("[a-z]*.[tm][xd]*"))
}


@pytest.mark.parametrize(("article", "draft", "rows"), CASES)
def test_the_labelled_rows_are_found(article: str, draft: str, rows: str) -> None:
    found = find_copied(draft.replace("\\n", "\n"), ARTICLES[article])
    assert " / ".join(row.text for row in found) == rows


def test_both_places_are_told() -> None:
    draft = "Our view: the town of Tervo has a mine, a railway and a harbour, no more."
    source = ARTICLES["curly.txt"]
    (row,) = find_copied(draft, [SourceText("Nothing."), SourceText(source, name="Post")])
    assert draft[slice(*row.span)] == "the town of Tervo has a mine, a railway and a harbour"
    assert (
        source[slice(*row.source_span)] == "The town of Tervo has a mine, a railway and a harbour"
    )
    assert (row.source, row.source_number, row.words) == ("Post", 1, 12)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(ARTICLES)), st.data())
def test_eight_words_in_a_row_are_always_found_and_seven_never(
    name: str, data: st.DataObject
) -> None:
    plain = [word.strip('“”‘’".,') for word in ARTICLES[name].split()]
    words = [word for word in plain if word.replace("’", "").isalpha()]
    # "Percent" is two words, as "per cent" is.
    words = [word for word in words if word != "percent"]
    at = data.draw(st.integers(0, len(words) - 8))
    source = " ".join(words)
    row = " ".join(words[at : at + 8])
    assert [found.words for found in find_copied(f"zebra {row} zebra", source)] == [8]
    seven = " ".join(words[at : at + 7])
    assert find_copied(f"zebra {seven} zebra", source) == []


def test_quoted_words_are_counted_by_source() -> None:
    sources = ["It is a bad bargain for all.", "We came to listen."]
    draft = "“A bad bargain” it is; “we came to listen” and “never to sign”."
    assert quoted_words(check_quotations(draft, sources)) == {0: 3, 1: 4}
