"""Suggested highlights are sentences of the text that stand by themselves and say most of it."""

from __future__ import annotations

import pytest

from reewriter.text import suggest_highlights
from reewriter.text.glossary import Glossary

ARTICLE = """\
# Second Kiln Lit at Narva

By those who were there.

The separation plant at Narva lit its second kiln on Monday and will double its output of terbium \
and dysprosium oxides to 90 tonnes a year. “It was about time,” said the mayor. But nobody danced. \
The weather was fine, and there was soup for all who had come.

## What It Means

- Makers of permanent magnets in Europe will buy two thirds of the oxides that Narva makes, under \
contracts of ten years.
- It rained in the evening.

Will it pay? This depends on the price. The plant lost $3 million last year because oxides from \
China were sold below what it costs to make them anywhere else. The mayor keeps a dog.

| Oxide | Tonnes |
| --- | --- |
| Terbium | 30 |

Without a price floor for terbium the plant at Narva would have to close again before 2030, its \
owners told the ministry.
"""


def test_the_sentences_that_matter_are_picked_in_their_order() -> None:
    found = suggest_highlights(ARTICLE)

    assert [" ".join(text.split()[:2]) for text in found] == [
        "The separation",
        "The plant",
        "Without a",
    ]
    assert found[0].startswith("The separation plant at Narva lit its second kiln")


@pytest.mark.parametrize("n", [0, 1, 2, 5, 50])
def test_as_many_as_asked_for_where_there_are_so_many(n: int) -> None:
    found = suggest_highlights(ARTICLE, n)

    assert len(found) == min(n, 11)
    assert len(set(found)) == len(found)


def test_every_suggestion_stands_in_the_text() -> None:
    for text in suggest_highlights(ARTICLE, 50):
        assert text in ARTICLE.replace("\n", " ")


def test_headings_tables_and_own_highlights_are_not_suggested() -> None:
    own = (
        "## Highlights\n\n- Narva lit its second kiln and doubles its output of terbium oxide.\n\n"
    )

    found = suggest_highlights(own + ARTICLE, 50)

    assert not any(
        text.startswith(("Second Kiln Lit", "Oxide", "Narva lit", "|")) for text in found
    )


def test_two_that_say_the_same_are_not_both_picked() -> None:
    same = "The plant at Narva will double its output of terbium oxide to {} tonnes a year."
    other = "Makers of magnets in Poland have asked their ministry for a loan of ten years."
    text = " ".join([same.format(30), same.format(31), same.format(32), other, "It rained."])

    assert other in suggest_highlights(text, 2)


def test_terms_of_the_beat_count() -> None:
    text = (
        "The committee of the town has talked about the money for a new road on Monday. "
        "The committee of the town has talked about the dysprosium for Lynas on Monday."
    )

    assert "Lynas" in suggest_highlights(text, 1)[0]
    assert "road" in suggest_highlights(text, 1, glossary=Glossary(()))[0]


def test_markup_is_taken_off() -> None:
    text = (
        "The **plant** at [Narva](https://narva.example) lit its _second_ kiln on Monday, at noon."
    )

    assert suggest_highlights(text, 1) == [
        "The plant at Narva lit its second kiln on Monday, at noon."
    ]


@pytest.mark.parametrize("text", ["", "   \n", "# Title\n", "| a |\n| - |", "?!", "the of and"])
def test_nothing_to_suggest(text: str) -> None:
    assert suggest_highlights(text) == []


@pytest.mark.parametrize(("first", "last"), ["“”", '""', "«»", "»«", "„“"])
def test_no_part_of_a_speech_is_a_highlight(first: str, last: str) -> None:
    speech = (
        f"{first}The plant at Orvik made 90 tons of tellurium in 2025. The plant at Orvik makes 90"
        f" tons of tellurium a year. We pause the plant at Orvik in 2026,{last} said its owner. "
    )
    text = f"{speech}The town of Orvik has 4,000 people and one swimming pool."
    assert suggest_highlights(text) == ["The town of Orvik has 4,000 people and one swimming pool."]


def test_a_speech_left_open_ends_with_its_paragraph() -> None:
    text = "“We pause the plant. We are sorry.\n\nThe town of Orvik has 4,000 people and a pool."
    assert suggest_highlights(text) == ["The town of Orvik has 4,000 people and a pool."]


@pytest.mark.parametrize(
    "line", ["ORVIK, Norway — ", "WASHINGTON (AP) — ", "NEW YORK, Nov. 3 (Reuters) - ", "ÉVRY – "]
)
def test_a_highlight_tells_not_where_it_was_filed(line: str) -> None:
    text = "The smelter that has kept Orvik warm for 60 years will go dark."
    assert suggest_highlights(line + text) == [text]


@pytest.mark.parametrize("line", ["MP Materials — ", "U.S. ", "NATO ", "The EU - "])
def test_but_a_name_in_capitals_stays(line: str) -> None:
    text = f"{line}the smelter that has kept Orvik warm for 60 years will go dark."
    assert suggest_highlights(text) == [text]


def test_headings_of_a_plain_text_are_not_the_beginning_of_a_sentence() -> None:
    text = (
        "Estonia Struggles to Break Out of the Grip of Kilns\n"
        "The ministry at Narva is trying a number of measures to shore up its kilns in\n"
        "the winter.\n"
        "Overview\n"
        "The two kilns at Narva make 7% of the terbium that the makers of magnets need,\n"
        "and they lose money.\n"
        "·\n"
        "Estonia burns 70% of the shale that is burnt between the sea and the river.\n"
        "Lynas Rare Earths\n"
        "and its partners own neither of the kilns, nor the shale that they burn there.\n"
    )

    assert suggest_highlights(text, 4) == [
        "The ministry at Narva is trying a number of measures to shore up its kilns in the winter.",
        "The two kilns at Narva make 7% of the terbium that the makers of magnets need, and they"
        " lose money.",
        "Estonia burns 70% of the shale that is burnt between the sea and the river.",
        "Lynas Rare Earths and its partners own neither of the kilns, nor the shale that they burn"
        " there.",
    ]
