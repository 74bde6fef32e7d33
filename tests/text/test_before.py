"""Figures for the same fact: what we said before, and where sources disagree."""

from __future__ import annotations

import pytest

from reewriter.text.facts import SourceText
from reewriter.text.facts.before import differing_sources, said_before

OLD = SourceText(
    "Narva Works will build a second kiln in Paldiski for $400 million. It employs 900 people."
    " Aho owns 15% of the company.",
    name="No. 203",
)
OLDER = SourceText("The second kiln that Narva Works will build costs $300 million.", "No. 190")


def names(sentence: str) -> frozenset[str]:
    return frozenset(name for name in ("Narva Works", "Aho") if name in sentence)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        ("The second kiln of Narva Works will cost $550 million to build.", ["$400 million"]),
        ("The second kiln of Narva Works will cost $400 million to build.", []),
        ("The second kiln of Narva Works will cost €550 million to build.", []),
        ("The second kiln of another firm will cost $550 million to build.", []),
        ("Narva Works sold oxide for $550 million.", []),
        ("Aho now owns 20% of the company, he says.", ["15%"]),
        ("Aho has a share in the company of 15 percent and owns it.", []),
    ],
)
def test_only_another_figure_for_the_same_fact_is_told(draft: str, expected: list[str]) -> None:
    assert [one.other for one in said_before(draft, [OLD], names)] == expected


def test_the_newest_counts() -> None:
    draft = "The second kiln of Narva Works will cost $550 million to build."
    (found,) = said_before(draft, [OLD, OLDER], names)
    assert (found.number, found.other) == (0, "$400 million")
    assert draft[slice(*found.span)] == "$550 million"
    assert OLD.text[slice(*found.other_span)] == "$400 million"
    same = "The second kiln of Narva Works will cost $400 million to build."
    assert said_before(same, [OLD, OLDER], names) == [], "what was said last is said again"


def test_sources_that_disagree_are_found() -> None:
    one = SourceText("The company will build a second kiln at the port for $400 million, it said.")
    two = SourceText("A second kiln will be built by the company at the port, for $420 million.")
    same = SourceText("For 400 million dollars the company will build a second kiln at the port.")
    (found,) = differing_sources([one, two], names)
    assert (found.figure, found.other) == ("$400 million", "$420 million")
    assert differing_sources([one, same], names) == []
    rich = SourceText(f"{two.text} The first had cost $400 million.")
    assert differing_sources([one, rich], names) == [], "both have it"


def test_a_figure_said_in_brief_is_had_all_the_same() -> None:
    long = SourceText(
        "Companies that applied more than ten times waited 33 days. Newcomers waited 88."
    )
    other = SourceText(
        "Companies that applied for the first time waited more than others, 88 days."
    )
    assert differing_sources([long, other], names) == []
    assert differing_sources([other, long], names) == []
    without = SourceText("Companies that applied more than ten times waited 33 days.")
    assert len(differing_sources([without, other], names)) == 1


def test_other_periods_are_other_facts() -> None:
    third = "Narva Works sold 732 tonnes of oxide to smelters in the third quarter."
    second = "Narva Works sold 597 tonnes of oxide to smelters in the {} quarter."
    found = {
        word: (
            len(said_before(third, [SourceText(second.format(word))], names)),
            len(differing_sources([SourceText(third), SourceText(second.format(word))], names)),
        )
        for word in ("second", "third")
    }
    assert found == {"second": (0, 0), "third": (1, 1)}


def test_whose_figure_it_is_the_sentence_before_may_say() -> None:
    old = SourceText("Narva Works lit a kiln. The kiln will make 5,000 tonnes of oxide.")
    (found,) = said_before("The kiln of Narva Works will make 7,000 tonnes of it.", [old], names)
    assert found.other == "5,000 tonnes"
