"""Every figure of a draft is looked up in its sources; measured on labelled ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reewriter.text import Figure, HouseFact, SourceText, check_figures
from reewriter.text.facts.figures import agree, all_of, figures_of
from reewriter.text.facts.looking import MOST_PLACES, agreeing
from reewriter.text.facts.reading import page
from reewriter.text.glossary import shipped_glossary

DATA = Path(__file__).parent.parent / "data" / "figures"
CASES = [
    line.split("\t")
    for name in ("cases.tsv", "nasty.tsv")
    for line in (DATA / name).read_text(encoding="utf-8").splitlines()
]


def told(figures: list[Figure]) -> list[str]:
    return [("+" if figure.supported else "-") + figure.text for figure in figures]


def test_of_the_labelled_figures_95_in_100_are_found_with_3_in_100_false_alarms() -> None:
    absent = found = present = alarms = 0
    wrong = []
    for draft, source, labels in CASES:
        expected = [label for label in labels.split(";") if label]
        figures = told(check_figures(draft, source))
        wrong += [(draft, figures)] if figures != expected else []
        absent += sum(label[0] == "-" for label in expected)
        present += sum(label[0] == "+" for label in expected)
        found += sum(label[0] == "-" and label in figures for label in expected)
        alarms += sum(figure[0] == "-" and figure not in expected for figure in figures)
    assert absent + present >= 1_000
    assert absent >= 250
    assert found >= 0.95 * absent, wrong
    assert alarms <= 0.03 * present, wrong
    assert len(wrong) <= 0.03 * len(CASES), wrong


@pytest.mark.parametrize(
    ("name", "most"),
    [("newsroom.tsv", 0.03), ("wires.tsv", 0.03), ("agency.tsv", 0.03), ("fresh.tsv", 0.1)],
)
def test_figures_as_newsrooms_write_them_are_told_from_those_no_source_has(
    name: str, most: float
) -> None:
    absent = found = present = alarms = 0
    wrong = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        draft, source, labels = line.replace("\\n", "\n").split("\t")
        expected = [label for label in labels.split(";") if label]
        figures = told(check_figures(draft, source))
        wrong += [(draft, figures)] if figures != expected else []
        absent += sum(label[0] == "-" for label in expected)
        present += sum(label[0] == "+" for label in expected)
        found += sum(label[0] == "-" and label in figures for label in expected)
        alarms += sum(figure[0] == "-" and figure not in expected for figure in figures)
    assert absent >= 19
    assert present >= 40
    assert found >= 0.95 * absent, wrong
    assert alarms <= most * present, wrong


def test_figures_of_a_whole_article_are_told_from_those_it_has_not() -> None:
    article = (DATA / "article.txt").read_text(encoding="utf-8")
    lines = (DATA / "article.tsv").read_text(encoding="utf-8").splitlines()
    wrong: dict[str, list[str]] = {"+": [], "-": []}
    for label, draft in (line.split("\t") for line in lines):
        figures = check_figures(draft, article)
        assert figures, draft
        supported = all(figure.supported for figure in figures)
        wrong[label] += [] if supported == (label == "+") else [draft]
    count = {label: sum(line[0] == label for line in lines) for label in wrong}
    assert count["+"] >= 50
    assert count["-"] >= 40
    assert len(wrong["+"]) <= 0.03 * count["+"], wrong
    assert len(wrong["-"]) <= 0.05 * count["-"], wrong


@pytest.mark.parametrize(
    ("draft", "source", "supported"),
    [
        ("$110 a kilo", "$110/kg", True),
        ("$110 a kilo", "$110 a pound", False),
        ("$110 a kilo", "$110", True),
        ("7,000 t a year", "7,000 tonnes a month", False),
        ("$5 million a day later", "$5 million a year", True),
    ],
)
def test_a_figure_for_each_of_something_is_none_for_each_of_another(
    draft: str, source: str, supported: bool
) -> None:
    (figure,) = check_figures(draft, source)
    assert figure.supported == supported


def test_no_number_goes_on_in_the_next_paragraph() -> None:
    figures = check_figures("Thirty-five hundred\n\neight percent, 5\n\npercent, twenty\nfive", "")
    assert [figure.text for figure in figures] == [
        *("Thirty-five hundred", "eight percent", "5", "twenty five"),
    ]


def test_the_source_sentence_nearest_in_meaning_is_shown() -> None:
    source = "The dam holds 400 litres. The mine in Narva employs 400 people. It is old."
    (figure,) = check_figures("Narva’s mine has 400 workers.", source)
    assert figure.source_sentence == "The mine in Narva employs 400 people."
    assert figure.source_span is not None
    assert source[slice(*figure.source_span)] == "400"
    assert figure.source_number == 0


def test_a_figure_stands_where_its_span_says() -> None:
    draft = "It paid over $550 million\nby April 6."
    figures = check_figures(draft, "")
    assert [draft[slice(*figure.span)] for figure in figures] == ["$550 million", "April 6"]
    assert [figure.text for figure in figures] == ["$550 million", "April 6"]


def test_several_sources_support_together() -> None:
    sources = [
        SourceText("It paid $5.", name="Post"),
        SourceText("It has 7 kilns.", name="Gazette"),
    ]
    figures = check_figures("It paid $5 for 7 kilns and 9 sheds.", sources)
    assert [(one.text, one.source) for one in figures] == [
        ("$5", "Post"),
        ("7", "Gazette"),
        ("9", ""),
    ]


def test_the_day_a_source_was_published_is_one_it_has() -> None:
    source = SourceText("The kiln was lit.", published=date(2026, 3, 2))
    assert told(check_figures("On March 2 and in 2026 it was lit, not on March 3.", source)) == [
        "+March 2",
        "+2026",
        "-March 3",
    ]


def test_the_house_vouches_for_what_it_knows() -> None:
    fact = HouseFact("90 %", entity="Ruritania", url="https://a.example", expires=date(2027, 1, 1))
    draft = "Ruritania does ninety percent of the work and 80 percent of the talking."
    vouched = check_figures(draft, "", vouched=[fact])
    assert told(vouched) == ["+ninety percent", "-80 percent"]
    assert vouched[0].vouched == fact
    assert vouched[0].source_sentence == ""


@pytest.mark.parametrize(
    ("draft", "on", "supported"),
    [
        ("Ruritania does 90 % of it.", date(2026, 12, 31), True),
        ("Ruritania does 90 % of it.", date(2027, 1, 1), False),
        ("Narva does 90 % of it.", date(2026, 12, 31), False),
    ],
)
def test_a_house_fact_expires_and_is_true_of_one_thing(
    draft: str, on: date, supported: bool
) -> None:
    fact = HouseFact("90 %", entity="Ruritania", expires=date(2027, 1, 1))
    (figure,) = check_figures(draft, "", vouched=[fact], on=on)
    assert figure.supported is supported


SENTENCES = st.sampled_from([draft for draft, _, _ in CASES])


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=4))
def test_what_stands_in_the_source_is_always_supported(lines: list[str]) -> None:
    source = "\n\n".join(f"They say: {line}" for line in lines)
    figures = check_figures("\n\n".join(lines), source)
    assert [figure.text for figure in figures if not figure.supported] == []


@given(st.text("0123456789.,-–/%$€ mbkthalf'’\n", max_size=30))
def test_no_heap_of_digits_is_too_much(draft: str) -> None:
    for figure in check_figures(draft, draft):
        assert 0 <= figure.span[0] < figure.span[1] <= len(draft)


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("April 6, 2025", "April 6, 2026"),
        ("Q3 2025", "the third quarter of 2026"),
        ("April 2025", "April 6, 2026"),
        ("€5 million", "$5 million"),
        ("5 million tonnes", "5 million pounds"),
        ("5 percentage points", "5 percent"),
        ("5 percent", "5 mines"),
        ("3 years", "3 months"),
        ("$5 billion", "$5 million"),
        ("two-thirds", "62 percent"),
    ],
)
def test_what_only_looks_alike_supports_nothing(draft: str, source: str) -> None:
    assert [f.supported for f in check_figures(f"It was {draft}.", f"It is {source}.")] == [False]
    assert [f.supported for f in check_figures(f"It was {draft}.", f"It is {draft}.")] == [True]


@pytest.mark.parametrize(
    ("draft", "entity", "supported"),
    [
        ("Lynas digs 90 % of it.", "Lynas Rare Earths", True),
        ("Lynas Rare Earths digs 90 % of it.", "Lynas", True),
        ("The U.S. digs 90 % of it.", "United States", True),
        ("They told us that 90 % is dug.", "United States", False),
        ("Lynas digs 90 % of it.", "MP Materials", False),
        ("China digs 90 % of it.", "China’s Lynas kiln", False),
    ],
)
def test_a_house_fact_is_true_of_its_entity_by_whichever_name(
    draft: str, entity: str, supported: bool
) -> None:
    (figure,) = check_figures(
        draft, "", vouched=[HouseFact("90 %", entity=entity)], glossary=shipped_glossary()
    )
    assert figure.supported is supported


def test_what_a_source_says_to_the_contrary_is_told() -> None:
    said = {
        draft: check_figures(f"It {draft}.", "It holds more than 10% and fell 5% in May.")[0]
        for draft in ("holds <10%", "holds over 10%", "holds 10%", "rose 5%", "rose 7%")
    }
    assert {draft: (one.supported, one.contrary) for draft, one in said.items()} == {
        "holds <10%": (False, "more than 10%"),
        "holds over 10%": (True, ""),
        "holds 10%": (True, ""),
        "rose 5%": (False, "fell 5%"),
        "rose 7%": (False, ""),
    }


def test_of_places_with_one_number_the_one_with_our_meaning_is_shown() -> None:
    source = "The Narva kiln made under 10% of it. Another made more than 10% of it."
    (figure,) = check_figures("The Narva kiln made over 10% of it.", source)
    assert figure.source_sentence == "Another made more than 10% of it."


@pytest.mark.parametrize(
    ("draft", "source", "supported"),
    [
        ("roughly $120 million", "$118.6 million", True),
        ("roughly $120 million", "$112.6 million", False),
        ("roughly $121 million", "$118.6 million", False),
        ("nearly $120 million", "$121.4 million", False),
        ("over $120 million", "$118.6 million", False),
        ("as much as $120 million", "$118.6 million", False),
        ("$1.2 billion", "$1,204 million", True),
        ("$1.3 billion", "$1,204 million", False),
        ("6 percent", "5.9 percent", True),
        ("5.9 percent", "6 percent", False),
        ("210 mines", "208 mines", False),
        ("about 12 mines", "11 mines", False),
        ("almost a third", "32 percent", True),
        ("almost a third", "35 percent", False),
        ("a third of it", "32 percent", False),
    ],
)
def test_a_rounded_figure_is_supported_by_the_one_it_was_rounded_from(
    draft: str, source: str, supported: bool
) -> None:
    (figure,) = check_figures(f"The firm sold {draft}.", f"The firm sold {source}.")
    assert figure.supported is supported


def test_figures_given_to_each_others_owners_are_told_with_what_the_source_says() -> None:
    source = "Corvo will own 31% of the venture, Tindal 12%, and the state the rest."
    right = check_figures("Tindal holds 12% of it, Corvo 31%.", source)
    swapped = check_figures("Corvo holds 12% of it and Tindal 31%.", source)
    again = check_figures("Corvo holds 12% and Tindal 31%.", [source, "Corvo had 12%, Tindal 31%."])
    assert [one.supported for one in (*right, *again)] == [True] * 4
    assert [(one.supported, one.contrary) for one in swapped] == [
        (False, "Tindal 12%"),
        (False, "Corvo will own 31%"),
    ]


def test_a_number_that_names_something_counts_where_a_source_numbers_the_like() -> None:
    draft = "Section 301 allows it."
    assert told(check_figures(draft, "The law allows it.")) == []
    assert told(check_figures(draft, "Section 232 of the law allows it.")) == ["-301"]
    assert told(check_figures(draft, "Section 301 of the law allows it.")) == ["+301"]


def test_what_may_agree_is_looked_for_among_all_that_does() -> None:
    whole = page("\n\n".join(source for _, source, _ in CASES))
    asked = {amount.readings for draft, _, _ in CASES[::9] for amount in figures_of(page(draft))}
    assert len(asked) > 50
    for readings in asked:
        every = [
            theirs
            for theirs in all_of(whole)
            if any(agree(one, two) for one in readings for two in theirs.readings)
        ]
        assert list(agreeing(readings, whole)) == every[:MOST_PLACES], readings


@pytest.mark.parametrize(
    ("draft", "source", "supported"),
    [
        ("more than tripled", "is up 230 percent", True),
        ("more than quadrupled", "is up 230 percent", False),
        ("tripled", "is up 230 percent", False),
        ("more than doubled", "went from 10 to 28 tonnes", True),
        ("more than doubled", "went from 10 to 38 tonnes", False),
    ],
)
def test_more_than_a_multiple_is_less_than_the_next(
    draft: str, source: str, supported: bool
) -> None:
    (figure,) = check_figures(f"The stock {draft}.", f"The stock {source}.")
    assert figure.supported is supported


@pytest.mark.parametrize("draft", ["3 to 4 million", "between 3 and 4 million", "some 3-4 million"])
def test_the_first_figure_of_a_range_is_as_large_as_the_second_says(draft: str) -> None:
    def said(source: str) -> list[bool]:
        return [one.supported for one in check_figures(f"It sold {draft}.", source)]

    assert said("It sold 3 million in May and 4 million in June.") == [True, True]
    assert said("It sold 3 in May and 4 million in June.") == [False, True]
